//! How a figure moved: a drawing, a sentence and a table, each point with its sentence, its source and what disputes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use isnad_link::difference::DifferenceKind;
use isnad_link::series::Series;

use super::statements::{Field, fields, filter, near};
use crate::cli::lines::number;
use crate::cli::{Glossary, Lang};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::chart::{COLOURS, Dot, draw, scatter};
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Turn};
use crate::serve::when;
use crate::store::{Store, SubjectFigures};

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    f: Frame,
    fields: Vec<Field>,
    subjects: Vec<(String, String, String)>,
    series: Vec<Line>,
    total: Option<String>,
    nothing: bool,
    near: Vec<(String, String)>,
    turn: Turn,
}

/// A series on the page.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) moved: Html,
    pub(super) chart: Html,
    pub(super) legend: Vec<(usize, String)>,
    pub(super) marks: Vec<(&'static str, &'static str)>,
    pub(super) points: Vec<Point>,
    /// How many more there are, and where.
    pub(super) more: Option<(String, String)>,
    pub(super) clashes: Vec<Html>,
}

/// A row of its table.
pub(super) struct Point {
    pub(super) day: DayOf,
    pub(super) amount: Html,
    pub(super) words: Html,
    pub(super) who: Option<(String, String)>,
    pub(super) outlet: String,
    pub(super) href: String,
    pub(super) copies: Option<String>,
    pub(super) clash: bool,
}

const PAGE: usize = 5;
/// A sentence of the table is cut round its figure where it is longer (letters).
const LONGEST: usize = 180;
/// How much of a series is shown: rows of its table, and points of the drawing that open their sentence. Those before them
/// are drawn only, and of a long series some of them.
#[derive(Debug, Clone, Copy)]
struct Much {
    rows: usize,
    open: usize,
}

/// On a page of other things, among other series, and where it stands alone.
const BESIDE: Much = Much { rows: 5, open: 12 };
const AMONG: Much = Much { rows: 10, open: 20 };
const ALONE: Much = Much { rows: 40, open: 50 };
/// Points that are drawn only.
const DRAWN: usize = 80;
const SUBJECTS: usize = 60;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<FiguresPage, Wrong> {
    let t = asked.words();
    let (subject, measure) = (asked.get("subject"), asked.get("measure"));
    let filter = filter(asked, PAGE)?;
    let mut subjects = Vec::new();
    let mut found = SubjectFigures::default();
    let nothing_asked = subject.is_none() && measure.is_none();
    if nothing_asked {
        subjects = store.subjects(SUBJECTS, filter.offset)?;
    } else {
        found = store.figures_of(subject, measure, &filter)?;
        if found.figures.is_empty() && measure.is_none() {
            // One word may be the measure as well.
            found = store.figures_of(None, subject, &filter)?;
        }
    }
    let mut order: Vec<usize> = (0..found.series.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(found.series.get(*n).map_or(0, |s| s.points.len())), *n));
    // One series alone has all its rows, page by page.
    let alone = asked.get("series").and_then(|id| found.series.iter().position(|s| s.id == id));
    let shown: Vec<Line> = match alone {
        Some(n) => {
            let one = some_of(n, &found, t, filter.offset, ALONE);
            one.into_iter().map(|l| Line { more: None, ..l }).collect()
        }
        None => order.iter().skip(filter.offset).take(PAGE).filter_map(|n| some_of(*n, &found, t, 0, AMONG)).collect(),
    };
    let title = [subject, measure].into_iter().flatten().collect::<Vec<_>>().join(" — ");
    let title = if title.is_empty() { t.text("web.menu.figures").to_owned() } else { title };
    let total = (!nothing_asked && !found.figures.is_empty()).then(|| {
        let n = found.figures.len() as u64;
        t.fill(
            "say.rests-on",
            &[("found", t.count("count.figures", n)), ("articles", t.count("count.in-articles", found.articles))],
        )
    });
    let (step, more) = match alone.and_then(|n| found.series.get(n)) {
        Some(series) => (ALONE.rows, series.points.len() > filter.offset + ALONE.rows),
        None if nothing_asked => (SUBJECTS, subjects.len() == SUBJECTS),
        None => (PAGE, order.len() > filter.offset + PAGE),
    };
    Ok(FiguresPage {
        nothing: !nothing_asked && shown.is_empty(),
        near: if shown.is_empty() { near(store, asked, "subject")? } else { Vec::new() },
        subjects: subjects
            .into_iter()
            .map(|s| {
                let counts = [
                    ("figures", t.count("count.figures", s.figures)),
                    ("articles", t.count("count.in-articles", s.articles)),
                ];
                (view::figures(&s.name), s.name, t.fill("say.figures-in", &counts))
            })
            .collect(),
        series: shown,
        total,
        fields: fields(
            asked,
            &[
                ("subject", "web.field.subject", false),
                ("measure", "web.field.measure", false),
                ("from", "web.field.from", true),
                ("to", "web.field.to", true),
            ],
        ),
        turn: Turn::of(asked, filter.offset, step, more),
        f: Frame::of(asked, "figures", title),
    })
}

/// The series at place `n`.
pub(super) fn line(n: usize, found: &SubjectFigures, t: Glossary) -> Option<Line> {
    some_of(n, found, t, 0, BESIDE)
}

/// The series at place `n` with some rows of its table, the newest first in their count.
fn some_of(n: usize, found: &SubjectFigures, t: Glossary, from: usize, much: Much) -> Option<Line> {
    let series: &Series = found.series.get(n)?;
    let mut disputed: BTreeSet<usize> = BTreeSet::new();
    let mut clashes = Vec::new();
    for d in found.differences.iter().filter(|d| d.series == n && d.kind == DifferenceKind::Conflict) {
        disputed.extend([d.earlier, d.later]);
        let side = |i: usize| {
            let told = found.figures.get(i).map(|(d, f)| {
                let Safe(value) = html::ltr(&number(&f.value));
                format!("{value} (<bdi>{}</bdi>)", html::text(d.outlet()))
            });
            told.unwrap_or_default()
        };
        let between = t.fill("say.between", &[("one", side(d.earlier)), ("other", side(d.later))]);
        clashes.push(Safe(format!("{between}: {}", view::named(t, "label.reason", d.reason.name()))));
    }
    let mut outlets: Vec<String> = Vec::new();
    let (mut points, mut dots) = (Vec::new(), Vec::new());
    // The rows that are shown: counted from the newest, in the order of time.
    let all = series.points.len();
    let shown = all.saturating_sub(from + much.rows)..all.saturating_sub(from);
    let every = all.saturating_sub(much.open).div_ceil(DRAWN).max(1);
    for (at, placed) in series.points.iter().enumerate() {
        let (Some((d, f)), Some(p)) = (found.figures.get(placed.point), found.points.get(placed.point)) else {
            continue;
        };
        let clash = disputed.contains(&placed.point);
        let open = at + much.open >= all;
        if !open && !clash && at % every != 0 && !shown.contains(&at) {
            continue;
        }
        dots.extend(dot(placed, found, (clash, series.status.name() != "actual", open), &mut outlets, t));
        if !shown.contains(&at) {
            continue;
        }
        points.push(Point {
            day: DayOf::of(f.as_of.as_deref().or(d.day.as_deref())),
            amount: view::amount(f, t),
            words: {
                let at = p.sentence.find(&f.text).map(|s| s..s + f.text.len());
                let (words, at) = view::round(&p.sentence, at, LONGEST);
                html::marked(&words, at.as_slice())
            },
            who: p.speaker.clone().map(|s| (view::person(&s), s)),
            outlet: d.outlet().to_owned(),
            href: view::article(d, Some(&f.id)),
            copies: (!placed.copies.is_empty()).then(|| t.count("count.copies", placed.copies.len() as u64)),
            clash,
        });
    }
    // What is promised or expected of the same is drawn beside what is.
    for other in found.series.iter().filter(|s| beside(series, s)) {
        dots.extend(other.points.iter().filter_map(|p| dot(p, found, (false, true, true), &mut outlets, t)));
    }
    let marks = [
        ("mark-band", "web.chart.open", dots.iter().any(|d| d.hedge != "exact")),
        ("mark-plan", "web.chart.plan", dots.iter().any(|d| d.plan)),
        ("mark-clash", "web.chart.clash", dots.iter().any(|d| d.clash)),
    ];
    // What stood still is told in words.
    let differs = |d: &Dot| dots.first().is_some_and(|f| f.value != d.value || f.hedge != d.hedge);
    let drawn = dots.iter().any(differs) && dots.iter().any(|d| Some(d.day) != dots.first().map(|f| f.day));
    let name = view::series_name(series, t);
    Some(Line {
        id: series.id.clone(),
        moved: view::moved(series, found, t),
        chart: if !drawn {
            Safe(String::new())
        } else if series.sense.name() == "level" {
            draw(&dots, &name, t.lang == Lang::Arabic)
        } else {
            scatter(&dots, &name, t.lang == Lang::Arabic)
        },
        marks: marks.into_iter().filter(|m| drawn && m.2).map(|m| (m.0, t.text(m.1))).collect(),
        legend: outlets
            .into_iter()
            .filter(|_| drawn)
            .enumerate()
            .map(|(n, o)| (n.min(COLOURS - 1), o))
            .take(COLOURS + 2)
            .collect(),
        more: (all > points.len() && from == 0).then(|| {
            let subject = series.subject.as_deref().or(series.measure.as_deref()).unwrap_or("");
            let href = address("/figures", [("subject", subject), ("series", series.id.as_str())].into_iter());
            (href, t.count("count.not-shown", (all - points.len()) as u64))
        }),
        points,
        clashes,
        name,
    })
}

/// Whether a series tells the same as another that is, but as a promise, an expectation or a supposition.
fn beside(series: &Series, other: &Series) -> bool {
    let key = |s: &Series| (s.subject_key.clone(), s.measure_words.clone(), s.unit.clone(), s.sense.name());
    series.status.name() == "actual"
        && matches!(other.status.name(), "pledged" | "forecast" | "supposed")
        && !series.subject_key.is_empty()
        && key(series) == key(other)
}

/// A point of the drawing; none where it has no day or is no number to compare.
fn dot(
    placed: &isnad_link::series::Placed,
    found: &SubjectFigures,
    (clash, plan, open): (bool, bool, bool),
    outlets: &mut Vec<String>,
    t: Glossary,
) -> Option<Dot> {
    let (d, f) = found.figures.get(placed.point)?;
    let speaker = found.points.get(placed.point)?.speaker.clone();
    let outlet = d.outlet().to_owned();
    let source = outlets.iter().position(|o| *o == outlet).unwrap_or_else(|| {
        outlets.push(outlet.clone());
        outlets.len() - 1
    });
    let day = f.as_of.clone().or_else(|| d.day.clone());
    let day = day.map(|d| when::told(&d, t, str::to_owned));
    let told = [Some(day.unwrap_or_default()), Some(f.text.clone()), speaker, Some(outlet)];
    Some(Dot {
        day: placed.from.filter(|_| placed.comparable)?,
        value: f.value,
        hedge: f.hedge.clone(),
        source,
        href: if open { view::article(d, Some(&f.id)) } else { String::new() },
        told: told.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        clash,
        plan,
    })
}

/// A dot in the colour of a source.
pub(super) fn key(colour: &usize) -> Html {
    Safe(format!(
        "<svg class=\"dot\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle class=\"k{colour}\" cx=\"5\" cy=\"5\" r=\"4.5\"/></svg>"
    ))
}
