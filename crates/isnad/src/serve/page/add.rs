//! Paste a text and see its record at once; keep it where it shall stay.

use std::sync::Arc;

use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use super::article::{ArticlePage, of_record};
use crate::acquire::{Form, Given, Origin, Piece, prepare};
use crate::cli::{guarded, now, to_keep};
use crate::fault::Fault;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, decoded, encoded};
use crate::store::{Access, ReadDocument, Store, Writer};

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage {
    f: Frame,
    wrong: Option<String>,
    text: String,
    source: String,
    published: String,
}

/// The form.
pub(super) async fn show(asked: Asked) -> Response<Body> {
    let f = Frame::of(&asked, "add", asked.words().text("web.menu.add"));
    page(&asked, Ok(AddPage { f, wrong: None, text: String::new(), source: String::new(), published: String::new() }))
}

/// What was sent with it.
#[derive(Debug, Clone, Default)]
struct Sent {
    text: String,
    source: Option<String>,
    published: Option<String>,
    keep: bool,
}

impl Sent {
    fn of(body: &[u8]) -> Sent {
        let pairs = decoded(&String::from_utf8_lossy(body));
        let get = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned());
        let some = |name: &str| get(name).filter(|v| !v.is_empty());
        Sent {
            text: get("text").unwrap_or_default().replace("\r\n", "\n"),
            source: some("source"),
            published: some("published"),
            keep: get("do").as_deref() == Some("keep"),
        }
    }

    /// The document, read.
    fn read(&self) -> Result<ReadDocument, Wrong> {
        if let Some(day) = &self.published
            && crate::acquire::first_day(day).is_none()
        {
            return Err(Wrong::Asked("fault.day", day.clone()));
        }
        let page = self.text.trim_start().starts_with('<') && self.text.contains("</");
        let piece = Piece {
            label: "web".to_owned(),
            form: if page { Form::Html } else { Form::Text },
            bytes: self.text.clone().into_bytes(),
            origin: Origin::default(),
        };
        let given = Given { published: self.published.clone(), source: self.source.clone(), ..Given::default() };
        let kept = guarded("web", || prepare(piece, &given).map(|p| to_keep(&p)));
        kept.map_err(|problem| Wrong::Fault(Fault::Told(*problem)))
    }
}

/// Reads what was pasted: shows it, or keeps it and leads to it.
pub(super) async fn read(State(app): State<Arc<App>>, asked: Asked, body: Bytes) -> Response<Body> {
    let sent = Sent::of(&body);
    let (path, mine) = (app.path.clone(), sent.clone());
    let question = asked.clone();
    let done = tokio::task::spawn_blocking(move || -> Result<(ReadDocument, Option<ArticlePage>), Wrong> {
        let document = mine.read()?;
        if !mine.keep {
            let shown = of_record(&question, &document.record)?;
            return Ok((document, Some(shown)));
        }
        let store = Store::open(&path, Access::Change)?;
        let mut writer = Writer::new(&store, now());
        writer.put(&document)?;
        writer.commit()?;
        Ok((document, None))
    })
    .await
    .unwrap_or_else(|_| Err(Wrong::Fault(Fault::of("", "fault.answer"))));
    match done {
        Ok((document, None)) => {
            let mut response = StatusCode::SEE_OTHER.into_response();
            let to = format!("/articles/{}", encoded(&document.record.id, true));
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert(header::LOCATION, to);
            }
            response
        }
        Ok((_, Some(shown))) => page(&asked, Ok(shown)),
        Err(wrong) => {
            let t = asked.words();
            let f = Frame::of(&asked, "add", t.text("web.menu.add"));
            let mut response = page(
                &asked,
                Ok(AddPage {
                    f,
                    wrong: Some(wrong.told(t)),
                    text: sent.text,
                    source: sent.source.unwrap_or_default(),
                    published: sent.published.unwrap_or_default(),
                }),
            );
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            response
        }
    }
}
