//! Who said what, the newest first, narrowed by speaker, subject, day, kind, act and outlet.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::view::{self, Said, Turn};
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "statements.html")]
struct StatementsPage {
    f: Frame,
    said: Vec<Said>,
    total: Option<String>,
    near: Vec<(String, String)>,
    fields: Vec<Field>,
    kinds: Vec<Choice>,
    acts: Vec<Choice>,
    turn: Turn,
}

/// A box of a form.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) short: bool,
}

/// One of the values of a list.
pub(super) struct Choice {
    pub(super) value: &'static str,
    pub(super) label: String,
    pub(super) chosen: bool,
}

const PAGE: usize = 25;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

/// What the address asks of a listing.
pub(in crate::serve) fn filter(asked: &Asked, limit: usize) -> Result<Filter, Wrong> {
    filter_by(asked, |name| asked.get(name), limit, asked.number("offset", 0, 100_000))
}

/// The same where `day` says what stands for a day.
pub(in crate::serve) fn filter_by<'a>(
    asked: &Asked,
    day: impl Fn(&str) -> Option<&'a str>,
    limit: usize,
    offset: usize,
) -> Result<Filter, Wrong> {
    let day = |name: &str| match day(name) {
        None => Ok(None),
        Some(text) => crate::acquire::whole_or_part_of_day(text)
            .map(Some)
            .ok_or_else(|| Wrong::Asked("fault.day", text.to_owned())),
    };
    Ok(Filter {
        speaker: asked.own("speaker"),
        about: asked.own("about"),
        from: day("from")?,
        to: day("to")?,
        kind: asked.own("kind"),
        act: asked.own("act"),
        source: asked.own("source"),
        limit,
        offset,
        upto: None,
    })
}

/// This page for names that are near to one for which it has nothing.
pub(super) fn near(store: &Store, asked: &Asked, field: &'static str) -> Result<Vec<(String, String)>, Wrong> {
    let Some(name) = asked.get(field) else { return Ok(Vec::new()) };
    let near = store.names_near(name, 5)?.into_iter().filter(|n| n != name);
    Ok(near.map(|n| (asked.with(&[(field, Some(n.as_str()))]), n)).collect())
}

/// The boxes of a form, with what stands in them.
pub(super) fn fields(asked: &Asked, names: &[(&'static str, &'static str, bool)]) -> Vec<Field> {
    let t = asked.words();
    let field = |(name, label, short): &(&'static str, &'static str, bool)| Field {
        name,
        label: t.text(label),
        value: asked.own(name).unwrap_or_default(),
        short: *short,
    };
    names.iter().map(field).collect()
}

/// The values of a list.
pub(super) fn choices(asked: &Asked, name: &str, family: &str, values: &[&'static str]) -> Vec<Choice> {
    let now = asked.get(name).unwrap_or("");
    let choice = |value: &&'static str| Choice {
        value,
        label: view::named(asked.words(), family, value),
        chosen: *value == now,
    };
    values.iter().map(choice).collect()
}

fn make(store: &Store, asked: &Asked) -> Result<StatementsPage, Wrong> {
    let t = asked.words();
    let filter = filter(asked, PAGE)?;
    let found = store.statements(&filter)?;
    let near = if found.rows.is_empty() { near(store, asked, "speaker")? } else { Vec::new() };
    let total = found.total.zip(found.articles).filter(|(n, _)| *n > 0).map(|(n, articles)| {
        t.fill(
            "say.rests-on",
            &[("found", t.count("count.statements", n)), ("articles", t.count("count.in-articles", articles))],
        )
    });
    let acts: Vec<&'static str> = isnad_extract::Act::ALL.iter().map(|a| a.name()).collect();
    Ok(StatementsPage {
        said: found.rows.iter().map(|r| Said::of(r, t)).collect(),
        near,
        total,
        fields: fields(
            asked,
            &[
                ("speaker", "web.field.speaker", false),
                ("about", "web.field.about", false),
                ("source", "web.field.source", false),
                ("from", "web.field.from", true),
                ("to", "web.field.to", true),
            ],
        ),
        kinds: choices(asked, "kind", "web.kind", &["direct", "indirect", "mixed"]),
        acts: choices(asked, "act", "label.act", &acts),
        turn: Turn::of(asked, filter.offset, PAGE, found.more),
        f: Frame::of(asked, "statements", t.text("web.menu.statements")),
    })
}
