//! How does an entry look on a page? What templates print of statements, figures and series, with addresses and labels.

use std::ops::Range;

use askama::filters::Safe;
use isnad_link::series::Series;

use super::asked::{address, encoded};
use super::html::{self, Html};
use crate::cli::Glossary;
use crate::cli::lines::number;
use crate::store::{Document, StatementRow, SubjectFigures};
use crate::wire::{FigureJson, StatementJson};

/// The address of an article, at an entry of it.
pub(super) fn article(d: &Document, entry: Option<&str>) -> String {
    let path = format!("/articles/{}", encoded(&d.id, true));
    entry.map_or(path.clone(), |e| format!("{path}#{e}"))
}

/// The address of the page that says how to cite an entry.
pub(super) fn cite(d: &Document, entry: &str) -> String {
    address(&format!("/cite/{}", encoded(&d.id, true)), std::iter::once(("entry", entry)))
}

/// The address of a person's or body's page.
pub(super) fn person(name: &str) -> String {
    format!("/names/{}", encoded(name, false).replace('+', "%20"))
}

/// The address of the figures of a subject.
pub(super) fn figures(subject: &str) -> String {
    address("/figures", std::iter::once(("subject", subject)))
}

/// A word of the wire in the reader's language.
pub(super) fn named(t: Glossary, family: &str, word: &str) -> String {
    t.find(&format!("{family}.{word}")).map_or_else(|| word.to_owned(), str::to_owned)
}

/// A statement on a page.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) anchor: String,
    pub(super) href: String,
    pub(super) cite: String,
    pub(super) who: String,
    pub(super) who_href: Option<String>,
    pub(super) lookalike: bool,
    pub(super) role: String,
    pub(super) act: String,
    pub(super) words: String,
    pub(super) direct: bool,
    pub(super) day: DayOf,
    pub(super) outlet: String,
    pub(super) occasion: String,
    pub(super) chain: Vec<String>,
}

/// A day as it was read, which [`Frame::day`](super::answer::Frame::day) prints in the reader's language.
#[derive(Debug)]
pub(super) struct DayOf(Option<String>);

impl DayOf {
    pub(super) fn of(day: Option<&str>) -> DayOf {
        DayOf(day.map(str::to_owned))
    }

    /// As it was read.
    pub(super) fn read(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// A time of the store, «2024-05-17 10:22» in Greenwich time, kept in its order inside a sentence of any direction.
pub(super) fn told_time(at: &str) -> String {
    let shown = at.get(..16).unwrap_or(at).replace('T', " ");
    format!("\u{2066}{shown} UTC\u{2069}")
}

impl Said {
    /// Whether the office says more than the name.
    pub(super) fn role_differs(&self) -> bool {
        !self.role.is_empty() && self.role != self.who
    }

    /// A row of a listing.
    pub(super) fn of(row: &StatementRow, t: Glossary) -> Said {
        Said::at(&row.document, &row.statement, row.day.as_deref(), t)
    }

    /// A statement of a document.
    pub(super) fn at(d: &Document, s: &StatementJson, day: Option<&str>, t: Glossary) -> Said {
        Said {
            anchor: String::new(),
            href: article(d, Some(&s.id)),
            cite: cite(d, &s.id),
            who: s.speaker_name.clone().unwrap_or_else(|| t.text("label.somebody").to_owned()),
            who_href: s.speaker_name.as_deref().map(person),
            lookalike: s.speaker_name.as_deref().is_some_and(html::lookalike),
            role: s.role.as_ref().map(|r| r.text.clone()).unwrap_or_default(),
            act: named(t, "label.act", &s.act),
            words: {
                let words = round(&words(s), None, LONGEST).0;
                if s.kind == "direct" { quoted(&words) } else { words }
            },
            direct: s.kind == "direct",
            day: DayOf::of(s.said_on.as_deref().or(day)),
            outlet: d.outlet().to_owned(),
            occasion: s.occasion.as_ref().map(|o| round(&o.text, None, BRIEF).0).unwrap_or_default(),
            chain: s.chain.iter().map(|l| l.name.clone()).collect(),
        }
    }
}

/// What was said, its pieces joined.
pub(super) fn words(s: &StatementJson) -> String {
    s.content.iter().map(|c| c.text.trim()).collect::<Vec<_>>().join(" … ")
}

/// What was said is cut in a list where it is longer (letters): its article and its citation have all of it. So are
/// titles and occasions.
const LONGEST: usize = 900;
const BRIEF: usize = 180;

/// What stands round a place of a sentence: where the sentence is longer than so many letters it is cut at words before and
/// after the place, which every reader must see. The words, and where the place is in them.
pub(super) fn round(sentence: &str, at: Option<Range<usize>>, letters: usize) -> (String, Option<Range<usize>>) {
    let at = at.filter(|at| sentence.get(at.clone()).is_some());
    if sentence.chars().count() <= letters {
        return (sentence.to_owned(), at);
    }
    let Some(at) =
        at.clone().filter(|at| sentence.get(..at.end).is_some_and(|head| head.chars().count() + 12 > letters))
    else {
        // The place stands at the beginning, or there is none.
        let end = sentence.char_indices().nth(letters).map_or(sentence.len(), |(n, _)| n);
        let end = sentence.get(..end).and_then(|cut| cut.rfind(' ')).unwrap_or(end);
        let end = at.as_ref().map_or(end, |at| end.max(at.end));
        return (format!("{}…", sentence.get(..end).unwrap_or(sentence)), at);
    };
    let (before, place) = (sentence.get(..at.start).unwrap_or(""), sentence.get(at.clone()).unwrap_or(""));
    let after = sentence.get(at.end..).unwrap_or("");
    let room = letters.saturating_sub(place.chars().count()) / 2;
    let from = before.char_indices().rev().nth(room).map_or(0, |(n, _)| n);
    let from = from + before.get(from..).and_then(|tail| tail.find(' ')).map_or(0, |n| n + 1);
    let to = after.char_indices().nth(room).map_or(after.len(), |(n, _)| n);
    let to = if to == after.len() { to } else { after.get(..to).and_then(|head| head.rfind(' ')).unwrap_or(to) };
    let head = before.get(from..).unwrap_or("");
    let end = if to == after.len() { "" } else { "…" };
    let start = "…".len() + head.len();
    (format!("…{head}{place}{}{end}", after.get(..to).unwrap_or("")), Some(start..start + place.len()))
}

/// Words between marks, unless they stand so: what is not between marks was told, not quoted.
pub(super) fn quoted(words: &str) -> String {
    if words.starts_with(['«', '"', '“', '”']) { words.to_owned() } else { format!("«{words}»") }
}

/// The title of an article; where it has none, that it has none and whose it is.
pub(super) fn title(d: &Document, t: Glossary) -> String {
    let untitled = || t.fill("web.untitled", &[("outlet", d.outlet())]);
    d.title.as_deref().map_or_else(untitled, |title| round(title, None, BRIEF).0)
}

/// A number with the unit that it cannot be read without: a percent, a currency, a measure. What is counted («دولة») stands
/// in the name of the series and in its sentence.
fn measured(f: &FigureJson, t: Glossary) -> Html {
    let number = number(&f.value);
    let unit = f.unit.as_deref().unwrap_or("");
    // «USD/y»: dollars, a year.
    let (unit, per) = unit.split_once('/').map_or((unit, None), |(unit, per)| (unit, Some(per)));
    let named = |family: &str, word: &str| {
        t.find(&format!("{family}.{word}")).map_or_else(|| html::ltr(word), |found| Safe(html::text(found)))
    };
    let mut shown = match unit {
        "%" => html::ltr(&format!("{number}%")),
        _ => html::ltr(&number),
    };
    let unit = Some(unit).filter(|u| !u.is_empty() && *u != "%" && u.is_ascii()).map(|u| named("label.unit", u));
    for Safe(word) in unit.into_iter().chain(per.map(|p| named("label.per", p))) {
        shown.0.push(' ');
        shown.0.push_str(&word);
    }
    shown
}

/// A number with its unit and its hedge.
pub(super) fn amount(f: &FigureJson, t: Glossary) -> Html {
    let Safe(number) = measured(f, t);
    if f.hedge == "exact" {
        return Safe(number);
    }
    Safe(format!("{} {number}", html::text(&named(t, "label.hedge", &f.hedge))))
}

/// «subject — measure», and what sort of figure it is.
pub(super) fn series_name(series: &Series, t: Glossary) -> String {
    let mut parts: Vec<&str> = [&series.subject, &series.measure].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        parts.extend(series.unit.as_deref());
    }
    let mut name = if parts.is_empty() { t.text("label.no-subject").to_owned() } else { parts.join(" — ") };
    let mut notes = Vec::new();
    if series.sense.name() != "level" {
        notes.push(named(t, "label.sense", series.sense.name()));
    }
    if series.status.name() != "actual" {
        notes.push(named(t, "label.status", series.status.name()));
    }
    if !notes.is_empty() {
        name.push_str(&format!(" ({})", notes.join(&format!("{} ", t.text("label.comma")))));
    }
    name
}

/// Whether a figure moved: its first and its last value are told of different days.
pub(super) fn moves(series: &Series, found: &SubjectFigures) -> bool {
    let of = |i: usize| found.figures.get(i).map(|(d, f)| (number(&f.value), f.as_of.as_ref().or(d.day.as_ref())));
    let ends = series.ends().and_then(|(a, b)| of(a.point).zip(of(b.point)));
    series.sense.name() == "level"
        && ends.is_some_and(|((a, first), (b, last))| a != b && first.is_some() && last.is_some() && first != last)
}

/// From which value on which day to which: in words, so that no arrow can be read backwards.
pub(super) fn moved(series: &Series, found: &SubjectFigures, t: Glossary) -> Html {
    // Sums and changes stand each for its own time: none of them moved to the next.
    if series.sense.name() != "level" {
        return Safe(String::new());
    }
    let of = |i: usize| {
        let (d, f) = found.figures.get(i)?;
        let Safe(value) = measured(f, t);
        Some((value, f.as_of.clone().or_else(|| d.day.clone())))
    };
    let Some((first, last)) = series.ends() else { return Safe(String::new()) };
    let (Some((a, day_a)), Some((b, day_b))) = (of(first.point), of(last.point)) else { return Safe(String::new()) };
    if !moves(series, found) && a != b {
        return Safe(String::new());
    }
    if a == b {
        let other = series.points.iter().filter(|p| p.comparable).filter_map(|p| of(p.point)).find(|(v, _)| *v != a);
        return Safe(match other {
            None if series.points.len() < 2 => String::new(),
            None => t.fill("say.unchanged", &[("value", format!("<b>{a}</b>"))]),
            Some((o, _)) => t.fill("say.between", &[("one", format!("<b>{a}</b>")), ("other", format!("<b>{o}</b>"))]),
        });
    }
    let day = |d: Option<String>| {
        let Safe(day) = html::day(d.as_deref(), t);
        day
    };
    Safe(t.fill(
        "say.from-to",
        &[("a", format!("<b>{a}</b>")), ("first", day(day_a)), ("b", format!("<b>{b}</b>")), ("last", day(day_b))],
    ))
}

/// Links to what comes before and after in a listing.
#[derive(Debug, Default)]
pub(super) struct Turn {
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl Turn {
    /// The pages round `offset`.
    pub(super) fn of(asked: &super::asked::Asked, offset: usize, limit: usize, more: bool) -> Turn {
        let at = |n: usize| asked.with(&[("offset", Some(&n.to_string()))]);
        Turn { before: (offset > 0).then(|| at(offset.saturating_sub(limit))), after: more.then(|| at(offset + limit)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_still_shows_its_figure() {
        let sentence = format!("{}بلغ العدد 87 دولة {}.", "كلمة ".repeat(60), "أخرى ".repeat(60));
        let at = sentence.find("87").map(|n| n..n + 2);
        let (cut, place) = round(&sentence, at, 80);
        assert!(cut.chars().count() <= 90 && cut.starts_with('…') && cut.ends_with('…'), "{cut}");
        assert_eq!(place.and_then(|p| cut.get(p)), Some("87"), "{cut}");
        assert!(cut.contains("بلغ العدد 87 دولة"), "{cut}");
        let (cut, place) = round("بلغ العدد 87 دولة", Some(18..20), 80);
        assert_eq!((cut.as_str(), place), ("بلغ العدد 87 دولة", Some(18..20)));
        let (cut, place) = round(&sentence, Some(0..8), 40);
        assert!(cut.starts_with("كلمة كلمة") && cut.ends_with('…') && place == Some(0..8), "{cut}");
        let (cut, place) = round(&sentence, Some(3..9_999), 40);
        assert!(cut.ends_with('…') && place.is_none(), "{cut}");
        let (cut, _) = round(&sentence, sentence.find("أخرى .").map(|n| n..n + 8), 40);
        assert!(cut.starts_with('…') && cut.ends_with("أخرى ."), "{cut}");
    }
}
