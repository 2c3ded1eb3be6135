//! What happened when, as the articles tell it, by decade, year, month or day.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use super::statements::{Field, fields, filter, near};
use crate::cli::lines::short;
use crate::cli::{Glossary, Lang};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::chart::bars;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, Turn};
use crate::serve::when;
use crate::store::Store;

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    f: Frame,
    fields: Vec<Field>,
    zooms: Vec<(String, &'static str, bool)>,
    bars: Html,
    within: Option<(String, Html)>,
    beyond: Vec<(String, String)>,
    rows: Vec<Row>,
    nothing: bool,
    near: Vec<(String, String)>,
    turn: Turn,
}

struct Row {
    day: Html,
    kind: String,
    speaker: String,
    text: String,
    href: String,
    outlet: String,
}

const PAGE: usize = 30;
/// A sentence of the line is cut here (letters).
const LONG: usize = 320;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

/// How near one looks: the name, its label, and how much of a day it reads.
const ZOOMS: [(&str, &str, usize); 4] = [
    ("decade", "web.zoom.decade", 3),
    ("year", "web.zoom.year", 4),
    ("month", "web.zoom.month", 7),
    ("day", "web.zoom.day", 10),
];

/// Bars that can be told apart on a phone.
const BARS: usize = 36;

/// The nearest zoom at which the time from the first to the last is few enough bars.
fn fitting(days: &[&str]) -> usize {
    let long = |length: usize| {
        let places = days.iter().filter_map(|d| place(d.get(..length)?));
        Some(places.clone().max()? - places.min()?)
    };
    let fits = |n: &usize| ZOOMS.get(*n).and_then(|z| long(z.2)).is_some_and(|l| l < BARS as i64);
    (0..ZOOMS.len()).rev().find(fits).unwrap_or(0)
}

/// Where most days lie: a few that are told of long before or after (a date in a name, a plan for 2040) do not stretch the
/// axis. The first and the last day of the bulk; nothing where that is all.
fn bulk(days: &BTreeMap<String, u64>) -> Option<(String, String)> {
    let placed: Vec<(i64, u64)> = days.iter().filter_map(|(d, n)| Some((place(d.get(..10)?)?, *n))).collect();
    let all: u64 = placed.iter().map(|p| p.1).sum();
    let quartile = |share: u64| {
        let mut before = 0;
        let reached = placed.iter().find(|(_, n)| {
            before += n;
            before * 4 >= all * share
        });
        reached.map(|p| p.0)
    };
    let (low, high) = (quartile(1)?, quartile(3)?);
    let mut room = ((high - low) * REACH / 2).max(LEAST);
    let held = |room: i64| {
        let inside = placed.iter().filter(|p| (low - room..=high + room).contains(&p.0));
        inside.map(|p| p.1).sum::<u64>()
    };
    // Where much is told of other times as well, they are within.
    while held(room) * 100 < all * BULK {
        room *= 2;
    }
    if held(room) == all {
        return None;
    }
    let inside = |at: i64| (low - room..=high + room).contains(&at);
    let mut kept = days.keys().filter(|d| d.get(..10).and_then(place).is_some_and(inside));
    let first = kept.next()?;
    Some((first.clone(), kept.next_back().unwrap_or(first).clone()))
}

/// What is so many halves of its length away from the middle half lies outside; a middle half of a day has some room.
const REACH: i64 = 3;
const LEAST: i64 = 120;
/// No less of all than this (percent) is the bulk.
const BULK: u64 = 85;

/// The place of a period in the row of all of its length, and back.
fn place(period: &str) -> Option<i64> {
    let number = |from: usize, to: usize| period.get(from..to).and_then(|p| p.parse::<i64>().ok());
    match period.len() {
        3 => number(0, 3),
        4 => number(0, 4),
        7 => Some(number(0, 4)? * 12 + number(5, 7)? - 1),
        _ => period
            .parse::<jiff::civil::Date>()
            .ok()
            .and_then(|d| jiff::civil::Date::ZERO.until(d).ok())
            .map(|s| i64::from(s.get_days())),
    }
}

fn period(place: i64, length: usize) -> Option<String> {
    Some(match length {
        3 => format!("{place:03}"),
        4 => format!("{place:04}"),
        7 => format!("{:04}-{:02}", place.div_euclid(12), place.rem_euclid(12) + 1),
        _ => jiff::civil::Date::ZERO.checked_add(jiff::Span::new().try_days(place).ok()?).ok()?.to_string(),
    })
}

/// Every period from the first to the last, empty ones too where that leaves the bars wide enough.
fn row(periods: &BTreeMap<String, u64>, length: usize) -> Vec<(String, u64)> {
    let ends = periods.keys().next().zip(periods.keys().next_back());
    let ends = ends.and_then(|(a, b)| Some((place(a)?, place(b)?)));
    if let Some((first, last)) = ends
        && (last - first) as usize <= BARS
    {
        let filled = (first..=last).filter_map(|n| period(n, length));
        return filled.map(|p| (p.clone(), periods.get(&p).copied().unwrap_or(0))).collect();
    }
    let all: Vec<(String, u64)> = periods.iter().map(|(p, n)| (p.clone(), *n)).collect();
    all.get(all.len().saturating_sub(BARS)..).unwrap_or_default().to_vec()
}

fn make(store: &Store, asked: &Asked) -> Result<TimelinePage, Wrong> {
    let t = asked.words();
    let subject = asked.get("subject");
    let asked_for = filter(asked, PAGE)?;
    let mut by_day = store.periods(subject, &asked_for, 10)?;
    let mut asked_for = asked_for;
    // Without days of the reader's own the line shows where most is told; what lies before and after is a link away.
    let mut beyond = Vec::new();
    if asked_for.from.is_none()
        && asked_for.to.is_none()
        && let Some((first, last)) = bulk(&by_day)
    {
        let count = crate::cli::grouped;
        let before: u64 = by_day.iter().filter(|(d, _)| **d < first).map(|d| d.1).sum();
        let after: u64 = by_day.iter().filter(|(d, _)| **d > last).map(|d| d.1).sum();
        let day = |at: i64| period(at, 10);
        if let Some(end) = place(&first).and_then(|n| day(n - 1)).filter(|_| before > 0) {
            let told = t.fill("web.timeline.before", &[("day", day_in_words(&first, t)), ("n", count(before))]);
            beyond.push((asked.with(&[("from", None), ("to", Some(&end)), ("zoom", None)]), told));
        }
        if let Some(start) = place(&last).and_then(|n| day(n + 1)).filter(|_| after > 0) {
            let told = t.fill("web.timeline.after", &[("day", day_in_words(&last, t)), ("n", count(after))]);
            beyond.push((asked.with(&[("from", Some(&start)), ("to", None), ("zoom", None)]), told));
        }
        by_day.retain(|d, _| *d >= first && *d <= last);
        (asked_for.from, asked_for.to) = (Some(first), Some(last));
    }
    let asked_for = asked_for;
    let days: Vec<&str> = by_day.keys().map(String::as_str).collect();
    let chosen = asked.get("zoom").and_then(|zoom| ZOOMS.iter().position(|z| z.0 == zoom));
    let at = chosen.unwrap_or_else(|| fitting(&days));
    let (zoom, length) = ZOOMS.get(at).map_or(("year", 4), |z| (z.0, z.2));
    let mut periods: BTreeMap<String, u64> = BTreeMap::new();
    for (period, n) in by_day.iter().filter_map(|(d, n)| Some((d.get(..length)?, n))) {
        *periods.entry(period.to_owned()).or_default() += n;
    }
    let mut told = store.timeline(subject, &asked_for)?;
    // A sentence that tells a day in two ways is one line.
    let mut once = std::collections::BTreeSet::new();
    told.rows.retain(|r| once.insert((r.day.clone(), r.document.key, r.text.clone())));
    let (offset, more) = (asked_for.offset, told.more);
    let rows = told.rows.into_iter().map(|r| Row {
        day: html::day(Some(&r.value), t),
        kind: view::named(t, "label.section", &format!("{}s", r.kind)),
        speaker: r.speaker.unwrap_or_default(),
        text: short(&r.text, LONG),
        href: view::article(&r.document, Some(&r.id)),
        outlet: r.document.outlet().to_owned(),
    });
    let rows: Vec<Row> = rows.collect();
    // A period is a link to its days at the next nearer zoom.
    let nearer = ZOOMS.get(at + 1).map_or("day", |z| z.0);
    let bar = |(p, n): (String, u64)| {
        let (from, to) = if length == 3 { (format!("{p}0"), format!("{p}9")) } else { (p.clone(), p.clone()) };
        let href = asked.with(&[("from", Some(from.as_str())), ("to", Some(to.as_str())), ("zoom", Some(nearer))]);
        (if length == 3 { from } else { p }, n, href)
    };
    let periods: Vec<(String, u64, String)> = row(&periods, length).into_iter().map(bar).collect();
    let within = match (asked.get("from"), asked.get("to")) {
        (None, None) => None,
        (from, to) => Some((
            asked.with(&[("from", None), ("to", None), ("zoom", None)]),
            match (from, to) {
                (Some(a), Some(b)) if a == b => html::day(Some(a), t),
                (a, b) => html::day(Some(&format!("{}/{}", a.unwrap_or(".."), b.unwrap_or(".."))), t),
            },
        )),
    };
    Ok(TimelinePage {
        zooms: ZOOMS.iter().map(|z| (asked.with(&[("zoom", Some(z.0))]), t.text(z.1), z.0 == zoom)).collect(),
        bars: bars(&periods, t.text("web.zoom"), t.lang == Lang::Arabic),
        within,
        beyond,
        nothing: rows.is_empty(),
        near: if rows.is_empty() { near(store, asked, "subject")? } else { Vec::new() },
        rows,
        fields: fields(
            asked,
            &[("subject", "web.field.subject", false), ("from", "web.field.from", true), ("to", "web.field.to", true)],
        ),
        turn: Turn::of(asked, offset, PAGE, more),
        f: Frame::of(asked, "timeline", t.text("web.menu.timeline")),
    })
}

/// A day in words, its own order kept.
fn day_in_words(day: &str, t: Glossary) -> String {
    when::told(day, t, |own| format!("\u{2066}{own}\u{2069}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_days_far_away_do_not_stretch_the_axis() {
        let told = |days: &[(&str, u64)]| bulk(&days.iter().map(|(d, n)| ((*d).to_owned(), *n)).collect());
        let some = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        let news = [("2014-06-10", 9), ("2015-07-21", 20), ("2016-03-01", 8), ("2018-10-19", 12)];
        assert_eq!(told(&news), None, "all of it lies together");
        let mut far = vec![("0620-01-01", 1)];
        far.extend(news);
        far.push(("2040-01-01", 1));
        assert_eq!(told(&far), some("2014-06-10", "2018-10-19"));
        // Two times of which each is told often are both shown.
        assert_eq!(told(&[("1975-04-13", 14), ("2020-08-04", 16), ("2020-08-05", 9)]), None);
        // Where the middle half is short, the bulk reaches further.
        let mut war = vec![("1943-01-01", 1), ("1991-12-01", 2), ("2014-03-18", 14)];
        war.extend([("2022-02-24", 20), ("2022-03-01", 20), ("2023-05-01", 30)]);
        assert_eq!(told(&war), some("2014-03-18", "2023-05-01"));
        // One day is enough to lie together.
        assert_eq!(told(&[("1258-02-10", 1), ("2024-05-17", 30)]), some("2024-05-17", "2024-05-17"));
        assert_eq!(told(&[]), None);
    }

    #[test]
    fn periods_are_counted_without_gaps_where_there_is_room() {
        let few: BTreeMap<String, u64> = [("2019-11".to_owned(), 2), ("2020-02".to_owned(), 1)].into();
        let row = row(&few, 7);
        let told: Vec<String> = row.iter().map(|(p, n)| format!("{p}={n}")).collect();
        assert_eq!(told.join(" "), "2019-11=2 2019-12=0 2020-01=0 2020-02=1");
        for (name, length) in [("201", 3), ("2019", 4), ("2019-12", 7), ("2019-12-31", 10)] {
            assert_eq!(place(name).and_then(|n| period(n, length)).as_deref(), Some(name));
        }
        assert_eq!(fitting(&["2019-01-01", "2019-01-05"]), 3);
        let long: Vec<String> = (1900..1960).map(|y| format!("{y}-01-01")).collect();
        assert_eq!(fitting(&long.iter().map(String::as_str).collect::<Vec<_>>()), 0);
    }
}
