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

use super::{only, problem, raw};
use crate::fault::Fault;
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::page::filter_by;
use crate::store::{Document, Filter, keywords};

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

/// Whether an article is of that outlet and of those days.
fn fits(d: &Document, filter: &Filter, words: &[String]) -> bool {
    let outlet =
        words.is_empty() || d.source.as_deref().map(keywords).is_some_and(|s| words.iter().all(|w| s.contains(w)));
    let day = d.day.as_deref();
    let from = filter.from.as_deref().is_none_or(|from| day.is_some_and(|d| d >= from));
    // «2020» ends later than «2020-05».
    let to = filter.to.as_deref().is_none_or(|to| day.is_some_and(|d| d <= to || d.starts_with(to)));
    outlet && from && to
}

pub(super) async fn records(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let asked_for = only(&asked, &["source", "from", "to"]).and_then(|()| filter_by(&asked, |n| raw(&asked, n), 0, 0));
    let filter = match asked_for {
        Ok(filter) => filter,
        Err(wrong) => return problem(&asked, &wrong),
    };
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
                let words = filter.source.as_deref().map(keywords).unwrap_or_default();
                store.each_document(|d| {
                    if !fits(&d, &filter, &words) {
                        return Ok(());
                    }
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
