//! What can this word be?
//!
//! Reads the `lexicon/*.tsv` files once and gives each token its matches: every entry that begins there, in which
//! form and under which clitics. Rules ask for a [`Class`] and never look at letters.
//!
//! To add a word, add a line to its file. To add a class: a variant in `class.rs`, a file, a line in [`TABLES`].

mod class;
mod features;
mod inflect;
mod tables;
mod tag;

use std::sync::LazyLock;

use isnad_text::{Proclitics, Row, Table, fold};
use rustc_hash::FxHashMap;

pub use class::{Class, ClassSet};
pub use features::Features;
pub use tables::{Clitics, Inflection, TABLES, TableSpec};
pub use tag::{Match, Tags};

/// All lexicon files, expanded into their forms.
#[derive(Debug)]
pub struct Lexicon {
    /// Rows of each class's file, by `Class as usize`.
    rows: Vec<Vec<Row<'static>>>,
    /// First word of a form (folded, article off) to what begins with it.
    stems: FxHashMap<String, Vec<Form>>,
}

/// One form of one entry.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) class: Class,
    pub(crate) row: u16,
    pub(crate) features: Features,
    pub(crate) article: Article,
    pub(crate) clitics: Clitics,
    /// The words after the first, folded as they stand.
    pub(crate) rest: Box<[Box<str>]>,
}

/// Whether a form is written with «ال».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Article {
    Required,
    Optional,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The lexicon, read at its first use.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    /// The lines of a class's file, in order: `Match::row` counts them.
    pub fn rows(&self, class: Class) -> &[Row<'static>] {
        self.rows.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// The line behind a match.
    pub fn row(&self, m: &Match) -> Option<&Row<'static>> {
        self.rows(m.class).get(m.row as usize)
    }

    pub(crate) fn forms(&self, stem: &str) -> &[Form] {
        self.stems.get(stem).map_or(&[], Vec::as_slice)
    }

    fn load() -> Self {
        let mut lexicon = Lexicon { rows: vec![Vec::new(); Class::COUNT], stems: FxHashMap::default() };
        for spec in TABLES {
            // A file that does not read is a failing test (`every_file_reads`); in the field its lines are left out.
            let rows = Table::read(spec.text, spec.columns).map(|t| t.rows).unwrap_or_default();
            for (n, row) in rows.iter().enumerate() {
                inflect::forms(spec.inflection, row, &mut |surface, features| {
                    lexicon.add(spec, n as u16, surface, features);
                });
            }
            if let Some(slot) = lexicon.rows.get_mut(spec.class as usize) {
                *slot = rows;
            }
        }
        // Longest entries first, so that the first match of a class is the one to take. The order of the map itself is never seen.
        #[expect(clippy::iter_over_hash_type, reason = "each value is sorted by itself; no order leaves this loop")]
        for forms in lexicon.stems.values_mut() {
            forms.sort_by_key(|f| (std::cmp::Reverse(f.rest.len()), f.class as u8, f.row));
            forms.dedup_by(|a, b| (a.class, a.row, a.features, &a.rest) == (b.class, b.row, b.features, &b.rest));
        }
        lexicon
    }

    fn add(&mut self, spec: &TableSpec, row: u16, surface: &str, features: Features) {
        let mut words = surface.split([' ', '\u{00A0}']).filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        // «العراق» has the article, «ألمانيا» only looks like it once folded.
        let with_article = first.starts_with("\u{0627}\u{0644}")
            && first.chars().count() > 3
            && matches!(spec.clitics, Clitics::Noun | Clitics::Name);
        let key = fold(first);
        let (stem, article) = match key.get(4..) {
            Some(stem) if with_article => (stem, Article::Required),
            _ => (key.as_str(), Article::Optional),
        };
        let form = Form {
            class: spec.class,
            row,
            features,
            article,
            clitics: spec.clitics,
            rest: words.map(|w| fold(w).into_boxed_str()).collect(),
        };
        if !stem.is_empty() {
            self.stems.entry(stem.to_owned()).or_default().push(form);
        }
    }
}

/// Whether a form may stand under these proclitics.
pub(crate) fn allows(form: &Form, proclitics: Proclitics) -> bool {
    let article = proclitics.has(Proclitics::AL);
    if form.article == Article::Required && !article {
        return false;
    }
    match form.clitics {
        Clitics::Noun => !proclitics.any(Proclitics::SA),
        Clitics::Name => !proclitics.any(Proclitics::SA) && article == (form.article == Article::Required),
        Clitics::Verb => {
            !article
                && !proclitics.any(Proclitics::BA.with(Proclitics::KA))
                && (!proclitics.any(Proclitics::SA) || form.features.has(Features::PRESENT))
        }
        Clitics::Particle => !article && !proclitics.preposition() && !proclitics.any(Proclitics::SA),
        Clitics::None => proclitics == Proclitics::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for spec in TABLES {
            if let Err(e) = Table::read(spec.text, spec.columns) {
                panic!("lexicon/{}: {e}", spec.file);
            }
        }
    }

    #[test]
    fn every_class_has_one_file() {
        for (n, spec) in TABLES.iter().enumerate() {
            assert_eq!(spec.class as usize, n, "TABLES stands in the order of Class: {}", spec.file);
        }
        assert_eq!(TABLES.len(), Class::COUNT);
    }
}
