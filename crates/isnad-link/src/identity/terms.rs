//! Which words join the parts of a name, stand for one office, or tell of its time? Reads its `lexicon/*.tsv` once.

use std::sync::LazyLock;

use isnad_text::{Row, Table, fold};
use rustc_hash::FxHashMap;

use super::office::{Field, Tense};

/// What a word inside a personal name does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It goes with the word after it as one part.
    Join,
    /// It stands between parts and is left out.
    Drop,
}

/// The tables of this room.
#[derive(Debug)]
pub(super) struct Terms {
    joints: FxHashMap<String, Joint>,
    sounds: Vec<(String, char)>,
    /// Normal words of an office name → the words it reads as, and the state that the name says.
    pub(super) equals: Vec<(Vec<String>, Vec<String>, &'static str)>,
    tenses: Vec<(Vec<String>, Tense)>,
    fields: Vec<(Vec<String>, Field)>,
    bare: Vec<Vec<String>>,
}

const JOINS: &str = include_str!("../../lexicon/name-joins.tsv");
const SOUNDS: &str = include_str!("../../lexicon/letter-sounds.tsv");
const EQUALS: &str = include_str!("../../lexicon/office-equals.tsv");
const TENSES: &str = include_str!("../../lexicon/office-terms.tsv");
const FIELDS: &str = include_str!("../../lexicon/office-fields.tsv");
const BARE: &str = include_str!("../../lexicon/bare-offices.tsv");

static TERMS: LazyLock<Terms> = LazyLock::new(Terms::load);

/// The tables, read at their first use.
pub(super) fn terms() -> &'static Terms {
    &TERMS
}

impl Terms {
    /// What a folded word does in a name; `None` for a part of it.
    pub(super) fn joint(&self, word: &str) -> Option<Joint> {
        self.joints.get(word).copied()
    }

    /// The letter as which the sound at the start of `word` is compared, and how many bytes it takes.
    pub(super) fn sound(&self, word: &str) -> Option<(char, usize)> {
        self.sounds.iter().find(|(form, _)| word.starts_with(form.as_str())).map(|(form, c)| (*c, form.len()))
    }

    /// What the words at the start of `words` tell of the time of an office, and how many they are.
    pub(super) fn tense(&self, words: &[String]) -> Option<(Tense, usize)> {
        longest(&self.tenses, words)
    }

    /// The field of an office in normal words.
    pub(super) fn field(&self, words: &[String]) -> Option<Field> {
        longest(&self.fields, words).map(|(field, _)| field)
    }

    /// Whether an office is no more than a title that many have.
    pub(super) fn is_bare(&self, words: &[String]) -> bool {
        self.bare.iter().any(|b| b == words)
    }

    fn load() -> Terms {
        let mut sounds: Vec<(String, char)> = Vec::new();
        for row in rows(SOUNDS, 0) {
            let Some(letter) = row.lemma().chars().next() else { continue };
            sounds.extend(row.forms().map(|f| (f.to_owned(), letter)));
        }
        // Two letters for one sound before the letters by themselves.
        sounds.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let words = super::office::words;
        Terms {
            joints: rows(JOINS, 1)
                .iter()
                .flat_map(|r| {
                    let joint = if r.column(0) == "join" { Joint::Join } else { Joint::Drop };
                    r.forms().map(move |f| (fold(f), joint))
                })
                .collect(),
            sounds,
            equals: rows(EQUALS, 1)
                .iter()
                .flat_map(|r| {
                    let first = words(r.lemma());
                    let state = r.column(0);
                    r.forms().map(move |f| (words(f), first.clone(), state))
                })
                .collect(),
            tenses: table(TENSES, |column| match column {
                "former" => Tense::Former,
                "coming" => Tense::Coming,
                _ => Tense::Acting,
            }),
            fields: table(FIELDS, |column| if column == "sport" { Field::Sport } else { Field::State }),
            bare: rows(BARE, 0).iter().flat_map(Row::forms).map(words).collect(),
        }
    }
}

fn table<T: Copy>(text: &'static str, meaning: impl Fn(&str) -> T) -> Vec<(Vec<String>, T)> {
    let meaning = &meaning;
    rows(text, 1)
        .iter()
        .flat_map(|r| {
            let value = meaning(r.column(0));
            r.forms().map(move |f| (super::office::words(f), value))
        })
        .collect()
}

fn longest<T: Copy>(entries: &[(Vec<String>, T)], words: &[String]) -> Option<(T, usize)> {
    entries
        .iter()
        .filter(|(form, _)| !form.is_empty() && words.starts_with(form))
        .max_by_key(|(form, _)| form.len())
        .map(|(form, value)| (*value, form.len()))
}

/// A file that does not read is a failing test (`every_file_reads`); in the field its lines are left out.
fn rows(text: &'static str, columns: usize) -> Vec<Row<'static>> {
    Table::read(text, columns).map(|t| t.rows).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for (text, columns) in [(JOINS, 1), (SOUNDS, 0), (EQUALS, 1), (TENSES, 1), (FIELDS, 1), (BARE, 0)] {
            if let Err(e) = Table::read(text, columns) {
                panic!("{e}");
            }
        }
    }
}
