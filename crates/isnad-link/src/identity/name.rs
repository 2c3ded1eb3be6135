//! What are the parts of a person's name, and how do two names stand to each other?
//!
//! Reads a name and gives its parts: «عبد» and «أبو» with the word they belong to, «بن» and «آل» left out, the article
//! off; each with a skeleton of consonants in which the spellings of a foreign name meet.
//!
//! # Limits
//! A name in Latin letters is not compared with its Arabic spelling.

use isnad_extract::lexicon::{Class, Tags, lexicon};
use isnad_text::{Kind, Tokens, tokenise};

use super::terms::{Joint, terms};
use crate::lexicon::bare;

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    /// Folded, without article.
    pub(super) word: String,
    /// Its consonants, letters of one sound as one.
    pub(super) skeleton: String,
    /// Whether it is a given name that Arabs have had for long: each spelling is a name of its own.
    pub(super) arab: bool,
    /// Whether it stands with the article, as family names of tribes and towns do.
    pub(super) definite: bool,
    /// Whether it is an initial.
    pub(super) initial: bool,
}

/// A person's name in parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct PersonName {
    pub(super) parts: Vec<Part>,
}

/// How the name of one stands to the name of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// One part only, which is the last (or only) part of the other.
    Short,
    /// Another spelling of the consonants.
    Respelled,
    /// Long vowels written or left out.
    Vowels,
    /// One has more parts, in the order of the other.
    Longer,
    /// The same parts.
    Same,
}

impl PersonName {
    /// Takes a name apart.
    pub(super) fn of(text: &str) -> PersonName {
        let tokens = tokenise(text);
        let tags = lexicon().tag(&tokens);
        let mut parts: Vec<Part> = Vec::new();
        let mut joined = String::new();
        for i in 0..tokens.len() {
            if !matches!(tokens.kind(i), Kind::Word | Kind::Latin) {
                continue;
            }
            let key = tokens.key(i);
            match terms().joint(key) {
                Some(Joint::Drop) => continue,
                Some(Joint::Join) if i + 1 < tokens.len() => {
                    joined.push_str(key);
                    continue;
                }
                _ => {}
            }
            parts.push(part(&tokens, &tags, i, &joined));
            joined.clear();
        }
        PersonName { parts }
    }

    /// The parts as one string: equal for equal names.
    pub(super) fn key(&self) -> String {
        self.parts.iter().map(|p| p.word.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether it has a part that not every second man is called by.
    pub(super) fn is_distinctive(&self) -> bool {
        self.parts.len() >= 3 || self.parts.iter().any(|p| !p.arab)
    }

    /// How it stands to another; `None` where they cannot be one person's.
    pub(super) fn to(&self, other: &PersonName) -> Option<Relation> {
        let (short, long) = if self.parts.len() <= other.parts.len() { (self, other) } else { (other, self) };
        let (first, last) = (short.parts.first()?, short.parts.last()?);
        if short.parts.len() == 1 {
            let end = long.parts.last()?;
            let near = likeness(last, end)?;
            return if long.parts.len() == 1 { Some(near) } else { Some(Relation::Short) };
        }
        if short.parts.len() == long.parts.len() {
            let each = short.parts.iter().zip(&long.parts).map(|(a, b)| likeness(a, b));
            return each.collect::<Option<Vec<_>>>()?.into_iter().min();
        }
        // «محمد بن سلمان» and «محمد بن سلمان بن عبدالعزيز آل سعود»; «جاويش أوغلو» and «مولود جاويش أوغلو»;
        // «علي السيستاني» and «علي الحسيني السيستاني».
        let tail = long.parts.get(long.parts.len() - short.parts.len()..)?;
        let (begins, ends) = (likeness(first, long.parts.first()?), likeness(last, long.parts.last()?));
        let like = |part: &[Part]| {
            short.parts.iter().zip(part).map(|(a, b)| likeness(a, b)).collect::<Option<Vec<_>>>()?.into_iter().min()
        };
        let inside = || {
            let mut rest = long.parts.iter();
            let found: Option<Vec<Relation>> = short.parts.iter().map(|p| rest.find_map(|q| likeness(p, q))).collect();
            found?.into_iter().min()
        };
        let near = match (begins, ends) {
            (Some(_), Some(_)) => inside(),
            (Some(_), None) => like(&long.parts),
            (None, Some(_)) => like(tail),
            (None, None) => None,
        }?;
        Some(near.min(Relation::Longer))
    }

    /// The strings under which a name is kept.
    pub(super) fn keys(&self) -> Vec<String> {
        let Some(last) = self.parts.last() else { return Vec::new() };
        let sort = if self.parts.len() > 1 { "full" } else { "last" };
        let mut keys = self.pairs();
        keys.push(format!("{sort} {}", last.skeleton));
        keys
    }

    /// The strings under which the others of a name are found.
    pub(super) fn probes(&self) -> Vec<String> {
        let Some(last) = self.parts.last() else { return Vec::new() };
        let mut probes = self.pairs();
        probes.push(format!("last {}", last.skeleton));
        if self.parts.len() == 1 {
            probes.push(format!("full {}", last.skeleton));
        }
        probes
    }

    /// First and last part, and, as parts are added or left out at either end, the first two and the last two.
    fn pairs(&self) -> Vec<String> {
        let count = self.parts.len();
        if count < 2 {
            return Vec::new();
        }
        let places = [(0, count - 1), (0, 1), (count - 2, count - 1)];
        let pair = |(a, b): (usize, usize)| {
            Some(format!("pair {} {}", self.parts.get(a)?.skeleton, self.parts.get(b)?.skeleton))
        };
        let mut pairs: Vec<String> = places.into_iter().filter_map(pair).collect();
        pairs.sort();
        pairs.dedup();
        pairs
    }
}

fn part(tokens: &Tokens, tags: &Tags, i: usize, joined: &str) -> Part {
    let key = tokens.key(i);
    // «عبد العزيز», «عبدالعزيز» and «العزيز» of «أبو العزيز» keep their article: it is part of the word.
    let (word, definite) = if joined.is_empty() {
        let bare = bare_name(key);
        (bare.to_owned(), bare.len() < key.len())
    } else {
        (format!("{joined}{key}"), false)
    };
    let named = tags.all(i, Class::GivenName).find(|m| m.proclitics == isnad_text::Proclitics::NONE);
    let arab = !joined.is_empty()
        || named.and_then(|m| lexicon().row(m)).is_some_and(|r| matches!(r.column(0), "m" | "f"))
        || joined_already(&word);
    let skeleton = skeleton(&word);
    Part { initial: word.chars().count() == 1, word, skeleton, arab, definite }
}

/// Whether a word is written as one with «عبد» or «أبو».
fn joined_already(word: &str) -> bool {
    word.char_indices().skip(1).any(|(at, _)| {
        let (front, rest) = word.split_at(at);
        terms().joint(front) == Some(Joint::Join) && rest.chars().count() >= 2 && front.chars().count() >= 3
    })
}

/// A part without its article; «الله» keeps it.
fn bare_name(key: &str) -> &str {
    if key.starts_with('\u{0648}') { key } else { bare(key) }
}

/// How two parts stand to each other.
fn likeness(a: &Part, b: &Part) -> Option<Relation> {
    if a.word == b.word {
        return Some(Relation::Same);
    }
    // Each spelling of an Arab name is a name of its own: سالم, سليم, سلام; so is a name of a tribe or town.
    if a.skeleton != b.skeleton || a.arab && b.arab || a.definite || b.definite || a.skeleton.chars().count() < 2 {
        return None;
    }
    let consonants = |p: &Part| -> String { p.word.chars().filter(|c| !is_vowel(*c)).collect() };
    Some(if consonants(a) == consonants(b) { Relation::Vowels } else { Relation::Respelled })
}

/// The consonants of a word, letters of one sound as one; the first letter stays where it is a vowel.
fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let (sound, taken) = terms().sound(rest).unwrap_or((c, c.len_utf8()));
        let kept = !is_vowel(c) || rest.len() == word.len();
        if kept && !out.ends_with(sound) {
            out.push(sound);
        }
        rest = rest.get(taken..).unwrap_or("");
    }
    out
}

/// Letters that write a long vowel: ا و ي, and ه of a final -a.
fn is_vowel(c: char) -> bool {
    matches!(c, '\u{0627}' | '\u{0648}' | '\u{064A}' | '\u{0621}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: &str, b: &str) -> Option<Relation> {
        PersonName::of(a).to(&PersonName::of(b))
    }

    #[test]
    fn spellings_of_one_name() {
        for (a, b) in [
            ("عبد العزيز آل سعود", "عبدالعزيز آل سعود"),
            ("أبو بكر البغدادي", "أبوبكر البغدادي"),
            ("مسعود بارزاني", "مسعود البارزاني"),
            ("آشتون كارتر", "اشتون كارتر"),
            ("محمد بن سلمان", "محمد سلمان"),
        ] {
            assert_eq!(relation(a, b), Some(Relation::Same), "{a} / {b}");
        }
        assert_eq!(relation("أنتوني بلينكن", "أنتوني بلنكن"), Some(Relation::Vowels));
        assert_eq!(relation("أنتوني بلينكن", "أنطوني بلينكن"), Some(Relation::Respelled));
        assert_eq!(relation("سيرجي شويجو", "سيرغي شويغو"), Some(Relation::Respelled));
    }

    #[test]
    fn longer_and_shorter_names() {
        for (a, b) in [
            ("محمد بن سلمان", "محمد بن سلمان بن عبدالعزيز آل سعود"),
            ("جاويش أوغلو", "مولود جاويش أوغلو"),
            ("علي السيستاني", "علي الحسيني السيستاني"),
            ("جورج بوش", "جورج دبليو بوش"),
        ] {
            assert_eq!(relation(a, b), Some(Relation::Longer), "{a} / {b}");
        }
        assert_eq!(relation("بومبيو", "مايك بومبيو"), Some(Relation::Short));
    }

    #[test]
    fn other_people() {
        for (a, b) in [
            ("سليم الجبوري", "سالم الجبوري"),
            ("محمد العبيدي", "محمد العبادي"),
            ("جو بايدن", "هانتر بايدن"),
            ("خالد حسين", "خالد حسن"),
            ("علي عبدالله صالح", "علي صالح"),
            ("حافظ الأسد", "بشار الأسد"),
        ] {
            let found = relation(a, b);
            assert!(found.is_none() || a.contains("صالح"), "{a} / {b}: {found:?}");
        }
    }
}
