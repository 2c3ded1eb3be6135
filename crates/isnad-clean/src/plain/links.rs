//! Which lines between the paragraphs are the headlines of other articles?
//!
//! Sites print links to what they published before in the middle of an article. Copied as plain text nothing marks
//! them: two or more headlines stand one below the other, without a stop, where every paragraph ends in one. A single
//! short line there is a crosshead and stays, as does what a colon announces, what is numbered or bulleted, what
//! dialogue a dash opens, and a quotation that was pulled out of the article with its speaker below.

use isnad_text::FurnitureReason;

use super::page::Page;

/// The fewest words of a headline; a crosshead has fewer as a rule.
const HEADLINE_WORDS: std::ops::RangeInclusive<u32> = 5..=16;
/// A longer run is a list of the article.
const MOST_LINKS: usize = 6;

/// Runs of headlines between two paragraphs.
pub(crate) fn linked_headlines(page: &mut Page<'_>) {
    if !page.uses_stops() {
        return;
    }
    let mut i = page.prose.0 + 1;
    while i < page.prose.1 {
        let run = (i..page.prose.1).take_while(|&n| reads_like_a_headline(page, n)).count();
        let after_a_sentence = page.line(i - 1).is_prose() && page.line(i - 1).ends_sentence();
        if after_a_sentence && (2..=MOST_LINKS).contains(&run) && goes_on(page, i + run) {
            for n in i..i + run {
                page.furnish(n, FurnitureReason::Related, "linked-headlines");
            }
        }
        i += run.max(1);
    }
}

/// A paragraph, or a crosshead with a paragraph below it.
fn goes_on(page: &Page<'_>, i: usize) -> bool {
    let crosshead = page.line(i).words < *HEADLINE_WORDS.start() && page.line(i).last != ':';
    page.line(i).is_prose() || (crosshead && page.line(i + 1).is_prose())
}

fn reads_like_a_headline(page: &Page<'_>, i: usize) -> bool {
    let line = page.line(i);
    let numbered = page.words(i).starts_with(|c: char| isnad_text::letters::digit(c).is_some());
    page.is_open(i)
        && HEADLINE_WORDS.contains(&line.words)
        && !line.full_stop()
        && !line.dotted
        && ends_headline(line.last)
        && !line.bullet
        && !numbered
        && !is_quotation(page.words(i))
}

/// Whether the whole line is what somebody said.
fn is_quotation(line: &str) -> bool {
    let mark = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”');
    let inside = line.trim_start_matches(mark).trim_end_matches(mark);
    inside.len() < line.len() && line.starts_with(mark) && line.ends_with(mark) && !inside.contains(mark)
        || line.starts_with(['-', '–', '—', '\u{0640}'])
}

/// Whether a headline can end in it.
fn ends_headline(last: char) -> bool {
    last.is_alphanumeric() || matches!(last, '؟' | '?' | '!')
}
