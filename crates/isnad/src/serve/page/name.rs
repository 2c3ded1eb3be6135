//! A person or a body, all its names taken together: its offices through time, each with the articles that say so, what it
//! said by subject and by year, what was said of it, its figures, where it turned, and who may be the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use isnad_link::identity::{Reason, Tenure};

use super::differences::{Pair, against};
use super::figures::{Line, key, line};
use crate::cli::{Glossary, Lang};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address, encoded};
use crate::serve::chart::share;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, Said};
use crate::store::{Bearer, Filter, Identities, StatementRow, Store};

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage {
    f: Frame,
    name: String,
    lookalike: bool,
    kinds: Vec<String>,
    names: Vec<(String, String)>,
    offices: Vec<Office>,
    /// Those that one article alone tells of somebody of whom others tell another.
    once: Vec<Office>,
    perhaps: Vec<(String, String, String)>,
    years: Vec<Part>,
    subjects: Vec<Part>,
    said: Vec<Said>,
    of: Vec<Said>,
    series: Vec<Line>,
    turned: Vec<Pair>,
    all_said: String,
    all_of: String,
    all_figures: String,
    dossier: String,
    articles: String,
    articles_href: String,
}

/// An office, its days as articles tell them, and some of these.
struct Office {
    title: String,
    days: Html,
    over: Option<Html>,
    told: String,
    evidence: Vec<(String, Html)>,
}

/// A part of what was said: address, name, how much, and that as a bar.
struct Part {
    href: String,
    name: String,
    count: u64,
    bar: Html,
}

const STATEMENTS: usize = 10;
/// Statements among which turns are looked for.
const WEIGHED: usize = 120;
/// Names, offices, their evidence, and whoever may be the same, that are shown.
const NAMES: usize = 10;
const OFFICES: usize = 12;
const EVIDENCE: usize = 3;
const PERHAPS: usize = 5;
/// An office that so many articles tell is known well.
const OFTEN: usize = 4;
/// Subjects in which turns are looked for, and turns that are shown.
const SUBJECTS: usize = 3;
const TURNS: usize = 4;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked, Path(name): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question, &name)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked, name: &str) -> Result<NamePage, Wrong> {
    let t = asked.words();
    let Some(known) = store.bearer(name)? else { return Err(Wrong::Missing) };
    let rtl = t.lang == Lang::Arabic;
    let speaker = known.name.as_str();
    let mut said =
        store.statements(&Filter { speaker: Some(known.name.clone()), limit: STATEMENTS * 4, ..Filter::default() })?;
    let mut of =
        store.statements(&Filter { about: Some(known.name.clone()), limit: STATEMENTS * 2, ..Filter::default() })?;
    let found = store.newest_figures_of(Some(speaker), None, &Filter::default(), super::NEWEST)?;
    let mut order: Vec<usize> = (0..found.series.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(found.series.get(*n).map_or(0, |s| s.points.len())), *n));
    let person = known.kinds.iter().any(|k| matches!(k.as_str(), "person" | "organisation"));
    let all = if person { store.identities_lately(speaker)? } else { Identities::default() };
    let own = own(&all, speaker);
    // What bears the name within a longer one («مكتب …») is somebody else, and what they say of themselves stands above.
    let bearing = own_names(&all, own, &known);
    let by =
        |r: &StatementRow| r.statement.speaker_name.as_deref().is_some_and(|n| bearing.contains(&isnad_text::fold(n)));
    said.rows.retain(by);
    said.rows.truncate(STATEMENTS);
    of.rows.retain(|r| !by(r));
    of.rows.truncate(STATEMENTS);
    let (offices, once) = offices(&all, own, &known, t);
    let statements = |pairs: &[(&str, &str)]| address("/statements", pairs.iter().copied());
    let most = known.subjects.iter().map(|s| s.1).max().unwrap_or(0);
    let subjects = known.subjects.iter().map(|(s, n)| Part {
        href: statements(&[("speaker", speaker), ("about", s)]),
        name: s.clone(),
        count: *n,
        bar: share(*n, most, rtl),
    });
    Ok(NamePage {
        lookalike: html::lookalike(&known.name),
        kinds: known.kinds.iter().map(|k| t.text(&format!("label.kind.{k}")).to_owned()).collect(),
        names: names(&all, own, &known, t),
        offices,
        once,
        perhaps: perhaps(&all, own, t),
        years: years(&store.years_of(speaker)?, speaker, t),
        subjects: subjects.collect(),
        turned: turned(store, &known, t)?,
        all_said: statements(&[("speaker", speaker)]),
        all_of: statements(&[("about", speaker)]),
        all_figures: view::figures(speaker),
        dossier: address("/dossier", std::iter::once(("subject", speaker))),
        said: said.rows.iter().map(|r| Said::of(r, t)).collect(),
        of: of.rows.iter().map(|r| Said::of(r, t)).collect(),
        series: order.iter().take(2).filter_map(|n| line(*n, &found, t)).collect(),
        articles: t
            .count("count.in-articles", own.and_then(|n| all.articles.get(n).copied()).unwrap_or(known.articles)),
        articles_href: address("/search", std::iter::once(("q", format!("about:\"{speaker}\"").as_str()))),
        f: Frame::of(asked, "", known.name.clone()),
        name: known.name,
    })
}

/// The identity that bears exactly this name; of several the one that most articles name.
fn own(all: &Identities, name: &str) -> Option<usize> {
    let folded = isnad_text::fold(name);
    let bears = |n: &usize| {
        all.found.identities.get(*n).is_some_and(|i| i.names.iter().any(|x| isnad_text::fold(&x.text) == folded))
    };
    all.asked.iter().copied().filter(bears).max_by_key(|n| (all.articles.get(*n).copied(), std::cmp::Reverse(*n)))
}

/// All names of the one whose page it is, folded.
fn own_names(all: &Identities, own: Option<usize>, known: &Bearer) -> BTreeSet<String> {
    let found = own.and_then(|n| all.found.identities.get(n)).into_iter().flat_map(|i| &i.names).map(|n| &n.text);
    found.chain(&known.aliases).chain([&known.name]).map(|n| isnad_text::fold(n)).collect()
}

/// The other names, with the number of articles; without an identity those by which articles call it.
fn names(all: &Identities, own: Option<usize>, known: &Bearer, t: Glossary) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    if let Some(i) = own.and_then(|n| all.found.identities.get(n)) {
        let mut others: Vec<_> = i.names.iter().filter(|n| n.text != known.name).collect();
        others.sort_by_key(|n| std::cmp::Reverse(n.articles));
        let others = others.into_iter();
        out.extend(others.map(|n| (n.text.clone(), t.count("count.in-articles", n.articles as u64))));
    }
    for alias in &known.aliases {
        if !out.iter().any(|(n, _)| isnad_text::fold(n) == isnad_text::fold(alias)) {
            out.push((alias.clone(), String::new()));
        }
    }
    out.truncate(NAMES);
    out
}

/// The offices, and apart from them those that a single article tells where others tell often of another: a slip, or a day.
fn offices(all: &Identities, own: Option<usize>, known: &Bearer, t: Glossary) -> (Vec<Office>, Vec<Office>) {
    let Some(i) = own.and_then(|n| all.found.identities.get(n)).filter(|i| !i.offices.is_empty()) else {
        let told = known.offices.iter().take(OFFICES).map(|o| Office {
            title: o.title.clone(),
            days: days(o.first.as_deref(), o.last.as_deref(), t),
            over: None,
            told: String::new(),
            evidence: vec![(format!("/articles/{}", encoded(&o.document, true)), html::day(o.last.as_deref(), t))],
        });
        return (told.collect(), Vec::new());
    };
    // The latest first.
    let mut held: Vec<&Tenure> = i.offices.iter().collect();
    held.sort_by(|a, b| (b.to, b.from, &a.key).cmp(&(a.to, a.from, &b.key)));
    let office = |o: &&Tenure| {
        let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
        // Of one day one article is enough.
        let mut days_told = BTreeSet::new();
        let evidence = o.evidence.iter().filter_map(|s| all.sightings.get(*s)).filter(|s| days_told.insert(s.day));
        let evidence = evidence.take(EVIDENCE).map(|s| {
            let path = format!("/articles/{}#{}", encoded(&s.document, true), s.entry);
            let told = match day(s.day) {
                None => Safe(html::text(t.text("web.article"))),
                some => html::day(some.as_deref(), t),
            };
            (path, told)
        });
        Office {
            title: o.office.clone(),
            days: days(day(o.from).as_deref(), day(o.to).as_deref(), t),
            over: o.over_by.map(|d| {
                let Safe(day) = html::day(Some(&d.to_string()), t);
                Safe(t.fill("label.over-by", &[("day", day)]))
            }),
            told: t.count("count.in-articles", o.evidence.len() as u64),
            evidence: evidence.collect(),
        }
    };
    let often = held.iter().any(|o| o.evidence.len() >= OFTEN);
    let (held, once): (Vec<&Tenure>, Vec<&Tenure>) = held.into_iter().partition(|o| !often || o.evidence.len() > 1);
    (held.iter().take(OFFICES).map(office).collect(), once.iter().take(OFFICES).map(office).collect())
}

/// Whoever may be the same: address, name and why.
fn perhaps(all: &Identities, own: Option<usize>, t: Glossary) -> Vec<(String, String, String)> {
    let Some(own) = own else { return Vec::new() };
    let suggested = all.found.suggestions.iter().filter(|s| s.one == own || s.other == own);
    let other = suggested.filter_map(|s| {
        let other = all.found.identities.get(if s.one == own { s.other } else { s.one })?;
        let why: Vec<String> = s.reasons.iter().map(|r| reason(r, t)).collect();
        Some((view::person(&other.name), other.name.clone(), why.join(&format!("{} ", t.text("label.comma")))))
    });
    other.take(PERHAPS).collect()
}

/// Why two may be one, in words.
fn reason(reason: &Reason, t: Glossary) -> String {
    match reason {
        Reason::SameName => t.text("reason.same-name").to_owned(),
        Reason::LongerName => t.text("reason.longer-name").to_owned(),
        Reason::OtherSpelling => t.text("reason.other-spelling").to_owned(),
        Reason::LastName => t.text("reason.last-name").to_owned(),
        Reason::SameOffice(_) => t.text("reason.same-office").to_owned(),
        Reason::SameState(code) => t.fill("reason.same-state", &[("state", code)]),
        Reason::SameCompany(names) => {
            let names = names
                .iter()
                .take(3)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(&format!("{} ", t.text("label.comma")));
            t.fill("reason.same-company", &[("names", names)])
        }
        Reason::Decided(n) => t.fill("reason.decided", &[("n", n)]),
    }
}

/// How much was said in each year, and how much nobody says when.
fn years(years: &BTreeMap<String, u64>, speaker: &str, t: Glossary) -> Vec<Part> {
    let rtl = t.lang == Lang::Arabic;
    let undated = years.get("").copied().unwrap_or(0);
    let most = years.values().copied().max().unwrap_or(0);
    let none = (undated > 0 && years.len() > 1).then(|| Part {
        href: address("/statements", std::iter::once(("speaker", speaker))),
        name: t.text("web.no-day").to_owned(),
        count: undated,
        bar: share(undated, most, rtl),
    });
    let part = |(year, n): (&String, &u64)| Part {
        href: address("/statements", [("speaker", speaker), ("from", year), ("to", year)].into_iter()),
        name: year.clone(),
        count: *n,
        bar: share(*n, most, rtl),
    };
    years.iter().filter(|(year, _)| !year.is_empty()).rev().map(part).chain(none).collect()
}

/// Where it says today what it denied before, in what it speaks of most.
fn turned(store: &Store, known: &Bearer, t: Glossary) -> Result<Vec<Pair>, Wrong> {
    let mut out = Vec::new();
    for (subject, n) in known.subjects.iter().take(SUBJECTS) {
        if *n < 2 {
            continue;
        }
        let filter = Filter { speaker: Some(known.name.clone()), ..Filter::default() };
        let found = store.positions_among(subject, &filter, WEIGHED)?;
        let turns = found.positions.iter().flat_map(|p| p.turns.iter().rev());
        for pair in turns.filter_map(|o| against(o, &found, t)) {
            out.push(Pair { name: subject.clone(), ..pair });
        }
    }
    out.truncate(TURNS);
    Ok(out)
}

/// The first and the last day on which an office is told, in the order of the page.
fn days(first: Option<&str>, last: Option<&str>, t: Glossary) -> Html {
    let Safe(from) = html::day(first.or(last), t);
    if last.is_none() || first.is_none() || first == last {
        return Safe(from);
    }
    let Safe(to) = html::day(last, t);
    Safe(format!("{from} – {to}"))
}
