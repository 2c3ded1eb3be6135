//! In which further forms may a typed word stand in a text, and still be that word?
//!
//! The index keeps a word with what is glued to its end: pronouns («قرارها», «حكومته»), the letter that carries the
//! accusative («فوزا»). A search asks for these forms beside the one that was typed, for other spellings of a name that
//! newspapers write with غ or ج («الكونغرس», «الكونجرس»), and for a number with its thousands parted («1,250»).
//!
//! It is the query that is widened, not the index: nothing is kept, and names, which are matched by the same index words,
//! stay as they are typed. Refuses the plural, the feminine and the dual: they are other words, found by their stem.

use isnad_text::Kind;

use super::known::{feminine, his, known, person, place, preposition};
use super::words::{asked_for, spellings_of};

/// Forms of one word at most.
const MOST: usize = 40;

/// Two bytes a letter.
const THREE_LETTERS: usize = 6;
const FOUR_LETTERS: usize = 8;

const ALEF: char = '\u{0627}';
const TA: char = '\u{062A}';
const HA: char = '\u{0647}';
const MEEM: char = '\u{0645}';
const YA: char = '\u{064A}';
const JEEM: &str = "\u{062C}";
const GHAIN: &str = "\u{063A}";
const HIM: &str = "\u{0647}";
/// Pronouns: her, them, them both, us, you.
const PRONOUNS: [&str; 5] =
    ["\u{0647}\u{0627}", "\u{0647}\u{0645}", "\u{0647}\u{0645}\u{0627}", "\u{0646}\u{0627}", "\u{0643}\u{0645}"];

/// The forms under which a typed word is looked for in articles, the one that it was typed in first.
pub(super) fn forms(key: &str, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Number => numbers(key),
        Kind::Word => words(&asked_for(key), assimilated(key)),
        _ => vec![key.to_owned()],
    }
}

/// «للجنة» is «for the committee» as well as «for paradise»: the word with its own ل, where the lexicon has it.
fn assimilated(key: &str) -> Option<&str> {
    let at = key.find("\u{0644}\u{0644}").filter(|at| *at <= 2)?;
    key.get(at + 2..).filter(|own| known(own))
}

fn words(plain: &str, other: Option<&str>) -> Vec<String> {
    let mut out = vec![plain.to_owned()];
    out.extend(other.map(str::to_owned));
    out.extend(spellings_of(plain));
    out.extend(other_g(plain));
    for n in 0..out.len() {
        let Some(form) = out.get(n).cloned() else { break };
        ends(&form, &mut out);
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|form| seen.insert(form.clone()));
    out.truncate(MOST);
    out
}

/// A foreign name with its g written in the other way. Words of the language are left alone: «تجريد» is no «تغريد».
fn other_g(form: &str) -> Option<String> {
    let foreign = |word: &str| !known(word) || place(word);
    if form.len() < FOUR_LETTERS || !foreign(form) {
        return None;
    }
    let other = match (form.contains(GHAIN), form.contains(JEEM)) {
        (true, false) => form.replace(GHAIN, JEEM),
        (false, true) => form.replace(JEEM, GHAIN),
        _ => return None,
    };
    foreign(&other).then_some(other)
}

/// What a word becomes with a pronoun, or in the accusative.
fn ends(form: &str, out: &mut Vec<String>) {
    // «علي» is the name, «عليها» never is.
    if form.len() < THREE_LETTERS || preposition(form) {
        return;
    }
    let Some(last) = form.chars().next_back() else { return };
    let before = form.strip_suffix(last).unwrap_or("");
    let mut with = |stem: &str, end: &str| out.push(format!("{stem}{end}"));
    match last {
        // «حكومة», «حكومتها», «حكومتي»; a word of which the ه is its own loses nothing by it.
        HA => {
            for end in PRONOUNS.into_iter().chain([HIM, "\u{064A}"]) {
                with(before, &format!("{TA}{end}"));
            }
        }
        // «مستوى», «مستواها»; «مساعي», «مساعيها». «مغربيه» is the feminine.
        YA => {
            for end in PRONOUNS {
                with(form, end);
                with(before, &format!("{ALEF}{end}"));
            }
            with(before, &format!("{ALEF}{HIM}"));
            // «سياسيا» is the adverb, «سوريا» the country, «ماريا» a name.
            let adverb = format!("{form}{ALEF}");
            if known(form) && !place(&adverb) && !person(&adverb) {
                out.push(adverb);
            }
        }
        _ => {
            PRONOUNS.into_iter().for_each(|end| with(form, end));
            // «موقعه» is his, «رئيسه» and «والده» may be the feminine.
            let him = format!("{form}{HA}");
            if last == ALEF || his(&him) || (known(form) && !feminine(&him) && !has_feminine(form)) {
                out.push(him);
            }
            let accusative = format!("{form}{ALEF}");
            if last != ALEF && !place(&accusative) && !person(&accusative) {
                out.push(accusative);
            }
        }
    }
}

/// Whether a word is of a pattern that has a feminine: «والد», «زعيم», «مدرب», «معلوم».
fn has_feminine(form: &str) -> bool {
    let letters: Vec<char> = form.chars().collect();
    match letters.as_slice() {
        [_, ALEF, _, _] | [_, _, YA, _] => true,
        [MEEM, rest @ ..] => rest.len() >= 3,
        _ => false,
    }
}

/// A whole number with its thousands parted and without.
fn numbers(key: &str) -> Vec<String> {
    let mut out = vec![key.to_owned()];
    let bare = key.replace(',', "");
    let whole = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    if whole && (4..=15).contains(&bare.len()) {
        let mut parted = String::new();
        for (n, digit) in bare.chars().enumerate() {
            if n > 0 && (bare.len() - n).is_multiple_of(3) {
                parted.push(',');
            }
            parted.push(digit);
        }
        out.extend([bare, parted].into_iter().filter(|form| form != key));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word() {
        for (word, wanted, refused) in [
            ("قرار", "قرارا قراره قرارها قرارهم قرارنا", "قرارات قراري"),
            ("حكومه", "حكومته حكومتها حكومتهم حكومتي", "حكومها حكوما"),
            ("رئيس", "رءيسها رءيسا", "رءيسه رءيسي"),
            ("مستوي", "مستواها مستواه", "مستويه"),
            ("مغربي", "مغربيها مغربيا", "مغربيه"),
            ("سوري", "", "سوريا سوريه"),
            ("طبيب", "طبيبها", "طبيبه"),
            ("علي", "", "عليها عليه عليا"),
            ("كونجرس", "كونغرس", ""),
            ("كوب", "كوبها", "كوبا"),
        ] {
            let got = words(&isnad_text::fold(word), None);
            for form in wanted.split_whitespace() {
                assert!(got.iter().any(|g| g == form), "{word}: no {form} in {got:?}");
            }
            for form in refused.split_whitespace() {
                assert!(!got.iter().any(|g| g == form), "{word}: {form}");
            }
        }
        assert!(forms("للجنه", Kind::Word).contains(&"لجنه".to_owned()));
        assert_eq!(forms("1250", Kind::Number), ["1250", "1,250"]);
        assert_eq!(forms("1,250", Kind::Number), ["1,250", "1250"]);
        assert_eq!(forms("2024", Kind::Number), ["2024", "2,024"]);
        assert_eq!(forms("2.5", Kind::Number), ["2.5"]);
    }
}
