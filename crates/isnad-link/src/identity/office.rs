//! What is the normal form of an office, that outlets share?
//!
//! Reads an office as a text gives it («وزير الخارجية الأمريكي السابق») and gives its words without clitics and gender,
//! the state it is of, and whether it is held, was held or is to come.
//!
//! # Limits
//! An office told without its state («وزير الدفاع») keeps none: whose it is, only the article knows.

use isnad_extract::lexicon::{Class, lexicon};
use isnad_text::{Kind, fold, tokenise};

use super::terms::terms;
use crate::lexicon::{bare, stem};
use crate::series::{grammatical, state};

/// When an office is held, as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tense {
    /// On the day of the article.
    #[default]
    Held,
    /// For a time, or for another.
    Acting,
    /// After the day of the article.
    Coming,
    /// Before it.
    Former,
}

impl Tense {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Tense::Held => "held",
            Tense::Acting => "acting",
            Tense::Coming => "coming",
            Tense::Former => "former",
        }
    }
}

/// The field that an office belongs to, where it tells two people of one name apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A state's.
    State,
    /// Of sport.
    Sport,
}

/// An office in its normal form.
///
/// ```
/// use isnad_link::identity::{Office, Tense};
/// let one = Office::of("وزير الخارجية الأمريكي");
/// let other = Office::of("وزيرة خارجية الولايات المتحدة السابقة");
/// assert_eq!(one.key(), other.key());
/// assert_eq!(other.tense, Tense::Former);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Office {
    /// Its words in normal form, sorted, each once; states left out.
    pub words: Vec<String>,
    /// ISO 3166 codes of the states that it names, sorted.
    pub states: Vec<String>,
    /// Whether it is held.
    pub tense: Tense,
    /// Its field.
    pub field: Option<Field>,
    /// Whether it is only a title that many people have.
    pub bare: bool,
}

impl Office {
    /// The normal form of an office.
    pub fn of(text: &str) -> Office {
        let mut office = Office::default();
        let mut rest: Vec<String> = Vec::new();
        for word in all_words(text) {
            match word {
                Word::State(code) => office.states.push(code),
                Word::Plain(word) => rest.push(word),
            }
        }
        let mut plain: Vec<String> = Vec::with_capacity(rest.len());
        let mut at = 0;
        while let Some(tail) = rest.get(at..).filter(|t| !t.is_empty()) {
            if at > 0
                && let Some((tense, taken)) = terms().tense(tail)
            {
                office.tense = office.tense.max(tense);
                at += taken;
                continue;
            }
            plain.extend(tail.first().cloned());
            at += 1;
        }
        office.field = terms().field(&plain);
        let mut plain = office.in_one_wording(&plain);
        office.bare = office.states.is_empty() && terms().is_bare(&plain);
        plain.sort();
        plain.dedup();
        office.words = plain;
        office.states.sort();
        office.states.dedup();
        office
    }

    /// The words with each name of an office or body as its first; states that such a name says are kept.
    fn in_one_wording(&mut self, words: &[String]) -> Vec<String> {
        let mut out = Vec::with_capacity(words.len());
        let mut rest = words;
        while let Some((word, tail)) = rest.split_first() {
            let equal = terms().equals.iter().filter(|(form, ..)| !form.is_empty() && rest.starts_with(form));
            match equal.max_by_key(|(form, ..)| form.len()) {
                Some((form, first, code)) => {
                    out.extend(first.iter().cloned());
                    if !code.is_empty() {
                        self.states.push((*code).to_owned());
                    }
                    rest = rest.get(form.len()..).unwrap_or(&[]);
                }
                None => {
                    out.push(word.clone());
                    rest = tail;
                }
            }
        }
        out
    }

    /// The words and states of the office as one string: equal for one office in all its names.
    pub fn key(&self) -> String {
        format!("{}|{}", self.words.join(" "), self.states.join(" "))
    }

    /// Whether both are offices of states, of other states; or one is of sport and the other of a state.
    pub fn conflicts(&self, other: &Office) -> bool {
        match (self.field, other.field) {
            (Some(Field::State), Some(Field::State)) => {
                !self.states.is_empty()
                    && !other.states.is_empty()
                    && !self.states.iter().any(|s| other.states.contains(s))
            }
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }
}

enum Word {
    Plain(String),
    State(String),
}

/// The normal words of an office, states left out.
pub(super) fn words(text: &str) -> Vec<String> {
    all_words(text).into_iter().filter_map(|w| if let Word::Plain(w) = w { Some(w) } else { None }).collect()
}

fn all_words(text: &str) -> Vec<Word> {
    let tokens = tokenise(text);
    let tags = lexicon().tag(&tokens);
    let mut out = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        let mut taken = 1;
        let content = matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number);
        let head = tags.get(i, Class::Office).filter(|_| out.is_empty());
        if let Some(m) = head {
            let lemma = lexicon().row(m).map_or("", |r| r.lemma());
            out.extend(fold(lemma).split(' ').map(|w| Word::Plain(plain(w))));
            taken = usize::from(m.len).max(1);
        } else if let Some((code, len)) = state(&tags, i).filter(|_| content && !tags.has(i, Class::Portfolio)) {
            out.push(Word::State(code.trim_start_matches('=').to_owned()));
            taken = len;
        } else if content && !grammatical(&tags, i) {
            out.push(Word::Plain(plain(tokens.key(i))));
        }
        i += taken;
    }
    out
}

/// A word of an office without conjunction, article and gender.
fn plain(key: &str) -> String {
    stem(bare(key)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_office_in_its_names() {
        for (one, other) in [
            ("وزير الخارجية الأمريكي", "وزير خارجية الولايات المتحدة"),
            ("رئيس الوزراء العراقي", "رئيس الحكومة العراقية"),
            ("العاهل السعودي", "خادم الحرمين الشريفين"),
            ("المتحدثة باسم وزارة الخارجية الأميركية", "الناطق الرسمي باسم وزارة الخارجية الأميركية"),
            ("الرئيس التركي", "رئيس الجمهورية التركية"),
            ("المتحدث باسم البنتاغون", "المتحدث باسم وزارة الدفاع الأميركية"),
        ] {
            assert_eq!(Office::of(one).key(), Office::of(other).key(), "{one} / {other}");
        }
    }

    #[test]
    fn other_offices_stay_others() {
        for (one, other) in [
            ("الرئيس الأمريكي", "نائب الرئيس الأمريكي"),
            ("وزير الدفاع العراقي", "وزير الداخلية العراقي"),
            ("وزير الدفاع العراقي", "وزير الدفاع التركي"),
            ("رئيس الوزراء العراقي", "الرئيس العراقي"),
        ] {
            assert_ne!(Office::of(one).key(), Office::of(other).key(), "{one} / {other}");
        }
    }

    #[test]
    fn a_portfolio_is_no_state() {
        assert_eq!(Office::of("وزير المالية المصري").states, ["EG"]);
    }

    #[test]
    fn offices_of_two_states_conflict() {
        let of = Office::of;
        assert!(of("وزير الدفاع العراقي").conflicts(&of("الرئيس المصري")));
        assert!(of("لاعب المنتخب المصري").conflicts(&of("وزير المالية المصري")));
        assert!(!of("السفير الأميركي في العراق").conflicts(&of("وزير الدفاع العراقي")));
        assert!(!of("وزير الدفاع").conflicts(&of("الرئيس المصري")));
        assert!(!of("مدير المرصد السوري").conflicts(&of("الباحث البريطاني")));
    }

    #[test]
    fn titles_that_many_have_are_bare() {
        assert!(Office::of("الرئيس").bare);
        assert!(Office::of("اللاعب").bare);
        assert!(!Office::of("الرئيس التركي").bare);
        assert!(!Office::of("مدير المرصد").bare);
    }
}
