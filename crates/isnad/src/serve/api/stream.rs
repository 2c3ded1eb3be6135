//! All records, one a line, as they are read from the store: nothing is held in memory but a few lines.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Response;
use axum::http::header::{self, HeaderValue};
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, channel};

use super::{only, problem};
use crate::fault::Fault;
use crate::serve::app::App;
use crate::serve::asked::Asked;

/// Lines that wait to be sent.
const WAITING: usize = 16;

/// What is sent as it comes.
struct Lines(Receiver<Bytes>);

impl Stream for Lines {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|line| line.map(Ok))
    }
}

pub(super) async fn records(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    if let Err(wrong) = only(&asked, &[]) {
        return problem(&asked, &wrong);
    }
    let (send, receive) = channel(WAITING);
    tokio::spawn(async move {
        // Whoever stops listening ends it; a fault in the middle ends the lines, which the client sees by the last one.
        let _ended = app
            .ask_much(move |store| {
                store.each_document(|d| {
                    let mut line = serde_json::to_vec(&store.record(&d)?)?;
                    line.push(b'\n');
                    send.blocking_send(Bytes::from(line)).map_err(|_| Fault::PipeClosed)
                })?;
                Ok(())
            })
            .await;
    });
    let mut response = Response::new(Body::from_stream(Lines(receive)));
    let kind = HeaderValue::from_static("application/jsonl; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
