//! What is one of them called? The counted noun in the singular, without clitics and vowels.

use isnad_text::letters;

use crate::Document;
use crate::lexicon::{Class, Features, Match, lexicon};

const ALEF: char = '\u{0627}';
const TEH_MARBUTA: char = '\u{0629}';
const SOUND_FEMININE: &str = "\u{0627}\u{062A}";
const SOUND_MASCULINE: [&str; 2] = ["\u{064A}\u{0646}", "\u{0648}\u{0646}"];
const ARTICLE: &str = "\u{0627}\u{0644}";
const FATHATAN: char = '\u{064B}';

/// Classes whose entries begin with the singular of a noun.
pub(super) const NOUNS: [Class; 9] = [
    Class::CountedNoun,
    Class::Nationality,
    Class::Office,
    Class::OrganisationHead,
    Class::PlaceHead,
    Class::EventHead,
    Class::SpeechNoun,
    Class::UnnamedSource,
    Class::Honorific,
];

/// The entry of a noun at token `i` that `fits`, the counted nouns first.
pub(super) fn known(doc: &Document, i: usize, fits: impl Fn(&Match) -> bool) -> Option<Match> {
    NOUNS.iter().find_map(|c| {
        if !doc.is(i, *c) {
            return None;
        }
        doc.tags.all(i, *c).find(|m| m.len == 1 && fits(m)).copied()
    })
}

/// The singular behind an entry: its lemma, of people the form that stands in the text where it is feminine.
pub(super) fn of_entry(m: &Match) -> String {
    let lemma = lexicon().row(m).map_or("", |r| r.lemma());
    let feminine = m.features.has(Features::FEMININE) && m.class != Class::CountedNoun;
    if feminine && !m.features.has(Features::PLURAL) { format!("{lemma}{TEH_MARBUTA}") } else { lemma.to_owned() }
}

/// The singular of a word that no lexicon knows. `tanwin`: it stands after 11 to 99, where a final alef is an ending.
pub(super) fn by_shape(surface: &str, tanwin: bool) -> String {
    let marked = surface.contains(FATHATAN);
    let word: String = surface.chars().filter(|c| !letters::is_arabic_mark(*c) && !letters::is_invisible(*c)).collect();
    let word = word.strip_prefix(ARTICLE).filter(|w| w.chars().count() > 2).unwrap_or(&word).to_owned();
    let long = word.chars().count() > 4;
    if let Some(stem) = word.strip_suffix(SOUND_FEMININE).filter(|_| long) {
        return format!("{stem}{TEH_MARBUTA}");
    }
    if let Some(stem) = SOUND_MASCULINE.iter().find_map(|e| word.strip_suffix(e)).filter(|_| long) {
        return stem.to_owned();
    }
    if (tanwin || marked)
        && let Some(stem) = word.strip_suffix(ALEF)
    {
        return stem.to_owned();
    }
    word
}

/// The singular of a masculine noun with a sound feminine plural («منشورات»); other plurals as [`by_shape`].
pub(super) fn masculine(surface: &str) -> String {
    let word = by_shape(surface, false);
    match word.strip_suffix(TEH_MARBUTA) {
        Some(stem) if !surface.ends_with(TEH_MARBUTA) => stem.to_owned(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::by_shape;

    #[test]
    fn shapes_give_the_singular() {
        assert_eq!(by_shape("عارضًا", true), "عارض");
        assert_eq!(by_shape("منظمات", false), "منظمة");
        assert_eq!(by_shape("انتحاريين", false), "انتحاري");
        assert_eq!(by_shape("المدنيين", false), "مدني");
        assert_eq!(by_shape("فرعا", true), "فرع");
        assert_eq!(super::masculine("منشورات"), "منشور");
    }
}
