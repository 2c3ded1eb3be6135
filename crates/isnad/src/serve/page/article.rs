//! An article as its reader saw it: what was said, by whom, with which figures and days, marked in the text; what is not
//! of the article greyed; copies and evidence beside it.

use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::http::header::{self, HeaderValue};

use super::text::{Shown, marked};
use crate::cli::lines::short;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::html::Html;
use crate::serve::view::{self, DayOf, Said, Turn};
use crate::store::{Document, Kept, Store, Text};
use crate::wire::RecordJson;

#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage {
    f: Frame,
    d: Document,
    day: DayOf,
    day_from: String,
    origins: Vec<(String, String)>,
    title: String,
    text: Html,
    /// The parts of a long text: address, number, whether it is the one that is shown.
    parts: Vec<(String, String, bool)>,
    total: String,
    figures_total: String,
    path: String,
    said: Vec<Said>,
    figures: Vec<Told>,
    copies: Vec<(String, String, DayOf)>,
    story: Option<super::stories::Head>,
    versions: Vec<Kept>,
    evidence: String,
    authors: Vec<(&'static str, String)>,
    notes: Vec<String>,
    /// Where more of what was said stands, and how much.
    more: Option<(String, String)>,
    /// Further figures, which are marked in the text.
    left: Option<String>,
    /// Only what was said, a page of it.
    rest: bool,
    turn: Turn,
}

/// How heavy the text with what was said in it may be together (bytes): a page shall open at once on any line.
const ROOM: usize = 30_000;
/// What a statement weighs besides its words.
const STATEMENT: usize = 560;
/// So many statements are shown however long the text is, and so many on a page of their own.
const SOME: usize = 4;
const MOST: usize = 25;
/// Figures that are listed beside the text.
const FIGURES: usize = 16;

struct Told {
    href: String,
    amount: Html,
    what: String,
    series: Option<String>,
}

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question, &id)).await;
    page(&asked, made)
}

/// The document of an id, or nothing here.
pub(super) fn find(store: &Store, id: &str) -> Result<Document, Wrong> {
    let mut found = store.documents_named(id, 2)?.into_iter();
    match (found.next(), found.next()) {
        (Some(d), None) => Ok(d),
        _ => Err(Wrong::Missing),
    }
}

fn make(store: &Store, asked: &Asked, id: &str) -> Result<ArticlePage, Wrong> {
    let d = find(store, id)?;
    let record = store.record(&d)?;
    let text = store.text(d.version)?;
    let copies = store
        .copies_of(&d)?
        .into_iter()
        .filter(|c| c.key != d.key)
        .map(|c| (view::article(&c, None), view::title(&c, asked.words()), DayOf::of(c.day.as_deref())));
    let evidence = format!("/evidence/{}", crate::serve::asked::encoded(&d.id, true));
    let copies = copies.collect();
    let versions = store.versions(&d)?;
    let story = store.story_with(&d)?.map(|row| super::stories::head(&row, asked.words()));
    Ok(ArticlePage { copies, story, versions, evidence, ..with(asked, d, &record, &text, MOST) })
}

/// The page of a record that is not in the store.
pub(super) fn of_record(asked: &Asked, r: &RecordJson) -> Result<ArticlePage, Wrong> {
    let d = Document {
        id: r.id.clone(),
        source: r.source.clone(),
        published: r.published.clone(),
        day: r.reference_date.clone(),
        title: r.title.as_ref().map(|t| t.text.clone()),
        url: r.url.clone(),
        label: asked.words().text("web.not-kept").to_owned(),
        ..Document::default()
    };
    let mut page = with(asked, d, r, &Text::of(r.text.clone()), usize::MAX);
    // What is not kept cannot be cited.
    page.said.iter_mut().for_each(|s| s.cite.clear());
    Ok(page)
}

/// The page with at most so many statements under the text; what is not kept has no other page for them.
fn with(asked: &Asked, d: Document, record: &RecordJson, text: &Text, most: usize) -> ArticlePage {
    let t = asked.words();
    // Without a headline the first line stands for it.
    let first = || text.text.lines().map(str::trim).find(|l| !l.is_empty()).map(|l| short(l, 90));
    let title = d.title.clone().or_else(first).unwrap_or_else(|| d.outlet().to_owned());
    let path = view::article(&d, None);
    let kept = most == MOST;
    let rest = kept && asked.get("said").is_some();
    let shown = if rest { Shown::default() } else { marked(record, text, t) };
    let many = kept && shown.parts.len() > 1;
    let asked_part = asked.number("part", 1, shown.parts.len().max(1)).saturating_sub(1);
    let part = asked.get("at").and_then(|id| shown.part_of(id)).unwrap_or(asked_part);
    let here = |id: &str| !many || shown.part_of(id) == Some(part);
    let text = if many { shown.parts.get(part).cloned().unwrap_or_default() } else { shown.parts.concat() };
    let parts = (0..if many { shown.parts.len() } else { 0 }).map(|n| {
        let label = (n + 1).to_string();
        let href = if n == 0 { path.clone() } else { address(&path, std::iter::once(("part", label.as_str()))) };
        (href, label, n == part)
    });
    let parts = parts.collect();
    // What was said in this part, or from where a reader goes on.
    let from = match record.statements.iter().position(|s| here(&s.id)) {
        Some(first) if !rest => first,
        _ => asked.number("said", 0, 100_000),
    };
    let at_entry = |id: &str| format!("{}#{id}", address(&path, std::iter::once(("at", id))));
    let all = record.statements.iter().skip(from).take_while(|s| rest || here(&s.id)).take(most).map(|s| Said {
        href: if rest { at_entry(&s.id) } else { format!("#{}", s.id) },
        ..Said::at(&d, s, d.day.as_deref(), t)
    });
    let mut said: Vec<Said> = Vec::new();
    let mut room = if kept { ROOM.saturating_sub(text.len()) } else { usize::MAX };
    for s in all {
        let weight = STATEMENT + s.words.len() + s.who.len() * 4 + s.role.len() + s.occasion.len();
        if !rest && said.len() >= SOME && weight > room {
            break;
        }
        room = room.saturating_sub(weight);
        said.push(s);
    }
    let next = from + said.len();
    let at = |n: usize| address(&path, std::iter::once(("said", n.to_string().as_str())));
    let more = (next < record.statements.len())
        .then(|| (at(next), t.count("count.statements-more", (record.statements.len() - next) as u64)));
    let turn = Turn { before: (rest && from > 0).then(|| at(from.saturating_sub(MOST))), after: None };
    let left = record.figures.len().checked_sub(FIGURES).filter(|n| *n > 0);
    let left = left.map(|n| t.count("count.figures-more", n as u64));
    let figures = record.figures.iter().filter(|f| here(&f.id)).take(if rest { 0 } else { FIGURES }).map(|f| Told {
        href: format!("#{}", f.id),
        amount: view::amount(f, t),
        what: [f.unit.as_deref(), f.measure.as_deref()].into_iter().flatten().next_back().unwrap_or(&f.text).to_owned(),
        series: f.subject.as_deref().map(view::figures),
    });
    let figures = figures.collect();
    let authors = [("web.author", &record.author), ("web.agency", &record.agency), ("web.section", &record.section)];
    ArticlePage {
        copies: Vec::new(),
        story: None,
        versions: Vec::new(),
        total: t.count("count.statements", record.statements.len() as u64),
        figures_total: t.count("count.figures", record.figures.len() as u64),
        path,
        text: Safe(text),
        parts,
        more,
        left,
        rest,
        turn,
        day: DayOf::of(d.published.as_deref().or(d.day.as_deref())),
        day_from: view::named(t, "label.day-from", &record.reference_date_from),
        origins: record
            .origins
            .iter()
            .map(|(field, from)| (view::named(t, "label.field", field), view::named(t, "label.found", from)))
            .collect(),
        evidence: String::new(),
        authors: authors.into_iter().filter_map(|(k, v)| Some((t.text(k), v.clone()?))).collect(),
        notes: record.notes.iter().map(|n| n.message.clone()).filter(|m| !m.is_empty()).collect(),
        f: Frame::of(asked, "", title.clone()),
        said,
        figures,
        title,
        d,
    }
}

/// The bytes as they came: as plain text or a file, never as a page that could run.
pub(super) async fn evidence(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let made = app
        .ask(move |store| {
            let d = find(store, &id)?;
            Ok(store.evidence(d.version)?)
        })
        .await;
    match made {
        Ok(bytes) => {
            let mut response = crate::serve::answer::file("text/plain; charset=utf-8", bytes);
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
            headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"evidence.txt\""));
            response
        }
        Err(wrong) => page::<ArticlePage>(&asked, Err(wrong)),
    }
}
