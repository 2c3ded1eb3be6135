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

use super::candidate::{Candidate, front};
use super::word::Words;
use crate::EntityKind;
use crate::lexicon::Class;

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
    for s in &document.sentences {
        looks.fill(document, &model.clusters, s.first, s.end);
        for (from, to, kind) in reader.read(&looks) {
            if *kind == EntityKind::Person {
                let tokens = (s.first + from, s.first + to);
                out.push(Candidate::new(document, tokens, front_of(words, tokens.0), *kind, 30, "learned-name"));
            }
        }
    }
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
        self.found.clear();
        let mut i = 0;
        while i < looks.len() {
            if !looks.open(i) {
                i += 1;
                continue;
            }
            let start = i;
            self.scores.clear();
            while looks.open(i) {
                let mut score = self.model.score(looks, i);
                if looks.unknown(i)
                    && let Some(none) = score.first_mut()
                {
                    *none -= self.lean;
                }
                self.scores.push(score);
                i += 1;
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
