//! Which forms begin with this stem? The hash that every token of a text is looked up in.
//!
//! Built once: stems and further words stand in one string, forms in one vector, stem by stem. A slot holds eight bits
//! of the stem's hash beside its number, so that a word that is not there seldom costs more than one look.

use std::hash::Hasher;

use isnad_text::{Proclitics, Span, Tokens, fold_into};
use rustc_hash::FxHasher;

use super::tables::{Clitics, TableSpec};
use super::{Class, Features};

/// One form of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) class: Class,
    pub(super) row: u16,
    pub(super) features: Features,
    clitics: Clitics,
    /// Whether it is written with «ال».
    definite: bool,
    /// How many words it has.
    pub(super) words: u8,
    /// The words after the first, folded as they stand, parted by spaces: a place in `Forms::text`.
    rest: Span,
}

#[derive(Debug, Clone, Copy)]
struct Stem {
    text: Span,
    /// Its forms: a range of `Forms::forms`.
    first: u32,
    end: u32,
}

/// All forms of all entries.
#[derive(Debug, Default)]
pub(super) struct Forms {
    text: String,
    slots: Vec<u32>,
    stems: Vec<Stem>,
    forms: Vec<Form>,
}

/// The forms while they are collected.
#[derive(Debug, Default)]
pub(super) struct Collector {
    forms: Forms,
    found: Vec<(u32, Form)>,
    word: String,
}

const TAG_SHIFT: u32 = 24;
const NUMBER: u32 = (1 << TAG_SHIFT) - 1;

impl Collector {
    /// Adds one surface form, as a lexicon file or its inflection prints it.
    pub(super) fn add(&mut self, spec: &TableSpec, row: u16, surface: &str, features: Features) {
        let mut words = surface.split([' ', '\u{00A0}']).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        self.word.clear();
        fold_into(first, &mut self.word);
        // «العراق» has the article, «ألمانيا» only looks like it once folded.
        let takes_article = matches!(spec.clitics, Clitics::Noun | Clitics::Name | Clitics::Deed);
        let definite = takes_article && first.starts_with("\u{0627}\u{0644}") && first.chars().count() > 3;
        let word = std::mem::take(&mut self.word);
        let stem = if definite { word.get(4..).unwrap_or(&word) } else { &word };
        if !stem.is_empty() {
            let number = self.number(stem);
            let (rest, more) = self.rest(words);
            let form =
                Form { class: spec.class, row, features, clitics: spec.clitics, definite, words: 1 + more, rest };
            self.found.push((number, form));
        }
        self.word = word;
    }

    fn rest<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> (Span, u8) {
        let start = self.forms.text.len();
        let mut more = 0u8;
        for word in words {
            if more > 0 {
                self.forms.text.push(' ');
            }
            fold_into(word, &mut self.forms.text);
            more += 1;
        }
        (Span::at(start, self.forms.text.len()), more)
    }

    /// The number of a stem, given to it at its first form.
    fn number(&mut self, stem: &str) -> u32 {
        if self.forms.slots.len() < self.forms.stems.len() * 2 + 2 {
            self.grow();
        }
        let hash = hash(stem);
        let (slot, found) = self.forms.probe(stem, hash);
        if let Some(number) = found {
            return number;
        }
        let number = self.forms.stems.len() as u32;
        let start = self.forms.text.len();
        self.forms.text.push_str(stem);
        self.forms.stems.push(Stem { text: Span::at(start, self.forms.text.len()), first: 0, end: 0 });
        if let Some(place) = self.forms.slots.get_mut(slot) {
            *place = mark(hash, number);
        }
        number
    }

    fn grow(&mut self) {
        let size = (self.forms.slots.len() * 2).max(1 << 16);
        self.forms.slots = vec![0; size];
        for number in 0..self.forms.stems.len() {
            let stem = self.forms.stems.get(number).map_or("", |s| s.text.of(&self.forms.text));
            let hash = hash(stem);
            let (slot, _) = self.forms.probe(stem, hash);
            if let Some(place) = self.forms.slots.get_mut(slot) {
                *place = mark(hash, number as u32);
            }
        }
    }

    /// Brings the forms of each stem together, entries of many words first, each once.
    pub(super) fn finish(mut self) -> Forms {
        self.found
            .sort_unstable_by_key(|(stem, f)| (*stem, std::cmp::Reverse(f.words), f.class, f.row, f.rest, f.features));
        let text = &self.forms.text;
        let same = |a: &Form, b: &Form| {
            (a.class, a.row, a.features, a.definite) == (b.class, b.row, b.features, b.definite)
                && a.rest.of(text) == b.rest.of(text)
        };
        self.found.dedup_by(|b, a| a.0 == b.0 && same(&a.1, &b.1));
        let mut at = 0;
        for (number, stem) in self.forms.stems.iter_mut().enumerate() {
            stem.first = at as u32;
            while self.found.get(at).is_some_and(|(n, _)| *n == number as u32) {
                at += 1;
            }
            stem.end = at as u32;
        }
        self.forms.forms = self.found.into_iter().map(|(_, f)| f).collect();
        self.forms
    }
}

impl Forms {
    /// The forms that begin with a folded stem, entries of many words first.
    #[inline]
    pub(super) fn of(&self, stem: &str) -> &[Form] {
        let found = self.probe(stem, hash(stem)).1.and_then(|n| self.stems.get(n as usize));
        found.and_then(|s| self.forms.get(s.first as usize..s.end as usize)).unwrap_or(&[])
    }

    /// Whether the words of a form after its first are those after token `i`, on one line.
    #[inline]
    pub(super) fn follows(&self, form: &Form, tokens: &Tokens, i: usize) -> bool {
        form.words == 1
            || form.rest.of(&self.text).split(' ').enumerate().all(|(n, word)| {
                let j = i + 1 + n;
                tokens.key(j) == word && tokens.get(j).is_some_and(|t| !t.line_start)
            })
    }

    /// The slot where a stem stands or would stand, and its number where it does.
    #[inline]
    fn probe(&self, stem: &str, hash: u64) -> (usize, Option<u32>) {
        let size = self.slots.len();
        if size == 0 {
            return (0, None);
        }
        let tag = mark(hash, 0) >> TAG_SHIFT;
        let mut slot = hash as usize & (size - 1);
        loop {
            match self.slots.get(slot) {
                None | Some(0) => return (slot, None),
                Some(&held) => {
                    let number = (held & NUMBER) - 1;
                    if held >> TAG_SHIFT == tag
                        && self.stems.get(number as usize).is_some_and(|s| s.text.of(&self.text) == stem)
                    {
                        return (slot, Some(number));
                    }
                }
            }
            slot = (slot + 1) & (size - 1);
        }
    }
}

/// What a slot holds: eight bits of the hash, and the stem's number counted from one.
fn mark(hash: u64, number: u32) -> u32 {
    ((hash >> 56) as u32) << TAG_SHIFT | (number + 1) & NUMBER
}

fn hash(stem: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(stem.as_bytes());
    hasher.finish()
}

/// Whether a form may stand under these proclitics.
#[inline]
pub(super) fn allows(form: &Form, proclitics: Proclitics) -> bool {
    let article = proclitics.has(Proclitics::AL);
    if form.definite && !article {
        return false;
    }
    match form.clitics {
        Clitics::Noun => !proclitics.any(Proclitics::SA),
        Clitics::Name => !proclitics.any(Proclitics::SA) && article == form.definite,
        Clitics::Verb => {
            !article
                && !proclitics.any(Proclitics::BA.with(Proclitics::KA))
                && (!proclitics.any(Proclitics::SA) || form.features.has(Features::PRESENT))
        }
        Clitics::Deed => {
            let verb = form.features.has(Features::PAST) || form.features.has(Features::PRESENT);
            let future = !proclitics.any(Proclitics::SA) || form.features.has(Features::PRESENT);
            future && (!verb || !article && !proclitics.any(Proclitics::BA.with(Proclitics::KA)))
        }
        Clitics::Particle => !article && !proclitics.preposition() && !proclitics.any(Proclitics::SA),
        Clitics::None => proclitics == Proclitics::NONE,
    }
}
