//! Which pieces of the page stand inside a line of the article? They are cut out at the exact character.
//!
//! Flattened pages glue «اقرأ أيضاً» and the headline of another article between two sentences, the tags behind the
//! last one, the address of a picture behind a post. Reads body lines, gives pieces of furniture. A teaser ends at a
//! line end, at a double space or where a new sentence opens («وقال …», «من جهته، …»); where none of them comes soon,
//! only the label is taken.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use isnad_text::{BlockKind, Furniture, FurnitureReason, Span, Table, letters};

use super::page::Page;
use crate::lexicon::{Lexicon, Place, Sorts, Words};

/// How far a glued piece reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Teaser,
    Lead,
    Rest,
    Token,
}

#[derive(Debug)]
struct Needles {
    automaton: Option<AhoCorasick>,
    rows: Vec<(FurnitureReason, Reach, &'static str)>,
}

const GLUED: &str = include_str!("../../lexicon/glued.tsv");

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let table = Table::read(GLUED, 3).unwrap_or(Table { rows: Vec::new() });
    let (mut forms, mut rows) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let reach = match row.column(1) {
            "teaser" => Reach::Teaser,
            "lead" => Reach::Lead,
            "rest" => Reach::Rest,
            _ => Reach::Token,
        };
        let reason = crate::lexicon::reason(row.column(0)).unwrap_or(FurnitureReason::Other);
        for form in row.forms() {
            forms.push(form);
            rows.push((reason, reach, row.column(2)));
        }
    }
    Needles { automaton: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok(), rows }
});

/// A teaser has at most so many words.
const TEASER_WORDS: usize = 26;
/// A sentence can open so many words after the label at the earliest.
const TEASER_LEAST: usize = 4;

/// Marks the pieces inside lines.
pub(crate) fn glued(page: &mut Page<'_>, lexicon: &Lexicon) {
    let Some(automaton) = &NEEDLES.automaton else { return };
    let mut words = Words::default();
    let mut done = 0;
    for found in automaton.find_iter(page.text) {
        let (start, Some(&(reason, reach, rule))) = (found.start(), NEEDLES.rows.get(found.pattern().as_usize()))
        else {
            continue;
        };
        let i = page.lines.partition_point(|l| l.end <= start);
        let line = page.line(i);
        if start < done || start < line.start || i >= page.lines.len() || page.mark(i).furniture.is_some() {
            continue;
        }
        let end = match reach {
            Reach::Token => token_end(page, i, start, found.end()),
            Reach::Rest => (page.text.len() - start < 600).then_some(page.text.trim_end().len()),
            Reach::Lead => lead_end(page, i, found.end()),
            Reach::Teaser if boundary(page.text, line.start, start) => {
                Some(teaser_end(page.text, lexicon, found.end(), line.end, &mut words))
            }
            Reach::Teaser => None,
        };
        if let Some(end) = end.filter(|&e| e > start) {
            page.pieces.push(Furniture { span: Span::at(start, end), reason, rule });
            done = end;
        }
    }
    tail(page, lexicon, &mut words);
    attributions(page);
}

/// A label stands at the head of its line, behind the end of a sentence or behind two spaces.
fn boundary(text: &str, line_start: usize, at: usize) -> bool {
    let before = text.get(line_start..at).unwrap_or("");
    let trimmed = before.trim_end();
    let spaces = before.len() - trimmed.len();
    trimmed.is_empty() || spaces >= 2 || trimmed.ends_with(['.', '!', '؟', '?', '…', '»', '”', '"', ')', ':', '،'])
}

/// Where the teaser that begins behind its label at `from` ends.
fn teaser_end(text: &str, lexicon: &Lexicon, from: usize, line_end: usize, words: &mut Words) -> usize {
    // The label's own last letters («أيضاً») belong to it.
    let rest = text.get(from..line_end).unwrap_or("");
    let label_tail = label_tail(rest);
    let body = from + label_tail;
    words.read(text, body, line_end, TEASER_WORDS + 2);
    let count = words.len();
    let until = |w: usize| words.end(w - 1) + closers(text.get(words.end(w - 1)..words.start(w)).unwrap_or(""));
    // The first word that may open a sentence; a headline may join two clauses with such a word as well.
    let mut maybe: Option<usize> = None;
    for w in 2..count {
        let gap = text.get(words.end(w - 1)..words.start(w)).unwrap_or("");
        if gap.chars().filter(|c| c.is_whitespace()).count() >= 2 {
            return until(w);
        }
        if w < TEASER_LEAST {
            continue;
        }
        if gap.starts_with(['؟', '!']) {
            return words.end(w - 1) + gap.trim_end().len();
        }
        let sure = opens_sentence(lexicon, words, w);
        if sure || maybe.is_some_and(|m| w > m + 4) {
            return until(if sure { w } else { maybe.unwrap_or(w) });
        }
        if w > TEASER_LEAST && maybe.is_none() && joins_clause(words.key(w)) {
            maybe = Some(w);
        }
    }
    match maybe {
        Some(w) => until(w),
        None if count <= TEASER_WORDS => line_end,
        // No end in sight: the label alone.
        None => text.get(..body).map_or(body, |t| t.trim_end().len()),
    }
}

/// «وستشهد», «وتم»: a word joined by «و» that has no article, as a verb has none.
fn joins_clause(key: &str) -> bool {
    letters::behind_waw(key).is_some_and(|stem| {
        let mut letters = stem.chars();
        let article = matches!((letters.next(), letters.next()), (Some('\u{0627}' | '\u{0644}'), Some('\u{0644}')));
        !article && stem.chars().count() >= 2
    })
}

/// Length of what is left of the label («اً» of «أيضاً») and of the spaces and colon behind it.
fn label_tail(rest: &str) -> usize {
    let is_tanwin = |c: char| matches!(c, '\u{064B}' | '\u{0640}');
    let tail = rest.trim_start_matches(is_tanwin);
    let tail = tail.strip_prefix('\u{0627}').unwrap_or(tail).trim_start_matches(is_tanwin);
    let tail = tail.trim_start_matches([' ', ':', '\u{00A0}', '-', '…', '.']);
    rest.len() - tail.len()
}

/// Length of the closing marks that stick to the word before `gap`.
fn closers(gap: &str) -> usize {
    let first = gap.split(char::is_whitespace).next().unwrap_or("");
    first
        .chars()
        .take_while(|c| matches!(c, '»' | '”' | '"' | ')' | '%' | '…' | '.' | '!' | '؟'))
        .map(char::len_utf8)
        .sum()
}

/// Whether a new sentence opens at word `w`: «من جهته»، «وقال», «ويعد».
fn opens_sentence(lexicon: &Lexicon, words: &Words, w: usize) -> bool {
    if lexicon.sorts_at(words, w).0.has(Sorts::OPENER) {
        return true;
    }
    let key = words.key(w);
    letters::behind_waw(key).is_some_and(|verb| lexicon.sorts_of(words, w, verb).0.has(Sorts::OPENER_VERB))
}

/// The end of an address: the next space.
fn token_end(page: &Page<'_>, i: usize, start: usize, end: usize) -> Option<usize> {
    let line = page.line(i);
    let rest = page.text.get(end..line.end)?;
    let length = rest.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(rest.len());
    // An address in a sentence is the article's; one that closes its line or a post is machinery.
    (start >= line.start).then_some(end + length)
}

/// Behind the colon of «رابط الخبر بصحيفة …:».
fn lead_end(page: &mut Page<'_>, i: usize, end: usize) -> Option<usize> {
    let line = page.line(i);
    let rest =
        page.text.get(end.saturating_sub(1).max(line.start)..line.end).or_else(|| page.text.get(end..line.end))?;
    let base = line.end - rest.len();
    let colon = rest.find(':')?;
    if rest.get(..colon)?.split_whitespace().count() > 6 {
        return None;
    }
    let title = rest.get(colon + 1..)?;
    let trimmed = title.trim();
    let words = trimmed.split_whitespace().count();
    if (2..=30).contains(&words) && page.headline.is_none() && page.headline_piece.is_none() {
        let from = base + colon + 1 + (title.len() - title.trim_start().len());
        page.headline_piece = Some(Span::at(from, from + trimmed.len()));
    }
    Some(base + colon + 1)
}

/// «… المكررة. سمات أسعار النفط انخفاض»: tags behind the last sentence of the text.
fn tail(page: &mut Page<'_>, lexicon: &Lexicon, words: &mut Words) {
    let Some(i) = (0..page.lines.len()).rev().find(|&i| page.mark(i).furniture.is_none()) else { return };
    let line = page.line(i);
    if line.ends_sentence() || line.words < 3 {
        return;
    }
    let said = page.words(i);
    let stop = said
        .rfind(['.', '؟', '!', '”', '»', '"', ')'])
        .map_or(0, |at| at + said.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let from = line.start + stop;
    words.read(page.text, from, line.end, 20);
    let listed = words.len() <= 16 && words.len() >= 2;
    if listed && let Some(phrase) = lexicon.phrases_at(words, 0).find(|p| p.place == Place::Tail) {
        let span = Span::at(words.start(0), line.end);
        page.pieces.push(Furniture { span, reason: phrase.reason, rule: phrase.rule });
    }
}

/// Lines that hold a post and the line that signs it are embeds.
fn attributions(page: &mut Page<'_>) {
    for i in 0..page.lines.len() {
        let line = page.line(i);
        if line.words > 80 || !page.is_open(i) {
            continue;
        }
        let said = page.words(i);
        let signed = said.starts_with(['—', '-', '–']) && said.contains("(@");
        if signed {
            page.set_kind(i, BlockKind::Embed);
            if i > 0 && page.line(i - 1).words <= 80 && page.is_open(i - 1) {
                page.set_kind(i - 1, BlockKind::Embed);
            }
        }
    }
    for n in 0..page.pieces.len() {
        let Some(piece) = page.pieces.get(n).cloned() else { continue };
        let i = page.lines.partition_point(|l| l.end <= piece.span.start as usize);
        let line = page.line(i);
        if piece.reason == FurnitureReason::Embed && line.words <= 80 && piece.span.end as usize == line.end {
            page.set_kind(i, BlockKind::Embed);
        }
    }
}
