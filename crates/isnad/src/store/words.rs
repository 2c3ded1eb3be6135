//! Under which words is a text found?
//!
//! A query asks for one form of each word: folded, without the article and what stands before it. A text is found under
//! that form of each of its words, and of what is left of the word without each small word that may be glued to its
//! front: «والولايات», «للولايات» and «بالولايات» are found by «الولايات», «لألمانيا» by «ألمانيا».

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
        Kind::Word if side == Side::Query => give(clip(asked(key)), false, span.start, span.end),
        Kind::Word => found_as(key).enumerate().all(|(n, form)| give(clip(form), n > 0, span.start, span.end)),
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

/// The forms under which a word of a text is found, each once: the word as it would be asked for, and what is left of it
/// without each small word that may be glued to its front, as that would be asked for.
pub(crate) fn found_as(key: &str) -> impl Iterator<Item = &str> {
    let mut forms: [&str; 8] = [""; 8];
    let mut n = 0;
    for r in readings(key) {
        let Some(stem) = key.get(r.stem..).filter(|s| r.stem == 0 || s.len() >= THREE_LETTERS) else { continue };
        // س is the future only before a verb in the present: ي ت ن ا.
        if r.proclitics.has(Proclitics::SA) && !stem.starts_with(['\u{064A}', '\u{062A}', '\u{0646}', '\u{0627}']) {
            continue;
        }
        let form = asked(stem);
        if !forms.contains(&form)
            && let Some(slot) = forms.get_mut(n)
        {
            *slot = form;
            n += 1;
        }
    }
    forms.into_iter().take(n)
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
        for (query, text) in [("ألمانيا", "لألمانيا"), ("الألمان", "والألمان"), ("ألمان", "الألمان"), ("عراق", "للعراق")]
        {
            let asked = words(query, Side::Query).concat();
            assert!(words(text, Side::Text).iter().any(|w| w.trim_start_matches('+') == asked), "{query} {text}");
        }
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
