//! Which small words are glued to this one?
//!
//! Arabic writes و ف ب ل ك س and the article on the front of a word and pronouns on its end. A form may be read in
//! several ways («وصل» arrived, or «و+صل»); all readings are given, the lexicon and the rules choose.

/// The proclitics of one reading, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Proclitics(u8);

impl Proclitics {
    /// None.
    pub const NONE: Proclitics = Proclitics(0);
    /// و «and».
    pub const WA: Proclitics = Proclitics(1);
    /// ف «so».
    pub const FA: Proclitics = Proclitics(2);
    /// ب «in, by».
    pub const BA: Proclitics = Proclitics(4);
    /// ل «to, for».
    pub const LA: Proclitics = Proclitics(8);
    /// ك «as».
    pub const KA: Proclitics = Proclitics(16);
    /// ال, the article.
    pub const AL: Proclitics = Proclitics(32);
    /// س, the future.
    pub const SA: Proclitics = Proclitics(64);

    /// Whether all of `other` are in the set.
    #[inline]
    pub fn has(self, other: Proclitics) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether one of `other` is in the set.
    #[inline]
    pub fn any(self, other: Proclitics) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[inline]
    pub const fn with(self, other: Proclitics) -> Proclitics {
        Proclitics(self.0 | other.0)
    }

    /// The set without `other`.
    #[inline]
    pub const fn without(self, other: Proclitics) -> Proclitics {
        Proclitics(self.0 & !other.0)
    }

    /// Whether it has a conjunction (و ف).
    #[inline]
    pub fn conjunction(self) -> bool {
        self.any(Self::WA.with(Self::FA))
    }

    /// Whether it has a preposition (ب ل ك).
    #[inline]
    pub fn preposition(self) -> bool {
        self.any(Self::BA.with(Self::LA).with(Self::KA))
    }
}

/// One way to part the front of a folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was taken off.
    pub proclitics: Proclitics,
    /// Bytes of the key before the stem, the article included.
    pub stem: usize,
    /// Bytes of the key before the article and the stem: where the word without conjunction and preposition begins.
    pub word: usize,
}

/// All readings of a folded word, the whole word first. The stem keeps at least two letters.
///
/// ```
/// use isnad_text::{readings, Proclitics};
/// let key = "وبالعراق";
/// let last = readings(key).last().unwrap();
/// assert_eq!(&key[last.stem..], "عراق");
/// assert!(last.proclitics.has(Proclitics::WA.with(Proclitics::BA).with(Proclitics::AL)));
/// ```
#[inline]
pub fn readings(key: &str) -> impl Iterator<Item = Reading> + '_ {
    Readings {
        key: key.as_bytes(),
        found: [Reading { proclitics: Proclitics::NONE, stem: 0, word: 0 }; 8],
        n: 0,
        at: 0,
    }
    .fill()
}

struct Readings<'a> {
    key: &'a [u8],
    found: [Reading; 8],
    n: usize,
    at: usize,
}

const TWO_LETTERS: usize = 4;

impl Readings<'_> {
    fn fill(mut self) -> Self {
        self.push(Proclitics::NONE, 0, 0);
        self.article(Proclitics::NONE, 0);
        self.inner(Proclitics::NONE, 0);
        let conjunction = match letter(self.key, 0) {
            Some('\u{0648}') => Proclitics::WA,
            Some('\u{0641}') => Proclitics::FA,
            _ => return self,
        };
        self.push(conjunction, 2, 2);
        self.article(conjunction, 2);
        self.inner(conjunction, 2);
        self
    }

    /// Preposition or future after an optional conjunction.
    fn inner(&mut self, before: Proclitics, at: usize) {
        let clitic = match letter(self.key, at) {
            Some('\u{0628}') => Proclitics::BA,
            Some('\u{0644}') => Proclitics::LA,
            Some('\u{0643}') => Proclitics::KA,
            Some('\u{0633}') => Proclitics::SA,
            _ => return,
        };
        let set = before.with(clitic);
        // لل: the article loses its alef after ل.
        if clitic == Proclitics::LA && letter(self.key, at + 2) == Some('\u{0644}') {
            self.push(set.with(Proclitics::AL), at + 4, at + 2);
        }
        self.push(set, at + 2, at + 2);
        if clitic == Proclitics::BA || clitic == Proclitics::KA {
            self.article(set, at + 2);
        }
    }

    fn article(&mut self, before: Proclitics, at: usize) {
        if letter(self.key, at) == Some('\u{0627}') && letter(self.key, at + 2) == Some('\u{0644}') {
            self.push(before.with(Proclitics::AL), at + 4, at);
        }
    }

    fn push(&mut self, proclitics: Proclitics, stem: usize, word: usize) {
        let enough = if stem == 0 { 0 } else { TWO_LETTERS };
        if self.key.len() >= stem + enough
            && let Some(slot) = self.found.get_mut(self.n)
        {
            *slot = Reading { proclitics, stem, word };
            self.n += 1;
        }
    }
}

impl Iterator for Readings<'_> {
    type Item = Reading;
    fn next(&mut self) -> Option<Reading> {
        let r = (self.at < self.n).then(|| self.found.get(self.at).copied())?;
        self.at += 1;
        r
    }
}

/// The two-byte letter at `at`, if there is one.
fn letter(key: &[u8], at: usize) -> Option<char> {
    match key.get(at..at + 2) {
        Some(&[a @ 0xC2..=0xDF, b]) => char::from_u32((u32::from(a) & 0x1F) << 6 | (u32::from(b) & 0x3F)),
        _ => None,
    }
}

/// A pronoun glued to the end of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enclitic {
    /// Bytes of the key before the pronoun.
    pub stem: usize,
    /// The pronoun's person, gender and number, as `3ms`, `3fs`, `3mp`, `3fp`, `3d`, `2`, `1s`, `1p`.
    pub features: &'static str,
}

/// Pronouns, longest first: key bytes, features.
const PRONOUNS: &[(&str, &str)] = &[
    ("\u{0647}\u{0645}\u{0627}", "3d"),
    ("\u{0643}\u{0645}\u{0627}", "2"),
    ("\u{0647}\u{0627}", "3fs"),
    ("\u{0647}\u{0645}", "3mp"),
    ("\u{0647}\u{0646}", "3fp"),
    ("\u{0643}\u{0645}", "2"),
    ("\u{0646}\u{0627}", "1p"),
    ("\u{0646}\u{064A}", "1s"),
    ("\u{0647}", "3ms"),
    ("\u{0643}", "2"),
    ("\u{064A}", "1s"),
];

/// The pronouns that the end of a folded word may be, longest first. The stem keeps at least two letters; a final ه
/// may as well be a teh marbuta and a final ي part of the word: the lexicon decides.
///
/// ```
/// use isnad_text::enclitics;
/// let key = "بلادهم";
/// let e = enclitics(key).next().unwrap();
/// assert_eq!((&key[..e.stem], e.features), ("بلاد", "3mp"));
/// ```
pub fn enclitics(key: &str) -> impl Iterator<Item = Enclitic> + '_ {
    PRONOUNS.iter().filter_map(move |(pronoun, features)| {
        let stem = key.strip_suffix(pronoun)?.len();
        (stem >= TWO_LETTERS).then_some(Enclitic { stem, features })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(key: &str) -> Vec<&str> {
        readings(key).map(|r| &key[r.stem..]).collect()
    }

    #[test]
    fn every_front_is_offered() {
        assert_eq!(stems("والعراق"), ["والعراق", "العراق", "عراق"]);
        assert_eq!(stems("للعراق"), ["للعراق", "عراق", "لعراق"]);
        assert_eq!(stems("سيجتمع"), ["سيجتمع", "يجتمع"]);
        assert_eq!(stems("فبالتالي"), ["فبالتالي", "بالتالي", "التالي", "تالي"]);
    }

    #[test]
    fn short_words_stay_whole() {
        assert_eq!(stems("ولد"), ["ولد", "لد"]);
        assert_eq!(stems("ول"), ["ول"]);
    }
}
