//! What of the rest is said twice, listed under a label, or stands below the article?
//!
//! Reads the lines once the labels and the head are marked; marks repeats, what «أخبار ذات صلة» lists, everything
//! below a comment form, a headline that stands at the foot, stamps, posts of social networks.

use std::collections::HashMap;

use isnad_text::{BlockKind, FurnitureReason};

use super::labels::{Effect, Hit};
use super::page::Page;
use crate::lexicon::{Lexicon, Place, Sorts, Words};

/// A headline printed at the foot: twice, or once more after it opened the text.
pub(crate) fn foot_headline(page: &mut Page<'_>) {
    let (first, last) = (0..page.lines.len()).fold((None, None), |(a, b), i| {
        if page.mark(i).furniture.is_none() { (a.or(Some(i)), Some(i)) } else { (a, b) }
    });
    if page.headline.is_some() {
        return;
    }
    if let (Some(a), Some(b)) = (first, last)
        && a < b
        && page.line(a).hash == page.line(b).hash
        && page.line(a).words >= 4
    {
        page.headline = Some(a);
        page.set_kind(a, BlockKind::Headline);
        return;
    }
    let foot = page.prose.1..page.lines.len().min(page.prose.1 + 40);
    let twice = foot.clone().find(|&i| {
        let line = page.line(i);
        page.is_open(i)
            && line.words >= 3
            && !line.full_stop()
            && foot.clone().any(|j| j > i && page.line(j).hash == line.hash)
    });
    let Some(at) = twice else { return };
    page.headline = Some(at);
    page.set_kind(at, BlockKind::Headline);
    let hash = page.line(at).hash;
    let again = foot.clone().rfind(|&j| j > at && page.line(j).hash == hash).unwrap_or(at);
    for i in at + 1..again {
        let line = page.line(i);
        if page.is_open(i) && line.hash != hash && line.words <= 30 && !line.full_stop() {
            page.set_kind(i, BlockKind::SubHeadline);
            page.furnish(i, FurnitureReason::Other, "deck");
        }
    }
}

/// Lines that say what an earlier line said.
pub(crate) fn repeats(page: &mut Page<'_>) {
    let mut seen: HashMap<u64, usize> = HashMap::with_capacity(page.lines.len().min(4096));
    for i in 0..page.lines.len() {
        let line = page.line(i);
        if line.words < 4 || line.letters < 16 {
            continue;
        }
        let Some(&before) = seen.get(&line.hash) else {
            seen.insert(line.hash, i);
            continue;
        };
        if !page.is_open(i) || page.line(before).letters != line.letters {
            continue;
        }
        let headline = page.headline == Some(before);
        match page.mark(before).furniture {
            Some((reason, rule)) if page.mark(before).kind.is_none() => page.furnish(i, reason, rule),
            _ if headline => page.furnish(i, FurnitureReason::Repeat, "repeated-headline"),
            // A list may say the same of two things.
            _ if line.words >= 6 && !line.bullet => page.furnish(i, FurnitureReason::Repeat, "repeated-line"),
            _ => {}
        }
    }
}

/// What a label lists: the lines below it, up to a paragraph.
pub(crate) fn lists(page: &mut Page<'_>, hits: &[Option<Hit>]) {
    let stops = page.uses_stops();
    let mut i = 0;
    while i < page.lines.len() {
        let hit = hits.get(i).copied().flatten().filter(|_| page.mark(i).furniture.is_some());
        match hit {
            Some(Hit { effect: Effect::Foot, reason, rule, .. }) => {
                for n in i..page.lines.len() {
                    page.furnish(n, reason, rule);
                }
                return;
            }
            Some(Hit { effect: Effect::Items, reason, rule, .. }) => i = items(page, i, stops, reason, rule),
            _ => i += 1,
        }
    }
}

fn items(page: &mut Page<'_>, label: usize, stops: bool, reason: FurnitureReason, rule: &'static str) -> usize {
    let foot = label >= page.prose.1;
    let limit = if foot { 30 } else { 6 };
    let mut i = label + 1;
    while i < page.lines.len() && i <= label + limit {
        let line = page.line(i);
        if !page.is_open(i) {
            // Another label in the foot goes on with its own list.
            if page.mark(i).kind.is_some() || !foot {
                break;
            }
            i += 1;
            continue;
        }
        let marked = line.bullet || page.words(i).starts_with(|c: char| isnad_text::letters::digit(c).is_some());
        let first = i == label + 1;
        let short = line.words <= 20 && !line.full_stop();
        let blank = line.gap >= 2 && !first;
        let titled = line.words >= 4;
        let fits = if foot { short } else { short && !blank && stops && (marked || first || titled) };
        if !(fits || (marked && line.words <= 24 && !line.full_stop())) {
            break;
        }
        page.furnish(i, reason, rule);
        i += 1;
    }
    i
}

/// Below the article: what follows a comment form, lone dates between other furniture.
pub(crate) fn foot(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut words = Words::default();
    let mut comments = false;
    for i in page.prose.1..page.lines.len() {
        let line = page.line(i);
        let mark = page.mark(i);
        if let Some((reason, _)) = mark.furniture {
            comments |= reason == FurnitureReason::Comments;
            continue;
        }
        if comments && page.is_open(i) && line.words <= 8 && !line.full_stop() {
            page.furnish(i, FurnitureReason::Comments, "comment-form");
        } else if page.is_open(i) && line.words <= 6 {
            words.read(page.text, line.start, line.end, 8);
            let agency = (0..words.len()).any(|w| lexicon.sorts_at(&words, w).0.has(Sorts::AGENCY));
            if agency && line.words <= 4 && page.words(i).starts_with(['(', '[']) {
                page.set_kind(i, BlockKind::Byline);
            }
        }
    }
}

/// A paragraph at the foot that speaks of two policies of the site is a notice to its readers.
pub(crate) fn policies(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut words = Words::default();
    let last: Vec<usize> = (0..page.lines.len()).rev().filter(|&i| page.is_open(i)).take(3).collect();
    for i in last {
        let line = page.line(i);
        if line.words < 8 || line.words > 120 {
            continue;
        }
        words.read(page.text, line.start, line.end, 120);
        let mut named: Vec<&str> = Vec::new();
        for w in 0..words.len() {
            let first = words.key(w).strip_prefix('\u{0648}').unwrap_or(words.key(w));
            if lexicon.phrases_of(&words, w, first).any(|p| p.place == Place::Policy)
                && !named.contains(&words.key(w + 1))
            {
                named.push(words.key(w + 1));
            }
        }
        if named.len() >= 2 {
            page.furnish(i, FurnitureReason::Notice, "legal-notice");
        }
    }
}

/// Hours and days that stand alone between runs of spaces: the dates of cards.
pub(crate) fn card_dates(page: &mut Page<'_>, lexicon: &Lexicon) {
    let mut words = Words::default();
    for i in 0..page.lines.len() {
        let line = page.line(i);
        if line.gap != 0 || line.words > 4 || line.letters > 24 || !page.is_open(i) || i < page.prose.0 {
            continue;
        }
        words.read(page.text, line.start, line.end, 6);
        let dated = |w: usize| {
            words.is_number(w)
                || lexicon.sorts_at(&words, w).0.has(Sorts::DATE)
                || lexicon.sorts_at(&words, w).0.has(Sorts::DATE_WITH)
        };
        if words.len() > 0 && (0..words.len()).all(dated) && (0..words.len()).any(|w| words.is_number(w)) {
            page.furnish(i, FurnitureReason::Related, "card-date");
        }
    }
}
