//! What can this word be?
//!
//! Reads the `lexicon/*.tsv` files once and gives each token its matches: every entry that begins there, in which
//! form and under which clitics. Rules ask for a [`Class`] and never look at letters.
//!
//! To add a word, add a line to its file. To add a class: a variant in `class.rs`, a file, a line in [`TABLES`].
//! Files named `cldr-*.tsv` are made by `xtask gen`; a class reads its own file first, then the generated one.

mod class;
mod features;
mod forms;
mod inflect;
mod tables;
mod tag;

use std::sync::LazyLock;

use isnad_text::Row;

pub use class::{Class, ClassSet};
pub use features::Features;
use forms::{Collector, Forms};
pub use tables::{Clitics, Inflection, TABLES, TableSpec};
pub use tag::{Match, Tags};

/// All lexicon files, expanded into their forms.
#[derive(Debug)]
pub struct Lexicon {
    /// Rows of each class's file, by `Class as usize`.
    rows: Vec<Vec<Row<'static>>>,
    forms: Forms,
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

    fn load() -> Self {
        let (rows, forms) = Self::collect("");
        Lexicon { rows, forms: forms.finish() }
    }

    /// Reads the files, and `more` behind the verbs of speech (a test's new line).
    fn collect(more: &'static str) -> (Vec<Vec<Row<'static>>>, Collector) {
        let mut rows = vec![Vec::new(); Class::COUNT];
        let mut forms = Collector::default();
        for spec in TABLES {
            // A file that breaks the rules of `Table::read` is a failing test (`every_file_reads`).
            let mut lines: Vec<Row> = Row::all(spec.text).collect();
            lines.extend(spec.generated.iter().flat_map(|(_, text)| Row::all(text)));
            if spec.class == Class::SpeechVerb {
                lines.extend(Row::all(more));
            }
            for (n, row) in lines.iter().enumerate() {
                inflect::forms(spec.inflection, row, &mut |surface, features| {
                    forms.add(spec, n as u16, surface, features);
                });
            }
            if let Some(slot) = rows.get_mut(spec.class as usize) {
                *slot = lines;
            }
        }
        (rows, forms)
    }
}

#[cfg(test)]
mod tests {
    use isnad_text::Table;

    use super::*;

    #[test]
    fn every_file_reads() {
        for spec in TABLES {
            if let Err(e) = Table::read(spec.text, spec.columns) {
                panic!("lexicon/{}: {e}", spec.file);
            }
            if let Some((file, text)) = spec.generated
                && let Err(e) = Table::read(text, spec.columns)
            {
                panic!("lexicon/{file}: {e}");
            }
        }
    }

    /// A key names one line of its class, and what CLDR says is said once.
    #[test]
    fn generated_tables_repeat_nothing() {
        for spec in TABLES {
            let Some((file, text)) = spec.generated else { continue };
            for made in Row::all(text) {
                for written in Row::all(spec.text) {
                    assert_ne!(made.key, written.key, "lexicon/{file}, lexicon/{}", spec.file);
                    let same = (0..spec.columns).all(|c| made.column(c) == written.column(c));
                    let twice = written.forms().find(|f| same && made.forms().any(|g| g == *f));
                    assert_eq!(twice, None, "lexicon/{} and lexicon/{file} say the same", spec.file);
                }
            }
        }
    }

    /// What an editor does to teach a verb: one line, and it works in every tense, gender and number, as participle and
    /// verbal noun, with what is glued on. `tests/cases/statement/forms.md` shows the statements that follow.
    #[test]
    fn one_line_is_a_verb_in_every_form() {
        const LINE: &str = "hum\tsay\tan+bi+quote\tدندن / يدندن / مدندن / دندنة\n";
        let known = |lexicon: &Lexicon, word: &str| {
            let tokens = isnad_text::tokenise(word);
            let tags = lexicon.tag(&tokens);
            let row = |m: &Match| lexicon.row(m).is_some_and(|r| r.key == "hum");
            tags.all(0, Class::SpeechVerb).filter(|m| row(m)).map(|m| m.features).collect::<Vec<Features>>()
        };
        let (rows, forms) = Lexicon::collect(LINE);
        let taught = Lexicon { rows, forms: forms.finish() };
        let (past, present, participle) = (Features::PAST, Features::PRESENT, Features::PARTICIPLE);
        let (feminine, plural, dual) = (Features::FEMININE, Features::PLURAL, Features::DUAL);
        for (word, wanted) in [
            ("دندن", past),
            ("دندنت", past.with(feminine)),
            ("دندنوا", past.with(plural)),
            ("دندنا", past.with(dual)),
            ("ودندن", past),
            ("فدندنت", past.with(feminine)),
            ("يدندن", present),
            ("تدندن", present.with(feminine)),
            ("ويدندنون", present.with(plural)),
            ("سيدندن", present),
            ("مدندنا", participle.with(Features::TANWIN)),
            ("مدندناً", participle.with(Features::TANWIN)),
            ("مدندنة", participle.with(feminine)),
            ("ومدندنين", participle.with(plural)),
            ("دندنة", Features::MASDAR),
            ("دندنته", Features::MASDAR),
        ] {
            let found = known(&taught, word);
            assert!(found.iter().any(|f| f.has(wanted)), "«{word}» is {found:?}, not {wanted:?}");
            assert!(known(lexicon(), word).is_empty(), "«{word}» before it was taught");
        }
    }

    #[test]
    fn no_two_stems_share_a_hash() {
        let mut stems = Lexicon::collect("").1.stems;
        stems.sort();
        stems.dedup();
        for pair in stems.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{} and {}", pair[0].1, pair[1].1);
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
