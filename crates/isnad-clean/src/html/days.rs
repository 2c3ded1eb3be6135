//! On which day was the article of a page published, and when was it changed?
//!
//! Reads JSON-LD, `meta`, microdata, `time`, the address and the lines beside the headline, in this order; gives the day
//! as it is written and where it was found. What a day is worth (its order, its calendar) is judged by the program.

use isnad_text::Found;

use super::blocks::Segment;
use super::finder::Found as Place;
use super::linked::Linked;
use super::meta::{Said, from, meta, path_of};
use super::tree::{Tag, Tree};
use crate::lexicon::{Sorts, Words, lexicon};

/// Whether a value can be a day: it has a digit and is short.
fn is_day(value: &str) -> bool {
    (6..=80).contains(&value.len()) && value.chars().filter(|c| c.is_numeric()).count() >= 3
}

/// The day on which the article was published, as it is written.
pub(super) fn published(
    tree: &Tree,
    segments: &[Segment],
    article: Option<&Place>,
    said: &Linked,
    url: Option<&str>,
) -> Option<Said> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "article:published",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "pubdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
        "sailthru.date",
        "parsely-pub-date",
        "article.published",
        "article_date_original",
        "created",
        "originalpublicationdate",
        "release_date",
        "rnews:datepublished",
        "cxenseparse:recs:publishtime",
        "datecreated",
        "article:create",
        "displaydate",
        "og:pubdate",
    ];
    from(Found::Linked, said.published.clone().filter(|d| is_day(d)))
        .or_else(|| meta(tree, NAMES).filter(|d| is_day(&d.0)))
        .or_else(|| dated_property(tree, "datepublished").or_else(|| dated_property(tree, "datecreated")))
        .or_else(|| from(Found::Markup, tree.trackback.clone().filter(|d| is_day(d))))
        .or_else(|| from(Found::TimeElement, time_element(tree, article)))
        .or_else(|| from(Found::Address, url.and_then(day_in_address)))
        .or_else(|| from(Found::Visible, visible(segments, article)))
        .or_else(|| meta(tree, &["article:modified_time", "og:updated_time"]).filter(|d| is_day(&d.0)))
        .map(|(d, found)| (extended(&d), found))
}

/// The day on which the article was last changed, as it is written.
pub(super) fn updated(tree: &Tree, said: &Linked) -> Option<Said> {
    from(Found::Linked, said.modified.clone().filter(|d| is_day(d)))
        .or_else(|| meta(tree, &["article:modified_time", "og:updated_time", "datemodified", "last-modified"]))
        .or_else(|| dated_property(tree, "datemodified"))
}

/// «20200316T13:00:00Z» as «2020-03-16T13:00:00Z»; anything else as it is.
fn extended(day: &str) -> String {
    match (day.get(..8), day.get(8..)) {
        (Some(digits), Some(rest))
            if digits.bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || rest.starts_with('T')) =>
        {
            let part = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
            format!("{}-{}-{}{rest}", part(0, 4), part(4, 6), part(6, 8))
        }
        _ => day.to_owned(),
    }
}

/// Microdata: `itemprop="datePublished"` with its value or text.
pub(super) fn dated_property(tree: &Tree, name: &str) -> Option<Said> {
    let day = tree.nodes.iter().enumerate().filter(|(_, n)| n.property.contains(name)).find_map(|(i, n)| {
        n.value.clone().filter(|v| is_day(v)).or_else(|| Some(tree.text_of(i as u32, 200)).filter(|t| is_day(t)))
    });
    from(Found::Microdata, day)
}

/// The `time` element nearest before the article's first paragraph, or the first inside it.
fn time_element(tree: &Tree, found: Option<&Place>) -> Option<String> {
    let at = found.map_or(0, |f| f.element);
    let times = || tree.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Time && !n.hidden);
    let value = |(i, n): (usize, &super::tree::Node)| {
        n.value.clone().filter(|v| is_day(v)).or_else(|| Some(tree.text_of(i as u32, 200)).filter(|t| is_day(t)))
    };
    let end = tree.node(at).map_or(0, |n| n.end) as usize;
    let parent = tree.node(at).and_then(|n| tree.node(n.parent)).map_or(0, |n| n.parent) as usize;
    times()
        .filter(|&(i, _)| i >= parent && i < end)
        .find_map(value)
        .or_else(|| times().filter(|&(i, _)| i < end).filter_map(value).next_back())
}

/// «/2020/3/17/» in an address; also «20200317».
fn day_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = path_of(url).split(['/', '-', '_', '.', '?']).collect();
    let number = |s: &str, low: u32, high: u32| s.parse::<u32>().ok().filter(|n| (low..=high).contains(n));
    for w in parts.windows(3) {
        let [y, m, d] = w else { continue };
        if y.len() == 4
            && let (Some(y), Some(m), Some(d)) = (number(y, 1990, 2100), number(m, 1, 12), number(d, 1, 31))
        {
            return Some(format!("{y:04}-{m:02}-{d:02}"));
        }
    }
    parts.iter().find_map(|p| {
        let day = p.get(..8)?;
        let (y, m, d) =
            (number(day.get(..4)?, 1990, 2100)?, number(day.get(4..6)?, 1, 12)?, number(day.get(6..8)?, 1, 31)?);
        (p.len() == 8 || p.len() >= 14).then(|| format!("{y:04}-{m:02}-{d:02}"))
    })
}

/// A line beside the headline that is a day: short, with a month and a year.
fn visible(segments: &[Segment], found: Option<&Place>) -> Option<String> {
    let lexicon = lexicon();
    let mut words = Words::default();
    let (from, to) = found.map_or((0, segments.len().min(60)), |f| (f.from.saturating_sub(25), f.to));
    let inside = |n: usize| found.is_some_and(|f| n >= f.from);
    let mut best: Option<String> = None;
    for n in from..to {
        let Some(s) = segments.get(n) else { break };
        if s.letters > 80 || s.words > 16 || (inside(n) && best.is_some()) {
            continue;
        }
        words.read(&s.text, 0, s.text.len(), 20);
        let sorts = |w: usize| lexicon.sorts_at(&words, w).0;
        let month = (0..words.len()).any(|w| sorts(w).has(Sorts::DATE));
        let year = (0..words.len()).any(|w| {
            words.is_number(w)
                && words.key(w).len() == 4
                && (words.key(w).starts_with("20") || words.key(w).starts_with("19"))
        });
        let numbers = (0..words.len()).filter(|&w| words.is_number(w)).count();
        if year && numbers >= 2 && (month || numbers >= 3) {
            best = Some(s.text.clone());
        }
    }
    best
}
