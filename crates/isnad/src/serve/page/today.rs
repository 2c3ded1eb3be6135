//! The first page: figures that moved, where sources differ, who is quoted most, the newest articles.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use jiff::Span;
use jiff::civil::Date;

use super::differences::{Pair, of};
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
}

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
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<TodayPage, Wrong> {
    let t = asked.words();
    let ground = store.ground()?;
    let articles = t.count("count.articles", ground.articles);
    let day = |d: &Option<String>| {
        let askama::filters::Safe(day) = html::day(d.as_deref());
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
        let found = store.figures_of(Some(&subject.name), None, &lately)?;
        for series in &found.series {
            let values: std::collections::BTreeSet<String> = series
                .points
                .iter()
                .filter(|p| p.comparable)
                .filter_map(|p| found.figures.get(p.point))
                .map(|(_, f)| crate::cli::lines::number(&f.value))
                .collect();
            if values.len() > 1 {
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
        Some(day) => store.speakers_since(8, day)?,
        None => store.speakers(8)?,
    };
    let speakers = speakers.into_iter().map(|s| {
        let said = t.count("count.statements", s.statements);
        (view::person(&s.name), s.name, said)
    });
    let newest = store.statements(&Filter { limit: 6, ..Filter::default() })?;
    let articles = store.newest(8)?.into_iter().map(|d| {
        let title = d.title.clone().unwrap_or_else(|| d.outlet().to_owned());
        (view::article(&d, None), title, DayOf::of(d.day.as_deref()), d.outlet().to_owned())
    });
    Ok(TodayPage {
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
