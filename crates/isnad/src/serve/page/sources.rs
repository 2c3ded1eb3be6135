//! The outlets: how much of each, how fresh, how much of it could be read.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use jiff::civil::Date;

use crate::cli::Lang;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::chart::share;
use crate::serve::html::Html;
use crate::serve::view::{DayOf, Turn};
use crate::store::{Counts, Follow, Source, Store};

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    f: Frame,
    rows: Vec<Row>,
    counts: Vec<String>,
    failed: Vec<Failed>,
    failures: Option<String>,
    turn: Turn,
}

/// Something that could not be read.
struct Failed {
    label: String,
    told: String,
    at: DayOf,
    tries: String,
}

/// Failures that are named.
const FAILED: usize = 20;
/// An outlet whose feed is followed has fallen silent when it has told nothing for so many times its usual pace, and not
/// before so many days.
const PACES: i64 = 4;
const LEAST: i64 = 3;
/// The pace of an outlet of which fewer articles are held is not known yet: it has so many days.
const FEW: u64 = 5;
const UNKNOWN: i64 = 30;

struct Row {
    name: String,
    href: Option<String>,
    articles: String,
    bar: Html,
    first: DayOf,
    last: DayOf,
    silent: Option<String>,
}

const PAGE: usize = 100;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<SourcesPage, Wrong> {
    let t = asked.words();
    let offset = asked.number("offset", 0, 100_000);
    let mut rows = store.sources(PAGE + 1, offset)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let follows = store.follows()?;
    let today = day(Some(&crate::cli::now()));
    let most = rows.iter().map(|s| s.articles).max().unwrap_or(0);
    let row = |s: Source| Row {
        bar: share(s.articles, most, t.lang == Lang::Arabic),
        silent: today
            .and_then(|today| silence(&s, &follows, today))
            .map(|n| t.fill("web.feeds.silent", &[("days", t.count("count.days", n.unsigned_abs()))])),
        href: s.name.as_deref().map(|n| address("/search", std::iter::once(("q", format!("source:\"{n}\"").as_str())))),
        name: s.name.unwrap_or_else(|| t.text("label.no-source").to_owned()),
        articles: t.count("count.articles", s.articles),
        first: DayOf::of(s.first.as_deref()),
        last: DayOf::of(s.last.as_deref()),
    };
    let Counts { documents, statements, figures, entities, copies, forgotten, .. } = store.counts()?;
    let counts = [
        ("count.articles", documents),
        ("count.statements", statements),
        ("count.figures", figures),
        ("count.entities", entities),
        ("count.copy-pairs", copies),
        ("count.forgotten", forgotten),
    ];
    let failures = store.failure_count()?;
    let failed = store.failures(FAILED, 0)?.into_iter().map(|f| Failed {
        told: t.fill(&f.problem, &f.details.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>()),
        at: DayOf::of(f.at.get(..10)),
        tries: t.count("count.tries", f.tries),
        label: f.label,
    });
    Ok(SourcesPage {
        failed: failed.collect(),
        failures: (failures > 0).then(|| t.count("count.failed", failures)),
        rows: rows.into_iter().map(row).collect(),
        counts: counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| t.count(key, *n)).collect(),
        turn: Turn::of(asked, offset, PAGE, more),
        f: Frame::of(asked, "sources", t.text("web.menu.sources")),
    })
}

fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|d| d.get(..10)?.parse().ok())
}

/// For how many days an outlet has been silent, where that is long for it. An outlet that is not followed tells nothing new
/// by its nature: an archive is not silent.
fn silence(s: &Source, follows: &[Follow], today: Date) -> Option<i64> {
    let name = s.name.as_deref()?;
    if !follows.iter().any(|f| f.title.as_deref() == Some(name) || host(&f.url).is_some_and(|h| of_host(name, h))) {
        return None;
    }
    let (first, last) = (day(s.first.as_deref())?, day(s.last.as_deref())?);
    let days = |a: Date, b: Date| a.until(b).map_or(0, |span| i64::from(span.get_days()));
    let most = if s.articles < FEW {
        UNKNOWN
    } else {
        (days(first, last) * PACES / i64::try_from(s.articles - 1).unwrap_or(i64::MAX)).max(LEAST)
    };
    Some(days(last, today)).filter(|quiet| *quiet > most)
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', ':', '?', '#']).next().map(|h| h.trim_start_matches("www."))
}

fn of_host(name: &str, host: &str) -> bool {
    let name = name.trim_start_matches("www.");
    host == name || host.strip_suffix(name).is_some_and(|before| before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_measured_by_the_pace_of_the_outlet_and_only_where_it_is_followed() {
        let outlet = |name: &str, articles, first: &str, last: &str| Source {
            name: Some(name.to_owned()),
            articles,
            first: Some(first.to_owned()),
            last: Some(last.to_owned()),
        };
        let followed = |url: &str| Follow {
            url: url.to_owned(),
            title: None,
            added_at: String::new(),
            checked_at: None,
            news_at: None,
            etag: None,
            modified: None,
            problem: None,
        };
        let follows = [followed("https://www.almanara.example/rss"), followed("https://feeds.review.example/x")];
        let today = day(Some("2024-06-30")).expect("a day");
        let silent = |s: &Source| silence(s, &follows, today);
        // A daily is missed after days, a quarterly after months.
        assert_eq!(silent(&outlet("almanara.example", 100, "2024-01-01", "2024-06-20")), Some(10));
        assert_eq!(silent(&outlet("almanara.example", 100, "2024-01-01", "2024-06-27")), None);
        assert_eq!(silent(&outlet("review.example", 5, "2023-03-01", "2024-03-01")), None);
        assert_eq!(silent(&outlet("review.example", 5, "2021-03-01", "2022-03-01")), Some(852));
        assert_eq!(silent(&outlet("review.example", 2, "2024-06-01", "2024-06-02")), None, "too few to know its pace");
        // An archive of 2015 is no outlet that fell silent.
        assert_eq!(silent(&outlet("archive.example", 900, "2015-01-01", "2015-12-31")), None);
        assert_eq!(silent(&outlet("manara.example", 100, "2024-01-01", "2024-06-01")), None, "another host");
    }
}
