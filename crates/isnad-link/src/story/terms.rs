//! Which words tell what an article is about, and what does each weigh?

use isnad_extract::EntityKind;
use isnad_text::{Kind, fold, tokenise};
use rustc_hash::FxHashMap;

use super::Report;
use crate::copy::mix;
use crate::lexicon::{bare, stem, words};

/// Words from the beginning, and what a word that stands there counts.
const PARTS: [(usize, f32); 3] = [(60, 1.5), (160, 1.0), (450, 0.4)];
/// What a word of the title counts.
const TITLE: f32 = 2.0;
/// What a word weighs that is in no list of common words.
const RARE: f32 = 9.5;
/// What a number weighs.
const NUMBER: f32 = 7.0;
/// What the name of a person, body or event adds.
const NAME: f32 = 6.0;

/// The words of an article with their weights, each once, in no order.
pub(super) fn terms(report: &Report) -> Vec<(u32, u16)> {
    let mut found: FxHashMap<u32, (f32, f32)> = FxHashMap::default();
    let mut add = |term: u32, weight: f32, part: f32| {
        let slot = found.entry(term).or_insert((weight, 0.0));
        slot.1 += part;
    };
    if let Some(title) = report.title {
        let tokens = tokenise(title);
        for i in 0..tokens.len() {
            if let Some((term, weight)) = term(tokens.kind(i), tokens.key(i)) {
                add(term, weight, TITLE);
            }
        }
    }
    let end = PARTS.last().map_or(0, |p| p.0);
    let text = opening(report.text, end * 24);
    let tokens = tokenise(text);
    let mut furniture = report.furniture.iter().peekable();
    let mut n = 0;
    for i in 0..tokens.len() {
        let span = tokens.span(i);
        while furniture.peek().is_some_and(|f| f.end <= span.start) {
            furniture.next();
        }
        if furniture.peek().is_some_and(|f| f.overlaps(span)) {
            continue;
        }
        let Some(part) = PARTS.iter().find(|p| n < p.0).map(|p| p.1) else { break };
        let kind = tokens.kind(i);
        n += usize::from(matches!(kind, Kind::Word | Kind::Latin));
        if let Some((term, weight)) = term(kind, tokens.key(i)) {
            add(term, weight, part);
        }
    }
    for (name, kind) in report.names {
        if *kind == EntityKind::Country {
            continue;
        }
        let folded = fold(name);
        // A person is known by the last name, a body or place by the whole.
        let key = if *kind == EntityKind::Person { folded.rsplit(' ').next().unwrap_or("") } else { folded.as_str() };
        let common = words().commonness(stem(bare(key)));
        if key.len() > 4 && common.is_none() {
            add(hash(&[b"@", bare(key).as_bytes()]), NAME, 1.0);
        }
    }
    let weighed = |(weight, count): (f32, f32)| (weight * (1.0 + count.max(0.3).ln().max(-0.7)) * 16.0) as u16;
    let mut out: Vec<(u32, u16)> = Vec::with_capacity(found.len());
    // Sorted at once by whoever asks: the order of the map reaches nobody.
    #[expect(clippy::iter_over_hash_type, reason = "the caller sorts")]
    for (term, told) in found {
        out.push((term, weighed(told)));
    }
    out.retain(|t| t.1 > 0);
    out
}

/// A word or number that tells something, as a number, and its weight.
fn term(kind: Kind, key: &str) -> Option<(u32, f32)> {
    match kind {
        Kind::Number => {
            let digits = key.bytes().filter(u8::is_ascii_digit).count();
            let year = key.len() == 4 && (key.starts_with("19") || key.starts_with("20"));
            (digits >= 2 && !year).then(|| (hash(&[b"#", key.as_bytes()]), NUMBER))
        }
        Kind::Word | Kind::Latin => {
            let stem = stem_of(key);
            if stem.len() < 4 {
                return None;
            }
            let weight = words().commonness(stem).map_or(RARE, f32::from);
            (weight >= LEAST).then(|| (hash(&[stem.as_bytes()]), weight))
        }
        _ => None,
    }
}

/// Words that stand in more than one article of sixteen tell nothing.
const LEAST: f32 = 4.0;

/// A folded word as stories compare it: without conjunction, article and the endings of gender and number.
pub fn stem_of(key: &str) -> &str {
    stem(bare(key))
}

/// The number of a folded word, as tellings hold it.
pub(super) fn number_of(kind: Kind, key: &str) -> Option<u32> {
    term(kind, key).map(|t| t.0)
}

fn hash(parts: &[&[u8]]) -> u32 {
    let mut hash = 0x517C_C1B7_2722_0A95u64;
    for byte in parts.iter().flat_map(|p| p.iter()) {
        hash = (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    (mix(hash) >> 32) as u32
}

/// The first bytes of a text, cut between characters.
fn opening(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
