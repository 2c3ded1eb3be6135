//! The text of an article with everything marked in it: what was said, by whom, the figures and the days; names lead to
//! their pages; what is not of the article is greyed. A long text is cut into parts at its paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::cli::Glossary;
use crate::serve::html;
use crate::serve::view;
use crate::serve::when;
use crate::store::Text;
use crate::wire::RecordJson;

/// Something that begins and ends in the text.
struct Mark<'a> {
    at: Range<usize>,
    class: &'static str,
    /// The entry that it belongs to, for its first piece.
    id: Option<&'a str>,
    title: Option<String>,
    href: Option<String>,
}

/// The text as it is shown, cut into parts where it is long: a page shall open at once on any line.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    /// Its parts.
    pub(super) parts: Vec<String>,
    /// In which part each entry begins.
    at: BTreeMap<&'a str, usize>,
}

/// A text with its marks that is no heavier (bytes) is one part; a longer one has parts of about so much.
const WHOLE: usize = 30_000;
const PART: usize = 25_000;

impl Shown<'_> {
    /// The part in which an entry begins.
    pub(super) fn part_of(&self, entry: &str) -> Option<usize> {
        self.at.get(entry).copied()
    }

    /// Puts paragraphs together to parts.
    fn gather(self, paragraphs: Vec<String>) -> Self {
        let most = if paragraphs.iter().map(String::len).sum::<usize>() > WHOLE { PART } else { usize::MAX };
        let (mut parts, mut place): (Vec<String>, Vec<usize>) = (vec![String::new()], Vec::new());
        for paragraph in paragraphs {
            let full = parts.last().is_some_and(|p| !p.is_empty() && p.len() + paragraph.len() > most);
            if full {
                parts.push(String::new());
            }
            place.push(parts.len() - 1);
            if let Some(last) = parts.last_mut() {
                last.push_str(&paragraph);
            }
        }
        let at = self.at.into_iter().map(|(id, n)| (id, place.get(n).copied().unwrap_or(0))).collect();
        Shown { parts, at }
    }
}

/// The text with everything marked: paragraphs as lines, spans that may overlap cut into pieces that do not.
pub(super) fn marked<'a>(r: &'a RecordJson, text: &Text, t: Glossary) -> Shown<'a> {
    let marks = marks(r, text, t);
    let kinds: Vec<(Range<usize>, &str)> =
        r.blocks.iter().map(|b| (text.bytes(b.start, b.end), b.kind.as_str())).collect();
    let mut paragraphs: Vec<String> = Vec::new();
    let title = r.title.as_ref().and_then(|t| Some(text.bytes(t.start?, t.end?)));
    let mut begun = Begun { paragraph: 0, at: BTreeMap::new() };
    let mut at = 0;
    for line in text.text.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let kind = kinds.iter().find(|(k, _)| k.start < range.end && k.end > range.start).map_or("body", |k| k.1);
        let class = if title.as_ref().is_some_and(|t| t.start < range.end && t.end > range.start) {
            " class=\"head\""
        } else if matches!(kind, "headline" | "sub-headline") {
            " class=\"sub\""
        } else {
            ""
        };
        let mut from = range.start;
        for to in ends(&text.text, &range, &marks) {
            let class = if from > range.start { " class=\"on\"" } else { class };
            let mut out = format!("<p{class} dir=\"auto\">");
            begun.paragraph = paragraphs.len();
            pieces(&text.text, &(from..to), &marks, &mut begun, &mut out);
            out.push_str("</p>\n");
            paragraphs.push(out);
            from = to;
        }
    }
    Shown { parts: Vec::new(), at: begun.at }.gather(paragraphs)
}

/// A line that is longer (bytes) goes on in another paragraph after a sentence.
const LONG: usize = 6000;

/// Where the paragraphs of a line end: at its end, and in a very long one (a page that lost its lines) now and then after a
/// sentence, where no mark goes on.
fn ends(text: &str, line: &Range<usize>, marks: &[Mark]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut from = line.start;
    if line.len() > LONG {
        let words = text.get(line.clone()).unwrap_or("");
        for (at, c) in words.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '\u{061F}')) {
            let end = line.start + at + c.len_utf8();
            let enough = end - from > LONG / 2 && line.end - end > LONG / 4;
            let digits = text.get(end..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
            if enough && !digits && !marks.iter().any(|m| m.at.start < end && end < m.at.end) {
                out.push(end);
                from = end;
            }
        }
    }
    out.push(line.end);
    out
}

/// The entries that have begun, each with its paragraph, and the paragraph that is being written.
struct Begun<'a> {
    paragraph: usize,
    at: BTreeMap<&'a str, usize>,
}

fn marks<'a>(r: &'a RecordJson, text: &Text, t: Glossary) -> Vec<Mark<'a>> {
    let mut out = Vec::new();
    let mut add = |start: u32, end: u32, class, id: Option<&'a str>, title: Option<String>, href| {
        out.push(Mark { at: text.bytes(start, end), class, id, title, href });
    };
    for f in &r.furniture {
        add(f.start, f.end, "fu", Some(f.id.as_str()), Some(view::named(t, "label.furniture", &f.reason)), None);
    }
    for s in &r.statements {
        for c in &s.content {
            if let (Some(a), Some(b)) = (c.start, c.end) {
                add(a, b, "st", Some(s.id.as_str()), s.speaker_name.clone(), None);
            }
        }
        for (span, class) in [(&s.speaker, "sp"), (&s.cue, "cu")] {
            if let Some((a, b)) = span.as_ref().and_then(|s| Some((s.start?, s.end?))) {
                add(a, b, class, None, None, None);
            }
        }
    }
    for f in &r.figures {
        let href = f.subject.as_deref().map(view::figures);
        add(f.start, f.end, "fi", Some(f.id.as_str()), f.measure.clone(), href);
    }
    for time in &r.times {
        // How long something took says the text; on which day it was does not.
        let value = time.value.as_deref().filter(|v| !v.starts_with('P'));
        let printed = text.text.get(text.bytes(time.start, time.end)).unwrap_or("");
        let told = value.map(|v| when::told(v, t, str::to_owned)).filter(|told| !printed.contains(told.as_str()));
        add(time.start, time.end, "ti", Some(time.id.as_str()), told, None);
    }
    // Each name leads to its page where it is first told, and again where it is told otherwise.
    let mut led = BTreeSet::new();
    for e in &r.entities {
        if !matches!(e.kind.as_str(), "person" | "organisation" | "country") {
            continue;
        }
        for m in &e.mentions {
            let at = text.bytes(m.start, m.end);
            let printed = text.text.get(at).unwrap_or("");
            if led.insert((e.name.as_str(), printed)) {
                let title = (printed != e.name).then(|| e.name.clone());
                add(m.start, m.end, "en", None, title, Some(view::person(&e.name)));
            }
        }
    }
    out.sort_by_key(|m| (m.at.start, std::cmp::Reverse(m.at.end)));
    out
}

fn pieces<'a>(text: &str, line: &Range<usize>, marks: &[Mark<'a>], begun: &mut Begun<'a>, out: &mut String) {
    let last = marks.partition_point(|m| m.at.start < line.end);
    let here = marks.iter().take(last).filter(|m| m.at.end > line.start && m.at.start < m.at.end);
    // No mark ends within a date, an address or a number with its sign: they would lose their order.
    let runs = html::own_orders(text.get(line.clone()).unwrap_or(""));
    let within = |at: usize| {
        let inside = at.checked_sub(line.start).and_then(|at| runs.iter().find(|r| r.start < at && at < r.end));
        inside.map(|r| r.start + line.start..r.end + line.start)
    };
    let widened =
        |m: &'_ Range<usize>| within(m.start).map_or(m.start, |r| r.start)..within(m.end).map_or(m.end, |r| r.end);
    let here: Vec<(Range<usize>, &Mark)> = here.map(|m| (widened(&m.at), m)).collect();
    let mut cuts: Vec<usize> = here.iter().flat_map(|(at, _)| [at.start, at.end]).collect();
    cuts.extend([line.start, line.end]);
    cuts.retain(|c| (line.start..=line.end).contains(c));
    cuts.sort_unstable();
    cuts.dedup();
    // What was said is one element round the pieces of it, as long as it is of the same statements.
    let mut said: Vec<&str> = Vec::new();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let Some(words) = text.get(*from..*to) else { continue };
        let covering: Vec<&Mark> =
            here.iter().filter(|(at, _)| at.start <= *from && at.end >= *to).map(|(_, m)| *m).collect();
        let (quoting, covering): (Vec<&Mark>, Vec<&Mark>) = covering.into_iter().partition(|m| m.class == "st");
        let now: Vec<&str> = quoting.iter().filter_map(|m| m.id).collect();
        if now != said {
            if !said.is_empty() {
                out.push_str("</span>");
            }
            if let Some(innermost) = quoting.last() {
                let id = begin(&now, begun, out);
                let title = innermost.title.as_deref().map(titled).unwrap_or_default();
                out.push_str(&format!("<span class=\"st\"{id}{title}>"));
            }
            said = now;
        }
        if covering.is_empty() {
            out.push_str(&html::article(words));
            continue;
        }
        let mut classes: Vec<&str> = covering.iter().map(|m| m.class).collect();
        classes.sort_unstable();
        classes.dedup();
        let ids: Vec<&str> = covering.iter().filter_map(|m| m.id).collect();
        let id = begin(&ids, begun, out);
        // The innermost mark says what it is.
        let title = covering.iter().rev().find_map(|m| m.title.as_deref()).map(titled).unwrap_or_default();
        let href = covering.iter().rev().find_map(|m| m.href.as_deref());
        let (open, close) = match href {
            Some(href) => (format!("a href=\"{}\"", html::text(href)), "a"),
            None => ("span".to_owned(), "span"),
        };
        out.push_str(&format!("<{open} class=\"{}\"{id}{title}>{}</{close}>", classes.join(" "), html::article(words)));
    }
    if !said.is_empty() {
        out.push_str("</span>");
    }
}

fn titled(title: &str) -> String {
    format!(" title=\"{}\"", html::text(title))
}

/// The id of an element on which entries begin. Where several do, the first is its id and the others stand before it.
fn begin<'a>(ids: &[&'a str], begun: &mut Begun<'a>, out: &mut String) -> String {
    let mut id = String::new();
    for new in ids {
        if !begun.at.contains_key(new) {
            begun.at.insert(new, begun.paragraph);
            if id.is_empty() {
                id = format!(" id=\"{}\"", html::text(new));
            } else {
                out.push_str(&format!("<span id=\"{}\"></span>", html::text(new)));
            }
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_its_paragraphs_and_says_where_an_entry_begins() {
        let shown = |long: usize| {
            let paragraphs: Vec<String> = (0..long).map(|n| format!("<p>{n}{}</p>", "ن".repeat(4000))).collect();
            let at = BTreeMap::from([("first", 0), ("last", long - 1)]);
            Shown { parts: Vec::new(), at }.gather(paragraphs)
        };
        let line = "قال الوزير إن الموسم جيد في 3.5 مناطق. ".repeat(400);
        let cut = ends(&line, &(0..line.len()), &[]);
        assert!(cut.len() > 4 && cut.windows(2).all(|w| w[1] - w[0] <= LONG), "{cut:?}");
        assert!(cut.iter().rev().skip(1).all(|at| line[..*at].ends_with("مناطق.")));
        let all = Mark { at: 0..line.len(), class: "st", id: None, title: None, href: None };
        assert_eq!(ends(&line, &(0..line.len()), &[all]), [line.len()], "a mark is not cut");
        let short = shown(3);
        assert_eq!((short.parts.len(), short.part_of("last")), (1, Some(0)));
        let long = shown(20);
        assert!(long.parts.len() > 4 && long.parts.iter().all(|p| p.len() <= PART && p.ends_with("</p>")));
        assert_eq!((long.part_of("first"), long.part_of("last")), (Some(0), Some(long.parts.len() - 1)));
        assert_eq!(long.part_of("none"), None);
        // A single paragraph of any length is one part.
        let one = Shown::default().gather(vec!["ن".repeat(40_000)]);
        assert_eq!(one.parts.len(), 1);
        assert_eq!(Shown::default().gather(Vec::new()).parts, [String::new()]);
    }
}
