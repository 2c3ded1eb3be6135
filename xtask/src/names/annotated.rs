//! How are the names of the annotated articles read? Distinct surface forms with their kind, as `score.py` counts them, and
//! the persons that a title introduces or a cue of speech stands beside, at each place where they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use isnad_extract::lexicon::{Class, Features};
use isnad_extract::{Context, Document, EntityKind, entity};
use isnad_text::{Span, fold};
use serde_json::Value;

fn kind(e: EntityKind) -> &'static str {
    match e {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Country => "country",
        EntityKind::Place => "place",
        EntityKind::Event => "event",
    }
}

/// A surface form as it is compared: folded, marks left out.
fn form(text: &str) -> String {
    let folded = fold(text);
    let letters: String = folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prints both tables for `articles.texts.jsonl` and `articles.gold.jsonl` of a folder.
///
/// # Errors
/// A sentence for the terminal: no such files.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    let load = |name: &str| -> Result<BTreeMap<String, Value>, String> {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let rows = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
        Ok(rows.filter_map(|v| Some((v.get("id")?.as_str()?.to_owned(), v))).collect())
    };
    let (texts, gold) = (load("articles.texts.jsonl")?, load("articles.gold.jsonl")?);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut persons = [0usize; 3];
    let mut shown = 0;
    for (id, g) in &gold {
        let Some(text) = texts.get(id).and_then(|t| t.get("text")).and_then(Value::as_str) else { continue };
        let article = isnad_clean::plain(text);
        let document = Document::of(&article);
        let found = entity::find(&document, &Context::default(), &[]);
        let read: BTreeSet<(String, &str)> = found
            .mentions
            .iter()
            .filter_map(|m| Some((form(m.span.of(document.text)), kind(found.entities.get(m.entity)?.kind))))
            .collect();
        let mut told: BTreeSet<(String, &str)> = BTreeSet::new();
        let mut names: Vec<&str> = Vec::new();
        for e in g.get("entities").and_then(Value::as_array).into_iter().flatten() {
            let kind = e.get("kind").and_then(Value::as_str).unwrap_or("");
            for m in e.get("mentions").and_then(Value::as_array).into_iter().flatten() {
                if let Some(m) = m.as_str().or_else(|| m.get("text")?.as_str()) {
                    told.insert((form(m), kind));
                    if kind == "person" {
                        names.push(m);
                    }
                }
            }
        }
        for (set, n) in [(&told, 0), (&read, 1)] {
            for (_, kind) in set {
                counts.entry(kind).or_default()[n] += 1;
            }
        }
        for (form, kind) in &read {
            let right = told.contains(&(form.clone(), kind));
            counts.entry(kind).or_default()[2] += usize::from(right);
            if !right && shown < show {
                println!("invented {kind:<13} {form}   {id}");
                shown += 1;
            }
        }
        names.sort_by_key(|n| std::cmp::Reverse(n.len()));
        names.dedup();
        places(&document, &found, &names, &mut persons);
    }
    println!("kind            annotated   read  right  precision  recall     F1");
    let all = counts.values().fold([0; 3], |a, c| [a[0] + c[0], a[1] + c[1], a[2] + c[2]]);
    for (name, [gold, read, right]) in counts.into_iter().chain([("all", all)]) {
        let part = |of: usize| right as f64 / of.max(1) as f64;
        let (p, r) = (part(read), part(gold));
        println!(
            "{name:<14} {gold:>10} {read:>6} {right:>6} {p:>10.3} {r:>7.3} {:>6.3}",
            2.0 * p * r / (p + r).max(1e-9)
        );
    }
    let part = |n: usize| 100.0 * n as f64 / persons[0].max(1) as f64;
    println!(
        "persons after a title or beside a cue: {} places, exact {:.1} %, overlapping {:.1} %",
        persons[0],
        part(persons[1]),
        part(persons[2])
    );
    Ok(())
}

/// Counts the places of annotated persons beside a title or cue: all, read exactly, overlapped.
fn places(document: &Document, found: &entity::Entities, names: &[&str], counts: &mut [usize; 3]) {
    let mut taken: Vec<Span> = Vec::new();
    for name in names {
        for (at, _) in document.text.match_indices(name) {
            let span = Span::at(at, at + name.len());
            let first = document.tokens.at_or_after(span.start);
            let end = document.tokens.at_or_after(span.end);
            let whole = document.tokens.span(first).start == span.start
                && document.tokens.span(end.saturating_sub(1)).end == span.end;
            let Some(sentence) = document.sentence_of(first).and_then(|s| document.sentences.get(s)) else { continue };
            if !whole || taken.iter().any(|t| t.start < span.end && span.start < t.end) {
                continue;
            }
            taken.push(span);
            let title = (1..=4)
                .filter_map(|k| first.checked_sub(k))
                .any(|i| i >= sentence.first && (document.is(i, Class::Office) || document.is(i, Class::Honorific)));
            let speech = |i: usize| {
                document
                    .tags
                    .all(i, Class::SpeechVerb)
                    .any(|m| m.features.has(Features::PAST) || m.features.has(Features::PRESENT))
            };
            let cue =
                first.checked_sub(1).is_some_and(|i| speech(i) || document.is(i, Class::SourceCue)) || speech(end);
            if !(title || cue) {
                continue;
            }
            counts[0] += 1;
            let read = || {
                found
                    .mentions
                    .iter()
                    .filter(|m| found.entities.get(m.entity).is_some_and(|e| e.kind == EntityKind::Person))
            };
            counts[1] += usize::from(read().any(|m| m.span == span));
            counts[2] += usize::from(read().any(|m| m.span.start < span.end && span.start < m.span.end));
        }
    }
}
