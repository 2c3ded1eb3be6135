//! Which words mean the same, or nothing, in names and measures? Reads `lexicon/*.tsv` once.

use std::sync::LazyLock;

use isnad_text::{Table, fold};
use rustc_hash::FxHashMap;

/// What follows a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clause {
    /// What the body is for.
    Purpose,
    /// Who leads it.
    Leader,
}

/// A word of a measure that does not tell one measure from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeasureWord {
    /// Says that something is counted.
    Total,
    /// Says that the counted belong to the subject.
    Member,
    /// The counted are dead.
    Killed,
    /// The counted are hurt.
    Injured,
    /// The counted are new: of a day, not a total.
    New,
}

/// A side of an axis of opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Side {
    /// The axis, by number.
    pub(crate) axis: u16,
    /// Side a.
    pub(crate) first: bool,
}

/// A phrase: the words after the first, and what it stands for.
type Phrases<T> = FxHashMap<String, Vec<(Vec<String>, T)>>;

/// The tables of this crate.
#[derive(Debug)]
pub(crate) struct Words {
    synonyms: Phrases<String>,
    clauses: Phrases<Clause>,
    measure: FxHashMap<String, MeasureWord>,
    families: FxHashMap<String, &'static str>,
    persons: FxHashMap<String, ()>,
    alliances: FxHashMap<String, ()>,
    indefinite: FxHashMap<String, ()>,
    additions: FxHashMap<String, ()>,
    common: FxHashMap<String, u8>,
    sides: Phrases<Side>,
    deniers: FxHashMap<String, bool>,
    corrections: FxHashMap<String, ()>,
    steps: FxHashMap<String, bool>,
    awaited: FxHashMap<String, ()>,
    replies: Phrases<()>,
    contrasts: Phrases<()>,
    earlier: FxHashMap<String, ()>,
    /// The unit of the dead and of the hurt.
    pub(crate) dead: String,
    pub(crate) hurt: String,
}

const SYNONYMS: &str = include_str!("../lexicon/synonyms.tsv");
const CLAUSES: &str = include_str!("../lexicon/name-clauses.tsv");
const MEASURE: &str = include_str!("../lexicon/measure-words.tsv");
const FAMILIES: &str = include_str!("../lexicon/unit-families.tsv");
const PERSONS: &str = include_str!("../lexicon/person-units.tsv");
const ALLIANCES: &str = include_str!("../lexicon/alliances.tsv");
const INDEFINITE: &str = include_str!("../lexicon/indefinite.tsv");
const ADDITIONS: &str = include_str!("../lexicon/additions.tsv");
const OPPOSITES: &str = include_str!("../lexicon/opposites.tsv");
const DENIERS: &str = include_str!("../lexicon/deniers.tsv");
const CORRECTIONS: &str = include_str!("../lexicon/correction-words.tsv");
const REPLIES: &str = include_str!("../lexicon/reply-phrases.tsv");
const EARLIER: &str = include_str!("../lexicon/earlier-words.tsv");
const CONTRASTS: &str = include_str!("../lexicon/contrast-words.tsv");
const AWAITED: &str = include_str!("../lexicon/awaited-words.tsv");
const STEPS: &str = include_str!("../lexicon/step-words.tsv");
const COMMON: &str = include_str!("../lexicon/common-stems.tsv");

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The tables, read at their first use.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

/// A folded word without conjunction and article.
pub(crate) fn bare(key: &str) -> &str {
    for front in FRONTS {
        if let Some(rest) = key.strip_prefix(front)
            && rest.len() >= 4
        {
            return rest;
        }
    }
    key
}

/// A bare word without the endings of gender and number (ات ون ين ية ه); three letters at least are left.
pub(crate) fn stem(word: &str) -> &str {
    ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|s| s.len() >= 6)).unwrap_or(word)
}

const ENDINGS: [&str; 5] = ["\u{0627}\u{062A}", "\u{0648}\u{0646}", "\u{064A}\u{0646}", "\u{064A}\u{0647}", "\u{0647}"];

/// Conjunction, preposition and article, the longest first.
const FRONTS: [&str; 8] = [
    "\u{0648}\u{0628}\u{0627}\u{0644}",
    "\u{0648}\u{0627}\u{0644}",
    "\u{0641}\u{0627}\u{0644}",
    "\u{0628}\u{0627}\u{0644}",
    "\u{0643}\u{0627}\u{0644}",
    "\u{0648}\u{0644}\u{0644}",
    "\u{0644}\u{0644}",
    "\u{0627}\u{0644}",
];

impl Words {
    /// The phrase that stands for several at `words`, and how many words it takes.
    pub(crate) fn synonym(&self, words: &[&str]) -> Option<(&str, usize)> {
        longest(&self.synonyms, words, bare).map(|(t, n)| (t.as_str(), n))
    }

    /// The clause that begins at `words` (folded as they stand), and how many words open it.
    pub(crate) fn clause(&self, words: &[&str]) -> Option<(Clause, usize)> {
        longest(&self.clauses, words, |w| w).map(|(c, n)| (*c, n))
    }

    /// Whether a stem of a measure tells nothing, or what.
    pub(crate) fn measure(&self, stem: &str) -> Option<MeasureWord> {
        self.measure.get(stem).copied()
    }

    /// The family of a folded unit.
    pub(crate) fn family(&self, unit: &str) -> Option<&'static str> {
        self.families.get(unit).copied()
    }

    /// Whether a folded unit counts people of any sort.
    pub(crate) fn person(&self, unit: &str) -> bool {
        self.persons.contains_key(unit)
    }

    /// Whether a bare word names a sort of body whose members are states and organisations.
    pub(crate) fn alliance(&self, bare: &str) -> bool {
        self.alliances.contains_key(bare)
    }

    /// Whether a bare word names only an order of magnitude.
    pub(crate) fn indefinite(&self, bare: &str) -> bool {
        self.indefinite.contains_key(bare)
    }

    /// Whether a bare word says that a figure comes on top of another.
    pub(crate) fn addition(&self, bare: &str) -> bool {
        self.additions.contains_key(bare)
    }

    /// One article in two to the power of this has the stem; `None` for a rare one.
    pub(crate) fn commonness(&self, stem: &str) -> Option<u8> {
        self.common.get(stem).copied()
    }

    /// The side on which the phrase that begins at `words` (folded as they stand) is, and how many words it takes.
    pub(crate) fn side(&self, words: &[&str]) -> Option<(Side, usize)> {
        longest(&self.sides, words, |w| w).map(|(s, n)| (*s, n))
    }

    /// Whether a folded word denies (`true`) or grants against expectation.
    pub(crate) fn denier(&self, key: &str) -> Option<bool> {
        self.deniers.get(key).or_else(|| self.deniers.get(key.strip_prefix('\u{0648}')?)).copied()
    }

    /// Whether a bare word says that an earlier figure was wrong.
    pub(crate) fn correction(&self, bare: &str) -> bool {
        self.corrections.contains_key(bare)
    }

    /// Whether a bare word sets a number in a time before.
    pub(crate) fn earlier(&self, bare: &str) -> bool {
        self.earlier.contains_key(bare)
    }

    /// Whether a bare word says that a number is awaited.
    pub(crate) fn awaited(&self, bare: &str) -> bool {
        self.awaited.contains_key(bare)
    }

    /// Whether a word stands before the first level of two (`true`) or the second.
    pub(crate) fn step(&self, word: &str) -> Option<bool> {
        self.steps.get(word).copied()
    }

    /// How many words the phrase of answering takes that begins at `words`, if one does.
    pub(crate) fn reply(&self, words: &[&str]) -> Option<usize> {
        longest(&self.replies, words, |w| w.strip_prefix('\u{0648}').filter(|r| r.len() >= 4).unwrap_or(w)).map(|r| r.1)
    }

    /// Whether a phrase that sets one source against another begins at `words`.
    pub(crate) fn contrast(&self, words: &[&str]) -> bool {
        longest(&self.contrasts, words, |w| w).is_some()
    }

    fn load() -> Words {
        let families = rows(FAMILIES, 1);
        let unit = |key: &str| families.iter().find(|r| r.key == key).map_or(String::new(), |r| fold(r.lemma()));
        let (dead, hurt) = (unit("dead"), unit("hurt"));
        let set =
            |text| rows(text, 0).iter().flat_map(|r| r.forms()).map(|f| (bare(&fold(f)).to_owned(), ())).collect();
        Words {
            synonyms: phrases(rows(SYNONYMS, 0).iter().map(|r| (r.forms().collect(), flat(r.lemma()))), bare),
            clauses: phrases(
                rows(CLAUSES, 1).iter().map(|r| {
                    (r.forms().collect(), if r.column(0) == "leader" { Clause::Leader } else { Clause::Purpose })
                }),
                |w| w,
            ),
            measure: rows(MEASURE, 1)
                .iter()
                .flat_map(|r| {
                    let sort = match r.column(0) {
                        "member" => MeasureWord::Member,
                        "killed" => MeasureWord::Killed,
                        "injured" => MeasureWord::Injured,
                        "new" => MeasureWord::New,
                        _ => MeasureWord::Total,
                    };
                    r.forms().map(move |f| (stem(bare(&fold(f))).to_owned(), sort))
                })
                .collect(),
            families: families.iter().map(|r| (fold(r.lemma()), r.column(0))).collect(),
            persons: set(PERSONS),
            alliances: set(ALLIANCES),
            indefinite: set(INDEFINITE),
            additions: set(ADDITIONS),
            sides: {
                let opposites = rows(OPPOSITES, 2);
                let mut axes: Vec<&str> = opposites.iter().map(|r| r.column(0)).collect();
                axes.sort_unstable();
                axes.dedup();
                let side = |r: &isnad_text::Row| Side {
                    axis: axes.iter().position(|a| *a == r.column(0)).unwrap_or(0) as u16,
                    first: r.column(1) == "a",
                };
                phrases(opposites.iter().map(|r| (r.forms().collect(), side(r))), |w| w)
            },
            deniers: rows(DENIERS, 1)
                .iter()
                .flat_map(|r| r.forms().map(|f| (fold(f), r.column(0) == "deny")))
                .collect(),
            corrections: set(CORRECTIONS),
            earlier: set(EARLIER),
            awaited: set(AWAITED),
            steps: rows(STEPS, 1).iter().flat_map(|r| r.forms().map(|f| (fold(f), r.column(0) == "from"))).collect(),
            contrasts: phrases(rows(CONTRASTS, 0).iter().map(|r| (r.forms().collect(), ())), |w| w),
            replies: phrases(rows(REPLIES, 0).iter().map(|r| (r.forms().collect(), ())), |w| {
                w.strip_prefix('\u{0648}').filter(|r| r.len() >= 4).unwrap_or(w)
            }),
            common: rows(COMMON, 1)
                .iter()
                .flat_map(|r| r.forms().map(|f| (f.to_owned(), r.column(0).parse().unwrap_or(0))))
                .collect(),
            dead,
            hurt,
        }
    }
}

/// One word for a phrase: its bare words run together.
fn flat(phrase: &str) -> String {
    fold(phrase).split(' ').map(bare).collect::<Vec<_>>().join("_")
}

/// A file that does not read is a failing test (`every_file_reads`); in the field its lines are left out.
fn rows(text: &'static str, columns: usize) -> Vec<isnad_text::Row<'static>> {
    Table::read(text, columns).map(|t| t.rows).unwrap_or_default()
}

fn phrases<'a, T: Clone>(entries: impl Iterator<Item = (Vec<&'a str>, T)>, key: impl Fn(&str) -> &str) -> Phrases<T> {
    let mut out: Phrases<T> = FxHashMap::default();
    for (forms, meaning) in entries {
        for form in forms {
            let folded = fold(form);
            let mut words = folded.split(' ').map(&key);
            let Some(first) = words.next() else { continue };
            out.entry(first.to_owned()).or_default().push((words.map(str::to_owned).collect(), meaning.clone()));
        }
    }
    out
}

fn longest<'a, T>(phrases: &'a Phrases<T>, words: &[&str], key: impl Fn(&str) -> &str) -> Option<(&'a T, usize)> {
    let (first, rest) = words.split_first()?;
    let found = phrases
        .get(key(first))?
        .iter()
        .filter(|(tail, _)| rest.len() >= tail.len() && tail.iter().zip(rest).all(|(t, w)| t == key(w)));
    found.max_by_key(|(tail, _)| tail.len()).map(|(tail, meaning)| (meaning, 1 + tail.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for (text, columns) in [
            (SYNONYMS, 0),
            (CLAUSES, 1),
            (MEASURE, 1),
            (FAMILIES, 1),
            (PERSONS, 0),
            (ALLIANCES, 0),
            (INDEFINITE, 0),
            (ADDITIONS, 0),
            (COMMON, 1),
            (OPPOSITES, 2),
            (DENIERS, 1),
            (CORRECTIONS, 0),
            (AWAITED, 0),
            (STEPS, 1),
            (REPLIES, 0),
            (CONTRASTS, 0),
            (EARLIER, 0),
        ] {
            if let Err(e) = Table::read(text, columns) {
                panic!("{e}");
            }
        }
    }

    #[test]
    fn phrases_are_one_word() {
        let tables = words();
        assert_eq!(tables.synonym(&["الاءتلاف", "الدولي"]), Some(("تحالف", 1)));
        assert_eq!(tables.synonym(&["تنظيم", "الدوله", "الاسلاميه"]), Some(("داعش", 3)));
        assert_eq!(tables.synonym(&["الدوله", "العراقيه"]), None);
        assert_eq!(tables.clause(&["لهزيمه", "داعش"]), Some((Clause::Purpose, 1)));
        assert_eq!(tables.clause(&["للقضاء", "علي", "داعش"]), Some((Clause::Purpose, 2)));
    }
}
