//! What is seen of a word and its neighbours, as numbers of rows of weights.
//!
//! The word, its stem, its ends, what the lexicon says of it, its cluster, and the same of the words beside it.

use std::hash::Hasher;

use isnad_text::Kind;
use rustc_hash::FxHasher;

use super::model::Clusters;
use crate::Document;
use crate::lexicon::{Class, ClassSet};

/// What is kept of one token.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    key: u64,
    stem: u64,
    heads: [u32; 2],
    tails: [u32; 2],
    shape: u32,
    groups: u32,
    fine: u16,
    coarse: u8,
    /// Whether it can be (part of) a name at all.
    open: bool,
    /// How far back a title stands, 0 for nowhere near.
    title: u8,
}

/// The groups of classes, a bit each, that a look tells apart.
const GROUPS: &[ClassSet] = &[
    ClassSet::of(&[Class::GivenName]),
    ClassSet::of(&[Class::FamilyName]),
    ClassSet::of(&[Class::NameParticle]),
    ClassSet::of(&[Class::Country]),
    ClassSet::of(&[Class::Place]),
    ClassSet::of(&[Class::Organisation, Class::Agency]),
    ClassSet::of(&[Class::Event]),
    ClassSet::of(&[Class::OrganisationHead]),
    ClassSet::of(&[Class::PlaceHead]),
    ClassSet::of(&[Class::Office]),
    ClassSet::of(&[Class::Honorific]),
    ClassSet::of(&[Class::SpeechVerb]),
    ClassSet::of(&[Class::FunctionWord, Class::Complementiser, Class::Negation, Class::SourceCue]),
    ClassSet::of(&[Class::CommonWord]),
    ClassSet::of(&[Class::Nationality]),
    ClassSet::of(&[Class::Portfolio]),
    ClassSet::of(&[Class::BodyAdjective, Class::PlaceAdjective]),
    ClassSet::of(&[
        Class::Month,
        Class::HijriMonth,
        Class::Weekday,
        Class::TimeUnit,
        Class::TimeWord,
        Class::TimeRelation,
        Class::TimeOrder,
        Class::TimePortion,
        Class::Season,
        Class::DayPart,
    ]),
    ClassSet::of(&[Class::Numeral, Class::Magnitude, Class::Ordinal, Class::Currency, Class::Unit]),
    ClassSet::of(&[Class::EventHead, Class::OccasionNoun]),
];

/// The groups of which names are made: what training hides now and then, so that the words around a name are learned.
const NAMES: u32 = 0b111_1011;
/// What no name is made of, if it is nothing else.
const CLOSED: u32 = 1 << 11 | 1 << 12 | 1 << 17 | 1 << 18;
/// Office and honorific.
const TITLES: u32 = 1 << 9 | 1 << 10;
/// What may stand beside a closed class in a name.
const OPEN: u32 = 0b111_1111 | 1 << 7 | 1 << 8;

/// What is seen of the tokens of one sentence.
#[derive(Debug, Default, Clone)]
pub struct Looks {
    looks: Vec<Look>,
}

/// How far from a token stand the words that its rows are made of.
const REACH: usize = 2;

impl Looks {
    /// Looks at tokens `first..end`, in place of what was looked at before.
    pub fn fill(&mut self, document: &Document, clusters: &Clusters, first: usize, end: usize) {
        self.fill_near(document, clusters, (first, end), &[]);
    }

    /// As [`Looks::fill`], but only what the rows of those tokens need that `wanted` asks for, `false` for the others;
    /// an empty `wanted` asks for all.
    pub fn fill_near(
        &mut self,
        document: &Document,
        clusters: &Clusters,
        (first, end): (usize, usize),
        wanted: &[bool],
    ) {
        self.looks.clear();
        let mut title = 0u8;
        for i in first..end {
            let n = i - first;
            let near = wanted.is_empty()
                || wanted
                    .get(n.saturating_sub(REACH)..(n + REACH + 1).min(wanted.len()))
                    .is_some_and(|w| w.contains(&true));
            let mut look = look(document, near.then_some(clusters), i);
            look.title = title;
            title = match title {
                _ if look.groups & TITLES != 0 => 1,
                0 => 0,
                6 => 0,
                _ if !look.open && document.tokens.kind(i) != Kind::Comma => 0,
                n => n + 1,
            };
            self.looks.push(look);
        }
    }

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// The longest stretches of tokens that can be part of a name and that `wanted` asks for (an empty one asks for
    /// all): first, one past the last.
    pub fn stretches<'a>(&'a self, wanted: &'a [bool]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let asked = |i: usize| wanted.get(i).copied().unwrap_or(wanted.is_empty());
        let mut i = 0;
        std::iter::from_fn(move || {
            while i < self.len() && !(self.open(i) && asked(i)) {
                i += 1;
            }
            let start = i;
            while i < self.len() && self.open(i) && asked(i) {
                i += 1;
            }
            (start < i).then_some((start, i))
        })
    }

    /// Whether token `i` can be part of a name.
    pub fn open(&self, i: usize) -> bool {
        self.looks.get(i).is_some_and(|l| l.open)
    }

    /// Whether the lexicon knows nothing of token `i`.
    pub fn unknown(&self, i: usize) -> bool {
        self.looks.get(i).is_some_and(|l| l.open && l.groups == 0)
    }

    /// The hash of the word at `i`.
    pub fn word(&self, i: usize) -> u64 {
        self.looks.get(i).map_or(0, |l| l.key)
    }

    /// Forgets what the lexicon knows of names at `i` (training).
    pub fn hide_classes(&mut self, i: usize) {
        if let Some(l) = self.looks.get_mut(i) {
            l.groups &= !NAMES;
        }
    }

    /// Forgets the word itself at `i` (training).
    pub fn hide_word(&mut self, i: usize) {
        if let Some(l) = self.looks.get_mut(i) {
            (l.key, l.stem, l.fine, l.coarse) = (0, 0, 0, 0);
        }
    }

    /// Forgets the title before `i` (training).
    pub fn hide_title(&mut self, i: usize) {
        if let Some(l) = self.looks.get_mut(i) {
            l.title = 0;
        }
    }

    /// Calls `out` with the number of each row of weights that speaks for token `i`.
    #[inline(always)]
    pub fn rows(&self, i: usize, mut out: impl FnMut(u32)) {
        let none = Look::default();
        let at = |back: usize| i.checked_sub(back).and_then(|j| self.looks.get(j)).unwrap_or(&none);
        let Some(l) = self.looks.get(i) else { return };
        let (b, b2) = (at(1), at(2));
        let a = self.looks.get(i + 1).unwrap_or(&none);
        let two = |x: u64, y: u64| (x.rotate_left(23) ^ y).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let wide = u64::from;
        let mut row = |template: u64, value: u64| {
            let mixed = (value ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            out((mixed >> 32) as u32);
        };
        row(1, wide(l.shape));
        if l.key != 0 {
            row(2, l.key);
            row(3, l.stem);
            row(4, two(b.key, l.key));
            row(5, two(l.key, a.key));
        }
        row(6, b.key);
        row(7, a.key);
        row(8, b2.key);
        row(9, wide(l.heads[0]));
        row(10, wide(l.heads[1]));
        row(11, wide(l.tails[0]));
        row(12, wide(l.tails[1]));
        let groups = wide(l.groups);
        row(13, groups);
        row(14, wide(b.groups) << 1 | u64::from(b.open));
        row(15, wide(a.groups) << 1 | u64::from(a.open));
        row(16, two(wide(b.groups), groups));
        row(17, two(groups, wide(a.groups)));
        row(18, two(wide(b2.groups), wide(b.groups)) ^ groups);
        row(19, wide(l.fine.into()));
        row(20, wide(b.fine.into()));
        row(21, wide(a.fine.into()));
        row(22, wide(b.fine.into()) << 16 | wide(l.fine.into()));
        row(23, wide(l.fine.into()) << 16 | wide(a.fine.into()));
        row(24, wide(b.coarse.into()) << 16 | wide(l.coarse.into()) << 8 | wide(a.coarse.into()));
        row(25, two(wide(b.tails[0]), wide(l.shape)));
        row(26, wide(l.title.into()) << 32 | groups);
        row(27, two(wide(l.coarse.into()), wide(l.tails[0])));
        row(28, two(wide(b.shape), groups << 8 | wide(a.coarse.into())));
    }
}

/// The groups of each class, by its number.
const GROUPS_OF: [u32; Class::COUNT] = {
    let mut of = [0; Class::COUNT];
    let mut n = 0;
    while n < GROUPS.len() {
        let mut class = 0;
        while class < Class::COUNT {
            if GROUPS[n].has_number(class) {
                of[class] |= 1 << n;
            }
            class += 1;
        }
        n += 1;
    }
    of
};

/// The groups that the lexicon puts a token in.
fn groups(classes: ClassSet) -> u32 {
    let (mut groups, mut rest) = (0, classes);
    while let Some((class, others)) = rest.first() {
        groups |= GROUPS_OF.get(class).copied().unwrap_or(0);
        rest = others;
    }
    // Known to the lexicon, but to no group.
    if groups == 0 && !classes.is_empty() { 1 << 31 } else { groups }
}

/// What is seen of token `i`; without clusters only its groups and whether it is open.
fn look(document: &Document, clusters: Option<&Clusters>, i: usize) -> Look {
    let kind = document.tokens.kind(i);
    let groups = groups(document.tags.classes(i));
    let named = matches!(kind, Kind::Word | Kind::Latin);
    let open = named && (groups & CLOSED == 0 || groups & OPEN != 0);
    let Some(clusters) = clusters else { return Look { groups, open, ..Look::default() } };
    let key = document.tokens.key(i);
    let hashed = hash(key.as_bytes());
    if !named {
        let digits = if kind == Kind::Number { 0 } else { hashed };
        return Look { key: digits, groups, shape: 0x100 | kind as u32, ..Look::default() };
    }
    let bare = stem(key);
    let stemmed = if bare.len() == key.len() { hashed } else { hash(bare.as_bytes()) };
    let fine = match clusters.get(hashed) {
        0 if stemmed != hashed => clusters.get(stemmed),
        n => n,
    };
    let bytes = key.as_bytes();
    let part = |a: usize, b: usize| bytes.get(a..b).map_or(0, |p| hash(p) as u32);
    let back = |n: usize| bytes.len().checked_sub(n).map_or(0, |a| part(a, bytes.len()));
    let letters = (bytes.len() / 2).min(9) as u32;
    let waw = u32::from(key.starts_with('\u{0648}')) << 5;
    let article = u32::from(key.starts_with("\u{0627}\u{0644}")) << 6;
    Look {
        key: hashed,
        stem: stemmed,
        heads: [part(0, 4), part(0, 6)],
        tails: [back(4), back(6)],
        shape: letters | waw | article | u32::from(kind == Kind::Latin) << 7,
        groups,
        fine,
        coarse: clusters.coarse(fine),
        open,
        title: 0,
    }
}

/// The word without conjunction, and without article and what is glued to it.
fn stem(key: &str) -> &str {
    let rest = key.strip_prefix(['\u{0648}', '\u{0641}']).filter(|r| r.len() >= 6).unwrap_or(key);
    for front in ["\u{0628}\u{0627}\u{0644}", "\u{0643}\u{0627}\u{0644}", "\u{0627}\u{0644}", "\u{0644}\u{0644}"] {
        if let Some(r) = rest.strip_prefix(front).filter(|r| r.len() >= 6) {
            return r;
        }
    }
    rest
}

/// The hash by which words are known to the tagger.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    // The top bits of the product are its good ones; 0 stands for no word.
    let h = hasher.finish();
    (h ^ h >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1
}
