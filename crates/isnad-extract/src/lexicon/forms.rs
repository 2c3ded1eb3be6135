//! Which forms begin with this stem? The hash that every token of a text is looked up in.
//!
//! Built once, open addressing by the 64-bit hash of the folded stem, which no two stems share (a test). One byte of the
//! hash stands apart in `marks`, small enough for the cache: a word that is not there seldom costs more than one look.
//! Forms of several words stand under the hash of their first two, so that «من» does not try every phrase it opens.

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

/// A stem, or the first two words of a phrase, and its forms: a range of `Forms::forms`.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u64,
    first: u32,
    len: u16,
    /// Whether phrases begin with the stem.
    opens: bool,
}

/// What stands under a stem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    /// Its forms of one word (under two words: the phrases that they open, the longest first).
    pub(super) forms: &'a [Form],
    /// Whether phrases begin with it.
    pub(super) opens: bool,
}

impl Found<'_> {
    const NOTHING: Found<'static> = Found { forms: &[], opens: false };
}

/// All forms of all entries.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// The further words of forms of several words.
    text: String,
    /// One byte of the hash of what stands in the slot, 0 where it is free.
    marks: Vec<u8>,
    slots: Vec<Slot>,
    forms: Vec<Form>,
}

/// The forms while they are collected: by the hash of their stem.
#[derive(Debug, Default)]
pub(super) struct Collector {
    text: String,
    found: Vec<(u64, Form)>,
    /// Stems with which phrases begin.
    opening: Vec<u64>,
    word: String,
    #[cfg(test)]
    pub(super) stems: Vec<(u64, String)>,
}

impl Collector {
    /// Adds one surface form, as a lexicon file or its inflection prints it.
    pub(super) fn add(&mut self, spec: &TableSpec, row: u16, surface: &str, features: Features) {
        // The points of an abbreviation («ج.م») are tokens of their own.
        let mut words = surface
            .split([' ', '\u{00A0}'])
            .flat_map(|w| w.split_inclusive('.'))
            .flat_map(parted)
            .filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        self.word.clear();
        fold_into(first, &mut self.word);
        // «العراق» has the article, «ألمانيا» only looks like it once folded.
        let takes_article = matches!(spec.clitics, Clitics::Noun | Clitics::Name | Clitics::Deed);
        let definite = takes_article && first.starts_with("\u{0627}\u{0644}") && first.chars().count() > 3;
        let word = std::mem::take(&mut self.word);
        let stem = if definite { word.get(4..).unwrap_or(&word) } else { &word };
        if !stem.is_empty() {
            let stem_hash = hash(stem);
            let (rest, more) = self.rest(words);
            let form =
                Form { class: spec.class, row, features, clitics: spec.clitics, definite, words: 1 + more, rest };
            let second = rest.of(&self.text).split(' ').next().filter(|w| !w.is_empty());
            #[cfg(test)]
            self.stems.push((stem_hash, stem.to_owned()));
            let hash = match second {
                Some(second) => {
                    let both = pair(stem_hash, hash(second));
                    #[cfg(test)]
                    self.stems.push((both, format!("{stem} {second}")));
                    self.opening.push(stem_hash);
                    both
                }
                None => stem_hash,
            };
            self.found.push((hash, form));
        }
        self.word = word;
    }

    fn rest<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> (Span, u8) {
        let start = self.text.len();
        let mut more = 0u8;
        for word in words {
            if more > 0 {
                self.text.push(' ');
            }
            fold_into(word, &mut self.text);
            more += 1;
        }
        (Span::at(start, self.text.len()), more)
    }

    /// Brings the forms of each stem together, entries of many words first, each once.
    pub(super) fn finish(mut self) -> Forms {
        self.found
            .sort_unstable_by_key(|(hash, f)| (*hash, std::cmp::Reverse(f.words), f.class, f.row, f.rest, f.features));
        let text = &self.text;
        let same = |a: &Form, b: &Form| {
            (a.class, a.row, a.features, a.definite) == (b.class, b.row, b.features, b.definite)
                && a.rest.of(text) == b.rest.of(text)
        };
        self.found.dedup_by(|b, a| a.0 == b.0 && same(&a.1, &b.1));
        self.opening.sort_unstable();
        self.opening.dedup();
        let stems = self.found.chunk_by(|a, b| a.0 == b.0).count() + self.opening.len();
        let size = (stems * 2).next_power_of_two().max(2);
        let mut forms =
            Forms { text: String::new(), marks: vec![0; size], slots: vec![Slot::default(); size], forms: Vec::new() };
        let mut first = 0u32;
        for group in self.found.chunk_by(|a, b| a.0 == b.0) {
            let end = first + group.len() as u32;
            if let Some((hash, _)) = group.first() {
                let opens = self.opening.binary_search(hash).is_ok();
                forms.put(Slot { hash: *hash, first, len: group.len() as u16, opens });
            }
            first = end;
        }
        for hash in &self.opening {
            if forms.slot(*hash).is_none() {
                forms.put(Slot { hash: *hash, first: 0, len: 0, opens: true });
            }
        }
        forms.forms = self.found.into_iter().map(|(_, f)| f).collect();
        forms.text = self.text;
        forms
    }
}

impl Forms {
    /// What stands under a hash.
    #[inline]
    pub(super) fn of(&self, hash: u64) -> Found<'_> {
        match self.slot(hash) {
            Some(slot) => {
                let first = slot.first as usize;
                let forms = self.forms.get(first..first + slot.len as usize).unwrap_or(&[]);
                Found { forms, opens: slot.opens }
            }
            None => Found::NOTHING,
        }
    }

    #[inline]
    fn slot(&self, hash: u64) -> Option<&Slot> {
        let mark = mark(hash);
        let last = self.marks.len().wrapping_sub(1);
        let mut at = hash as usize & last;
        loop {
            match self.marks.get(at) {
                None | Some(0) => return None,
                Some(&m) if m == mark => {
                    if let Some(slot) = self.slots.get(at).filter(|s| s.hash == hash) {
                        return Some(slot);
                    }
                }
                Some(_) => {}
            }
            at = (at + 1) & last;
        }
    }

    fn put(&mut self, slot: Slot) {
        let last = self.marks.len().wrapping_sub(1);
        let mut at = slot.hash as usize & last;
        while self.marks.get(at).is_some_and(|m| *m != 0) {
            at = (at + 1) & last;
        }
        if let (Some(m), Some(s)) = (self.marks.get_mut(at), self.slots.get_mut(at)) {
            (*m, *s) = (mark(slot.hash), slot);
        }
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
}

/// A piece of a word and the point behind it, where there is one.
fn parted(piece: &str) -> [&str; 2] {
    if piece.len() > 1 && piece.ends_with('.') { [piece.trim_end_matches('.'), "."] } else { [piece, ""] }
}

/// The byte of a hash that stands in `marks`: never 0.
#[inline]
fn mark(hash: u64) -> u8 {
    (hash >> 56) as u8 | 1
}

/// The hash under which a folded stem stands.
#[inline]
pub(super) fn hash(stem: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(stem.as_bytes());
    hasher.finish()
}

/// The hash under which a stem stands together with the word after it.
#[inline]
pub(super) fn pair(stem: u64, second: u64) -> u64 {
    (stem.rotate_left(21) ^ second).wrapping_mul(0x9E37_79B9_7F4A_7C15)
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
