//! What do pages print around an article? The words of `lexicon/*.tsv`, looked up by their first word.
//!
//! Reads the words of a line ([`Words`]) and gives the [`Phrase`] they open with, or the [`Sorts`] a word can be of.

use std::collections::HashMap;
use std::sync::LazyLock;

use isnad_text::{FurnitureReason, Table, fold_into, letters};

/// Where in its line a phrase must stand to make it furniture; `lexicon/furniture.tsv` says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Whole,
    Label,
    Start,
    Items,
    Lead,
    Tail,
    Counted,
    AllWords,
    Crumbs,
    Stamp,
    FootStart,
    Policy,
}

/// A phrase of furniture.
#[derive(Debug)]
pub(crate) struct Phrase {
    words: Vec<String>,
    pub(crate) place: Place,
    pub(crate) reason: FurnitureReason,
    pub(crate) rule: &'static str,
}

impl Phrase {
    /// Number of its words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// What a word near a headline can be: a set of sorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sorts(u16);

impl Sorts {
    pub(crate) const BYLINE: Sorts = Sorts(1);
    pub(crate) const SECTION: Sorts = Sorts(1 << 1);
    pub(crate) const DATE: Sorts = Sorts(1 << 2);
    pub(crate) const DATE_WITH: Sorts = Sorts(1 << 3);
    pub(crate) const CREDIT: Sorts = Sorts(1 << 4);
    pub(crate) const PHOTO: Sorts = Sorts(1 << 5);
    pub(crate) const KICKER: Sorts = Sorts(1 << 6);
    pub(crate) const AGENCY: Sorts = Sorts(1 << 7);
    pub(crate) const GENERIC_SOURCE: Sorts = Sorts(1 << 8);
    pub(crate) const OPENER: Sorts = Sorts(1 << 9);
    pub(crate) const OPENER_VERB: Sorts = Sorts(1 << 10);

    pub(crate) const HONORIFIC: Sorts = Sorts(1 << 11);
    pub(crate) const PLACE: Sorts = Sorts(1 << 12);

    /// Whether it holds `other`.
    pub(crate) fn has(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    fn named(name: &str) -> Option<Sorts> {
        Some(match name {
            "byline" => Self::BYLINE,
            "section" => Self::SECTION,
            "date" => Self::DATE,
            "date-with" => Self::DATE_WITH,
            "credit" => Self::CREDIT,
            "photo" => Self::PHOTO,
            "kicker" => Self::KICKER,
            "agency" => Self::AGENCY,
            "generic-source" => Self::GENERIC_SOURCE,
            "opener" => Self::OPENER,
            "honorific" => Self::HONORIFIC,
            "opener-verb" => Self::OPENER_VERB,
            "place" => Self::PLACE,
            _ => return None,
        })
    }
}

/// The words of a line: folded keys with their places in the text. One buffer serves all lines.
#[derive(Debug, Default)]
pub(crate) struct Words {
    keys: String,
    items: Vec<Word>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    key: (u32, u32),
    start: usize,
    end: usize,
}

impl Words {
    /// Reads at most `limit` words of `text[start..end]`.
    pub(crate) fn read(&mut self, text: &str, start: usize, end: usize, limit: usize) {
        self.keys.clear();
        self.items.clear();
        let Some(line) = text.get(start..end) else { return };
        let mut open: Option<usize> = None;
        for (at, c) in line.char_indices() {
            let inside = is_word_char(c) || (open.is_some() && letters::is_invisible(c));
            match (inside, open) {
                (true, None) => open = Some(at),
                (false, Some(from)) => {
                    self.push(line, from, at, start);
                    open = None;
                    if self.items.len() >= limit {
                        return;
                    }
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            self.push(line, from, line.len(), start);
        }
    }

    fn push(&mut self, line: &str, from: usize, to: usize, base: usize) {
        let before = self.keys.len() as u32;
        fold_into(line.get(from..to).unwrap_or(""), &mut self.keys);
        let after = self.keys.len() as u32;
        if after > before {
            self.items.push(Word { key: (before, after), start: base + from, end: base + to });
        }
    }

    /// Number of words read.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The folded key of word `i`; empty past the end.
    pub(crate) fn key(&self, i: usize) -> &str {
        self.items.get(i).and_then(|w| self.keys.get(w.key.0 as usize..w.key.1 as usize)).unwrap_or("")
    }

    /// Where word `i` begins in the text.
    pub(crate) fn start(&self, i: usize) -> usize {
        self.items.get(i).map_or(usize::MAX, |w| w.start)
    }

    /// Where word `i` ends in the text.
    pub(crate) fn end(&self, i: usize) -> usize {
        self.items.get(i).map_or(0, |w| w.end)
    }

    /// Whether word `i` is a number.
    pub(crate) fn is_number(&self, i: usize) -> bool {
        let k = self.key(i);
        !k.is_empty() && k.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Whether a character is a letter or digit; the letters of Arabic first, which the tables of Unicode find slowly.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' => true,
        '\0'..='\u{007F}' => c.is_ascii_alphanumeric(),
        '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{00AB}' | '\u{00BB}' | '\u{060C}' | '\u{2010}'..='\u{202F}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character belongs to a word.
#[inline]
pub(crate) fn is_word_char(c: char) -> bool {
    is_letter(c) || letters::is_arabic_mark(c)
}

/// All phrases, by their first word.
#[derive(Debug)]
pub(crate) struct Lexicon {
    phrases: HashMap<String, Vec<Phrase>>,
    buttons: Vec<String>,
    heads: HashMap<String, Vec<(Vec<String>, Sorts)>>,
}

impl Lexicon {
    /// The phrases whose words stand at word `i`, longest first.
    pub(crate) fn phrases_at<'a>(&'a self, words: &'a Words, i: usize) -> impl Iterator<Item = &'a Phrase> {
        self.phrases_of(words, i, words.key(i))
    }

    /// As [`Self::phrases_at`], the first word read as `first` (a conjunction taken off).
    pub(crate) fn phrases_of<'a>(
        &'a self,
        words: &'a Words,
        i: usize,
        first: &str,
    ) -> impl Iterator<Item = &'a Phrase> {
        let list = self.phrases.get(first).into_iter().flatten();
        list.filter(move |p| p.words.iter().enumerate().skip(1).all(|(n, w)| words.key(i + n) == w))
    }

    /// Whether some phrase opens with this word.
    pub(crate) fn phrases_at_first(&self, key: &str) -> Option<()> {
        self.phrases.contains_key(key).then_some(())
    }

    /// What the words at `i` can be near a headline, with the number of words of the longest entry.
    pub(crate) fn sorts_at(&self, words: &Words, i: usize) -> (Sorts, usize) {
        self.sorts_of(words, i, words.key(i))
    }

    /// As [`Self::sorts_at`], the first word read as `first` (a conjunction taken off).
    pub(crate) fn sorts_of(&self, words: &Words, i: usize, first: &str) -> (Sorts, usize) {
        let mut all = Sorts::default();
        let mut longest = 0;
        for (phrase, sorts) in self.heads.get(first).into_iter().flatten() {
            if phrase.iter().enumerate().skip(1).all(|(n, w)| words.key(i + n) == w) {
                all.0 |= sorts.0;
                longest = longest.max(phrase.len());
            }
        }
        (all, longest)
    }

    /// Whether the word is one of the row of buttons.
    pub(crate) fn is_button(&self, key: &str) -> bool {
        self.buttons.binary_search_by(|b| b.as_str().cmp(key)).is_ok()
    }
}

/// The lexicon of this crate.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);
    &LEXICON
}

const FURNITURE: &str = include_str!("../lexicon/furniture.tsv");
const HEAD: &str = include_str!("../lexicon/head.tsv");

fn read() -> Lexicon {
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
    let mut buttons = Vec::new();
    let table = Table::read(FURNITURE, 3).unwrap_or(Table { rows: Vec::new() });
    for row in &table.rows {
        let (Some(reason), Some(place)) = (reason(row.column(0)), place(row.column(1))) else { continue };
        for form in row.forms() {
            let words = keys(form);
            if place == Place::AllWords {
                buttons.extend(words);
            } else if let Some(first) = words.first().cloned() {
                phrases.entry(first).or_default().push(Phrase { words, place, reason, rule: row.column(2) });
            }
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
    for list in phrases.values_mut() {
        list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    }
    buttons.sort_unstable();
    buttons.dedup();
    let mut heads: HashMap<String, Vec<(Vec<String>, Sorts)>> = HashMap::new();
    let table = Table::read(HEAD, 1).unwrap_or(Table { rows: Vec::new() });
    for row in &table.rows {
        let Some(sorts) = Sorts::named(row.column(0)) else { continue };
        for form in row.forms() {
            let words = keys(form);
            if let Some(first) = words.first().cloned() {
                heads.entry(first).or_default().push((words, sorts));
            }
        }
    }
    Lexicon { phrases, buttons, heads }
}

fn keys(form: &str) -> Vec<String> {
    let mut words = Words::default();
    words.read(form, 0, form.len(), usize::MAX);
    (0..words.len()).map(|i| words.key(i).to_owned()).collect()
}

pub(crate) fn reason(name: &str) -> Option<FurnitureReason> {
    use FurnitureReason as R;
    [R::Navigation, R::Share, R::Related, R::Subscribe, R::Comments, R::Counter, R::Rating, R::Caption, R::Repeat]
        .into_iter()
        .chain([R::Tags, R::Notice, R::Embed, R::Other])
        .find(|r| r.name() == name)
}

fn place(name: &str) -> Option<Place> {
    Some(match name {
        "whole" => Place::Whole,
        "label" => Place::Label,
        "start" => Place::Start,
        "items" => Place::Items,
        "lead" => Place::Lead,
        "tail" => Place::Tail,
        "counted" => Place::Counted,
        "all-words" => Place::AllWords,
        "crumbs" => Place::Crumbs,
        "stamp" => Place::Stamp,
        "foot-start" => Place::FootStart,
        "policy" => Place::Policy,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lexicon_is_read() {
        for row in Table::read(FURNITURE, 3).expect("furniture.tsv").rows {
            assert!(reason(row.column(0)).is_some(), "reason in line {}", row.line);
            assert!(place(row.column(1)).is_some(), "place in line {}", row.line);
            assert!(crate::RULES.iter().any(|r| r.name == row.column(2)), "rule in line {}", row.line);
        }
        for row in Table::read(HEAD, 1).expect("head.tsv").rows {
            assert!(Sorts::named(row.column(0)).is_some(), "sort in line {}", row.line);
        }
    }
}
