//! Where do the words stand in an article, as printed, and why was each found?

use std::ops::Range;

use isnad_text::{Tokens, tokenise};

use super::Hit;
use super::query::{Part, Query};
use crate::fault::Fault;
use crate::store::load::Text;
use crate::store::open::Store;
use crate::store::words::{Layer, Wanted, meets};

/// Why a word of a text was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It is written as it was typed.
    Same,
    /// It is another spelling of the word.
    Spelling,
    /// A small word is glued to it, or the article.
    Clitic,
    /// It begins so.
    Beginning,
    /// It has the same stem.
    Stem,
    /// It is another name of who is meant.
    Alias,
}

impl Why {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Why::Same => "same",
            Why::Spelling => "spelling",
            Why::Clitic => "clitic",
            Why::Beginning => "beginning",
            Why::Stem => "stem",
            Why::Alias => "alias",
        }
    }
}

/// A place that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes.
    pub at: Range<usize>,
    /// Why it was found.
    pub why: Why,
    /// What was typed.
    pub typed: String,
}

/// Words of context on either side of a match.
const CONTEXT: usize = 12;

/// A match: tokens from, to, the clause it answers, and why.
struct Match<'a> {
    from: usize,
    to: usize,
    clause: usize,
    why: Why,
    part: &'a Part,
}

impl Store {
    pub(super) fn hit(&self, key: i64, query: &Query) -> Result<Hit, Fault> {
        let document = self.document(key)?;
        let text = self.text(document.version)?;
        let hidden = self.furniture(document.version, &text)?;
        let title = document.title.clone().unwrap_or_default();
        let in_title = all(&title, query, &[]).1;
        let (range, found, times) = passage(&text.text, query, &hidden);
        if found.is_empty() && !in_title.is_empty() {
            let times = in_title.len();
            return Ok(Hit { passage: title, document, found: in_title.clone(), in_title, start: None, times });
        }
        // What was found by a field alone begins at its beginning.
        let range = if found.is_empty() { opening(&text.text, &hidden) } else { range };
        let start = text.text.get(..range.start).map_or(0, |t| t.chars().count()) as u32;
        let shift = |m: Mark| Mark { at: m.at.start - range.start..m.at.end - range.start, ..m };
        Ok(Hit {
            passage: text.text.get(range.clone()).unwrap_or("").to_owned(),
            found: found.into_iter().map(shift).collect(),
            in_title,
            start: Some(start),
            times,
            document,
        })
    }

    /// Whether one of the phrases stands in the text of an article.
    pub(super) fn has_phrase(&self, key: i64, parts: &[Part]) -> Result<bool, Fault> {
        let document = self.document(key)?;
        let text = self.text(document.version)?;
        let hidden = self.furniture(document.version, &text)?;
        let title = document.title.unwrap_or_default();
        let stands = |text: &str, hidden: &[Range<usize>]| {
            let tokens = tokenise(text);
            (0..tokens.len()).any(|i| parts.iter().any(|p| starts(text, &tokens, i, p, hidden).is_some()))
        };
        Ok(stands(&text.text, &hidden) || stands(&title, &[]))
    }

    fn furniture(&self, version: i64, text: &Text) -> Result<Vec<Range<usize>>, Fault> {
        let json: String = self
            .connection
            .prepare_cached("SELECT furniture FROM versions WHERE key = ?1")?
            .query_row([version], |r| r.get(0))?;
        let list: Vec<crate::wire::FurnitureJson> = serde_json::from_str(&json).unwrap_or_default();
        Ok(list.iter().map(|f| text.bytes(f.start, f.end)).collect())
    }
}

/// The end of the tokens that a part covers from token `i` on, and why; `None` where it does not stand there.
fn starts(text: &str, tokens: &Tokens, i: usize, part: &Part, hidden: &[Range<usize>]) -> Option<(usize, Why)> {
    let mut at = i;
    let mut why = Why::Same;
    for (n, wanted) in part.words.iter().enumerate() {
        // Marks between words of a phrase do not part them.
        while n > 0 && at < tokens.len() && !is_word(tokens, at) {
            at += 1;
        }
        if at >= tokens.len() || !is_word(tokens, at) {
            return None;
        }
        let span = tokens.span(at);
        if hidden.iter().any(|h| h.contains(&(span.start as usize))) {
            return None;
        }
        let (word, key) = (span.of(text), tokens.key(at));
        if !meets(part.layer, wanted, word, key) {
            return None;
        }
        why = why.max(reason(wanted, word, key));
        at += 1;
    }
    Some((at, part.added.map_or(why, |added| why.max(added))))
}

fn is_word(tokens: &Tokens, i: usize) -> bool {
    use isnad_text::Kind;
    matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number)
}

/// Whether it is the word with the letter that carries the accusative, and nothing before it.
fn accusative(wanted: &Wanted, key: &str) -> bool {
    !wanted.prefix && key.strip_suffix('\u{0627}').is_some_and(|rest| rest == wanted.spelled)
}

/// The narrowest layer in which they meet.
fn reason(wanted: &Wanted, word: &str, key: &str) -> Why {
    if meets(Layer::Exact, wanted, word, key) {
        Why::Same
    } else if meets(Layer::Folded, wanted, word, key) || accusative(wanted, key) {
        Why::Spelling
    } else if wanted.prefix {
        Why::Beginning
    } else if meets(Layer::Plain, wanted, word, key) {
        Why::Clitic
    } else {
        Why::Stem
    }
}

/// All places of a text, in order; overlapping ones once.
fn all<'a>(text: &str, query: &'a Query, hidden: &[Range<usize>]) -> (Vec<Match<'a>>, Vec<Mark>) {
    let tokens = tokenise(text);
    let mut matches = Vec::new();
    for i in (0..tokens.len()).filter(|i| is_word(&tokens, *i)) {
        for (clause, c) in query.clauses.iter().enumerate() {
            for part in &c.any {
                if let Some((to, why)) = starts(text, &tokens, i, part, hidden) {
                    matches.push(Match { from: i, to, clause, why, part });
                }
            }
        }
    }
    let marks = marks(&tokens, matches.iter());
    (matches, marks)
}

fn marks<'a, 'b: 'a>(tokens: &Tokens, matches: impl Iterator<Item = &'a Match<'b>>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for m in matches {
        let at = tokens.cover(m.from, m.to).range();
        if let Some(last) = out.last_mut()
            && at.start < last.at.end
        {
            // The longer of two that begin together.
            if at.start == last.at.start && at.end > last.at.end {
                last.at = at;
                last.why = m.why;
            }
            continue;
        }
        let typed = m.part.words.iter().map(|w| w.typed.as_str()).collect::<Vec<_>>().join(" ");
        out.push(Mark { at, why: m.why, typed });
    }
    out
}

/// The range of the text to show, the places in it that were asked for, and how many there are in all.
fn passage(text: &str, query: &Query, hidden: &[Range<usize>]) -> (Range<usize>, Vec<Mark>, usize) {
    let tokens = tokenise(text);
    let (matches, _) = all(text, query, hidden);
    // The window that holds most different clauses, the first of its like.
    let window = 2 * CONTEXT;
    let best = matches.iter().enumerate().map(|(m, first)| {
        let seen: std::collections::BTreeSet<usize> =
            matches.iter().skip(m).take_while(|o| o.to <= first.from + window).map(|o| o.clause).collect();
        (seen.len(), std::cmp::Reverse(m))
    });
    let Some((_, std::cmp::Reverse(m))) = best.max() else { return (0..0, Vec::new(), 0) };
    let Some(first) = matches.get(m).map(|m| m.from) else { return (0..0, Vec::new(), 0) };
    let last = matches.iter().skip(m).take_while(|o| o.to <= first + window).map(|o| o.to).max().unwrap_or(first + 1);
    let line = |i: usize| tokens.get(i).is_some_and(|t| t.line_start);
    let mut from = first;
    while from > 0 && first - from < CONTEXT && !line(from) {
        from -= 1;
    }
    let mut to = last;
    while to < tokens.len() && to - last < CONTEXT && !line(to) {
        to += 1;
    }
    let cover = tokens.cover(from, to);
    let inside = matches.iter().filter(|o| o.from >= from && o.to <= to);
    (cover.range(), marks(&tokens, inside), matches.len())
}

/// The first words of an article, what is not of it left out.
fn opening(text: &str, hidden: &[Range<usize>]) -> Range<usize> {
    let tokens = tokenise(text);
    let open = |i: &usize| !hidden.iter().any(|h| h.contains(&(tokens.span(*i).start as usize)));
    let Some(first) = (0..tokens.len()).find(|i| open(i)) else { return 0..0 };
    tokens.cover(first, (first + 2 * CONTEXT).min(tokens.len())).range()
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    #[test]
    fn marks_keep_the_original_spelling() {
        let text = "وقال للولاياتِ المتحدة إن العدد بلغ ٨٧ دولة";
        let (range, marks, times) = passage(text, &parse("الولايات 87", Layer::Plain), &[]);
        let words: Vec<(&str, Why)> = marks.iter().map(|m| (&text[m.at.clone()], m.why)).collect();
        assert_eq!(words, [("للولاياتِ", Why::Clitic), ("٨٧", Why::Spelling)]);
        assert_eq!((range.start, times), (0, 2));
    }

    #[test]
    fn a_phrase_stands_side_by_side() {
        let q = parse("\"قوات سوريا الديمقراطية\"", Layer::Plain);
        let (_, marks, times) = passage("دعم «قوات سوريا» (الديمقراطية) في سوريا", &q, &[]);
        assert_eq!((marks.len(), times), (1, 1));
        assert_eq!(passage("قوات في سوريا الديمقراطية", &q, &[]).2, 0);
    }
}
