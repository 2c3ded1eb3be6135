//! `show`: an article with its entries marked, or one entry in its place.

use std::path::Path;

use super::statements::entry;
use crate::cli::Outcome;
use crate::cli::args::ShowArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen, safe};
use crate::fault::Fault;
use crate::store::{Cited, Document, Store};
use crate::wire::RecordJson;

pub(super) fn run(db: &Path, args: &ShowArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    match store.cited(&args.id)? {
        Cited::Document(d) if args.raw => {
            screen.bytes(&store.evidence(d.version)?)?;
            Ok(Outcome::Done)
        }
        Cited::Document(d) if args.furniture => left_out(&store, &d, args.json, screen),
        Cited::Document(d) => {
            let record = store.record(&d)?;
            if args.json {
                screen.json(&record)?;
            } else {
                article(&d, &record, screen)?;
            }
            Ok(Outcome::Done)
        }
        Cited::Entry(d, section, id) => {
            let record = store.record(&d)?;
            if args.json {
                screen.json(&of_section(&d, &record, section, &id)?)?;
            } else {
                place(&d, &record, section, &id, screen)?;
            }
            Ok(Outcome::Done)
        }
        other => unclear(&other, &args.id, &store, screen),
    }
}

/// What of the page is no part of the article: what lies outside it, then what is marked inside it.
fn left_out(store: &Store, d: &Document, json: bool, screen: &Screen) -> Result<Outcome, Fault> {
    let record = store.record(d)?;
    let outside =
        crate::acquire::page_of(&store.came(d.key)?.piece).map(|p| isnad_clean::left_out(&p)).unwrap_or_default();
    if json {
        let outside: Vec<_> =
            outside.iter().map(|o| serde_json::json!({"text": o.text, "reason": o.reason.name()})).collect();
        screen.json(&serde_json::json!({"id": d.id, "outside": outside, "inside": record.furniture}))?;
        return Ok(Outcome::Done);
    }
    let line = |reason: &str, text: &str| {
        let reason = screen.look(&screen.named("label.furniture", reason), Look::Dim);
        screen.line(format!("{reason}  {}", screen.isolate(&short(text, 200))))
    };
    for o in &outside {
        line(o.reason.name(), &o.text)?;
    }
    for f in &record.furniture {
        line(&f.reason, &f.text)?;
    }
    if outside.is_empty() && record.furniture.is_empty() {
        screen.say("say.nothing-left-out")?;
    }
    Ok(Outcome::Done)
}

/// An id that means nothing, or more than one thing.
pub(super) fn unclear(cited: &Cited, id: &str, store: &Store, screen: &Screen) -> Result<Outcome, Fault> {
    if let Cited::Many(ids) = cited {
        screen.line(screen.words.text("say.id-many"))?;
        for id in ids {
            screen.line(format!("  {}", screen.isolate(id)))?;
        }
        return Ok(Outcome::NothingFound);
    }
    match store.forgotten(id)? {
        Some((at, reason)) => {
            let details = [("at", screen.isolate(&at)), ("reason", screen.isolate(&reason))];
            screen.line(screen.words.fill("say.id-forgotten", &details))?;
        }
        None => screen.line(screen.words.fill("say.id-nothing", &[("id", screen.isolate(id))]))?,
    }
    Ok(Outcome::NothingFound)
}

/// One entry as JSON.
fn of_section(d: &Document, r: &RecordJson, section: &str, id: &str) -> Result<serde_json::Value, Fault> {
    let found = match section {
        "statements" => r.statements.iter().find(|e| e.id == id).map(|e| entry(d, e)),
        "figures" => r.figures.iter().find(|e| e.id == id).map(|e| entry(d, e)),
        "times" => r.times.iter().find(|e| e.id == id).map(|e| entry(d, e)),
        _ => r.entities.iter().find(|e| e.id == id).map(|e| entry(d, e)),
    };
    found.unwrap_or(Ok(serde_json::Value::Null))
}

/// A piece of the text to be marked.
#[derive(Clone, Copy)]
struct Mark {
    start: u32,
    end: u32,
    look: Look,
    open: &'static str,
    close: &'static str,
}

/// The ranges of code points that an entry covers.
fn spans_of(r: &RecordJson, section: &str, id: &str) -> Vec<(u32, u32)> {
    let pairs = |s: &crate::wire::SpanJson| s.start.zip(s.end);
    match section {
        "statements" => r
            .statements
            .iter()
            .filter(|s| s.id == id)
            .flat_map(|s| s.content.iter().chain(&s.cue).chain(&s.speaker).filter_map(pairs).collect::<Vec<_>>())
            .collect(),
        "figures" => r.figures.iter().filter(|f| f.id == id).map(|f| (f.start, f.end)).collect(),
        "times" => r.times.iter().filter(|t| t.id == id).map(|t| (t.start, t.end)).collect(),
        _ => r
            .entities
            .iter()
            .filter(|e| e.id == id)
            .flat_map(|e| e.mentions.iter().map(|m| (m.start, m.end)).collect::<Vec<_>>())
            .collect(),
    }
}

/// An entry in the lines of its article, and what is known of it.
fn place(d: &Document, r: &RecordJson, section: &str, id: &str, screen: &Screen) -> Result<(), Fault> {
    head(d, r, screen)?;
    let marks: Vec<Mark> = spans_of(r, section, id)
        .into_iter()
        .map(|(start, end)| Mark { start, end, look: Look::Match, open: "[", close: "]" })
        .collect();
    let first = marks.iter().map(|m| m.start).min().unwrap_or(0);
    let last = marks.iter().map(|m| m.end).max().unwrap_or(0);
    screen.gap()?;
    for line in lines(&r.text).filter(|(start, line)| {
        let end = start + line.chars().count() as u32;
        *start < last.max(1) && end > first && marks.iter().any(|m| m.start < end && m.end > *start)
    }) {
        screen.line(painted(line.0, line.1, &marks, screen))?;
    }
    screen.gap()?;
    if let serde_json::Value::Object(fields) = of_section(d, r, section, id)? {
        for (name, value) in fields.iter().filter(|(n, _)| !matches!(n.as_str(), "document" | "source" | "published")) {
            let shown = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::String(s) => s.clone(),
                serde_json::Value::Array(list) if list.is_empty() => continue,
                serde_json::Value::Array(list) => list.iter().map(piece).collect::<Vec<_>>().join(" | "),
                other => piece(other),
            };
            screen.line(format!("  {} {}", screen.look(&format!("{name:<13}"), Look::Dim), screen.isolate(&shown)))?;
        }
    }
    screen.gap()?;
    let command = screen.isolate(&format!("isnad explain {}#{id}", d.id));
    screen.line(screen.look(&screen.words.fill("hint.explain", &[("command", command)]), Look::Dim))
}

/// A value of a field as a reader wants it: the words of a span, not its numbers.
fn piece(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(s) => s.clone(),
        serde_json::Value::Object(fields) => match fields.get("text").and_then(|t| t.as_str()) {
            Some(text) => text.to_owned(),
            None => fields.get("name").and_then(|t| t.as_str()).unwrap_or("").to_owned(),
        },
        other => other.to_string(),
    }
}

fn head(d: &Document, r: &RecordJson, screen: &Screen) -> Result<(), Fault> {
    if let Some(title) = &d.title {
        screen.line(screen.look(&screen.isolate(title), Look::Strong))?;
    }
    let mut about: Vec<String> = vec![screen.isolate(d.outlet())];
    if let Some(day) = &r.reference_date {
        let from = screen.named("label.day-from", &r.reference_date_from);
        about.push(format!("{} ({from})", screen.isolate(day)));
    }
    about.extend(d.url.as_ref().map(|u| screen.isolate(u)));
    about.push(screen.isolate(&format!("{}@{}", d.id, r.version.get(..12).unwrap_or(&r.version))));
    screen.line(screen.look(&about.join(" · "), Look::Dim))?;
    let found = |(field, from): (&String, &String)| {
        format!("{}: {}", screen.named("label.field", field), screen.named("label.found", from))
    };
    let origins: Vec<String> = r.origins.iter().map(found).collect();
    if origins.is_empty() {
        return Ok(());
    }
    screen.line(screen.look(&screen.words.fill("say.found-in", &[("fields", origins.join(" · "))]), Look::Dim))
}

/// The article, furniture dimmed, entries marked; then what was found in it.
fn article(d: &Document, r: &RecordJson, screen: &Screen) -> Result<(), Fault> {
    head(d, r, screen)?;
    screen.gap()?;
    let mut marks: Vec<Mark> = Vec::new();
    for s in &r.statements {
        for c in &s.content {
            if let (Some(start), Some(end)) = (c.start, c.end) {
                marks.push(Mark { start, end, look: Look::Speaker, open: "{", close: "}" });
            }
        }
    }
    marks.extend(r.figures.iter().map(|f| Mark {
        start: f.start,
        end: f.end,
        look: Look::Number,
        open: "[",
        close: "]",
    }));
    marks.extend(r.times.iter().map(|t| Mark { start: t.start, end: t.end, look: Look::Match, open: "<", close: ">" }));
    let furniture: Vec<Mark> =
        r.furniture.iter().map(|f| Mark { start: f.start, end: f.end, look: Look::Dim, open: "", close: "" }).collect();
    for (start, line) in lines(&r.text) {
        let end = start + line.chars().count() as u32;
        if furniture.iter().any(|f| f.start <= start && f.end >= end) {
            screen.line(screen.look(&safe(line), Look::Dim))?;
        } else {
            screen.line(painted(start, line, &marks, screen))?;
        }
    }
    screen.gap()?;
    screen.line(screen.look(screen.words.text("say.legend"), Look::Dim))?;
    for (key, n) in [
        ("count.statements", r.statements.len()),
        ("count.figures", r.figures.len()),
        ("count.times", r.times.len()),
        ("count.entities", r.entities.len()),
    ] {
        screen.line(format!("  {}", screen.words.count(key, n as u64)))?;
    }
    screen.gap()?;
    for s in &r.statements {
        screen.line(format!("{}  {}", screen.look(&screen.isolate(&s.id), Look::Dim), screen.who(s)))?;
        screen.line(format!("  {}", screen.said(s, 120)))?;
    }
    for f in &r.figures {
        let subject = f.subject.as_deref().map_or_else(String::new, |s| format!(" · {}", screen.isolate(s)));
        let line = format!("{}  {}{subject}", screen.amount(f), screen.isolate(&format!("«{}»", short(&f.text, 60))));
        screen.line(format!("{}  {line}", screen.look(&screen.isolate(&f.id), Look::Dim)))?;
    }
    for t in &r.times {
        let value = screen.look(&screen.isolate(t.value.as_deref().unwrap_or("…")), Look::Number);
        let line = format!("{value}  {}", screen.isolate(&format!("«{}»", short(&t.text, 60))));
        screen.line(format!("{}  {line}", screen.look(&screen.isolate(&t.id), Look::Dim)))?;
    }
    for e in &r.entities {
        let kind = screen.named("label.kind", &e.kind);
        let line = format!("{} ({kind})", screen.look(&screen.isolate(&e.name), Look::Speaker));
        screen.line(format!("{}  {line}", screen.look(&screen.isolate(&e.id), Look::Dim)))?;
    }
    Ok(())
}

/// The lines of a text with the code point at which each begins.
fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.chars().count() as u32 + 1;
        (start, line)
    })
}

/// A line with its marks; without colours, brackets stand round what is marked.
fn painted(start: u32, line: &str, marks: &[Mark], screen: &Screen) -> String {
    let end = start + line.chars().count() as u32;
    let mut inside: Vec<&Mark> = marks.iter().filter(|m| m.start < end && m.end > start).collect();
    inside.sort_by_key(|m| (m.start, std::cmp::Reverse(m.end)));
    let mut out = String::new();
    let mut run = String::new();
    let mut look: Option<Look> = None;
    let flush = |run: &mut String, look: Option<Look>, out: &mut String| {
        if !run.is_empty() {
            let piece = safe(run);
            out.push_str(&look.map_or_else(|| piece.clone(), |l| screen.look(&piece, l)));
            run.clear();
        }
    };
    for (n, c) in line.chars().enumerate() {
        let at = start + n as u32;
        let covering = inside.iter().rev().find(|m| m.start <= at && at < m.end).map(|m| m.look);
        let closes = inside.iter().rev().filter(|m| m.end == at);
        let opens = inside.iter().filter(|m| m.start == at);
        let signs: String = if screen.coloured() {
            String::new()
        } else {
            closes.map(|m| m.close).chain(opens.map(|m| m.open)).collect()
        };
        if covering != look || !signs.is_empty() {
            flush(&mut run, look, &mut out);
            look = covering;
            out.push_str(&signs);
        }
        run.push(c);
    }
    flush(&mut run, look, &mut out);
    if !screen.coloured() {
        out.extend(
            inside.iter().rev().filter(|m| m.end >= end && m.start < end).filter(|m| m.end == end).map(|m| m.close),
        );
    }
    screen.whole(&out)
}
