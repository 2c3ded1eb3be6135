//! Did they say it? A quotation that circulates, held against the record: who said it, where, in which words, and every
//! word that differs. Where nothing is found the page says what was searched, never that it was not said.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use isnad_link::quote::{Likeness, Step};
use isnad_text::Span;

use crate::cli::{Glossary, grouped};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Said, Turn};
use crate::store::{Carried, Store};

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    f: Frame,
    quote: String,
    speaker: String,
    on: String,
    verdict: Option<Verdict>,
    places: Vec<Place>,
    total: String,
    nothing: Option<Nothing>,
    turn: Turn,
}

/// What the nearest place says, in one sentence.
struct Verdict {
    class: &'static str,
    told: String,
}

/// A place that carries the quotation.
struct Place {
    said: Option<Said>,
    tags: Vec<(bool, String)>,
    words: Html,
    day: DayOf,
    outlet: String,
    title: String,
    href: String,
}

/// What was searched where nothing was found.
struct Nothing {
    outlets: Vec<(Option<String>, String, String)>,
    more: Option<String>,
    years: Vec<(String, Vec<Option<u64>>)>,
}

const PAGE: usize = 12;
/// Outlets that are named one by one.
const OUTLETS: usize = 30;
/// No quotation that circulates is longer.
const LONGEST: usize = 1900;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<VerifyPage, Wrong> {
    let t = asked.words();
    if asked.pairs.iter().any(|(n, v)| n == "quote" && v.trim().len() > LONGEST) {
        return Err(Wrong::Asked("web.verify.long", String::new()));
    }
    let quote = asked.own("quote").unwrap_or_default();
    let on = match asked.get("on") {
        None => None,
        Some(day) => {
            Some(crate::acquire::whole_or_part_of_day(day).ok_or_else(|| Wrong::Asked("fault.day", day.to_owned()))?)
        }
    };
    let speaker = asked.get("speaker");
    let found = if quote.is_empty() { Vec::new() } else { store.carrying(&quote, speaker, on.as_deref())? };
    let offset = asked.number("offset", 0, 10_000);
    let nothing = (!quote.is_empty() && found.is_empty()).then(|| nothing(store, t)).transpose()?;
    let places = found.iter().skip(offset).take(PAGE).map(|c| place(c, &quote, t)).collect();
    Ok(VerifyPage {
        verdict: found.first().map(|c| verdict(c, t)),
        total: t.count("count.places", found.len() as u64),
        places,
        nothing,
        turn: Turn::of(asked, offset, PAGE, found.len() > offset + PAGE),
        speaker: asked.own("speaker").unwrap_or_default(),
        on: asked.own("on").unwrap_or_default(),
        quote,
        f: Frame::of(asked, "verify", t.text("web.menu.verify")),
    })
}

fn verdict(c: &Carried, t: Glossary) -> Verdict {
    let who = c.statement.as_ref().and_then(|r| r.statement.speaker_name.clone());
    let who = who.unwrap_or_else(|| t.text("label.somebody").to_owned());
    let (class, key) = match (&c.statement, c.another, c.comparison.likeness) {
        (None, true, _) => ("unsure", "web.verify.unattributed"),
        (None, false, _) => ("unsure", "web.verify.nobodys"),
        (Some(_), true, _) => ("bad", "web.verify.another"),
        (_, _, Likeness::Same) => ("good", "web.verify.same"),
        (_, _, Likeness::Cut) => ("unsure", "web.verify.cut"),
        (_, _, Likeness::Altered) => ("bad", "web.verify.altered"),
        (_, _, Likeness::Negated) => ("bad", "web.verify.negated"),
    };
    let mut told = t.fill(key, &[("who", who)]);
    if c.older {
        told.push(' ');
        told.push_str(t.text("web.verify.older"));
    }
    Verdict { class, told }
}

fn place(c: &Carried, quote: &str, t: Glossary) -> Place {
    let d = &c.document;
    let likeness = c.comparison.likeness;
    // What somebody else said, or nobody, was not altered by the quotation.
    let own = c.statement.is_some() && !c.another;
    let warn = own && matches!(likeness, Likeness::Altered | Likeness::Negated);
    let mut tags = vec![(
        warn,
        if warn || own || matches!(likeness, Likeness::Same | Likeness::Cut) {
            view::named(t, "label.likeness", likeness.name())
        } else {
            t.text("web.verify.alike").to_owned()
        },
    )];
    if c.another && c.statement.is_some() {
        tags.push((true, t.text("label.anothers").to_owned()));
    }
    if c.statement.is_none() {
        tags.push((false, t.text("label.not-attributed").to_owned()));
    }
    if c.older {
        tags.push((false, t.text("label.older").to_owned()));
    }
    let entry = c.statement.as_ref().map(|r| r.statement.id.as_str());
    Place {
        said: c.statement.as_ref().map(|r| Said::of(r, t)),
        tags,
        words: compared(c, quote),
        day: DayOf::of(d.day.as_deref()),
        outlet: d.outlet().to_owned(),
        title: d.title.clone().unwrap_or_default(),
        href: view::article(d, entry),
    }
}

/// The words in order: those that only the record has inserted, those that only the quotation has struck out.
fn compared(c: &Carried, quote: &str) -> Html {
    let mut out = String::new();
    let mut at = 0;
    let steps = &c.comparison.steps;
    while let Some(step) = steps.get(at) {
        let same = steps.iter().skip(at).take_while(|s| sort(s) == sort(step));
        let (mut n, mut span): (usize, Option<Span>) = (0, None);
        for s in same {
            let here = match *s {
                Step::Both(_, held) | Step::Held(held) => held,
                Step::Quoted(quoted) => quoted,
            };
            span = Some(span.map_or(here, |before| before.to(here)));
            n += 1;
        }
        let span = span.unwrap_or_default();
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&match step {
            Step::Both(..) => html::article(span.of(&c.passage)),
            Step::Held(_) => format!("<ins>{}</ins>", html::article(span.of(&c.passage))),
            Step::Quoted(_) => format!("<del>{}</del>", html::article(span.of(quote))),
        });
        at += n.max(1);
    }
    Safe(out)
}

fn sort(step: &Step) -> u8 {
    match step {
        Step::Both(..) => 0,
        Step::Held(_) => 1,
        Step::Quoted(_) => 2,
    }
}

fn nothing(store: &Store, t: Glossary) -> Result<Nothing, Wrong> {
    let searched = store.searched()?;
    let left = searched.outlets.len().saturating_sub(OUTLETS);
    let outlets = searched.outlets.into_iter().take(OUTLETS).map(|o| {
        let href =
            o.name.as_deref().map(|n| address("/search", std::iter::once(("q", format!("source:\"{n}\"").as_str()))));
        (href, o.name.unwrap_or_else(|| t.text("label.no-source").to_owned()), t.count("count.articles", o.articles))
    });
    let mut years: BTreeMap<String, Vec<Option<u64>>> = BTreeMap::new();
    for (month, n) in searched.months {
        let (Some(year), number) = (month.get(..4), month.get(5..7).and_then(|m| m.parse::<usize>().ok())) else {
            continue;
        };
        let row = years.entry(year.to_owned()).or_insert_with(|| vec![None; 12]);
        if let Some(slot) = number.and_then(|m| m.checked_sub(1)).and_then(|m| row.get_mut(m)) {
            *slot = Some(n);
        }
    }
    Ok(Nothing {
        outlets: outlets.collect(),
        more: (left > 0).then(|| t.fill("web.verify.more-outlets", &[("n", grouped(left as u64))])),
        years: years.into_iter().rev().collect(),
    })
}
