//! What is measured? The words of the clause that name it, and the key that outlets share.
//!
//! «أسفر القصف عن مقتل 45 عنصراً من التنظيم» measures «مقتل عنصراً التنظيم»; its key is the counted noun with its adjectives.

use isnad_text::{Kind, letters};

use super::scene::Scene;
use crate::lexicon::{Class, ClassSet, lexicon};
use crate::time::within;

const ARTICLE: &str = "\u{0627}\u{0644}";
const LAM: &str = "\u{0644}";

/// Words that name nothing by themselves.
const EMPTY: ClassSet = ClassSet::of(&[
    Class::AfterNumber,
    Class::FunctionWord,
    Class::Negation,
    Class::Hedge,
    Class::Rate,
    Class::Month,
    Class::Weekday,
]);

/// How many words before the figure, of the noun counted, and after it name a measure.
struct Shape {
    before: usize,
    noun: usize,
    after: usize,
}

/// What a token is to a measure.
#[derive(PartialEq, Eq)]
enum Part {
    Word,
    Skip,
    Break,
}

fn part(s: &Scene, i: usize) -> Part {
    let doc = s.doc;
    if doc.tokens.kind(i) != Kind::Word {
        return if matches!(doc.tokens.kind(i), Kind::Latin) { Part::Word } else { Part::Skip };
    }
    match doc.entry(i, Class::MeasureWord).and_then(|m| lexicon().row(m)).map(|r| r.column(0)) {
        Some("break") => return Part::Break,
        Some("skip") => return Part::Skip,
        _ => {}
    }
    let total = doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "total");
    if total {
        return Part::Word;
    }
    if doc.tags.classes(i).any(EMPTY) || doc.tokens.key(i).chars().count() < 2 {
        return Part::Skip;
    }
    if within(s.times, doc.tokens.span(i)).next().is_some() { Part::Skip } else { Part::Word }
}

/// The words that name the measure, in their order.
fn words(s: &Scene) -> Vec<usize> {
    let counted = s.q.unit.is_some() && !s.q.money && !s.q.rate && s.q.rule != "unit";
    let shape = if counted { Shape { before: 1, noun: 1, after: 2 } } else { Shape { before: 4, noun: 0, after: 3 } };
    let mut found: Vec<usize> = Vec::with_capacity(8);
    let from = s.own_left();
    // A second figure of a list names its measure with the words of the first.
    let from = if from >= s.q.tokens.0 || s.is_joined() { s.left } else { from };
    for i in (from..s.q.tokens.0).rev() {
        let earlier = s.quantities.get(s.n.saturating_sub(8)..s.n).unwrap_or_default();
        if earlier.iter().any(|q| q.tokens.0 <= i && i < q.tokens.1) {
            continue;
        }
        match part(s, i) {
            Part::Word => found.push(i),
            Part::Break if !found.is_empty() => break,
            _ => {}
        }
        if found.len() == shape.before {
            break;
        }
    }
    found.reverse();
    if let Some(noun) = s.q.noun.filter(|_| shape.noun > 0) {
        let first = s.doc.tokens.at_or_after(noun.start);
        let first = if s.doc.tokens.span(first).start > noun.start { first.saturating_sub(1) } else { first };
        found.extend((first..s.q.tokens.1).find(|i| s.doc.tokens.kind(*i) == Kind::Word));
    }
    let before = found.len();
    for i in s.q.tokens.1..s.own_right() {
        match part(s, i) {
            Part::Word => found.push(i),
            Part::Break if found.len() > before => break,
            _ => {}
        }
        if found.len() == before + shape.after {
            break;
        }
    }
    found.dedup();
    found
}

/// What is measured, in the words of the text; where the clause says no more than the noun, whose it is as well.
pub(super) fn measure(s: &Scene, subject: Option<usize>) -> Option<String> {
    let mut text = String::new();
    let found = words(s);
    let purpose = found.iter().copied().find(|i| *i >= s.q.tokens.1 && s.q.money);
    for i in &found {
        if !text.is_empty() {
            text.push(' ');
        }
        let span = s.doc.tokens.span(*i);
        let from = if Some(*i) == purpose { after_lam(s, *i) } else { span.start };
        text.push_str(isnad_text::Span::new(from, span.end).of(s.doc.text));
    }
    if found.len() < 2
        && let Some(owner) = subject.and_then(|e| s.entities.entities.get(e))
    {
        for word in owner.name.split_whitespace().take(4) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// «148 مليون دولار لتعزيز الأمن»: the purpose begins after its preposition.
fn after_lam(s: &Scene, i: usize) -> u32 {
    let key = s.doc.tokens.key(i);
    let glued = key.strip_prefix(LAM).is_some_and(|k| !k.starts_with(LAM) && k.chars().count() >= 4);
    let named = s.doc.is(i, Class::Country) || s.doc.is(i, Class::Place);
    if glued && !named { s.doc.tokens.offset_in(s.doc.text, i, LAM.len()) } else { s.doc.tokens.span(i).start }
}

/// The normal form of what is measured: the noun counted with its adjectives, else the words of the measure and the unit.
pub(super) fn key(s: &Scene) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(6);
    let counted = s.q.unit.is_some() && !s.q.money && !s.q.rate && s.q.rule != "unit";
    if counted {
        parts.extend(s.q.unit.as_deref().map(isnad_text::fold));
        if let Some(noun) = s.q.noun {
            let first = s.doc.tokens.at_or_after(noun.start) + 1;
            parts.extend(
                (first..s.q.tokens.1)
                    .filter(|i| s.doc.is(*i, Class::Nationality) || s.doc.is(*i, Class::Quality))
                    .map(|i| adjective(s, i)),
            );
        }
    } else {
        parts.extend(words(s).into_iter().take(3).map(|i| bare(s.doc.tokens.key(i)).to_owned()));
        parts.extend(s.q.unit.clone());
    }
    parts.sort();
    parts.dedup();
    parts.join(" ")
}

/// An adjective by the masculine singular of its entry.
fn adjective(s: &Scene, i: usize) -> String {
    let m = s.doc.entry(i, Class::Nationality).or_else(|| s.doc.entry(i, Class::Quality));
    m.and_then(|m| lexicon().row(m)).map_or_else(String::new, |r| isnad_text::fold(r.lemma()))
}

/// A key without article and «لل».
fn bare(key: &str) -> &str {
    let inner = key.strip_prefix(ARTICLE).or_else(|| key.strip_prefix(LAM).and_then(|k| k.strip_prefix(LAM)));
    inner.filter(|w| w.chars().count() > 2 && !w.chars().all(letters::is_arabic_mark)).unwrap_or(key)
}
