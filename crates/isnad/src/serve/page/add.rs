//! Paste a text or an address, or drop files, and see the record at once; keep it where it shall stay.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{Multipart, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use super::article::{ArticlePage, of_record};
use crate::acquire::{Arrival, Form, Given, Link, Origin, Piece, Problem, held_in, prepare};
use crate::cli::{Glossary, Unattended, guarded, now, to_keep};
use crate::fault::Fault;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, encoded};
use crate::serve::view::DayOf;
use crate::store::{Access, Put, ReadDocument, Store, Writer};

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage {
    f: Frame,
    wrong: Option<String>,
    sent: Sent,
    may_ask: bool,
}

#[derive(Template)]
#[template(path = "added.html")]
struct AddedPage {
    f: Frame,
    total: String,
    kept: bool,
    read: Vec<Read>,
    left: Option<String>,
    failed: Vec<(String, String)>,
}

/// A document that was read.
struct Read {
    href: Option<String>,
    title: String,
    outlet: String,
    day: DayOf,
    counts: Vec<String>,
    state: Option<String>,
}

/// What was sent with the form.
#[derive(Debug, Clone, Default)]
struct Sent {
    text: String,
    address: String,
    source: String,
    published: String,
    keep: bool,
    files: Vec<(String, Vec<u8>)>,
}

/// Files of one form, all told, and how large the form may be.
const FILES: usize = 100;
pub(super) const LARGEST: usize = 64 << 20;
/// Documents that are read of one form, and those that are named on the page.
const DOCUMENTS: usize = 1000;
const NAMED: usize = 100;

/// The form.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let address = asked.own("address").unwrap_or_default();
    form(&app, &asked, None, Sent { address, ..Sent::default() })
}

fn form(app: &App, asked: &Asked, wrong: Option<String>, sent: Sent) -> Response<Body> {
    let f = Frame::of(asked, "add", asked.words().text("web.menu.add"));
    let failed = wrong.is_some();
    let mut response = page(asked, Ok(AddPage { f, wrong, sent, may_ask: !app.rounds.offline }));
    if failed {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// A page elsewhere on this server.
pub(super) fn to(address: &str) -> Response<Body> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

impl Sent {
    async fn of(mut parts: Multipart) -> Result<Sent, Wrong> {
        let mut sent = Sent::default();
        let large = |_| Wrong::Fault(Fault::of("", "web.add.too-large"));
        while let Some(part) = parts.next_field().await.map_err(large)? {
            let name = part.name().unwrap_or("").to_owned();
            if let (true, Some(file)) = (name == "files", part.file_name().map(str::to_owned)) {
                let bytes = part.bytes().await.map_err(large)?;
                if !bytes.is_empty() && sent.files.len() < FILES {
                    sent.files.push((plain_name(&file), bytes.to_vec()));
                }
                continue;
            }
            let bytes = part.bytes().await.map_err(large)?;
            let value = String::from_utf8_lossy(&bytes).trim().replace("\r\n", "\n");
            match name.as_str() {
                "text" => sent.text = value,
                "address" => sent.address = value,
                "source" => sent.source = value,
                "published" => sent.published = value,
                "do" => sent.keep = value == "keep",
                _ => {}
            }
        }
        // An address that was pasted where the text goes.
        if sent.address.is_empty() && sent.text.contains("://") && !sent.text.contains(char::is_whitespace) {
            sent.address = std::mem::take(&mut sent.text);
        }
        Ok(sent)
    }

    fn given(&self) -> Result<Given, Wrong> {
        let some = |v: &String| (!v.is_empty()).then(|| v.clone());
        let published = some(&self.published);
        if let Some(day) = &published
            && crate::acquire::first_day(day).is_none()
        {
            return Err(Wrong::Asked("fault.day", day.clone()));
        }
        Ok(Given { published, source: some(&self.source), ..Given::default() })
    }

    /// All that it brings.
    fn arrivals(
        &mut self,
        web: &Unattended,
        may_ask: bool,
        t: Glossary,
    ) -> Result<Box<dyn Iterator<Item = Arrival>>, Wrong> {
        let mut all: Vec<Arrival> = Vec::new();
        if !self.text.is_empty() {
            let page = self.text.starts_with('<') && self.text.contains("</");
            all.push(Arrival::Piece(Piece {
                label: t.text("web.add.pasted").to_owned(),
                form: if page { Form::Html } else { Form::Text },
                bytes: self.text.clone().into_bytes(),
                origin: Origin::default(),
            }));
        }
        if !self.address.is_empty() {
            if Link::read(&self.address).is_none() {
                return Err(Fault::of(&self.address, "problem.address").into());
            }
            if !may_ask {
                return Err(Fault::of(&self.address, "web.add.offline").into());
            }
            all.push(web.page(&self.address));
        }
        let files = std::mem::take(&mut self.files);
        let held = files.into_iter().flat_map(|(name, bytes)| held_in(&name, bytes));
        Ok(Box::new(all.into_iter().chain(held)))
    }
}

/// The last part of what a browser calls a file.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if kept.is_empty() { "file".to_owned() } else { kept }
}

/// What came of it.
enum Outcome {
    /// One document, not kept.
    Shown(Box<ArticlePage>),
    /// One document, kept under this id.
    Kept(String),
    /// Several.
    Many(Box<AddedPage>),
}

/// Reads what was sent: shows it, or keeps it and leads to it.
pub(super) async fn read(State(app): State<Arc<App>>, asked: Asked, parts: Multipart) -> Response<Body> {
    let sent = match Sent::of(parts).await {
        Ok(sent) => sent,
        Err(wrong) => return form(&app, &asked, Some(wrong.told(asked.words())), Sent::default()),
    };
    let (worker, question, mut mine) = (Arc::clone(&app), asked.clone(), sent.clone());
    let done = tokio::task::spawn_blocking(move || take(&worker, &question, &mut mine));
    match done.await.unwrap_or_else(|_| Err(Wrong::Fault(Fault::of("", "fault.answer")))) {
        Ok(Outcome::Kept(id)) => to(&format!("/articles/{}", encoded(&id, true))),
        Ok(Outcome::Shown(shown)) => page(&asked, Ok(*shown)),
        Ok(Outcome::Many(many)) => page(&asked, Ok(*many)),
        Err(wrong) => {
            let told = wrong.told(asked.words());
            form(&app, &asked, Some(told), sent)
        }
    }
}

fn take(app: &App, asked: &Asked, sent: &mut Sent) -> Result<Outcome, Wrong> {
    let given = sent.given()?;
    let (mut read, mut failed): (Vec<(ReadDocument, Option<Put>)>, Vec<Problem>) = (Vec::new(), Vec::new());
    let store = sent.keep.then(|| Store::open(&app.path, Access::Change)).transpose()?;
    let mut writer = store.as_ref().map(|s| Writer::new(s, now()));
    let mut more = 0u64;
    for arrival in sent.arrivals(&app.rounds.web, !app.rounds.offline, asked.words())? {
        let piece = match arrival {
            Arrival::Problem(problem) => {
                failed.push(problem);
                continue;
            }
            Arrival::Piece(piece) => piece,
        };
        if read.len() >= DOCUMENTS {
            more += 1;
            continue;
        }
        let label = piece.label.clone();
        match guarded(&label, || prepare(piece, &given).map(|p| to_keep(&p))) {
            Ok(document) => {
                let put = writer.as_mut().map(|w| w.put(&document)).transpose()?;
                read.push((document, put));
            }
            Err(problem) => failed.push(*problem),
        }
    }
    if let Some(writer) = &mut writer {
        writer.commit()?;
    }
    drop(writer);
    match (read.as_slice(), failed.as_slice()) {
        ([], []) => Err(Wrong::Fault(Fault::of("", "web.add.nothing"))),
        ([], [problem]) => Err(Wrong::Fault(Fault::Told(problem.clone()))),
        ([(document, Some(Put::Forgotten))], []) => {
            let problem = Problem::new(&document.label, "problem.forgotten").with("id", &document.record.id);
            Err(Wrong::Fault(Fault::Told(problem)))
        }
        ([(document, Some(_))], []) => Ok(Outcome::Kept(document.record.id.clone())),
        ([(document, None)], []) => Ok(Outcome::Shown(Box::new(of_record(asked, &document.record)?))),
        _ => Ok(Outcome::Many(Box::new(several(asked, sent.keep, &read, &failed, more)))),
    }
}

fn several(
    asked: &Asked,
    kept: bool,
    read: &[(ReadDocument, Option<Put>)],
    failed: &[Problem],
    more: u64,
) -> AddedPage {
    let t = asked.words();
    let left = more + (read.len().saturating_sub(NAMED)) as u64;
    AddedPage {
        f: Frame::of(asked, "add", t.text("web.menu.add")),
        total: t.count("count.new", read.len() as u64),
        kept,
        read: read.iter().take(NAMED).map(|(d, put)| one(d, put.as_ref(), t)).collect(),
        left: (left > 0).then(|| t.count("count.more-articles", left)),
        failed: failed
            .iter()
            .take(NAMED)
            .map(|p| (p.label.clone(), Wrong::Fault(Fault::Told(p.clone())).told(t)))
            .collect(),
    }
}

fn one(d: &ReadDocument, put: Option<&Put>, t: Glossary) -> Read {
    let r = &d.record;
    let state = match put {
        Some(Put::Same) => Some("web.add.known"),
        Some(Put::NewVersion) => Some("web.add.changed"),
        Some(Put::Forgotten) => Some("web.add.forgotten"),
        _ => None,
    };
    let there = put.is_some_and(|p| !matches!(p, Put::Forgotten));
    Read {
        href: there.then(|| format!("/articles/{}", encoded(&r.id, true))),
        title: r.title.as_ref().map_or_else(|| d.label.clone(), |t| t.text.clone()),
        outlet: r.source.clone().unwrap_or_else(|| d.label.clone()),
        day: DayOf::of(r.published.as_deref().or(r.reference_date.as_deref())),
        counts: vec![
            t.count("count.statements", r.statements.len() as u64),
            t.count("count.figures", r.figures.len() as u64),
        ],
        state: state.map(|key| t.text(key).to_owned()),
    }
}
