//! How may the last piece of a search go on? Names of fields, and of what may stand after their colon.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::{answer, only, paging, raw};
use crate::serve::app::App;
use crate::serve::asked::Asked;

/// Suggestions at most.
const MOST: usize = 12;

/// Each suggestion is a whole query, with the field and the value that it adds.
pub(super) async fn complete(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| {
        only(&question, &["q", "limit"])?;
        let limit = paging(&question)?.limit.min(MOST);
        let query = raw(&question, "q").unwrap_or("");
        let found = store.completions(query, question.lang == crate::cli::Lang::Arabic, limit)?;
        let row = |c: &crate::store::Completion| json!({"query": c.query, "field": c.field, "value": c.value});
        Ok(json!({"results": found.iter().map(row).collect::<Vec<Value>>()}))
    });
    answer(&asked, &headers, made.await)
}
