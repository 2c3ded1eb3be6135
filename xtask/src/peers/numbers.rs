//! The peers' numbers: cardinals, ordinals, money, quantities, volumes, temperatures.

use isnad_extract::lexicon::{Class, lexicon};
use isnad_extract::quantity::{self, Quantity, number};
use isnad_extract::{Context, Document};
use isnad_text::Article;
use serde_json::Value;

use super::{Outcome, field};

/// The sets in the order of the table; telephone numbers must not be read as quantities and are no set here.
const SETS: &[&str] =
    &["numeral ar", "numeral ar-EG", "ordinal ar", "money ar", "quantity ar", "volume ar", "temperature ar"];

/// Cases whose expectation a newspaper's text bears out otherwise: asked and counted as not right, and the reason printed.
const DISPUTED: &[(&str, &str)] = &[
    ("duckling-numeral-ar-eg-074", "an adjective («solid») unless a number or unit follows"),
    (
        "duckling-amountofmoney-ar-013",
        "«10 c» is as well ten degrees; cents by their letter are read beside dollars only",
    ),
    ("duckling-amountofmoney-ar-026", "two numbers side by side are two; «$20.43» and «$20 و43 سنتا» are one sum"),
];

/// Each set of the file.
pub(super) fn evaluate(cases: &[Value]) -> Vec<Outcome> {
    let _ = lexicon();
    SETS.iter()
        .map(|set| {
            let mut outcome = Outcome { name: format!("duckling {set}"), ..Outcome::default() };
            for case in cases.iter().filter(|c| format!("{} {}", field(c, "kind"), field(c, "locale")) == *set) {
                outcome.asked += 1;
                match judge(case) {
                    Ok(()) => outcome.right += 1,
                    Err(found) => {
                        let line =
                            format!("{} | {} | {} | {found}", field(case, "id"), field(case, "text"), case["expected"]);
                        match DISPUTED.iter().find(|(id, _)| *id == field(case, "id")) {
                            Some((_, why)) => outcome.disputed.push(format!("{line} | {why}")),
                            None => outcome.wrong.push(line),
                        }
                    }
                }
            }
            outcome
        })
        .collect()
}

fn judge(case: &Value) -> Result<(), String> {
    let article = Article { text: field(case, "text").to_owned(), ..Article::default() };
    let document = Document::of(&article);
    let expected = &case["expected"];
    match field(case, "kind") {
        "numeral" => {
            let whole = number::read(&document, 0).filter(|n| n.end == document.tokens.len());
            let found = whole.map(|n| n.value.value()).or_else(|| number::alone(&document));
            same(found, expected["value"].as_f64())
        }
        "ordinal" => {
            let whole = number::ordinal(&document, 0).filter(|n| n.end == document.tokens.len());
            same(whole.map(|n| f64::from(n.value)), expected["value"].as_f64())
        }
        _ => measured(&document, &quantity::find(&document, &Context::default(), &[]), expected),
    }
}

fn same(found: Option<f64>, expected: Option<f64>) -> Result<(), String> {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
    match (found, expected) {
        (Some(a), Some(b)) if close(a, b) => Ok(()),
        (None, None) => Ok(()),
        (found, _) => Err(found.map_or("nothing".into(), |f| f.to_string())),
    }
}

/// A quantity with its unit. A peer's gram and litre are ours times a power of ten; its bounds are our hedge or range.
///
/// Money without a country is no code to us («10 جنيهات»); the peer says the word, which is the lexicon's key of ours.
fn measured(document: &Document, found: &[Quantity], expected: &Value) -> Result<(), String> {
    let (value, min, max) = (expected["value"].as_f64(), expected["min"].as_f64(), expected["max"].as_f64());
    if value.is_none() && min.is_none() && max.is_none() {
        return if found.is_empty() { Ok(()) } else { Err(show(found)) };
    }
    let [quantity] = found else { return Err(show(found)) };
    let named = quantity.noun.filter(|_| quantity.money && quantity.unit.is_none());
    let named = named.and_then(|span| {
        let i = document.tokens.at_or_after(span.start);
        Some(lexicon().row(document.entry(i, Class::Currency)?)?.key)
    });
    let ours = quantity.unit.as_deref().or(named).unwrap_or("");
    let (unit, factor) = peer_unit(ours, field(expected, "unit"));
    let wanted = expected["currency"].as_str().or(expected["unit"].as_str()).unwrap_or("");
    let same_unit = unit == wanted || wanted.is_empty() || quantity.unit.as_deref() == Some(wanted);
    let close = |a: f64, b: Option<f64>| b.is_none_or(|b| (a * factor - b).abs() <= 1e-9 * b.abs().max(1.0));
    let right = close(quantity.value.min(), value.or(min)) && close(quantity.value.max(), value.or(max));
    if right && same_unit { Ok(()) } else { Err(show(found)) }
}

/// The peer's name of a unit of ours, and what one of ours is in it.
fn peer_unit<'a>(ours: &'a str, theirs: &str) -> (&'a str, f64) {
    match (ours, theirs) {
        ("g", "gram") => ("gram", 1.0),
        ("kg", "gram") => ("gram", 1000.0),
        ("mg", "gram") => ("gram", 0.001),
        ("oz", _) => ("ounce", 1.0),
        ("lb", _) => ("pound", 1.0),
        ("cup", _) => ("cup", 1.0),
        ("l", "litre") => ("litre", 1.0),
        ("ml", "millilitre") => ("millilitre", 1.0),
        ("l", "millilitre") => ("millilitre", 1000.0),
        ("hl", _) => ("hectolitre", 1.0),
        ("gal", _) => ("gallon", 1.0),
        ("°C", "celsius") => ("celsius", 1.0),
        // Degrees of which scale, neither says; the counted noun of a school's marks is written the same.
        ("°C" | "°" | "\u{062F}\u{0631}\u{062C}\u{0629}", "degree") => ("degree", 1.0),
        ("USD", "cent") => ("cent", 100.0),
        ("°F", _) => ("fahrenheit", 1.0),
        ("USD", "dollar") => ("dollar", 1.0),
        (other, _) => (other, 1.0),
    }
}

fn show(found: &[Quantity]) -> String {
    let one = |q: &Quantity| format!("{:?} {}", q.value, q.unit.as_deref().unwrap_or("-"));
    if found.is_empty() { "nothing".into() } else { found.iter().map(one).collect::<Vec<_>>().join(" + ") }
}
