//! Compares what was found with what a case expects, and says what stands there instead.

use isnad_extract::sound;
use isnad_text::Span;

use super::found::{Found, read_all};
use super::parse::{Case, Expectation, Kind, Reading};

/// Reads every text of a case and compares.
///
/// # Errors
/// All that differs, each with its line in the file.
pub(crate) fn case(case: &Case, place: &str) -> Result<(), String> {
    let mut wrong = Vec::new();
    for reading in &case.texts {
        let (found, record) = read_all(&reading.text, &reading.context);
        for e in &reading.expectations {
            if let Err(what) = one(e, reading, &found) {
                let hint =
                    if e.wrong { "\n    (was known to be wrong: where it is right now, drop `wrong:`)" } else { "" };
                wrong.push(format!("{place}:{}: {}\n    {what}{hint}", e.line, e.said));
            }
        }
        if let Err(what) = sound(&reading.text, &record) {
            wrong.push(format!("{place}: «{}»: {what}", case.name));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn one(e: &Expectation, reading: &Reading, found: &[Found]) -> Result<(), String> {
    let of_kind: Vec<&Found> = found.iter().filter(|f| f.kind == e.kind).collect();
    if let Some(surface) = &e.surface {
        let pieces: Vec<&str> =
            if e.kind == Kind::Statement { surface.split(" … ").collect() } else { vec![surface] };
        // A statement of several pieces may also be quoted whole, with the dots that the text itself has.
        if !reading.text.contains(surface) && !pieces.iter().all(|p| reading.text.contains(p)) {
            return Err(format!("the case itself is wrong: the text does not say «{surface}»"));
        }
    }
    if e.absent {
        return absent(e, &reading.text, &of_kind);
    }
    for (name, _) in &e.properties {
        known(name, e.kind)?;
    }
    let candidates: Vec<&&Found> =
        of_kind.iter().filter(|f| e.surface.as_ref().is_none_or(|s| *s == f.surface)).collect();
    let mut complaint = None;
    for f in &candidates {
        let differing: Vec<String> = e.properties.iter().filter_map(|(name, value)| differs(f, name, value)).collect();
        if differing.is_empty() {
            return Ok(());
        }
        complaint.get_or_insert(differing.join("; "));
    }
    match complaint {
        Some(complaint) => Err(format!("{complaint}\n    found: {}", candidates[0].line())),
        None => Err(format!("no {} has these words; {}", e.kind.name(), listing(&of_kind, e.kind))),
    }
}

/// None of this kind overlaps any place where the words stand (an entity: begins there); without words, none at all.
fn absent(e: &Expectation, text: &str, of_kind: &[&Found]) -> Result<(), String> {
    let there: Vec<&&Found> = of_kind
        .iter()
        .filter(|f| match &e.surface {
            None => true,
            Some(s) => text.match_indices(s.as_str()).any(|(at, _)| {
                let place = Span::at(at, at + s.len());
                // A name inside a longer name is another matter: «سعود» in «جامعة الملك سعود».
                let entity = e.kind == Kind::Entity;
                f.spans.iter().any(|s| if entity { s.start == place.start } else { s.overlaps(place) })
            }),
        })
        .collect();
    if e.kind == Kind::Reference {
        let none = of_kind.iter().all(|f| differs(f, "value", "none").is_none());
        return if none { Ok(()) } else { Err(format!("found: {}", of_kind[0].line())) };
    }
    match there.first() {
        None => Ok(()),
        Some(_) => Err(there.iter().map(|f| format!("found: {}", f.line())).collect::<Vec<_>>().join("\n    ")),
    }
}

/// What differs in one property, if anything does.
fn differs(f: &Found, name: &str, wanted: &str) -> Option<String> {
    let (_, values) = f.properties.iter().find(|(n, _)| *n == name)?;
    let same = |v: &String| {
        v == wanted || name == "value" && matches!((bounds(v), bounds(wanted)), (Some(a), Some(b)) if a == b)
    };
    if values.iter().any(same) {
        return None;
    }
    Some(format!("{name} is `{}`, not `{wanted}`", values.join("` or `")))
}

/// `2500` or `10..20` as numbers, so that 4.50 and 4.5 are one.
fn bounds(value: &str) -> Option<(f64, f64)> {
    let number = |s: &str| s.trim().replace('_', "").parse::<f64>().ok();
    match value.split_once("..") {
        Some((a, b)) => Some((number(a)?, number(b)?)),
        None => number(value).map(|x| (x, x)),
    }
}

fn known(name: &str, kind: Kind) -> Result<(), String> {
    let names: &[&str] = match kind {
        Kind::Time => &[
            "value",
            "type",
            "mod",
            "calendar",
            "original",
            "zone",
            "anchor",
            "alternatives",
            "earliest",
            "latest",
            "by",
        ],
        Kind::Quantity => &["value", "hedge", "unit", "number", "noun", "money", "rate", "from_to", "by"],
        Kind::Figure => &[
            "value",
            "hedge",
            "unit",
            "sense",
            "status",
            "subject",
            "measure",
            "measure_key",
            "as_of",
            "parts",
            "same_as",
            "base",
            "total",
            "due",
            "finality",
            "statement",
            "by",
        ],
        Kind::Entity => &["kind", "name", "role", "full", "mentions", "by"],
        Kind::Statement => &[
            "cue",
            "speaker",
            "speaker_name",
            "role",
            "act",
            "kind",
            "status",
            "occasion",
            "said_on",
            "chain",
            "about",
            "figures",
            "by",
        ],
        Kind::Reference => &["value", "from"],
    };
    if names.contains(&name) {
        return Ok(());
    }
    Err(format!(
        "the case itself is wrong: «{name}» is no property of a {}; these are: {}",
        kind.name(),
        names.join(", ")
    ))
}

fn listing(found: &[&Found], kind: Kind) -> String {
    if found.is_empty() {
        return format!("no {} was found", kind.name());
    }
    let lines: Vec<String> = found.iter().map(|f| format!("    found: {}", f.line())).collect();
    format!("instead:\n{}", lines.join("\n"))
}
