//! All records, one a line, as they are read from the store: nothing is held in memory but a few lines.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Response;
use axum::http::header::{self, HeaderValue};
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::timeout;

use super::{only, problem};
use crate::fault::Fault;
use crate::serve::app::App;
use crate::serve::asked::Asked;

/// Lines that wait to be sent.
const WAITING: usize = 16;

/// How long a line waits to be taken.
const PATIENCE: Duration = Duration::from_secs(20);

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
    // Whoever must wait for others is told before anything is sent.
    let turn = match app.turn_for_much().await {
        Ok(turn) => turn,
        Err(wrong) => return problem(&asked, &wrong),
    };
    let (send, receive) = channel(WAITING);
    tokio::spawn(async move {
        let here = Handle::current();
        // Whoever stops listening ends it; a fault in the middle ends the lines, which the client sees by the last one.
        let _ended = app
            .ask_in_turn(turn, move |store| {
                store.each_document(|d| {
                    let mut line = serde_json::to_vec(&store.record(&d)?)?;
                    line.push(b'\n');
                    // Whoever does not take what is sent holds nobody up for long.
                    let sent = here.block_on(timeout(PATIENCE, send.send(Bytes::from(line))));
                    sent.ok().and_then(Result::ok).ok_or(Fault::PipeClosed)
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
