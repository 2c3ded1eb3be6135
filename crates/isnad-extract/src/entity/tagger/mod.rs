//! Who is named where nothing introduces the name?
//!
//! A linear tagger over the words of a sentence: each word's looks ([`Looks`]) give scores for the labels, the best
//! sequence of labels is taken. Its weights were learned from what the other rules of this room are sure of, with their
//! cues hidden now and then, so that it knows names by their shape and company. What it reads fills in where no rule
//! reads anything; `explain` tells it by its name, `learned-name`.

mod decode;
mod look;
mod model;

pub use decode::decode;
pub use look::{Looks, hash};
pub use model::{CLUSTERS, Clusters, MAGIC, Model, PROBES, ROWS, SLOTS, place, row_of};

use isnad_text::Kind;

use super::candidate::{Candidate, front};
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, ClassSet};

/// How many labels: none, and begin and go on for person, body, place.
pub const LABELS: usize = 7;

/// A score for each label.
pub type Score = [i32; LABELS];

/// What is taken from the score of «no name» for unknown words.
const LEAN: i32 = 40;

/// Proposes the names that the tagger reads.
pub(super) fn find(words: Words, out: &mut Vec<Candidate>) {
    let Some(model) = Model::shipped() else { return };
    let document = words.document;
    let mut reader = Reader::new(&model, LEAN);
    let mut looks = Looks::default();
    let mut taken = vec![false; document.tokens.len()];
    for c in out.iter() {
        taken.get_mut(c.tokens.0..c.tokens.1).unwrap_or_default().fill(true);
    }
    let mut wanted = Vec::new();
    for s in &document.sentences {
        if !want(words, s.first, s.end, &taken, &mut wanted) {
            continue;
        }
        looks.fill_near(document, &model.clusters, (s.first, s.end), &wanted);
        for (from, to, kind) in reader.read_near(&looks, &wanted) {
            if *kind == EntityKind::Place {
                let tokens = (s.first + from, s.first + to);
                if located(words, tokens) {
                    out.push(Candidate::new(document, tokens, 0, *kind, 29, "learned-place"));
                }
            }
            if *kind == EntityKind::Person {
                let Some(tokens) = named(words, (s.first + from, s.first + to)) else { continue };
                out.push(Candidate::new(document, tokens, front_of(words, tokens.0), *kind, 30, "learned-name"));
            }
        }
    }
}

/// «في بوفاريك»: a word or two that nobody knows, right after a preposition of place.
fn located(words: Words, (first, end): (usize, usize)) -> bool {
    let Some(b) = first.checked_sub(1) else { return false };
    let leads = |m: &crate::lexicon::Match| {
        crate::lexicon::lexicon().row(m).is_some_and(|r| matches!(r.key, "governed-fi" | "governed-ila"))
            && m.pronoun.is_empty()
    };
    let strange = (first..end).all(|i| words.sort(i, false) == Sort::Unknown && words.document.is_word(i));
    strange && end <= first + 2 && words.same_line(first) && words.document.tags.all(b, Class::FunctionWord).any(leads)
}

/// How far from a word that asks for it the tagger reads.
const AROUND: usize = 1;

/// Tells in `wanted` which tokens of a sentence the tagger should read: those round a word that nobody knows, or that
/// may be (part of) a name, and that no other rule has taken. Whether there is one.
fn want(words: Words, first: usize, end: usize, taken: &[bool], wanted: &mut Vec<bool>) -> bool {
    let d = words.document;
    wanted.clear();
    wanted.resize(end.saturating_sub(first), false);
    let mut some = false;
    for i in first..end {
        let classes = d.tags.classes(i);
        let asks = matches!(d.tokens.kind(i), Kind::Word | Kind::Latin)
            && (classes.is_empty() || classes.any(PARTS))
            && !taken.get(i).copied().unwrap_or(false);
        if asks {
            some = true;
            let n = i - first;
            wanted.get_mut(n.saturating_sub(AROUND)..(n + AROUND + 1).min(end - first)).unwrap_or_default().fill(true);
        }
    }
    some
}

/// Words of which names are made.
const PARTS: ClassSet = ClassSet::of(&[Class::GivenName, Class::FamilyName, Class::NameParticle]);

/// What of these words is the name: none of a prayer, no verb before a family name («دعمتا إردوغان»).
fn named(words: Words, (first, end): (usize, usize)) -> Option<(usize, usize)> {
    if (first..end).any(|i| words.prays(i)) || first.checked_sub(1).is_some_and(|b| words.prays(b)) {
        return None;
    }
    // «عيد الفطر المبارك»: one word with the article, no family's name, and nobody speaks.
    let speaks = first.checked_sub(1).is_some_and(|b| words.is(b, Class::SpeechVerb));
    let family = || words.bare(first, Class::FamilyName).is_some();
    if end == first + 1 && words.definite(first) && !speaks && !family() {
        return None;
    }
    let key = words.document.tokens.key(first);
    let verb = ["\u{062A}\u{0627}", "\u{0648}\u{0627}", "\u{062A}"].iter().any(|e| key.ends_with(e))
        || ['\u{064A}', '\u{0646}', '\u{062A}'].iter().any(|c| key.starts_with(*c)) && key.len() <= 8;
    let bearer = end == first + 2 && words.bare(first + 1, Class::FamilyName).is_some();
    let bare = verb && bearer && words.sort(first, false) == Sort::Unknown;
    Some(if bare { (first + 1, end) } else { (first, end) })
}

/// Bytes of clitics on the first word of a name: by the lexicon, else by how alive the word is without them.
fn front_of(words: Words, i: usize) -> u8 {
    let named = [Class::GivenName, Class::FamilyName, Class::NameParticle];
    let known = named.iter().filter_map(|c| words.any(i, *c)).map(front).min();
    let conjoined = || words.document.tokens.key(i).starts_with('\u{0648}') && words.parted(i) > 0;
    known.unwrap_or_else(|| if conjoined() { 2 } else { 0 })
}

/// A name of a sentence: its first token, one past its last, its kind.
pub type Name = (usize, usize, EntityKind);

/// Reads names in sentences by one model.
#[derive(Debug)]
pub struct Reader<'a> {
    model: &'a Model<'a>,
    steps: [Score; LABELS],
    lean: i32,
    scores: Vec<Score>,
    labels: Vec<u8>,
    found: Vec<Name>,
}

impl<'a> Reader<'a> {
    /// A reader that takes so much from the score of «no name» for words that nobody knows: the rules, which told what
    /// is a name, were silent about many of them.
    pub fn new(model: &'a Model<'a>, lean: i32) -> Self {
        let (scores, labels, found) = (Vec::new(), Vec::new(), Vec::new());
        Reader { model, steps: model.steps(), lean, scores, labels, found }
    }

    /// The names in one sentence.
    pub fn read(&mut self, looks: &Looks) -> &[Name] {
        self.read_near(looks, &[])
    }

    /// The names among the tokens that `wanted` asks for; an empty one asks for all.
    pub fn read_near(&mut self, looks: &Looks, wanted: &[bool]) -> &[Name] {
        self.found.clear();
        for (start, end) in looks.stretches(wanted) {
            self.scores.clear();
            for i in start..end {
                let mut score = self.model.score(looks, i);
                if looks.unknown(i)
                    && let Some(none) = score.first_mut()
                {
                    *none -= self.lean;
                }
                self.scores.push(score);
            }
            decode(&self.scores, &self.steps, &[], &mut self.labels);
            self.found.extend(spans(&self.labels).map(|(from, to, kind)| (start + from, start + to, kind)));
        }
        &self.found
    }
}

/// The names that labels tell: first, one past the last, kind.
pub fn spans(labels: &[u8]) -> impl Iterator<Item = (usize, usize, EntityKind)> + '_ {
    labels.iter().enumerate().filter(|(_, l)| **l % 2 == 1).map(|(i, l)| {
        let more = labels.get(i + 1..).unwrap_or(&[]).iter().take_while(|n| **n == l + 1).count();
        let kind = match l {
            1 => EntityKind::Person,
            3 => EntityKind::Organisation,
            _ => EntityKind::Place,
        };
        (i, i + 1 + more, kind)
    })
}
