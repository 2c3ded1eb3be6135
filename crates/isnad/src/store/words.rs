//! Under which words is a text found?
//!
//! One entry for the word as folded, and beside it the same word without the small words glued to its front, so that
//! «والولايات», «للولايات» and «بالولايات» are found by «الولايات». A query asks for one form of each word: without
//! what surely is the article and what stands before it.

use isnad_text::{Kind, Proclitics, Tokens, readings, tokenise};

/// Whether a query has been typed or a text is being indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A text.
    Text,
    /// A query.
    Query,
}

/// Calls `give(word, beside, start, end)` for every searchable form; `beside` forms share the place of the word before.
/// Stops where `give` says so.
pub(crate) fn each(text: &str, side: Side, mut give: impl FnMut(&str, bool, u32, u32) -> bool) -> bool {
    let tokens = tokenise(text);
    for i in 0..tokens.len() {
        if !forms(&tokens, i, side, &mut give) {
            return false;
        }
    }
    true
}

/// The forms of token `i`.
pub(crate) fn forms(
    tokens: &Tokens,
    i: usize,
    side: Side,
    give: &mut impl FnMut(&str, bool, u32, u32) -> bool,
) -> bool {
    let span = tokens.span(i);
    let key = tokens.key(i);
    match tokens.kind(i) {
        Kind::Latin | Kind::Number => give(clip(key), false, span.start, span.end),
        Kind::Word => match side {
            Side::Query => give(clip(asked(key)), false, span.start, span.end),
            Side::Text => {
                if !give(clip(key), false, span.start, span.end) {
                    return false;
                }
                for stem in beside(key) {
                    if !give(clip(stem), true, span.start, span.end) {
                        return false;
                    }
                }
                true
            }
        },
        _ => true,
    }
}

/// The form in which a typed word is looked for: without the article and what is glued before it.
pub(crate) fn asked(key: &str) -> &str {
    readings(key)
        .filter(|r| r.proclitics.has(Proclitics::AL) && key.len() >= r.stem + THREE_LETTERS)
        .max_by_key(|r| r.stem)
        .and_then(|r| key.get(r.stem..))
        .unwrap_or(key)
}

const THREE_LETTERS: usize = 6;

/// The forms without clitics under which a word of a text is found too.
pub(crate) fn beside(key: &str) -> impl Iterator<Item = &str> {
    readings(key).filter(|r| r.stem > 0 && key.len() >= r.stem + THREE_LETTERS).filter_map(move |r| {
        let stem = key.get(r.stem..)?;
        // س is the future only before a verb in the present: ي ت ن ا.
        if r.proclitics.has(Proclitics::SA) && !stem.starts_with(['\u{064A}', '\u{062A}', '\u{0646}', '\u{0627}']) {
            return None;
        }
        Some(stem)
    })
}

/// Longer words are found by their first letters.
fn clip(key: &str) -> &str {
    let mut end = key.len().min(120);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.get(..end).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::{Side, each};

    fn words(text: &str, side: Side) -> Vec<String> {
        let mut out = Vec::new();
        each(text, side, |w, beside, _, _| {
            out.push(if beside { format!("+{w}") } else { w.to_owned() });
            true
        });
        out
    }

    #[test]
    fn a_word_is_found_without_its_clitics() {
        let asked = words("الولايات", Side::Query);
        assert_eq!(asked, ["ولايات"]);
        for text in ["والولايات", "للولايات", "بالولايات", "الولايات", "ولايات", "وبالولايات", "الوِلايات"]
        {
            assert!(words(text, Side::Text).iter().any(|w| w.trim_start_matches('+') == "ولايات"), "{text}");
        }
    }

    #[test]
    fn a_query_word_keeps_letters_that_may_be_its_own() {
        assert_eq!(words("وزير", Side::Query), ["وزير"]);
        assert_eq!(words("بغداد", Side::Query), ["بغداد"]);
        assert!(words("لبغداد", Side::Text).contains(&"+بغداد".to_owned()));
        assert_eq!(words("ولد", Side::Text), ["ولد"]);
        assert_eq!(words("٢٥٠٠ جندي", Side::Query), ["2500", "جندي"]);
    }
}
