//! What stands above the first paragraph? Section, kicker, headline, deck, dateline, byline, captions.
//!
//! Reads the open lines before the first paragraph and marks each. The first line that looks like a headline is the
//! headline; a kicker above it and a deck below it are furniture, a dateline and a byline are not.

use isnad_text::{BlockKind, FurnitureReason, letters};

use super::page::Page;
use crate::lexicon::{Lexicon, Sorts, Words};

/// At most so many lines above the first paragraph are read.
const HEAD_LINES: usize = 80;
/// No headline has more words.
const HEADLINE_WORDS: u32 = 32;

/// What a line above the article looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Section,
    Dateline,
    Byline,
    Caption,
    /// Nothing special: a headline, a kicker, a deck or a name.
    Plain,
    /// No line of a head: it ends in a full stop or colon, or is too long or too short.
    Other,
}

/// Marks the lines above the first paragraph. `title`: the headline's key where the input knows it.
pub(crate) fn head(page: &mut Page<'_>, lexicon: &Lexicon, known: Option<u64>) {
    let end = page.prose.0.min(HEAD_LINES).min(page.lines.len());
    let mut words = Words::default();
    if let Some(hash) = known {
        let same = page.lines.iter().zip(&page.marks).position(|(l, m)| m.is_open() && l.hash == hash);
        page.headline = same;
        if let Some(i) = same {
            page.set_kind(i, BlockKind::Headline);
        }
    }
    page_titles(page, end);
    menus(page, lexicon, end, &mut words);
    let shapes: Vec<Shape> = (0..end).map(|i| shape(page, lexicon, i, &mut words)).collect();
    for (i, shape) in shapes.iter().enumerate() {
        match shape {
            _ if !page.is_open(i) => {}
            Shape::Section => page.furnish(i, FurnitureReason::Navigation, "section-line"),
            Shape::Dateline => page.set_kind(i, BlockKind::Dateline),
            Shape::Byline => page.set_kind(i, BlockKind::Byline),
            Shape::Caption => {
                page.set_kind(i, BlockKind::Caption);
                page.furnish(i, FurnitureReason::Caption, "caption-credit");
            }
            Shape::Plain | Shape::Other => {}
        }
    }
    if page.headline.is_none() && known.is_none() {
        headline(page, lexicon, &shapes, &mut words);
    }
    repeated_captions(page, end);
    around_headline(page, &shapes, end);
}

/// Datelines and bylines above or below the paragraphs of an article that was found in a page.
pub(crate) fn bylines(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut words = Words::default();
    let edges = (0..page.prose.0.max(5).min(page.lines.len())).chain(page.prose.1..page.lines.len());
    for i in edges.take(HEAD_LINES) {
        match shape(page, lexicon, i, &mut words) {
            Shape::Dateline => page.set_kind(i, BlockKind::Dateline),
            Shape::Byline => page.set_kind(i, BlockKind::Byline),
            _ => {}
        }
    }
}

/// «BBC Arabic - العالم - العنوان»: the page's title with the headline at its end, which stands again below.
fn page_titles(page: &mut Page<'_>, end: usize) {
    for i in 0..end.min(6) {
        let line = page.line(i);
        let words = page.words(i);
        if !page.is_open(i) || line.words < 5 || line.words > 50 || !words.contains([' ']) {
            continue;
        }
        let parted = [" - ", " – ", " | ", "- ", " :: ", " » "].iter().any(|p| words.contains(p));
        let again = parted
            && (i + 1..end).any(|j| {
                page.line(j).words >= 3 && page.line(j).letters < line.letters && {
                    let other = page.words(j);
                    other.len() < 600 && words.contains(other)
                }
            });
        if again {
            page.furnish(i, FurnitureReason::Navigation, "page-title");
        }
    }
}

/// Four or more lines of one to three words, one of them a section: a menu.
fn menus(page: &mut Page<'_>, lexicon: &Lexicon, end: usize, words: &mut Words) {
    let mut i = 0;
    while i < end {
        let from = i;
        let mut known = false;
        while i < end && page.line(i).words <= 3 && page.mark(i).kind.is_none() {
            known |= !page.is_open(i) || is_section(page, lexicon, i, words);
            i += 1;
        }
        if i - from >= 4 && known {
            for n in from..i {
                page.furnish(n, FurnitureReason::Navigation, "menu-line");
            }
        }
        i = i.max(from + 1);
    }
}

fn shape(page: &Page<'_>, lexicon: &Lexicon, i: usize, words: &mut Words) -> Shape {
    let line = page.line(i);
    if !page.is_open(i) || line.letters < 3 {
        return Shape::Other;
    }
    if is_section(page, lexicon, i, words) {
        return Shape::Section;
    }
    words.read(page.text, line.start, line.end, 40);
    if is_byline(page, lexicon, i, words) {
        return Shape::Byline;
    }
    if is_dateline(page, lexicon, i, words) {
        return Shape::Dateline;
    }
    let sorts = lexicon.sorts_at(words, 0).0;
    // «القاهرة: د. هاني عوض», «أ.د. أحمد باشا».
    let titled = (0..words.len()).any(|w| lexicon.sorts_at(words, w).0.has(Sorts::HONORIFIC));
    if titled && line.words <= 7 && !line.ends_sentence() && !has_clause(page.words(i)) {
        return Shape::Byline;
    }
    if line.words <= 30
        && !line.full_stop()
        && (has_credit(page, lexicon, i, words) || (sorts.has(Sorts::PHOTO) && line.words <= 25 && i > 0))
    {
        return Shape::Caption;
    }
    if line.full_stop() || line.dotted || line.last == ':' || line.words > HEADLINE_WORDS || line.letters < 6 {
        Shape::Other
    } else {
        Shape::Plain
    }
}

/// «كتب: حازم الشافعي», «حوار – آسيا العتروس», «بقلم أحمد علي»: a word that signs, then a name.
fn is_byline(page: &Page<'_>, lexicon: &Lexicon, i: usize, words: &Words) -> bool {
    let line = page.line(i);
    let (sorts, taken) = lexicon.sorts_at(words, 0);
    if !sorts.has(Sorts::BYLINE) || line.words > 9 || line.ends_sentence() || has_clause(page.words(i)) {
        return false;
    }
    let rest = page.text.get(words.end(taken.saturating_sub(1))..line.end).unwrap_or("");
    let parted = rest.trim_start().starts_with([':', '-', '–', '/', '|', '—']);
    let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
    let count = name.split_whitespace().count();
    (parted && (crate::meta_names::is_name(name) || count <= 1))
        || (line.words <= 5 && crate::meta_names::is_name(name))
}

/// Marks of a headline rather than a name: quotation marks, a question, dots between two clauses.
fn has_clause(text: &str) -> bool {
    text.contains(['«', '"', '“', '؟', '!']) || text.contains("..")
}

fn is_section(page: &Page<'_>, lexicon: &Lexicon, i: usize, words: &mut Words) -> bool {
    let line = page.line(i);
    if line.words > 5 || line.ends_sentence() || line.last == ':' {
        return false;
    }
    words.read(page.text, line.start, line.end, 8);
    let mut at = 0;
    while at < words.len() {
        let (mut sorts, mut taken) = lexicon.sorts_at(words, at);
        if !sorts.has(Sorts::SECTION)
            && let Some(bare) = letters::behind_waw(words.key(at)).map(str::to_owned)
        {
            (sorts, taken) = lexicon.sorts_of(words, at, &bare);
        }
        if !sorts.has(Sorts::SECTION) {
            return false;
        }
        at += taken.max(1);
    }
    at > 0
}

/// «الجمعة 12 سبتمبر 2014», «بغداد – رويترز», «لندن: «الشرق الأوسط»».
fn is_dateline(page: &Page<'_>, lexicon: &Lexicon, i: usize, words: &Words) -> bool {
    let line = page.line(i);
    if line.words > 20 || line.full_stop() {
        return false;
    }
    let text = page.words(i);
    let (mut dated, mut numbers, mut year) = (0, 0, false);
    for w in 0..words.len() {
        let sorts = lexicon.sorts_at(words, w).0;
        dated += u32::from(sorts.has(Sorts::DATE) && !sorts.has(Sorts::SECTION));
        numbers += u32::from(words.is_number(w));
        year |= words.is_number(w) && words.key(w).len() == 4;
    }
    if numbers >= 3 && year && line.words <= 14 && words.len() <= 14 {
        return true;
    }
    let has_date = (dated >= 1 && numbers >= 1 && year) || (dated >= 2 && numbers >= 1);
    if has_date && line.words <= 20 {
        return true;
    }
    let dash = [" – ", " - ", " \u{0640} ", " — ", "–", " / "].iter().any(|d| text.contains(d));
    let outlet = line.last != ':' && text.contains(": «") && text.ends_with('»');
    (dash && line.words <= 6 && !text.contains([':', '«', '"', '؟', '.'])) || (outlet && line.words <= 6)
}

/// Whether the line ends in the credit of a picture: «… - جيتي», «… (رويترز)», «… (اسم المصور)».
fn has_credit(page: &Page<'_>, lexicon: &Lexicon, i: usize, words: &Words) -> bool {
    let line = page.line(i);
    let text = page.words(i).trim_end();
    if line.words < 4 {
        return false;
    }
    let close = text.ends_with([')', ']']);
    let open = if close { text.rfind(['(', '[']) } else { text.rfind([',', '-', '–', '—', '/', '|', '(']) };
    let Some(open) = open else { return false };
    let from = line.start + open;
    let Some(first) = (0..words.len()).find(|&w| words.start(w) > from) else { return false };
    let count = words.len() - first;
    let known = (first..words.len()).any(|w| lexicon.sorts_at(words, w).0.has(Sorts::CREDIT));
    // A name in brackets after words without a stop, below a headline.
    let named = close
        && (2..=4).contains(&count)
        && page.headline_above(i)
        && !(first..words.len()).any(|w| words.is_number(w));
    first >= 3 && count <= 4 && (known || named)
}

fn headline(page: &mut Page<'_>, lexicon: &Lexicon, shapes: &[Shape], words: &mut Words) {
    let plain: Vec<usize> =
        (0..shapes.len()).filter(|&i| page.is_open(i) && shapes.get(i) == Some(&Shape::Plain)).collect();
    let Some(&first) = plain.first() else { return };
    let at = match plain.get(1) {
        Some(&second) if is_kicker(page, lexicon, first, second, words) => {
            page.furnish(first, FurnitureReason::Other, "kicker");
            second
        }
        _ => first,
    };
    let line = page.line(at);
    // One to three words alone before the first paragraph are a name or a place, not a headline.
    if line.words <= 3 && plain.len() == 1 {
        page.set_kind(at, BlockKind::Byline);
        return;
    }
    page.headline = Some(at);
    page.set_kind(at, BlockKind::Headline);
}

/// A short line that begins with a preposition, straight above a line that does not.
fn is_kicker(page: &Page<'_>, lexicon: &Lexicon, first: usize, second: usize, words: &mut Words) -> bool {
    let (one, two) = (page.line(first), page.line(second));
    if one.words > 14 || two.words < 3 || second != first + 1 || one.hash == two.hash || one.ends_sentence() {
        return false;
    }
    words.read(page.text, two.start, two.end, 4);
    let below = lexicon.sorts_at(words, 0).0.has(Sorts::KICKER);
    words.read(page.text, one.start, one.end, 4);
    lexicon.sorts_at(words, 0).0.has(Sorts::KICKER) && !below
}

/// A line twice in a row below the headline is the caption of a picture; the headline twice in a row is one repeated.
fn repeated_captions(page: &mut Page<'_>, end: usize) {
    for i in 1..end {
        let (one, two) = (page.line(i - 1), page.line(i));
        if one.hash != two.hash
            || two.letters < 8
            || !page.mark(i).furniture.is_none_or(|f| f.0 == FurnitureReason::Caption)
        {
            continue;
        }
        if page.headline != Some(i - 1) {
            page.furnish(i - 1, FurnitureReason::Caption, "caption-repeated");
            page.set_kind(i - 1, BlockKind::Caption);
            page.furnish(i, FurnitureReason::Caption, "caption-repeated");
            page.set_kind(i, BlockKind::Caption);
        }
    }
}

/// Between the headline and the first paragraph: decks and names.
fn around_headline(page: &mut Page<'_>, shapes: &[Shape], end: usize) {
    let Some(headline) = page.headline.filter(|&h| h < end) else { return };
    for i in 0..headline {
        if page.is_open(i) && shapes.get(i) == Some(&Shape::Plain) && page.line(i).words <= 14 {
            page.furnish(i, FurnitureReason::Other, "kicker");
        }
    }
    let stops = page.uses_stops();
    let mut decks = 0;
    for i in headline + 1..end {
        if !page.is_open(i) || shapes.get(i) != Some(&Shape::Plain) {
            continue;
        }
        let line = page.line(i);
        if line.hash == page.line(headline).hash {
            page.furnish(i, FurnitureReason::Repeat, "repeated-headline");
        } else if line.words <= 3 && !line.ends_sentence() && i + 1 == end {
            page.set_kind(i, BlockKind::Byline);
        } else if stops && decks < 3 && (4..=20).contains(&line.words) && all_marked(page, headline + 1, i) {
            // A paragraph of this text would end in a stop.
            page.furnish(i, FurnitureReason::Other, "deck");
            page.set_kind(i, BlockKind::SubHeadline);
            decks += 1;
        }
    }
}

fn all_marked(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let kind = page.mark(i).kind;
        !page.is_open(i) && !matches!(kind, Some(BlockKind::Dateline | BlockKind::Byline))
    })
}
