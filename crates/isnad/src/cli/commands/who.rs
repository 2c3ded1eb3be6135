//! `who`: a person or body over all articles, with names, offices by date and who may be the same; `same`, `apart`,
//! `undo`, `decisions`: what a person says of two, and takes back.

use std::path::Path;

use isnad_link::identity::{Reason, Tenure, Verdict, holders};
use serde_json::{Value, json};

use super::keep::now;
use super::show::unclear;
use super::statements::{ground, nothing};
use crate::cli::Outcome;
use crate::cli::args::WhoArgs;
use crate::cli::decide::{DecideArgs, DecisionsArgs, UndoArgs};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Access, Cited, Decided, Identities, Store, verdict_word};

/// Names and suggestions that are shown of one identity.
const NAMES: usize = 8;
const PERHAPS: usize = 5;

pub(super) fn run(db: &Path, args: &WhoArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    if let Some(office) = &args.office {
        return office_holders(&store, office, args, screen);
    }
    let name = args.name.as_deref().unwrap_or_default();
    let all = store.identities_named(name)?;
    let shown: Vec<usize> = all.asked.iter().copied().take(args.limit).collect();
    if args.json {
        let results: Vec<Value> = shown.iter().map(|n| as_json(&all, *n)).collect();
        screen.json(&json!({"results": results, "next": null}))?;
        return Ok(if shown.is_empty() { Outcome::NothingFound } else { Outcome::Done });
    }
    if shown.is_empty() {
        return nothing(&store, screen, Some(name));
    }
    for (place, n) in shown.iter().enumerate() {
        if place > 0 {
            screen.gap()?;
        }
        identity(&all, *n, screen)?;
    }
    screen.gap()?;
    let left = all.asked.len() - shown.len();
    if left > 0 {
        screen.line(screen.look(&screen.words.count("count.more-names", left as u64), Look::Dim))?;
    }
    screen.line(screen.look(&ground(&store, screen)?, Look::Dim))?;
    Ok(Outcome::Done)
}

fn identity(all: &Identities, n: usize, screen: &Screen) -> Result<(), Fault> {
    let Some(i) = all.found.identities.get(n) else { return Ok(()) };
    let articles = all.articles.get(n).copied().unwrap_or(0);
    let mut head = vec![
        screen.look(&screen.isolate(&i.name), Look::Speaker),
        screen.named("label.kind", i.kind.name()),
        screen.words.count("count.in-articles", articles),
    ];
    if let Some((from, to)) = i.days {
        head.push(span(screen, &from.to_string(), &to.to_string()));
    }
    head.extend(i.sightings.first().and_then(|s| all.sightings.get(*s)).map(|s| id(screen, s)));
    screen.line(head.join(" · "))?;
    if i.names.len() > 1 {
        let names: Vec<String> =
            i.names.iter().take(NAMES).map(|f| format!("{} ({})", screen.isolate(&f.text), f.articles)).collect();
        screen.line(format!("  {}: {}", screen.words.text("label.names"), names.join("; ")))?;
    }
    for t in &i.offices {
        screen.line(format!("  {}", held(all, t, screen)))?;
    }
    let perhaps = all.found.suggestions.iter().filter(|s| s.one == n || s.other == n);
    for s in perhaps.take(PERHAPS) {
        let other = if s.one == n { s.other } else { s.one };
        let Some(o) = all.found.identities.get(other) else { continue };
        let why: Vec<String> = s.reasons.iter().map(|r| reason(r, screen)).collect();
        let at = o.sightings.first().and_then(|x| all.sightings.get(*x)).map(|x| id(screen, x)).unwrap_or_default();
        let line = screen
            .words
            .fill("say.perhaps-same", &[("name", screen.isolate(&o.name)), ("why", why.join("; ")), ("id", at)]);
        screen.line(format!("  {}", screen.look(&line, Look::Dim)))?;
    }
    Ok(())
}

/// An office with its days, as far as the articles say.
fn held(all: &Identities, t: &Tenure, screen: &Screen) -> String {
    let days = match (t.from, t.to, t.over_by) {
        (Some(from), Some(to), _) => span(screen, &from.to_string(), &to.to_string()),
        (_, _, Some(over)) => screen.words.fill("label.over-by", &[("day", screen.isolate(&over.to_string()))]),
        _ => screen.isolate("…"),
    };
    let over = match (t.to, t.over_by) {
        (Some(_), Some(over)) => {
            format!(" · {}", screen.words.fill("label.over-by", &[("day", screen.isolate(&over.to_string()))]))
        }
        _ => String::new(),
    };
    let articles = screen.words.count("count.in-articles", t.evidence.len() as u64);
    let first = t.evidence.first().and_then(|s| all.sightings.get(*s)).map(|s| id(screen, s)).unwrap_or_default();
    format!(
        "{}  {}{over} · {} · {}",
        screen.look(&days, Look::Number),
        screen.isolate(&t.office),
        articles,
        screen.look(&first, Look::Dim)
    )
}

fn span(screen: &Screen, from: &str, to: &str) -> String {
    if from == to { screen.isolate(from) } else { screen.isolate(&format!("{from} … {to}")) }
}

fn id(screen: &Screen, s: &isnad_link::identity::Sighting) -> String {
    screen.isolate(&format!("{}#{}", s.document, s.entry))
}

/// Why two are taken as one, in words.
fn reason(reason: &Reason, screen: &Screen) -> String {
    let words = screen.words;
    match reason {
        Reason::SameName => words.text("reason.same-name").to_owned(),
        Reason::LongerName => words.text("reason.longer-name").to_owned(),
        Reason::OtherSpelling => words.text("reason.other-spelling").to_owned(),
        Reason::LastName => words.text("reason.last-name").to_owned(),
        Reason::SameOffice(_) => words.text("reason.same-office").to_owned(),
        Reason::SameState(code) => words.fill("reason.same-state", &[("state", screen.isolate(code))]),
        Reason::SameCompany(names) => {
            let names: Vec<String> = names.iter().map(|n| screen.isolate(n)).collect();
            words.fill("reason.same-company", &[("names", names.join("; "))])
        }
        Reason::Decided(n) => words.fill("reason.decided", &[("n", screen.isolate(n))]),
    }
}

fn office_holders(store: &Store, office: &str, args: &WhoArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let (key, all) = store.identities_in_office(office)?;
    let held_by = holders(&all.found.identities, &key);
    if args.json {
        let results: Vec<Value> = held_by
            .iter()
            .take(args.limit)
            .map(|h| {
                let mut row = tenure_json(&all, &h.tenure);
                row["name"] = json!(all.found.identities.get(h.identity).map(|i| &i.name));
                row
            })
            .collect();
        screen.json(&json!({"results": results, "next": null}))?;
        return Ok(if held_by.is_empty() { Outcome::NothingFound } else { Outcome::Done });
    }
    if held_by.is_empty() {
        return nothing(store, screen, None);
    }
    for h in held_by.iter().take(args.limit) {
        let name = all.found.identities.get(h.identity).map_or("", |i| &i.name);
        screen.line(screen.look(&screen.isolate(name), Look::Speaker))?;
        screen.line(format!("  {}", held(&all, &h.tenure, screen)))?;
    }
    screen.gap()?;
    screen.line(screen.look(screen.words.text("say.as-articles-say"), Look::Dim))?;
    screen.line(screen.look(&ground(store, screen)?, Look::Dim))?;
    Ok(Outcome::Done)
}

fn as_json(all: &Identities, n: usize) -> Value {
    let Some(i) = all.found.identities.get(n) else { return Value::Null };
    let cite = |s: &usize| all.sightings.get(*s).map(|s| format!("{}#{}", s.document, s.entry));
    let reasons = |rs: &[Reason]| rs.iter().map(reason_json).collect::<Vec<_>>();
    let perhaps: Vec<Value> = all
        .found
        .suggestions
        .iter()
        .filter(|s| s.one == n || s.other == n)
        .filter_map(|s| {
            let other = all.found.identities.get(if s.one == n { s.other } else { s.one })?;
            Some(json!({"name": other.name, "entity": other.sightings.first().and_then(cite), "reasons": reasons(&s.reasons)}))
        })
        .collect();
    json!({
        "name": i.name,
        "kind": i.kind.name(),
        "names": i.names.iter().map(|f| json!({"name": f.text, "articles": f.articles})).collect::<Vec<_>>(),
        "articles": all.articles.get(n),
        "first": i.days.map(|d| d.0.to_string()),
        "last": i.days.map(|d| d.1.to_string()),
        "offices": i.offices.iter().map(|t| tenure_json(all, t)).collect::<Vec<_>>(),
        "entities": i.sightings.iter().filter_map(cite).collect::<Vec<_>>(),
        "joins": i.joins.iter().map(|(a, b, why)| json!({"one": cite(a), "other": cite(b), "reasons": reasons(why)})).collect::<Vec<_>>(),
        "perhaps": perhaps,
    })
}

fn tenure_json(all: &Identities, t: &Tenure) -> Value {
    let cite = |s: &usize| all.sightings.get(*s).map(|s| format!("{}#{}", s.document, s.entry));
    json!({
        "office": t.office,
        "key": t.key,
        "from": t.from.map(|d| d.to_string()),
        "to": t.to.map(|d| d.to_string()),
        "over_by": t.over_by.map(|d| d.to_string()),
        "evidence": t.evidence.iter().filter_map(cite).collect::<Vec<_>>(),
    })
}

fn reason_json(reason: &Reason) -> Value {
    match reason {
        Reason::SameName => json!({"reason": "same-name"}),
        Reason::LongerName => json!({"reason": "longer-name"}),
        Reason::OtherSpelling => json!({"reason": "other-spelling"}),
        Reason::LastName => json!({"reason": "last-name"}),
        Reason::SameOffice(key) => json!({"reason": "same-office", "office": key}),
        Reason::SameState(code) => json!({"reason": "same-state", "state": code}),
        Reason::SameCompany(names) => json!({"reason": "same-company", "names": names}),
        Reason::Decided(n) => json!({"reason": "decided", "decision": n}),
    }
}

/// Keeps what a person says of two entities.
pub(super) fn decide(db: &Path, verdict: Verdict, args: &DecideArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    let mut ids = Vec::new();
    for id in [&args.one, &args.other] {
        match store.cited(id)? {
            Cited::Entry(d, "entities", entry) => ids.push(format!("{}#{entry}", d.id)),
            Cited::Document(_) | Cited::Entry(..) => {
                screen.line(screen.words.fill("say.no-entity", &[("id", screen.isolate(id))]))?;
                return Ok(Outcome::NothingFound);
            }
            other => return unclear(&other, id, &store, screen),
        }
    }
    let [one, other] = ids.as_slice() else { return Ok(Outcome::NothingFound) };
    let key = store.decide(verdict, one, other, args.reason.as_deref(), &now())?;
    let details = [("one", screen.isolate(one)), ("other", screen.isolate(other)), ("n", key.to_string())];
    let said = if verdict == Verdict::Same { "say.decided-same" } else { "say.decided-apart" };
    screen.line(screen.words.fill(said, &details))?;
    Ok(Outcome::Done)
}

/// Takes a decision back.
pub(super) fn undo(db: &Path, args: &UndoArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::open(db, Access::Change)?;
    let done = store.undecide(args.number, &now())?;
    let key = if done { "say.undone" } else { "say.no-decision" };
    screen.line(screen.words.fill(key, &[("n", screen.isolate(&args.number.to_string()))]))?;
    Ok(if done { Outcome::Done } else { Outcome::NothingFound })
}

/// Lists the decisions.
pub(super) fn decisions(db: &Path, args: &DecisionsArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let all = store.decisions()?;
    if args.json {
        let results: Vec<Value> = all.iter().map(decision_json).collect();
        screen.json(&json!({"results": results, "next": null}))?;
        return Ok(if all.is_empty() { Outcome::NothingFound } else { Outcome::Done });
    }
    if all.is_empty() {
        screen.say("say.no-decisions")?;
        return Ok(Outcome::NothingFound);
    }
    for d in &all {
        let verdict = screen.named("label.verdict", verdict_word(d.verdict));
        let mut line = format!(
            "{}  {}  {verdict}: {} · {}",
            d.key,
            screen.isolate(&d.at),
            screen.isolate(&d.one),
            screen.isolate(&d.other)
        );
        if let Some(reason) = &d.reason {
            line.push_str(&format!(" · {}", screen.isolate(reason)));
        }
        if let Some(at) = &d.withdrawn_at {
            line.push_str(&format!(" · {}", screen.words.fill("label.withdrawn", &[("at", screen.isolate(at))])));
        }
        screen.line(line)?;
    }
    Ok(Outcome::Done)
}

fn decision_json(d: &Decided) -> Value {
    json!({
        "decision": d.key, "at": d.at, "verdict": verdict_word(d.verdict), "one": d.one, "other": d.other,
        "reason": d.reason, "withdrawn_at": d.withdrawn_at,
    })
}
