//! Where sources differ: two passages side by side, with the numbers that do not agree marked, and what lies between them.

use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use isnad_link::difference::{Difference, DifferenceKind};
use isnad_link::position::Opposition;
use isnad_text::Span;
use jiff::civil::Date;

use super::cite::alike;
use super::statements::{Choice, Field, choices, fields, filter, near};
use crate::cli::Glossary;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf};
use crate::store::{Filter, Positions, Store, SubjectFigures};

#[derive(Template)]
#[template(path = "differences.html")]
struct DifferencesPage {
    f: Frame,
    fields: Vec<Field>,
    kinds: Vec<Choice>,
    pairs: Vec<Pair>,
    opposed: Vec<Pair>,
    near: Vec<(String, String)>,
}

/// Two figures or statements and what lies between them.
pub(super) struct Pair {
    pub(super) kind: String,
    pub(super) conflict: bool,
    pub(super) reason: String,
    pub(super) name: String,
    pub(super) sides: [Side; 2],
}

/// One of them.
pub(super) struct Side {
    pub(super) amount: Html,
    pub(super) passage: Html,
    pub(super) day: DayOf,
    pub(super) who: String,
    pub(super) outlet: String,
    pub(super) href: String,
}

const KINDS: [&str; 9] =
    ["conflict", "denied", "corrected", "updated", "perhaps_updated", "other_scope", "rounded", "restated", OPPOSING];
/// Statements, not figures.
const OPPOSING: &str = "opposed";
/// Of a record larger than this statements are held against each other only where somebody asks for it.
const LARGE: u64 = 2000;
const MOST: usize = 24;
/// A passage is cut round its figure where it is longer (letters).
const LONGEST: usize = 300;
/// Statements that oppose each other.
const OPPOSED: usize = 12;
/// Subjects that are looked through where none is named.
const SUBJECTS: usize = 12;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<DifferencesPage, Wrong> {
    let t = asked.words();
    // The kind that is asked for is one of differences, not of wordings.
    let filter = Filter { kind: None, ..filter(asked, MOST)? };
    let kind = asked.get("kind");
    let (mut pairs, mut opposed) = (Vec::new(), Vec::new());
    match asked.get("subject") {
        Some(subject) => {
            if kind != Some(OPPOSING) {
                pairs.extend(of(&store.figures_of(Some(subject), None, &filter)?, kind, t));
            }
            if kind == Some(OPPOSING) || (kind.is_none() && store.ground()?.articles <= LARGE) {
                let found = store.positions(subject, &filter)?;
                // The newest stand last.
                let near = found.disagreements.iter().rev().filter(|o| of_one_matter(o, &found));
                opposed.extend(near.filter_map(|o| against(o, &found, t)).take(OPPOSED));
            }
        }
        None if kind == Some(OPPOSING) => {}
        None => {
            // What a reader asks for by day goes before what is gathered by itself.
            let asked_days = filter.from.is_some() || filter.to.is_some();
            let filter = if asked_days { filter } else { super::today::lately(store)? };
            for subject in store.subjects(SUBJECTS, 0)? {
                let found = store.newest_figures_of(Some(&subject.name), None, &filter, super::NEWEST)?;
                pairs.extend(of(&found, Some(kind.unwrap_or("conflict")), t));
            }
        }
    }
    pairs.truncate(MOST);
    let near = if pairs.is_empty() && opposed.is_empty() { near(store, asked, "subject")? } else { Vec::new() };
    Ok(DifferencesPage {
        near,
        pairs,
        opposed,
        fields: fields(
            asked,
            &[("subject", "web.field.subject", false), ("from", "web.field.from", true), ("to", "web.field.to", true)],
        ),
        kinds: choices(asked, "kind", "label.difference", &KINDS),
        f: Frame::of(asked, "differences", t.text("web.menu.differences")),
    })
}

/// The differences among figures, conflicts first.
pub(super) fn of(found: &SubjectFigures, kind: Option<&str>, t: Glossary) -> Vec<Pair> {
    let wanted = |d: &&Difference| match kind {
        Some(kind) => d.kind.name() == kind,
        None => !matches!(d.kind, DifferenceKind::Restated),
    };
    let mut all: Vec<&Difference> = found.differences.iter().filter(wanted).collect();
    // The newest of a kind first.
    let day = |i: usize| found.figures.get(i).and_then(|(d, f)| f.as_of.as_ref().or(d.day.as_ref()));
    all.sort_by_key(|d| {
        let newest = std::cmp::Reverse((day(d.later), day(d.earlier)));
        (KINDS.iter().position(|k| *k == d.kind.name()), newest, d.series, d.earlier, d.later)
    });
    all.into_iter().filter_map(|d| pair(d, found, t)).collect()
}

/// Whether two speakers speak of one matter. Who answers or denies does, within some weeks or in much the same words; two
/// words that oppose each other tell little by themselves: the rest of the words must be alike, and the time one.
fn of_one_matter(o: &Opposition, found: &Positions) -> bool {
    let day = |i: usize| found.rows.get(i).and_then(|r| r.day.as_deref()?.get(..10)?.parse::<Date>().ok());
    let apart = day(o.one).zip(day(o.other)).and_then(|(a, b)| a.until(b).ok()).map(|span| span.get_days().abs());
    let near = apart.is_some_and(|days| days <= WEEKS * 7);
    let words = |i: usize| found.claims.get(i).map_or("", |c| c.content.as_str());
    let share = alike(words(o.one), words(o.other));
    match o.against.how.name() {
        "opposed" => share >= ALIKE || near && share >= SOMEWHAT,
        _ => near || share >= ALIKE,
    }
}

/// So near in time, so alike in words (percent), or somewhat alike.
const WEEKS: i32 = 26;
const ALIKE: u32 = 42;
const SOMEWHAT: u32 = 28;

/// Two statements that oppose each other, the words by which they do marked.
pub(super) fn against(o: &Opposition, found: &Positions, t: Glossary) -> Option<Pair> {
    let side = |i: usize, words: Span| {
        let (claim, row) = (found.claims.get(i)?, found.rows.get(i)?);
        Some(Side {
            amount: Safe(String::new()),
            passage: html::marked(&claim.content, std::slice::from_ref(&words.range())),
            day: DayOf::of(row.day.as_deref()),
            who: claim.speaker.clone(),
            outlet: row.document.outlet().to_owned(),
            href: view::article(&row.document, Some(&row.statement.id)),
        })
    };
    let (one, other) = (found.claims.get(o.one)?, found.claims.get(o.other)?);
    let mut names = vec![one.speaker.clone()];
    if other.speaker_key != one.speaker_key {
        names.push(other.speaker.clone());
    }
    Some(Pair {
        kind: view::named(t, "label.opposed", o.against.how.name()),
        conflict: false,
        reason: String::new(),
        name: names.join(" — "),
        sides: [side(o.one, o.against.one)?, side(o.other, o.against.other)?],
    })
}

fn pair(d: &Difference, found: &SubjectFigures, t: Glossary) -> Option<Pair> {
    let side = |i: usize| {
        let (document, figure) = found.figures.get(i)?;
        let point = found.points.get(i)?;
        let at = point.sentence.find(&figure.text).map(|s| s..s + figure.text.len());
        let (passage, at) = view::round(&point.sentence, at, LONGEST);
        Some(Side {
            amount: view::amount(figure, t),
            passage: html::marked(&passage, at.as_slice()),
            day: DayOf::of(figure.as_of.as_deref().or(document.day.as_deref())),
            who: point.speaker.clone().unwrap_or_default(),
            outlet: document.outlet().to_owned(),
            href: view::article(document, Some(&figure.id)),
        })
    };
    Some(Pair {
        kind: view::named(t, "label.difference", d.kind.name()),
        conflict: d.kind == DifferenceKind::Conflict,
        reason: view::named(t, "label.reason", d.reason.name()),
        name: found.series.get(d.series).map(|s| view::series_name(s, t)).unwrap_or_default(),
        sides: [side(d.earlier)?, side(d.later)?],
    })
}
