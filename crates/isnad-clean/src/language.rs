//! In which language is the text? Judged by its letters alone.

use isnad_text::letters::Alphabet;
use isnad_text::{Article, Field, Found, Note, letters};

/// At most so many characters are counted.
const SAMPLE: usize = 4_000;

/// The language of a text as an ISO 639 code where its letters tell: `ar`, `fa`, `ur`, `ku`, `he`; `None` for Latin and others.
///
/// ```
/// assert_eq!(isnad_clean::language("قالت الوزارة إن الاتفاق وُقّع في عمّان."), Some("ar"));
/// assert_eq!(isnad_clean::language("وزیر خارجه گفت که این توافق پذیرفته می‌شود"), Some("fa"));
/// assert_eq!(isnad_clean::language("The minister said."), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let (mut arabic, mut other, mut persian, mut urdu, mut kurdish, mut hebrew, mut plain) =
        (0u32, 0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    for c in text.chars().filter(|&c| !c.is_ascii_digit() && crate::lexicon::is_letter(c)).take(SAMPLE) {
        match letters::alphabet(c) {
            Some(Alphabet::Persian) => persian += 1,
            Some(Alphabet::Urdu) => urdu += 1,
            Some(Alphabet::Kurdish) => kurdish += 1,
            Some(Alphabet::Arabic) => plain += 1,
            None => hebrew += u32::from(matches!(c, '\u{0590}'..='\u{05FF}')),
        }
        if letters::is_arabic_letter(c) {
            arabic += 1;
        } else {
            other += 1;
        }
    }
    if hebrew > arabic {
        return Some("he");
    }
    if arabic == 0 || arabic < other {
        return None;
    }
    let share = |n: u32| n * 100 / arabic.max(1);
    Some(match () {
        () if share(urdu) >= 3 => "ur",
        () if share(kurdish) >= 3 => "ku",
        () if share(persian) >= 5 && persian > plain => "fa",
        () => "ar",
    })
}

/// Sets the language of an article and says so where it is not Arabic.
pub(crate) fn note(article: &mut Article) {
    let found = language(&article.text);
    if article.language.is_none() {
        article.language = found.map(str::to_owned);
        if found.is_some() {
            article.found_in(Field::Language, Found::Letters);
        }
    }
    if found != Some("ar") && article.text.chars().any(crate::lexicon::is_letter) {
        let message = match found {
            Some(code) => format!("The letters of the text are those of another language ({code})."),
            None => "Most letters of the text are not Arabic.".to_owned(),
        };
        article.notes.push(Note { code: "not-arabic", message, span: None });
    }
}
