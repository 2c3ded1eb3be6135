//! `explain`: why an entry was read as it was: its rule, what the rule reads, and how this case went.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::input::{prepared, record_of};
use super::show::unclear;
use crate::acquire::{Arrivals, Given, How};
use crate::cli::args::ExplainArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::cli::{Glossary, Lang, Outcome};
use crate::fault::Fault;
use crate::store::{Cited, Store};
use crate::wire::RecordJson;

/// One entry and why it is there.
struct Explained {
    section: &'static str,
    id: String,
    start: u32,
    text: String,
    value: String,
    rule: String,
    why: String,
}

pub(super) fn run(db: &Path, args: &ExplainArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let path = PathBuf::from(&args.what);
    if path.is_file() {
        return file(&path, args, screen);
    }
    let store = Store::listing(db)?;
    let (document, entry) = match store.cited(&args.what)? {
        Cited::Document(d) => (d, None),
        Cited::Entry(d, _, id) => (d, Some(id)),
        other => return unclear(&other, &args.what, &store, screen),
    };
    let record = store.stored(document.key, true)?.read();
    let mut all = explained(&record);
    if let Some(id) = entry {
        all.retain(|e| e.id == id);
        if all.is_empty() {
            // Newer rules no longer read it: what is kept is from older ones.
            screen.say("say.not-read-now")?;
            return Ok(Outcome::NothingFound);
        }
    }
    tell(&record.id, &all, args.json, screen)
}

fn file(path: &Path, args: &ExplainArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let given = Given { explain: true, ..Given::default() };
    let mut outcome = Outcome::NothingFound;
    for arrival in Arrivals::of(&[path.to_owned()], How::default()) {
        match prepared(arrival, &given, |p| record_of(&p)) {
            Ok(record) => {
                outcome = tell(&record.id, &explained(&record), args.json, screen)?;
            }
            Err(problem) => {
                screen.problem(&problem);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    Ok(outcome)
}

/// The words of the chain behind a time, the longer ones before those that they hold.
const CHAIN: &[&str] = &[
    "say.chain.published",
    "say.chain.no-day",
    "say.chain.from-time",
    "say.chain.weekday-year",
    "say.chain.weekday-agrees",
    "say.chain.weekday-disagrees",
    "say.chain.weekday-corrects",
    "say.chain.latest",
    "say.chain.coming",
    "say.chain.year-to-come",
    "say.chain.year-past",
    "say.chain.year-nearest",
    "say.chain.to-come",
    "say.chain.reckoned",
    "say.chain.umm-al-qura",
    "say.chain.two-agree",
    "say.chain.two-disagree",
    "say.chain.two-months",
    "say.chain.day-first",
    "say.chain.told-before",
];

/// «أمس الثلاثاء → published 2023-09-06 → 2023-09-05, weekday agrees» in the reader's language.
fn chain(why: &str, words: Glossary) -> String {
    let english = Glossary { lang: Lang::English };
    if words.lang == Lang::English {
        return why.to_owned();
    }
    CHAIN.iter().fold(why.to_owned(), |told, key| told.replace(english.text(key), words.text(key)))
}

fn explained(r: &RecordJson) -> Vec<Explained> {
    let mut out = Vec::new();
    for s in &r.statements {
        let words: Vec<&str> = s.content.iter().map(|c| c.text.as_str()).collect();
        out.push(Explained {
            section: "statements",
            id: s.id.clone(),
            start: s.content.first().and_then(|c| c.start).unwrap_or(0),
            text: words.join(" … "),
            value: format!("{} · {} · {}", s.speaker_name.as_deref().unwrap_or("…"), s.act, s.kind),
            rule: s.rule.clone(),
            why: s.why.clone(),
        });
    }
    for f in &r.figures {
        out.push(Explained {
            section: "figures",
            id: f.id.clone(),
            start: f.start,
            text: f.text.clone(),
            value: format!("{} · {}", crate::cli::lines::number(&f.value), f.hedge),
            rule: f.rule.clone(),
            why: f.why.clone(),
        });
    }
    for t in &r.times {
        out.push(Explained {
            section: "times",
            id: t.id.clone(),
            start: t.start,
            text: t.text.clone(),
            value: t.value.clone().unwrap_or_else(|| "…".to_owned()),
            rule: t.rule.clone(),
            why: t.why.clone(),
        });
    }
    for e in &r.entities {
        out.push(Explained {
            section: "entities",
            id: e.id.clone(),
            start: e.mentions.first().map_or(0, |m| m.start),
            text: e.name.clone(),
            value: e.kind.clone(),
            rule: e.rule.clone(),
            why: String::new(),
        });
    }
    out.sort_by(|a, b| (a.start, a.section, &a.id).cmp(&(b.start, b.section, &b.id)));
    out
}

fn tell(document: &str, all: &[Explained], as_json: bool, screen: &Screen) -> Result<Outcome, Fault> {
    let about = |rule: &str| super::rules::all().find(|r| r.0 == rule).map(|r| r.2);
    if as_json {
        let results: Vec<Value> = all
            .iter()
            .map(|e| {
                json!({"document": document, "section": e.section, "id": e.id, "text": e.text, "value": e.value,
                       "rule": e.rule, "about": about(&e.rule), "why": e.why})
            })
            .collect();
        return super::statements::page(screen, results, Value::Null);
    }
    for (n, e) in all.iter().enumerate() {
        if n > 0 {
            screen.gap()?;
        }
        let section = screen.named("label.section", e.section);
        let id = screen.look(&screen.isolate(&format!("{document}#{}", e.id)), Look::Dim);
        screen.line(format!("{section} {id}"))?;
        screen.line(format!("  {}", screen.isolate(&format!("«{}»", short(&e.text, 200)))))?;
        screen.line(format!("  {}", screen.look(&screen.isolate(&e.value), Look::Number)))?;
        let rule = screen.look(&screen.isolate(&e.rule), Look::Speaker);
        let line = about(&e.rule).map_or(rule.clone(), |a| format!("{rule}: {}", screen.isolate(a)));
        screen.line(format!("  {}", screen.words.fill("say.rule", &[("rule", line)])))?;
        if e.section == "statements" {
            for (part, said) in e.why.split('|').filter_map(|p| p.split_once('=')) {
                let said = match part {
                    "cue" => screen.isolate(&format!("«{said}»")),
                    _ => screen.named(&format!("label.{part}"), &said.replace(' ', "-").replace('\'', "")),
                };
                screen.line(format!("  {}", screen.words.fill(&format!("say.why-{part}"), &[("said", said)])))?;
            }
        } else if !e.why.is_empty() {
            let why = if e.section == "times" { chain(&e.why, screen.words) } else { e.why.clone() };
            screen.line(format!("  {}", screen.words.fill("say.why", &[("why", screen.isolate(&why))])))?;
        }
    }
    Ok(if all.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}
