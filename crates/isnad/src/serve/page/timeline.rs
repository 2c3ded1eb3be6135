//! What happened when, as the articles tell it, by decade, year, month or day.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use super::statements::{Field, fields, filter};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, Turn};
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    f: Frame,
    fields: Vec<Field>,
    zooms: Vec<(String, &'static str, bool)>,
    periods: Vec<(String, String, u64, bool)>,
    rows: Vec<Row>,
    nothing: bool,
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

const PAGE: usize = 40;
/// How many are looked at to count by period.
const COUNTED: usize = 1500;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

const ZOOMS: [(&str, &str, usize); 4] = [
    ("decade", "web.zoom.decade", 3),
    ("year", "web.zoom.year", 4),
    ("month", "web.zoom.month", 7),
    ("day", "web.zoom.day", 10),
];

fn make(store: &Store, asked: &Asked) -> Result<TimelinePage, Wrong> {
    let t = asked.words();
    let subject = asked.get("subject");
    let zoom = asked.get("zoom").unwrap_or("year");
    let length = ZOOMS.iter().find(|z| z.0 == zoom).map_or(4, |z| z.2);
    let asked_for = filter(asked, PAGE)?;
    let wide = Filter { limit: COUNTED, offset: 0, ..asked_for.clone() };
    let all = store.timeline(subject, &wide)?;
    let mut periods: BTreeMap<String, u64> = BTreeMap::new();
    for row in &all.rows {
        *periods.entry(row.day.chars().take(length).collect()).or_default() += 1;
    }
    let offset = asked_for.offset;
    let more = all.rows.len() > offset + PAGE;
    let rows = all.rows.into_iter().skip(offset).take(PAGE).map(|r| Row {
        day: html::day(Some(&r.value)),
        kind: view::named(t, "label.section", &format!("{}s", r.kind)),
        speaker: r.speaker.unwrap_or_default(),
        text: r.text,
        href: view::article(&r.document, Some(&r.id)),
        outlet: r.document.outlet().to_owned(),
    });
    let rows: Vec<Row> = rows.collect();
    // A period is a link to its days at the next nearer zoom.
    let nearer = ZOOMS.iter().skip_while(|z| z.0 != zoom).nth(1).map_or("day", |z| z.0);
    let period = |(p, n): (String, u64)| {
        let (from, to) = if length == 3 { (format!("{p}0"), format!("{p}9")) } else { (p.clone(), p.clone()) };
        let href = asked.with(&[("from", Some(from.as_str())), ("to", Some(to.as_str())), ("zoom", Some(nearer))]);
        let label = if length == 3 { format!("{p}0–{p}9") } else { p };
        (href, label, n, false)
    };
    Ok(TimelinePage {
        zooms: ZOOMS.iter().map(|z| (asked.with(&[("zoom", Some(z.0))]), t.text(z.1), z.0 == zoom)).collect(),
        periods: periods.into_iter().map(period).collect(),
        nothing: rows.is_empty(),
        rows,
        fields: fields(
            asked,
            &[("subject", "web.field.subject", false), ("from", "web.field.from", true), ("to", "web.field.to", true)],
        ),
        turn: Turn::of(asked, offset, PAGE, more),
        f: Frame::of(asked, "timeline", t.text("web.menu.timeline")),
    })
}
