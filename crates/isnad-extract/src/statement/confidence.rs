//! How sure is a statement?
//!
//! Adds up named evidence: how the words are opened, how the speaker was found, whether it stands inside another's
//! words, how short and how far from its cue it is. The weights are log-odds fitted on annotated articles, where right means
//! that content and speaker are; `xtask calibration` prints how they hold. Fewer than twenty numbers, none of them a word.

use isnad_text::Span;

/// The evidence for one statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    /// The rule that opened the content.
    pub(super) rule: &'a str,
    /// How the speaker was found.
    pub(super) how: &'a str,
    /// Whether it stands inside another statement.
    pub(super) nested: bool,
    /// Letters and digits of the content; more than are few are not counted.
    pub(super) letters: usize,
    /// Characters between the cue and the content; more than are far are not counted.
    pub(super) gap: usize,
}

/// What all statements start from.
const START: f32 = 1.48;
/// One speaks inside another's words.
const NESTED: f32 = -0.82;
/// The content is a word or two.
const SHORT: f32 = -0.64;
/// The content begins far from its cue.
const FAR: f32 = -0.33;
/// Letters below which a content is short.
const LETTERS: usize = 12;
/// Characters above which it is far.
const GAP: usize = 120;

/// The letters and digits of a content, counted until they are not few.
pub(super) fn letters(text: &str, pieces: &[Span]) -> usize {
    pieces.iter().flat_map(|p| p.of(text).chars()).filter(|c| c.is_alphanumeric()).take(LETTERS).count()
}

/// The characters of what stands between a cue and its content, counted until it is far.
pub(super) fn gap(between: &str) -> usize {
    between.chars().take(GAP + 1).count()
}

/// The share of statements with this evidence that are right.
pub(super) fn of(e: &Evidence) -> f32 {
    let odds = START
        + opened(e.rule)
        + found(e.how)
        + if e.nested { NESTED } else { 0.0 }
        + if e.letters < LETTERS { SHORT } else { 0.0 }
        + if e.gap > GAP { FAR } else { 0.0 };
    1.0 / (1.0 + (-odds).exp())
}

fn opened(rule: &str) -> f32 {
    match rule {
        "quote-after-cue" | "quote-after-complementiser" | "quote-before-cue" | "embedded-post" => 0.25,
        "source-before" | "source-after" | "headline-colon" => 0.58,
        "participle" => 0.44,
        "reported-object" => -0.96,
        "reported-preposition" | "noun-under-verb" => -0.15,
        "noun-of-speech" => -0.05,
        _ => -0.1,
    }
}

fn found(how: &str) -> f32 {
    match how {
        "named" | "by surname" => 0.8,
        "named again" => 0.15,
        "by office" => 0.85,
        "carried" => 0.08,
        "the same sentence" | "the outer speaker" => 0.13,
        "phrase" => -0.35,
        "" => -0.73,
        _ => -0.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_is_never_less_sure() {
        let best = Evidence { rule: "quote-after-cue", how: "named", nested: false, letters: 80, gap: 10 };
        let worse = [
            Evidence { how: "", ..best },
            Evidence { nested: true, ..best },
            Evidence { letters: 4, ..best },
            Evidence { gap: 300, ..best },
            Evidence { rule: "reported-object", ..best },
        ];
        assert!(of(&best) > 0.9);
        for e in worse {
            assert!(of(&e) < of(&best), "{e:?}");
        }
    }
}
