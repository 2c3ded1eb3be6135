//! Is this Arabic? A rough count of letters, only to warn.

/// What a text seems to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Arabic, or too short to tell.
    Arabic,
    /// The Arabic script with the letters of Persian, Urdu or Kurdish.
    OtherArabicScript,
    /// Another script.
    Other,
}

/// Judges by the first letters of a text.
pub(super) fn script(text: &str) -> Script {
    let (mut arabic, mut eastern, mut other) = (0u32, 0u32, 0u32);
    for c in text.chars().take(4000) {
        if isnad_text::letters::is_arabic_letter(c) {
            arabic += 1;
            // Peh, tcheh, jeh, gaf, tteh, ddal, rreh, noon ghunna, yeh barree, the Kurdish vowels: never in Arabic.
            if matches!(
                c,
                '\u{067E}'
                    | '\u{0686}'
                    | '\u{0698}'
                    | '\u{06AF}'
                    | '\u{0679}'
                    | '\u{0688}'
                    | '\u{0691}'
                    | '\u{06BA}'
                    | '\u{06D2}'
                    | '\u{06BE}'
                    | '\u{06CE}'
                    | '\u{06C6}'
                    | '\u{06D5}'
                    | '\u{0695}'
                    | '\u{06B5}'
            ) {
                eastern += 1;
            }
        } else if c.is_alphabetic() {
            other += 1;
        }
    }
    if arabic + other < 30 {
        Script::Arabic
    } else if arabic * 2 < other {
        Script::Other
    } else if eastern * 40 > arabic {
        Script::OtherArabicScript
    } else {
        Script::Arabic
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, script};

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(script("قال الوزير في مؤتمر صحفي إن العدد بلغ سبعا وثمانين دولة"), Script::Arabic);
        assert_eq!(script("The minister told reporters that the number had reached 87."), Script::Other);
        assert_eq!(
            script("وزیر گفت که این شمار به هشتاد و هفت کشور رسیده است و چند کشور دیگر"),
            Script::OtherArabicScript
        );
        assert_eq!(script("ok"), Script::Arabic);
    }
}
