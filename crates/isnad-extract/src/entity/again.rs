//! Who is named again by a part of his name?
//!
//! After «محمد شياع السوداني» the word «السوداني» alone is he, and «خديجة» is she whose full name stood before. A part
//! that is a common word or an adjective as well needs a verb of speech or a title beside it.

use isnad_text::{Kind, readings};
use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features};

/// How the words end that are looked for, by their last two letters: what is glued to a word stands at its front.
#[derive(Debug, Default)]
struct Ends([u64; 4]);

impl Ends {
    fn place(key: &str) -> (usize, u64) {
        let tail = key.as_bytes().iter().rev().take(4).fold(0u32, |n, b| n << 8 | u32::from(*b));
        let hash = tail.wrapping_mul(0x9E37_79B1) >> 24;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    fn add(&mut self, key: &str) {
        let (n, bit) = Ends::place(key);
        if let Some(set) = self.0.get_mut(n) {
            *set |= bit;
        }
    }

    fn may(&self, key: &str) -> bool {
        let (n, bit) = Ends::place(key);
        self.0.get(n).is_some_and(|set| set & bit != 0)
    }
}

/// Proposes the single words that are a part of a person's full name.
pub(super) fn find(words: Words, chosen: &[Candidate]) -> Vec<Candidate> {
    let d = words.document;
    // The word, and whether it is the last of its name.
    let mut parts: FxHashMap<&str, bool> = FxHashMap::default();
    let mut ends = Ends::default();
    for c in chosen.iter().filter(|c| c.kind == EntityKind::Person && c.len() > 1) {
        for (i, last) in [(c.tokens.0, false), (c.tokens.1 - 1, true)] {
            let at = if i == c.tokens.0 { front_of(words, c) } else { 0 };
            let Some(key) = d.tokens.key(i).get(at..).filter(|k| k.len() > 4) else { continue };
            let joined = i > 0 && last && words.is(i - 1, Class::NameParticle);
            if joined || words.is(i, Class::NameParticle) && !last {
                continue;
            }
            if last || words.sort(i, true) == Sort::Name || words.is(i, Class::GivenName) {
                ends.add(key);
                let slot = parts.entry(key).or_insert(last);
                *slot |= last;
            }
        }
    }
    // «أوبر» after «شركة أوبر», «الصقلاوية» after «ناحية الصقلاوية»: proper names of one word that no lexicon knows.
    let mut proper: FxHashMap<&str, EntityKind> = FxHashMap::default();
    for c in chosen.iter().filter(|c| matches!(c.kind, EntityKind::Organisation | EntityKind::Place)) {
        let marked = words.opens_quote(c.proper);
        let i = if marked { c.proper + 1 } else { c.proper };
        let end = if marked { i + 2 } else { i + 1 };
        let named = c.proper > c.tokens.0 && (end == c.tokens.1 || words.is(end, Class::PlaceAdjective));
        if named && words.sort(i, false) == Sort::Unknown && d.tokens.key(i).len() > 4 {
            proper.insert(d.tokens.key(i), c.kind);
            ends.add(d.tokens.key(i));
        }
    }
    let mut out = Vec::new();
    if parts.is_empty() && proper.is_empty() {
        return out;
    }
    let mut taken = chosen.iter().peekable();
    for s in &d.sentences {
        for i in s.first..s.end {
            while taken.next_if(|c| c.tokens.1 <= i).is_some() {}
            if d.tokens.kind(i) != Kind::Word || taken.peek().is_some_and(|c| c.tokens.0 <= i) {
                continue;
            }
            if ends.may(d.tokens.key(i)) {
                out.extend(part(words, &parts, i, s.end).or_else(|| whole(words, &proper, i)));
            }
        }
    }
    out
}

/// The proper name of a body or place that stood with its head noun elsewhere.
fn whole(words: Words, proper: &FxHashMap<&str, EntityKind>, i: usize) -> Option<Candidate> {
    let key = words.document.tokens.key(i);
    for reading in readings(key) {
        let Some(rest) = key.get(reading.word..) else { continue };
        if let Some(kind) = proper.get(rest) {
            return Some(Candidate::new(words.document, (i, i + 1), reading.word as u8, *kind, 44, "name-again"));
        }
    }
    None
}

fn part(words: Words, parts: &FxHashMap<&str, bool>, i: usize, end: usize) -> Option<Candidate> {
    let key = words.document.tokens.key(i);
    for reading in readings(key) {
        let Some(rest) = key.get(reading.word..) else { continue };
        if reading.stem != reading.word && reading.word == 0 && reading.stem != 4 {
            continue;
        }
        let Some(last) = parts.get(rest) else { continue };
        let sort = if reading.word == 0 { words.sort(i, true) } else { Sort::Unknown };
        let plain = matches!(sort, Sort::Other | Sort::Maybe) || reading.word > 0 && words.is(i, Class::CommonWord);
        // «غادر العباس مكتبه»: a family name with the article, no adjective of the noun before it.
        let family = *last
            && words.definite(i)
            && words.is(i, Class::FamilyName)
            && !words.is(i, Class::Nationality)
            && i.checked_sub(1).is_none_or(|b| !words.definite(b));
        if plain && !family && !said(words, i, end) || !*last && plain {
            continue;
        }
        let mut c =
            Candidate::new(words.document, (i, i + 1), reading.word as u8, EntityKind::Person, 45, "name-again");
        if let Some(before) =
            i.checked_sub(1).filter(|b| words.bare(*b, Class::Honorific).is_some() && words.same_line(i))
        {
            c.full.0 = before;
        }
        return Some(c);
    }
    None
}

/// Whether a verb of speech, a title or a mark of the speaker stands beside the word.
fn said(words: Words, i: usize, end: usize) -> bool {
    let verb = |j: usize| {
        words
            .document
            .tags
            .all(j, Class::SpeechVerb)
            .any(|m| m.features.has(Features::PAST) || m.features.has(Features::PRESENT))
    };
    let before = i.checked_sub(1);
    before.is_some_and(|b| {
        verb(b)
            || words.is(b, Class::SourceCue)
            || words.bare(b, Class::Honorific).is_some()
            || words.bare(b, Class::Office).is_some()
    }) || i + 1 < end && verb(i + 1)
}

/// Bytes of clitics on the first word of a name.
fn front_of(words: Words, c: &Candidate) -> usize {
    let span = words.document.tokens.span(c.tokens.0);
    c.span.start.saturating_sub(span.start) as usize
}
