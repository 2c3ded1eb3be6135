//! Events that several articles tell: a list of them, and one with its reports, copies apart from what stands alone, its
//! figures, what was said and where its sources differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;

use super::article::find;
use super::differences::{Pair, of as differences_of};
use super::figures::{Line, key, line};
use super::statements::{Field, fields, filter, near};
use crate::cli::Glossary;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, encoded};
use crate::serve::html::Html;
use crate::serve::view::{self, DayOf, Said, Turn};
use crate::store::{Store, StoryRow, Told};

#[derive(Template)]
#[template(path = "stories.html")]
struct StoriesPage {
    f: Frame,
    fields: Vec<Field>,
    total: Option<String>,
    stories: Vec<Head>,
    near: Vec<(String, String)>,
    turn: Turn,
}

/// A story in a line.
pub(super) struct Head {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) first: DayOf,
    pub(super) last: Option<DayOf>,
    pub(super) counts: Vec<String>,
    pub(super) outlets: Vec<String>,
    pub(super) by: String,
}

#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage {
    f: Frame,
    x: Head,
    reports: Vec<Report>,
    left: Option<String>,
    series: Vec<Line>,
    single: Vec<(Html, String, String, String, DayOf)>,
    pairs: Vec<Pair>,
    said: Vec<Said>,
}

/// A report and what copies it.
struct Report {
    href: String,
    title: String,
    day: DayOf,
    outlet: String,
    agency: Option<String>,
    first: bool,
    copies: Vec<(String, String, DayOf)>,
}

const PAGE: usize = 20;
/// Of one story: articles that are read, statements and series that are shown.
const ARTICLES: usize = 40;
const STATEMENTS: usize = 14;
const SERIES: usize = 4;
const SINGLE: usize = 12;
/// Outlets of a story that are named in a list.
const OUTLETS: usize = 5;

/// The address of the story that an article tells.
pub(super) fn story_of(document: &str) -> String {
    format!("/stories/{}", encoded(document, true))
}

/// A story in a line.
pub(super) fn head(row: &StoryRow, t: Glossary) -> Head {
    let (first, last) = (row.story.first.map(|d| d.to_string()), row.story.last.map(|d| d.to_string()));
    let mut counts = vec![t.count("count.articles", row.articles.len() as u64)];
    if row.origins < row.articles.len() {
        counts.push(t.count("count.origins", row.origins as u64));
    }
    let n = row.story.outlets.len();
    if n > 0 {
        counts.push(t.count("count.outlets", n as u64));
    }
    let mut outlets: Vec<String> = row.story.outlets.iter().take(OUTLETS).cloned().collect();
    if n > OUTLETS {
        outlets.push("…".to_owned());
    }
    let by = row.articles.first().map(|t| t.document.outlet().to_owned()).unwrap_or_default();
    Head {
        href: story_of(row.articles.first().map_or("", |t| t.document.id.as_str())),
        name: row.story.name.clone().unwrap_or_else(|| "…".to_owned()),
        last: (first != last).then(|| DayOf::of(last.as_deref())),
        first: DayOf::of(first.as_deref()),
        counts,
        outlets,
        by,
    }
}

/// The list.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| list(store, &question)).await;
    page(&asked, made)
}

fn list(store: &Store, asked: &Asked) -> Result<StoriesPage, Wrong> {
    let t = asked.words();
    let filter = filter(asked, PAGE)?;
    let found = store.stories(asked.get("subject"), &filter)?;
    Ok(StoriesPage {
        near: if found.rows.is_empty() { near(store, asked, "subject")? } else { Vec::new() },
        total: found.total.filter(|n| *n > 0).map(|n| t.count("count.stories", n)),
        stories: found.rows.iter().map(|row| head(row, t)).collect(),
        fields: fields(
            asked,
            &[("subject", "web.field.subject", false), ("from", "web.field.from", true), ("to", "web.field.to", true)],
        ),
        turn: Turn::of(asked, filter.offset, PAGE, found.more),
        f: Frame::of(asked, "stories", t.text("web.menu.stories")),
    })
}

/// The story that an article tells.
pub(super) async fn one(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| story(store, &question, &id)).await;
    page(&asked, made)
}

fn story(store: &Store, asked: &Asked, id: &str) -> Result<StoryPage, Wrong> {
    let t = asked.words();
    let d = find(store, id)?;
    let row = store.story_with(&d)?.ok_or(Wrong::Missing)?;
    let keys: Vec<i64> = row.articles.iter().take(ARTICLES).map(|t| t.document.key).collect();
    let found = store.figures_among(&keys)?;
    let mut order: Vec<usize> = (0..found.series.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(found.series.get(*n).map_or(0, |s| s.points.len())), *n));
    let series = order.iter().filter(|n| found.series.get(**n).is_some_and(|s| s.points.len() > 1));
    let series = series.take(SERIES).filter_map(|n| line(*n, &found, t)).collect();
    let mut pairs = differences_of(&found, None, t);
    pairs.truncate(SERIES);
    let single = order.iter().filter_map(|n| found.series.get(*n)).filter(|s| s.points.len() == 1).filter_map(|s| {
        let (d, f) = found.figures.get(s.points.first()?.point)?;
        let day = DayOf::of(f.as_of.as_deref().or(d.day.as_deref()));
        let href = view::article(d, Some(&f.id));
        Some((view::amount(f, t), view::series_name(s, t), href, d.outlet().to_owned(), day))
    });
    let single = single.take(SINGLE).collect();
    let head = head(&row, t);
    Ok(StoryPage {
        f: Frame::of(asked, "stories", head.name.clone()),
        said: said(store, &row, t)?,
        left: row
            .articles
            .len()
            .checked_sub(ARTICLES)
            .filter(|n| *n > 0)
            .map(|n| t.count("count.more-articles", n as u64)),
        reports: reports(&row.articles, t),
        series,
        single,
        pairs,
        x: head,
    })
}

/// What was said, each in the words of the first who told it; copies say nothing new.
fn said(store: &Store, row: &StoryRow, t: Glossary) -> Result<Vec<Said>, Wrong> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    for told in row.articles.iter().filter(|t| t.copy_of.is_none()).take(ARTICLES) {
        let record = store.record(&told.document)?;
        for s in record.statements.iter().filter(|s| s.speaker_name.is_some()) {
            let words: String = isnad_text::fold(&view::words(s)).chars().take(60).collect();
            if seen.insert(words) {
                out.push(Said::at(&told.document, s, told.document.day.as_deref(), t));
            }
            if out.len() == STATEMENTS {
                return Ok(out);
            }
        }
    }
    Ok(out)
}

/// Each report with its copies under it; what copies a copy stands under the first of them.
fn reports(articles: &[Told], t: Glossary) -> Vec<Report> {
    let mut out: Vec<Report> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for told in articles.iter().take(ARTICLES) {
        let d = &told.document;
        let (href, outlet, day) = (view::article(d, None), d.outlet().to_owned(), DayOf::of(d.day.as_deref()));
        if let Some(report) = told.copy_of.as_deref().and_then(|o| at.get(o)).and_then(|n| out.get_mut(*n)) {
            report.copies.push((href, outlet, day));
            continue;
        }
        at.insert(d.id.as_str(), out.len());
        out.push(Report {
            href,
            title: view::title(d, t),
            day,
            outlet,
            agency: d.agency.clone(),
            first: out.is_empty(),
            copies: Vec::new(),
        });
    }
    out
}
