//! What a rule of this room sees, and what it gives.
//!
//! A [`Reader`] is one article being read: its tokens, the day it counts from, and the times read so far. A rule is a
//! method that is asked at a token and gives a [`Node`] or nothing; it looks only to the end of its sentence.

use std::cell::Cell;

use isnad_text::{Kind, Proclitics, Span};
use jiff::civil::{Date, Weekday};

use super::calendar::{Period, Point, Unit, week_begins};
use crate::lexicon::{Class, Features, Match, lexicon};
use crate::quantity::number;
use crate::{Anchor, Calendar, Context, Document, Modifier, Time, TimeKind};

/// What an expression stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// A place or stretch of the calendar.
    Period(Period),
    /// A length of time.
    Length(Length),
    /// Something that returns after this length.
    Every(Length),
    /// It counts from a day that is not known.
    Unknown,
}

/// A length of time: a count of units; no count where the text tells none («years»).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Length {
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
}

impl Length {
    pub(super) fn of(count: f64, unit: Unit) -> Length {
        Length { count: Some(count), unit }
    }

    pub(super) fn vague(unit: Unit) -> Length {
        Length { count: None, unit }
    }

    /// `P5Y`, `PT2H`, `PXM`, `P9Y6M`.
    pub(super) fn iso(self) -> String {
        let (letter, size) = self.unit.iso();
        let head = if self.unit.of_clock() { "PT" } else { "P" };
        let Some(count) = self.count else { return format!("{head}X{letter}") };
        let n = count * size as f64;
        let whole = n.trunc();
        let rest = n - whole;
        let (smaller, per) = match self.unit {
            Unit::Second => ('S', 0.0),
            Unit::Minute => ('S', 60.0),
            Unit::Hour => ('M', 60.0),
            Unit::Day => ('H', 0.0),
            Unit::Week => ('D', 7.0),
            Unit::Month => ('D', 30.0),
            _ => ('M', 12.0),
        };
        let part = (rest * per).round();
        if part < 1.0 {
            return format!("{head}{n}{letter}");
        }
        let first = if whole >= 1.0 { format!("{whole}{letter}") } else { String::new() };
        format!("{head}{first}{part}{smaller}")
    }

    /// The count as a whole number, where it is one.
    pub(super) fn whole(self) -> Option<i64> {
        self.count.filter(|c| c.fract() == 0.0 && (0.0..1e9).contains(c)).map(|c| c as i64)
    }
}

/// What other conventions would give: two at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Others([Option<Period>; 2]);

impl Others {
    pub(super) const NONE: Others = Others([None; 2]);

    pub(super) fn of(one: Option<Period>) -> Others {
        Others([one, None])
    }

    /// With one more, if there is room and it is new.
    pub(super) fn and(mut self, more: Option<Period>) -> Others {
        if !self.0.contains(&more)
            && let Some(slot) = self.0.iter_mut().find(|s| s.is_none())
        {
            *slot = more;
        }
        self
    }

    pub(super) fn first(self) -> Option<Period> {
        self.0[0]
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Period> {
        self.0.into_iter().flatten()
    }

    pub(super) fn map(self, f: impl Fn(Period) -> Option<Period>) -> Others {
        self.iter().fold(Others::NONE, |all, p| all.and(f(p)))
    }
}

/// A reading of an expression.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it begins in the text.
    pub(super) start: u32,
    /// One past its last token.
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) kind: TimeKind,
    pub(super) modifier: Option<Modifier>,
    pub(super) calendar: Calendar,
    /// What another calendar said.
    pub(super) original: Option<Span>,
    pub(super) zone: Option<&'static str>,
    pub(super) anchor: Anchor,
    /// What another convention would give.
    pub(super) other: Others,
    /// The part of the day that is told with it.
    pub(super) part: Option<&'static str>,
    /// Whether its year was not told.
    pub(super) yearless: bool,
    /// Of two readings of the same length the heavier one is taken.
    pub(super) weight: u8,
    pub(super) rule: &'static str,
    /// A word on how it was read, for those who ask.
    pub(super) note: &'static str,
}

impl Node {
    pub(super) fn new(start: u32, end: usize, meaning: Meaning, rule: &'static str) -> Node {
        let kind = match meaning {
            Meaning::Length(_) => TimeKind::Duration,
            Meaning::Every(_) => TimeKind::Set,
            Meaning::Period(Period::At(Point::Minute(..) | Point::Second(..))) => TimeKind::Time,
            _ => TimeKind::Date,
        };
        Node {
            start,
            end,
            meaning,
            kind,
            modifier: None,
            calendar: Calendar::Gregorian,
            original: None,
            zone: None,
            anchor: Anchor::None,
            other: Others::NONE,
            part: None,
            yearless: false,
            weight: 1,
            rule,
            note: "",
        }
    }

    /// A period that counts from the day of the document.
    pub(super) fn relative(start: u32, end: usize, period: Option<Period>, rule: &'static str) -> Node {
        let meaning = period.map_or(Meaning::Unknown, Meaning::Period);
        Node { anchor: Anchor::Document, ..Node::new(start, end, meaning, rule) }
    }

    pub(super) fn with(self, modifier: Option<Modifier>) -> Node {
        Node { modifier: modifier.or(self.modifier), ..self }
    }

    pub(super) fn noting(self, note: &'static str) -> Node {
        Node { note, ..self }
    }

    pub(super) fn until(self, end: usize) -> Node {
        Node { end, ..self }
    }

    pub(super) fn period(&self) -> Option<Period> {
        match self.meaning {
            Meaning::Period(p) => Some(p),
            _ => None,
        }
    }

    /// The node with its period made into another; what is unknown stays so.
    pub(super) fn map(self, f: impl Fn(Period) -> Option<Period>) -> Node {
        let meaning = match self.meaning {
            Meaning::Period(p) => f(p).map_or(Meaning::Unknown, Meaning::Period),
            other => other,
        };
        Node { meaning, other: self.other.map(f), ..self }
    }

    /// The day, where it is one.
    pub(super) fn day(&self) -> Option<Date> {
        self.period().and_then(Period::day)
    }
}

/// One article being read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) context: &'a Context,
    /// The day that relative times count from.
    pub(super) reference: Option<Date>,
    /// The sentence: first token, one past the last.
    pub(super) first: usize,
    pub(super) end: usize,
    /// The last stated period and its index among the times.
    pub(super) last: Option<(usize, Period, Option<Modifier>, bool)>,
    /// The last stated day before the document's.
    pub(super) last_day: Option<Date>,
    /// The last stated day of all, and its sentence.
    pub(super) day_here: Option<(Date, usize)>,
    /// The sentence in which `last` stands, counted.
    pub(super) sentence: usize,
    pub(super) last_sentence: usize,
    /// The day on which weeks begin.
    pub(super) week: Weekday,
    /// How many periods stand inside one another where the reader is («نهاية …» in «منذ نهاية …»).
    pub(super) depth: Cell<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(doc: &'a Document<'a>, context: &'a Context, reference: Option<Date>) -> Self {
        Reader {
            doc,
            context,
            reference,
            first: 0,
            end: 0,
            last: None,
            last_day: None,
            day_here: None,
            sentence: 0,
            last_sentence: 0,
            week: week_begins(context.country.as_deref()),
            depth: Cell::new(0),
        }
    }

    /// The longest entry of `class` at token `i` of this sentence.
    pub(super) fn entry(&self, i: usize, class: Class) -> Option<Match> {
        if i >= self.end {
            return None;
        }
        self.doc.entry(i, class).copied().filter(|m| i + m.len as usize <= self.end && m.pronoun.is_empty())
    }

    /// The first column of a match's line, and the match.
    pub(super) fn told(&self, i: usize, class: Class) -> Option<(&'static str, Match)> {
        let m = self.entry(i, class)?;
        Some((lexicon().row(&m)?.column(0), m))
    }

    /// Whether token `i` is told so by `class`; the match if it is.
    pub(super) fn says(&self, i: usize, class: Class, what: &str) -> Option<Match> {
        if i >= self.end || !self.doc.is(i, class) {
            return None;
        }
        self.doc
            .tags
            .all(i, class)
            .find(|m| lexicon().row(m).is_some_and(|r| r.column(0) == what))
            .copied()
            .filter(|m| i + m.len as usize <= self.end)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        (i < self.end).then(|| self.doc.tokens.kind(i))
    }

    pub(super) fn is_kind(&self, i: usize, kind: Kind) -> bool {
        self.kind(i) == Some(kind)
    }

    pub(super) fn spaced(&self, i: usize) -> bool {
        self.doc.tokens.get(i).is_none_or(|t| t.spaced)
    }

    pub(super) fn start(&self, i: usize) -> u32 {
        self.doc.tokens.span(i).start
    }

    /// The byte at which the word of a match begins: conjunction and preposition left out.
    pub(super) fn word_start(&self, i: usize, m: &Match) -> u32 {
        self.doc.word_start(i, m)
    }

    /// The whole number that a digit token writes, and how many digits it has.
    pub(super) fn digits(&self, i: usize) -> Option<(i64, usize)> {
        if !self.is_kind(i, Kind::Number) {
            return None;
        }
        let key = self.doc.tokens.key(i);
        (key.len() <= 9 && key.bytes().all(|b| b.is_ascii_digit())).then(|| Some((key.parse().ok()?, key.len())))?
    }

    /// A count in digits or words: value, one past its end, where its word begins.
    pub(super) fn count(&self, i: usize) -> Option<(f64, usize, u32)> {
        if i >= self.end {
            return None;
        }
        let n = number::read(self.doc, i).filter(|n| !n.share && n.end <= self.end)?;
        let start = self.doc.tokens.offset_in(self.doc.text, i, n.word as usize);
        Some((n.value.value(), n.end, start))
    }

    /// An ordinal in words: value, one past its end.
    pub(super) fn ordinal(&self, i: usize) -> Option<(u32, usize)> {
        if i >= self.end || !self.doc.is(i, Class::Ordinal) {
            return None;
        }
        number::ordinal(self.doc, i).filter(|o| o.end <= self.end).map(|o| (o.value, o.end))
    }

    /// The unit of time at token `i`.
    pub(super) fn unit(&self, i: usize) -> Option<(Unit, Match)> {
        let (name, m) = self.told(i, Class::TimeUnit)?;
        // «قرى» is no «قرون» without its nun.
        if m.features.has(Features::PLURAL.with(Features::CONSTRUCT)) {
            return None;
        }
        Some((Unit::of(name)?, m))
    }

    /// Past, current or next, as an adjective at token `i`: its column and one past its end.
    pub(super) fn order(&self, i: usize) -> Option<(&'static str, usize)> {
        let (order, m) = self.told(i, Class::TimeOrder)?;
        (m.proclitics.without(Proclitics::AL) == Proclitics::NONE).then_some((order, i + m.len as usize))
    }

    /// Whether token `i` is the conjunction «and» standing alone (before digits).
    pub(super) fn lone_and(&self, i: usize) -> bool {
        i < self.end && self.doc.tokens.key(i) == "\u{0648}"
    }

    /// Whether the word at token `i` is the article alone, before digits («الـ15»).
    pub(super) fn lone_article(&self, i: usize) -> bool {
        i < self.end && self.doc.tokens.key(i) == "\u{0627}\u{0644}" && self.is_kind(i + 1, Kind::Number)
    }

    /// The times read so far, seen from a sentence: the last stated period where it is not far.
    pub(super) fn anchor_near(&self) -> Option<(usize, Period, Option<Modifier>)> {
        let (index, period, modifier, explicit) = self.last?;
        (explicit && self.sentence <= self.last_sentence + 1).then_some((index, period, modifier))
    }

    /// The last stated period, near or not.
    pub(super) fn anchor_any(&self) -> Option<(usize, Period, Option<Modifier>)> {
        self.last.map(|(index, period, modifier, _)| (index, period, modifier))
    }

    /// The day that an hour without one belongs to: the last one of its sentence, else the last past one, else the
    /// document's.
    pub(super) fn day_in_force(&self) -> Option<Date> {
        let here = self.day_here.filter(|(_, s)| *s == self.sentence).map(|(d, _)| d);
        here.or(self.last_day).or(self.reference)
    }

    /// Turns a reading into an entry of the record.
    pub(super) fn finish(&self, node: Node) -> Time {
        let end = self.doc.tokens.span(node.end.saturating_sub(1)).end;
        let span = Span::new(node.start, end);
        let (value, bounds) = match node.meaning {
            Meaning::Period(p) => (Some(p.edtf()), p.bounds()),
            Meaning::Length(l) | Meaning::Every(l) => (Some(l.iso()), (None, None)),
            Meaning::Unknown => (None, (None, None)),
        };
        let (earliest, latest) = self.widen(&node, bounds);
        let why = if self.context.explain { self.why(&node, span, value.as_deref()) } else { String::new() };
        Time {
            span,
            value,
            kind: node.kind,
            modifier: node.modifier,
            calendar: node.calendar,
            original: node.original.map(|o| o.of(self.doc.text).to_owned()),
            zone: node.zone.map(str::to_owned),
            anchor: node.anchor,
            alternatives: node.other.iter().map(Period::edtf).collect(),
            earliest,
            latest,
            rule: node.rule,
            why,
        }
    }

    /// The first and last day it can mean. A day told in the Hijri calendar may be one off: the moon is seen, not reckoned.
    fn widen(&self, node: &Node, bounds: (Option<Date>, Option<Date>)) -> (Option<Date>, Option<Date>) {
        // «أوائل آذار» are its first ten days, «منتصف» the next ten, «أواخر» the rest.
        if let (Meaning::Period(Period::At(Point::Month(y, m))), Some(part)) = (node.meaning, node.modifier) {
            let day = |d| Date::new(y, m, d).ok();
            match part {
                Modifier::Start => return (bounds.0, day(10)),
                Modifier::Mid => return (day(11), day(20)),
                Modifier::End => return (day(21), bounds.1),
                _ => {}
            }
        }
        if node.calendar != Calendar::Hijri {
            return bounds;
        }
        let move_by = |d: Option<Date>, n| d.and_then(|d| super::calendar::add_days(d, n));
        (move_by(bounds.0, -1), move_by(bounds.1, 1))
    }

    fn why(&self, node: &Node, span: Span, value: Option<&str>) -> String {
        let mut why = span.of(self.doc.text).to_owned();
        match (node.anchor, self.reference) {
            (Anchor::Document, Some(day)) => why.push_str(&format!(" → published {day}")),
            (Anchor::Document, None) => why.push_str(" → no day of publication"),
            (Anchor::Time(n), _) => why.push_str(&format!(" → counted from time {n}")),
            (Anchor::None, _) => {}
        }
        if let Some(value) = value {
            why.push_str(&format!(" → {value}"));
        }
        if !node.note.is_empty() {
            why.push_str(&format!(", {}", node.note));
        }
        why
    }
}
