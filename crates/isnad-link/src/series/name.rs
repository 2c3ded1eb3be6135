//! What is the normal form of a subject's name and of a measure?
//!
//! Reads the words of a name or measure and gives them without clitics and function words, states by their code,
//! counted nouns in the singular, synonyms as one.

use isnad_extract::lexicon::{Class, Match, Tags, lexicon};
use isnad_text::{Kind, fold, tokenise};

use crate::lexicon::{Clause, MeasureWord, bare, stem, words};

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Name {
    /// The words before any clause, in order.
    pub(crate) head: Vec<String>,
    /// The words of its clause of purpose, sorted.
    pub(crate) purpose: Vec<String>,
    /// The words of its clause of leadership, sorted.
    pub(crate) leader: Vec<String>,
}

impl Name {
    /// Takes a name apart.
    pub(crate) fn of(text: &str) -> Name {
        let mut name = Name::default();
        let mut clause = None;
        for word in normal(text) {
            match (word, clause) {
                (Word::Clause(c), _) => clause = Some(c),
                (Word::Plain(w), None) => name.head.push(w),
                (Word::Plain(w), Some(Clause::Purpose)) => name.purpose.push(w),
                (Word::Plain(w), Some(Clause::Leader)) => name.leader.push(w),
            }
        }
        name.purpose.sort();
        name.purpose.dedup();
        name.leader.sort();
        name.leader.dedup();
        name
    }

    /// Whether it has no words.
    pub(crate) fn is_empty(&self) -> bool {
        self.head.is_empty()
    }

    /// Whether it is a head and no clause.
    pub(crate) fn is_short(&self) -> bool {
        self.purpose.is_empty() && self.leader.is_empty()
    }

    /// All its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &String> {
        self.head.iter().chain(&self.purpose).chain(&self.leader)
    }
}

/// A measure taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Measure {
    /// Words that tell it from other measures, sorted, each once.
    pub(crate) words: Vec<String>,
    /// Whether it says that the counted are dead.
    pub(crate) killed: bool,
    /// Whether it says that they are hurt.
    pub(crate) injured: bool,
    /// Whether it counts what is new.
    pub(crate) new: bool,
}

impl Measure {
    /// Takes a measure apart.
    pub(crate) fn of(text: &str) -> Measure {
        let mut measure = Measure::default();
        for word in normal(text) {
            let Word::Plain(word) = word else { continue };
            // «وأصيب»: the conjunction of a word that is not in the lexicon.
            let sort = words().measure(&word).or_else(|| words().measure(word.strip_prefix('\u{0648}')?));
            match sort {
                Some(MeasureWord::New) => {
                    measure.new = true;
                    measure.words.push(word);
                }
                Some(MeasureWord::Killed) => measure.killed = true,
                Some(MeasureWord::Injured) => measure.injured = true,
                Some(MeasureWord::Total | MeasureWord::Member) => {}
                None => measure.words.push(word),
            }
        }
        measure.words.sort();
        measure.words.dedup();
        measure
    }

    /// Leaves out the words of the subject and of the unit.
    pub(crate) fn without<'a>(&mut self, others: impl Iterator<Item = &'a String>) {
        for other in others {
            self.words.retain(|w| w != other);
        }
    }
}

/// The normal form of a unit.
pub(crate) fn unit(text: &str) -> String {
    fold(text)
}

/// The normal form of a unit as a word of a measure.
pub(crate) fn unit_word(text: &str) -> Option<String> {
    match normal(text).into_iter().next()? {
        Word::Plain(word) => Some(word),
        Word::Clause(_) => None,
    }
}

enum Word {
    Plain(String),
    Clause(Clause),
}

fn normal(text: &str) -> Vec<Word> {
    let tokens = tokenise(text);
    let tags = lexicon().tag(&tokens);
    let at: Vec<usize> =
        (0..tokens.len()).filter(|i| matches!(tokens.kind(*i), Kind::Word | Kind::Latin | Kind::Number)).collect();
    let keys: Vec<&str> = at.iter().map(|i| tokens.key(*i)).collect();
    let mut out = Vec::with_capacity(keys.len());
    let mut n = 0;
    while let (Some(rest), Some(&i), Some(&key)) = (keys.get(n..), at.get(n), keys.get(n)) {
        let (word, taken) = if let Some((clause, taken)) = words().clause(rest) {
            (Some(Word::Clause(clause)), taken)
        } else if let Some((word, taken)) = words().synonym(rest) {
            (Some(Word::Plain(word.to_owned())), taken)
        } else if let Some((code, taken)) = state(&tags, i) {
            (Some(Word::Plain(code)), taken)
        } else if grammatical(&tags, i) {
            (None, 1)
        } else if tokens.kind(i) == Kind::Number || TIMES.iter().any(|c| tags.has(i, *c)) {
            (Some(Word::Plain(format!("{TIME}{}", bare(key)))), 1)
        } else {
            (Some(Word::Plain(singular(&tags, i, key))), 1)
        };
        out.extend(word);
        n += taken;
    }
    out
}

/// Stands before words of time and numbers, which tell one measure from another but not what it measures.
const TIME: char = '~';

/// The classes of words of time.
const TIMES: [Class; 4] = [Class::Month, Class::TimeUnit, Class::TimeWord, Class::Season];

/// Whether a word of a measure is of time, or a number.
pub(crate) fn is_time(word: &str) -> bool {
    word.starts_with(TIME)
}

/// Whether token `i` only joins other words.
pub(crate) fn grammatical(tags: &Tags, i: usize) -> bool {
    let sort = |m: &Match| lexicon().row(m).map_or("", |r| r.column(0));
    tags.all(i, Class::FunctionWord).any(|m| !CONTENT.contains(&sort(m)))
}

/// The sorts of function words that have a meaning of their own: nouns and verbs that go with speech.
const CONTENT: [&str; 2] = ["object", "cue"];

/// The code of a state that is named, or whose adjective stands, at token `i`.
pub(crate) fn state(tags: &Tags, i: usize) -> Option<(String, usize)> {
    [Class::Country, Class::Nationality].into_iter().find_map(|class| {
        let m = tags.get(i, class)?;
        let code = lexicon().row(m)?.column(0);
        (!code.is_empty()).then(|| (format!("={code}"), usize::from(m.len).max(1)))
    })
}

/// A counted noun in the singular, any other word without article and the endings of gender and number.
fn singular(tags: &Tags, i: usize, key: &str) -> String {
    let noun = tags.get(i, Class::CountedNoun).filter(|m| m.len == 1).and_then(|m| lexicon().row(m));
    match noun {
        Some(row) => fold(row.lemma()),
        None => stem(bare(key)).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        let name = Name::of(text);
        format!("{} | {} | {}", name.head.join(" "), name.purpose.join(" "), name.leader.join(" "))
    }

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(key("التحالف الدولي لهزيمة تنظيم (داعش)"), "تحالف دولي | داعش | ");
        assert_eq!(key("الائتلاف الدولي ضد داعش"), "تحالف دولي | داعش | ");
        assert_eq!(key("التحالف العربي بقيادة السعودية"), "تحالف عربي |  | =SA");
        assert_eq!(key("«»"), " |  | ");
    }

    #[test]
    fn measures_keep_what_tells_them_apart() {
        let words = |text: &str| Measure::of(text).words.join(" ");
        assert_eq!(words("إجمالي عدد الأعضاء"), "");
        assert_eq!(words("معدل التضخم"), words("نسبة التضخم"));
        assert_ne!(words("الصادرات النفطية"), words("الواردات النفطية"));
        let killed = Measure::of("مقتل أشخاص في السيول");
        assert!(killed.killed && !killed.injured, "{killed:?}");
    }
}
