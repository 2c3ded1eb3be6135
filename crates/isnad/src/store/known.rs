//! What does the lexicon know of a word that stands by itself?
//!
//! Reads every lexicon file once; gives, for a folded word, whether it is there and as what. Search parts small words from
//! a word by it: «وزير» is known whole, «لبنان» is a place, «بطاقة» is a thing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use isnad_extract::lexicon::{Class, TABLES};
use isnad_text::{Row, fold_into};

const KNOWN: u8 = 1;
const PARTICLE: u8 = 1 << 1;
const PLACE: u8 = 1 << 2;
const FEMININE: u8 = 1 << 3;
const HIS: u8 = 1 << 4;
const PREPOSITION: u8 = 1 << 5;
const SOLID: u8 = 1 << 6;
const PERSON: u8 = 1 << 7;

/// Whether the lexicon has the word as it stands.
pub(crate) fn known(key: &str) -> bool {
    lexical(key) > 0
}

/// Whether it is a particle: «ان», «اي».
pub(super) fn particle(key: &str) -> bool {
    lexical(key) & PARTICLE > 0
}

/// Whether it is a preposition: what is glued to its end makes no other word of it.
pub(super) fn preposition(key: &str) -> bool {
    lexical(key) & PREPOSITION > 0
}

/// Whether it is a country or a place: its first letter is its own («لبنان» is no «بنان»).
pub(super) fn place(key: &str) -> bool {
    lexical(key) & PLACE > 0
}

/// Whether somebody is called so.
pub(super) fn person(key: &str) -> bool {
    lexical(key) & PERSON > 0
}

/// Whether it names a thing, an office, a body or a quality by itself, and its first letter is its own.
pub(super) fn solid(key: &str) -> bool {
    lexical(key) & SOLID > 0
}

/// Whether the lexicon prints it with the ending of the feminine.
pub(super) fn feminine(key: &str) -> bool {
    lexical(key) & FEMININE > 0
}

/// Whether the lexicon prints it with «his» at its end.
pub(super) fn his(key: &str) -> bool {
    lexical(key) & HIS > 0
}

/// What a class says of the words of its file.
fn of_class(class: Class) -> u8 {
    match class {
        Class::FunctionWord | Class::Complementiser => PARTICLE,
        Class::Country | Class::Place => PLACE,
        Class::GivenName => PERSON | SOLID,
        Class::CountedNoun
        | Class::OccasionNoun
        | Class::SpeechNoun
        | Class::Office
        | Class::Quality
        | Class::PlaceHead
        | Class::Honorific
        | Class::EventHead
        | Class::Magnitude => SOLID,
        _ => 0,
    }
}

/// What the lexicon has under a word; nought where it does not have it.
fn lexical(key: &str) -> u8 {
    // The single words of all files by a hash of their letters: one pass, and nothing is kept but a number a word.
    static WORDS: OnceLock<HashMap<u64, u8, BuildHasherDefault<Same>>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = HashMap::with_capacity_and_hasher(1 << 16, BuildHasherDefault::default());
        let mut folded = String::new();
        for table in TABLES {
            let of_class = KNOWN | of_class(table.class);
            for row in [table.text, table.generated.map_or("", |g| g.1)].into_iter().flat_map(Row::all) {
                let governs = table.class == Class::FunctionWord && row.column(0) == "preposition";
                for form in row.forms().filter(|f| !f.contains(' ')) {
                    let end = match form.chars().next_back() {
                        Some('\u{0629}') => FEMININE,
                        Some('\u{0647}') => HIS,
                        _ => 0,
                    };
                    folded.clear();
                    fold_into(form, &mut folded);
                    let is = of_class | end | if governs { PREPOSITION } else { 0 };
                    *words.entry(letters(&folded)).or_default() |= is;
                }
            }
        }
        words
    });
    words.get(&letters(key)).copied().unwrap_or(0)
}

/// FNV-1a over the bytes of a word.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// A number that is a hash already.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_word() {
        assert!(known("وزير") && place("لبنان") && solid("بطاقه") && solid("كامل") && preposition("علي"));
        assert!(!preposition("قرار") && his("قراره") && feminine("رءيسه") && !feminine("قراره"));
        assert!(!known("زيز") && !solid("بسبب"));
    }
}
