//! The first page: figures that moved, where sources differ, who is quoted most, the newest articles.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use axum::http::header::{self, HeaderValue};
use jiff::Span;
use jiff::civil::Date;

use super::differences::{Pair, of};
use super::stories::{Head, head};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Said};
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    f: Frame,
    ground: Html,
    empty: bool,
    moved: Vec<(String, String, Html)>,
    pairs: Vec<Pair>,
    speakers: Vec<(String, String, String)>,
    said: Vec<Said>,
    newest: Vec<(String, String, DayOf, String)>,
    since: Option<String>,
    stories: Vec<Head>,
    visit: Visit,
}

/// What a reader has seen: all articles up to one key at the last visit, up to another now, and when that is in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visit {
    before: i64,
    now: i64,
    at: i64,
}

/// A page looked at again so soon (minutes) is the same visit.
const VISIT: i64 = 30;

impl Visit {
    /// As the cookie says; `None` for a first visit.
    fn read(seen: &str) -> Option<Visit> {
        let mut parts = seen.split('.').map(|p| p.parse::<i64>().ok());
        Some(Visit { before: parts.next()??, now: parts.next()??, at: parts.next()?? })
    }

    /// Up to where the last visit had seen, at the minute `at`.
    fn seen(self, at: i64) -> i64 {
        if at - self.at > VISIT { self.now } else { self.before }
    }

    fn cookie(self) -> String {
        let Visit { before, now, at } = self;
        format!("isnad-seen={before}.{now}.{at}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
    }
}

/// Of the articles that came last so many are looked through for stories, and so many stories are shown.
const ARRIVED: usize = 120;
const STORIES: usize = 4;
/// Speakers that are shown.
const SPEAKERS: usize = 8;

/// Subjects that are looked through.
const SUBJECTS: usize = 8;

/// Of a record larger than this, only what was told lately is gathered for a page that names no subject.
const LARGE: u64 = 2000;

/// How many days before the newest article that is.
const LATELY: i64 = 92;

/// What a page without a subject gathers: all of a small record, the last three months of a large one.
pub(super) fn lately(store: &Store) -> Result<Filter, Wrong> {
    let ground = store.ground()?;
    let last = ground.last.as_deref().filter(|_| ground.articles > LARGE).and_then(|d| d.parse::<Date>().ok());
    let from = last.and_then(|d| d.checked_sub(Span::new().days(LATELY)).ok()).map(|d| d.to_string());
    Ok(Filter { from, ..Filter::default() })
}

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    let cookie = made.as_ref().ok().and_then(|p| HeaderValue::from_str(&p.visit.cookie()).ok());
    let mut response = page(&asked, made);
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Gathers what the first pages show before anybody asks for them.
pub(in crate::serve) fn prepare(store: &Store) -> Result<(), Wrong> {
    let lately = lately(store)?;
    for subject in store.subjects(SUBJECTS, 0)? {
        store.newest_figures_of(Some(&subject.name), None, &lately, super::NEWEST)?;
    }
    if let Some(day) = &lately.from {
        store.speakers_since(SPEAKERS, day)?;
    }
    Ok(())
}

fn make(store: &Store, asked: &Asked) -> Result<TodayPage, Wrong> {
    let t = asked.words();
    let ground = store.ground()?;
    let articles = t.count("count.articles", ground.articles);
    let day = |d: &Option<String>| {
        let askama::filters::Safe(day) = html::day(d.as_deref(), t);
        day
    };
    let told = if ground.first.is_some() {
        let days = [("articles", articles), ("first", day(&ground.first)), ("last", day(&ground.last))];
        t.fill("say.ground", &days)
    } else {
        t.fill("say.ground-undated", &[("articles", articles)])
    };
    let (mut moved, mut pairs) = (Vec::new(), Vec::new());
    let lately = lately(store)?;
    for subject in store.subjects(SUBJECTS, 0)? {
        let found = store.newest_figures_of(Some(&subject.name), None, &lately, super::NEWEST)?;
        for series in &found.series {
            let values: std::collections::BTreeSet<String> = series
                .points
                .iter()
                .filter(|p| p.comparable)
                .filter_map(|p| found.figures.get(p.point))
                .map(|(_, f)| crate::cli::lines::number(&f.value))
                .collect();
            if values.len() > 1 && view::moves(series, &found) {
                let href = format!("{}#{}", view::figures(&subject.name), series.id);
                moved.push((series.points.len(), href, view::series_name(series, t), view::moved(series, &found, t)));
            }
        }
        pairs.extend(of(&found, Some("conflict"), t));
    }
    moved.sort_by_key(|m| std::cmp::Reverse(m.0));
    let mut seen = std::collections::BTreeSet::new();
    let moved = moved.into_iter().filter(|m| seen.insert(m.2.clone())).take(6).map(|(_, a, b, c)| (a, b, c)).collect();
    pairs.truncate(3);
    let speakers = match &lately.from {
        Some(day) => store.speakers_since(SPEAKERS, day)?,
        None => store.speakers(SPEAKERS)?,
    };
    let speakers = speakers.into_iter().map(|s| {
        let said = t.count("count.in-articles", s.articles);
        (view::person(&s.name), s.name, said)
    });
    let newest = store.statements(&Filter { limit: 6, ..Filter::default() })?;
    let articles = store.newest(8)?.into_iter().map(|d| {
        let title = view::title(&d, t);
        (view::article(&d, None), title, DayOf::of(d.day.as_deref()), d.outlet().to_owned())
    });
    let at = jiff::Timestamp::now().as_second() / 60;
    let before = Visit::read(&asked.seen).map(|v| v.seen(at));
    let (last, came) = store.came_after(before)?;
    let stories = store.new_stories(before.filter(|b| *b < last), ARRIVED, STORIES)?;
    Ok(TodayPage {
        since: before.map(|_| t.count("count.since", came)),
        stories: stories.iter().map(|row| head(row, t)).collect(),
        visit: Visit { before: before.unwrap_or(last), now: last, at },
        empty: ground.articles == 0,
        ground: askama::filters::Safe(told),
        moved,
        pairs,
        speakers: speakers.collect(),
        said: newest.rows.iter().map(|r| Said::of(r, t)).collect(),
        newest: articles.collect(),
        f: Frame::of(asked, "today", t.text("web.menu.today")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_told_from_a_second_look() {
        let visit = Visit { before: 3, now: 9, at: 1000 };
        assert_eq!(visit.seen(1010), 3, "the same visit still shows what was new in it");
        assert_eq!(visit.seen(1031), 9, "the next one what came since");
        let cookie = visit.cookie();
        let written = cookie.split(['=', ';']).nth(1).and_then(Visit::read);
        assert_eq!(written, Some(visit));
        assert!(Visit::read("").is_none() && Visit::read("1.x.3").is_none());
    }
}
