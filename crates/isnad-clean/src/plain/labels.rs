//! Which lines does a page print by itself? Labels, buttons, counters, pitches and notices known by their words.
//!
//! Reads one line, gives the rule that takes it and what follows from it ([`Effect`]). A body paragraph that merely
//! opens with such a word («المصدر: قال …» and a whole sentence) is refused.

use isnad_text::{FurnitureReason, Span};

use super::lines::Line;
use crate::lexicon::{Lexicon, Phrase, Place, Sorts, Words};

/// What a labelled line means for its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The line alone.
    Line,
    /// The lines that follow are what it lists.
    Items,
    /// Nothing of the article follows.
    Foot,
    /// Only the piece is furniture; the rest of the line is a headline.
    Lead(Span),
    /// The day of a version of the page: kept, as a dateline.
    Stamp,
}

/// A line taken by its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) reason: FurnitureReason,
    pub(crate) rule: &'static str,
    pub(crate) effect: Effect,
    /// A single word that may also be a crosshead: taken outside the body only.
    pub(crate) outside_only: bool,
}

impl Hit {
    fn of(phrase: &Phrase, effect: Effect) -> Hit {
        Hit { reason: phrase.reason, rule: phrase.rule, effect, outside_only: false }
    }
}

/// The rule that takes the line, if one does. `words` is scratch space.
pub(crate) fn label(lexicon: &Lexicon, text: &str, line: &Line, words: &mut Words) -> Option<Hit> {
    if line.letters == 0 {
        return separator(text, line);
    }
    if line.words <= 10 && line.of(text).starts_with(['©', '®']) {
        let hit =
            Hit { reason: FurnitureReason::Caption, rule: "caption-credit", effect: Effect::Line, outside_only: false };
        return Some(hit);
    }
    words.read(text, line.start, line.end, 1);
    let number_first = words.is_number(0);
    if !number_first && lexicon.phrases_at_first(words.key(0)).is_none() && !lexicon.is_button(words.key(0)) {
        return markup(text, line);
    }
    words.read(text, line.start, line.end, 48);
    if let Some(hit) = lexicon.phrases_at(words, 0).find_map(|p| opening(lexicon, text, line, words, p)) {
        return Some(hit);
    }
    if number_first && words.len() == 1 && line.words == 1 && line.letters <= 6 {
        let hit =
            Hit { reason: FurnitureReason::Counter, rule: "counter-line", effect: Effect::Line, outside_only: true };
        return Some(hit);
    }
    if number_first && let Some(hit) = counted(lexicon, words) {
        return Some(hit);
    }
    buttons(lexicon, line, words)
}

/// A line of marks alone: dashes, bars, stars.
fn separator(text: &str, line: &Line) -> Option<Hit> {
    let marks = line.of(text);
    (marks.chars().count() >= 3 || marks.starts_with(['|', '-', '_', '–', '—', '•'])).then_some(Hit {
        reason: FurnitureReason::Other,
        rule: "separator-line",
        effect: Effect::Line,
        outside_only: false,
    })
}

/// What is left of the page's source: `content="…" />`.
fn markup(text: &str, line: &Line) -> Option<Hit> {
    let words = line.of(text);
    let attribute = words.ends_with("/>")
        && words.split_once("=\"").is_some_and(|(name, _)| !name.contains(' ') && name.len() < 20);
    (attribute
        || words.starts_with("content=\"")
        || words.starts_with("content='")
        || (words.starts_with('<') && words.ends_with('>')))
    .then_some(Hit {
        reason: FurnitureReason::Other,
        rule: "markup-residue",
        effect: Effect::Line,
        outside_only: false,
    })
}

/// The line opens with the phrase.
fn opening(lexicon: &Lexicon, text: &str, line: &Line, words: &Words, phrase: &Phrase) -> Option<Hit> {
    let after = phrase.len();
    let whole = after == words.len() || (after..words.len()).all(|i| words.is_number(i));
    let rest = text.get(words.end(after - 1)..line.end).unwrap_or("");
    let next = rest.chars().find(|c| !c.is_whitespace());
    let parted = whole || matches!(next, Some(':' | '：' | '|' | '>' | '›' | '»' | '(' | '[' | '•'));
    // A sentence is no list: a label with a paragraph behind it is the article's own.
    let listing = line.words <= 12 || (line.words <= 48 && !line.full_stop());
    match phrase.place {
        Place::Whole if whole => {
            let single =
                after == 1 && phrase.reason != FurnitureReason::Related && phrase.reason != FurnitureReason::Subscribe;
            Some(Hit { outside_only: single, ..Hit::of(phrase, Effect::Line) })
        }
        Place::Label if parted && listing => Some(Hit {
            outside_only: whole && after == 1 && words.len() == 1 && next.is_none(),
            ..Hit::of(phrase, Effect::Line)
        }),
        Place::Items if parted && listing => Some(Hit::of(phrase, if whole { Effect::Items } else { Effect::Line })),
        Place::Items if glued_colon(rest) => Some(Hit::of(phrase, Effect::Line)),
        Place::Start if line.words <= 30 => {
            Some(Hit { outside_only: line.words > 16, ..Hit::of(phrase, Effect::Line) })
        }
        Place::FootStart => Some(Hit::of(phrase, Effect::Foot)),
        Place::Lead if line.words <= 40 => {
            // «رابط الخبر بصحيفة …: العنوان»: what follows the colon is the headline.
            let colon = rest.find([':', '：'])?;
            let end = words.end(after - 1) + colon + rest.get(colon..)?.chars().next()?.len_utf8();
            Some(Hit::of(phrase, Effect::Lead(Span::at(line.start, end))))
        }
        Place::Counted if line.words <= 8 && numbers(words) && all_known(words, phrase) => {
            Some(Hit::of(phrase, Effect::Line))
        }
        Place::Crumbs
            if line.words <= 14 && (matches!(next, Some('/' | '›' | '>' | '»' | '|' | '\\' | '«' | '-' | ':'))) =>
        {
            Some(Hit::of(phrase, Effect::Line))
        }
        Place::Stamp
            if line.words <= 16 && !line.full_stop() && (after..after + 3).any(|i| dated(lexicon, words, i)) =>
        {
            Some(Hit::of(phrase, Effect::Stamp))
        }
        _ => None,
    }
}

/// «اقرأ أيضا:عنوان»: the colon is there and a headline sticks to it.
fn glued_colon(rest: &str) -> bool {
    rest.trim_start().starts_with(':')
}

fn dated(lexicon: &Lexicon, words: &Words, i: usize) -> bool {
    words.is_number(i) || lexicon.sorts_at(words, i).0.has(Sorts::DATE)
}

fn numbers(words: &Words) -> bool {
    (0..words.len()).any(|i| words.is_number(i))
}

/// Whether the words are the phrase and numbers, nothing else.
fn all_known(words: &Words, phrase: &Phrase) -> bool {
    (0..words.len()).filter(|&i| !words.is_number(i)).count() == phrase.len()
}

/// «164 عدد القراءات», «0 0 votes»: numbers, then a counter's phrase and nothing else.
fn counted(lexicon: &Lexicon, words: &Words) -> Option<Hit> {
    let first = (0..words.len()).find(|&i| !words.is_number(i))?;
    let fits = |p: &&Phrase| matches!(p.place, Place::Counted | Place::Label) && all_known(words, p);
    lexicon
        .phrases_at(words, first)
        .filter(|p| p.reason != FurnitureReason::Tags && p.reason != FurnitureReason::Share && p.rule != "source-line")
        .find(fits)
        .map(|p| Hit::of(p, Effect::Line))
}

/// A row of share buttons: every word is one.
fn buttons(lexicon: &Lexicon, line: &Line, words: &Words) -> Option<Hit> {
    let count = words.len();
    let all =
        count > 0 && line.words <= 40 && (0..count).all(|i| lexicon.is_button(words.key(i)) || words.is_number(i));
    let long = (0..count).any(|i| !words.is_number(i) && words.key(i).chars().count() > 3);
    (all && long).then_some(Hit {
        reason: FurnitureReason::Share,
        rule: "share-line",
        effect: Effect::Line,
        outside_only: count == 1,
    })
}
