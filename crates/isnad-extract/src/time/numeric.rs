//! Dates in figures: «7/10/2023», «2023-10-07», «7.10.2023», «10/2023», «25/10/1436 هـ».
//!
//! Day before month, but in the United States; a year in front is read as ISO 8601 has it. What only one order allows
//! is read in that order. «7/10» alone is a fraction, a score or a date and so is none.

use isnad_text::Kind;
use jiff::civil::Date;

use super::calendar::{Period, Point, Unit, from_hijri};
use super::date::month_first;
use super::month::{YEARS, YearSaid};
use super::reader::{Meaning, Node, Others, Reader};
use crate::lexicon::Class;
use crate::{Calendar, Context};
use isnad_text::Span;

impl Reader<'_> {
    /// A date in figures at token `i`.
    pub(super) fn numeric(&self, i: usize) -> Option<Node> {
        let (parts, n, end) = self.figures(i)?;
        let start = self.start(i);
        let [(a, a_len), (b, b_len), (c, c_len)] = parts;
        if n == 2 {
            // «10/2023», «2023/10»: a month.
            let (month, year) = if b_len == 4 { (a, b) } else { (b, a) };
            let short = a_len.min(b_len) <= 2 && a_len.max(b_len) == 4;
            let fits = short && YEARS.contains(&year) && (1..=12).contains(&month) && self.is_kind(i + 1, Kind::Slash);
            let point = Point::Month(i16::try_from(year).ok()?, i8::try_from(month).ok()?);
            if fits {
                return Some(Node::new(start, end, Meaning::Period(Period::At(point)), "numeric-date"));
            }
            return self.day_and_month_in_figures(i, end, [a, b], a_len.max(b_len));
        }
        if let Some(node) = self.hijri_figures(i, end, parts) {
            return Some(node);
        }
        let (year, rest, two_digits) = match (a_len, c_len) {
            (4, ..=2) => (a, [c, b], false),
            (..=2, 4) => (c, [a, b], false),
            (..=2, 2) if b_len <= 2 && self.is_kind(i + 1, Kind::Slash) => (c, [a, b], true),
            _ => return None,
        };
        let year = if two_digits { if year < 50 { 2000 + year } else { 1900 + year } } else { year };
        if two_digits && !(self.has_day_head(i)) {
            return None;
        }
        let era = self.says(end, Class::Era, "hijri");
        if (1300..=1500).contains(&year) {
            let end = era.map_or(end, |m| end + m.len as usize);
            let [day, month] = rest;
            let date = from_hijri(year as i32, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            let mut node = Node::new(start, end, Meaning::Period(Period::At(Point::Day(date))), "numeric-date");
            node.calendar = Calendar::Hijri;
            node.original = Some(Span::new(start, self.doc.tokens.span(end - 1).end));
            node.weight = 4;
            return Some(node);
        }
        if !YEARS.contains(&year) {
            return None;
        }
        let end = self.says(end, Class::Era, "gregorian").map_or(end, |m| end + m.len as usize);
        let (date, other) = ordered(year, rest, a_len == 4, self.context)?;
        let mut node = Node::new(start, end, Meaning::Period(Period::At(Point::Day(date))), "numeric-date");
        node.other = Others::of(other.map(|d| Period::At(Point::Day(d))));
        node.weight = 4;
        node.note = "day before month";
        Some(node)
    }

    /// «30-02-33» where the caller says that figures are Hijri: two digits are a year of the fourteenth century before 70.
    fn hijri_figures(&self, i: usize, end: usize, [day, month, year]: [(i64, usize); 3]) -> Option<Node> {
        if self.context.calendar != Calendar::Hijri || year.1 != 2 || day.1 > 2 || month.1 > 2 {
            return None;
        }
        let y = if year.0 < 70 { 1400 + year.0 } else { 1300 + year.0 };
        let date = from_hijri(y as i32, u8::try_from(month.0).ok()?, u8::try_from(day.0).ok()?)?;
        let start = self.start(i);
        let mut node = Node::new(start, end, Meaning::Period(Period::At(Point::Day(date))), "numeric-date");
        node.calendar = Calendar::Hijri;
        node.original = Some(Span::new(start, self.doc.tokens.span(end - 1).end));
        node.weight = 4;
        Some(node)
    }

    /// «السبت 21/09», «يوم 7/10»: a day and month beside the word that makes them one.
    fn day_and_month_in_figures(&self, i: usize, end: usize, [a, b]: [i64; 2], longest: usize) -> Option<Node> {
        if longest > 2 || !self.has_day_head(i) || !self.is_kind(i + 1, Kind::Slash) {
            return None;
        }
        let (date, _) = ordered(2024, [a, b], false, self.context)?;
        Some(self.dated(self.start(i), i, end, Point::Day(date), YearSaid::No, "numeric-date"))
    }

    fn has_day_head(&self, i: usize) -> bool {
        i > self.first
            && (self.doc.is(i - 1, Class::Weekday)
                || self.unit(i - 1).is_some_and(|(u, _)| u == Unit::Day)
                || self.says(i - 1, Class::TimeExtent, "date").is_some()
                || self.says(i - 1, Class::TimeRelation, "matching").is_some())
    }

    /// Two or three numbers parted by one mark with no space, or one number with two dots.
    #[expect(clippy::type_complexity, reason = "three numbers and their lengths")]
    fn figures(&self, i: usize) -> Option<([(i64, usize); 3], usize, usize)> {
        if !self.is_kind(i, Kind::Number) {
            return None;
        }
        let mut parts = [(0, 0); 3];
        let key = self.doc.tokens.key(i);
        if key.bytes().filter(|b| *b == b'.').count() == 2 {
            for (slot, piece) in parts.iter_mut().zip(key.split('.')) {
                *slot = (piece.parse().ok()?, piece.len());
            }
            return (key.len() <= 10).then_some((parts, 3, i + 1));
        }
        let mark = self.kind(i + 1).filter(|k| matches!(k, Kind::Slash | Kind::Dash))?;
        let mut at = i;
        let mut n = 0;
        for slot in &mut parts {
            let Some(d) = self.digits(at) else { break };
            *slot = d;
            n += 1;
            at += 1;
            if n == 3 || self.kind(at) != Some(mark) || self.digits(at + 1).is_none() {
                break;
            }
            at += 1;
        }
        (n >= 2).then_some((parts, n, at))
    }
}

/// The day of a year and two numbers, and the other day they could be.
fn ordered(year: i64, [a, b]: [i64; 2], iso: bool, context: &Context) -> Option<(Date, Option<Date>)> {
    let make = |day: i64, month: i64| Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let (one, two) = (make(a, b), make(b, a).filter(|_| a != b && !iso));
    if month_first(context) && !iso {
        two.or(one).map(|d| (d, one.filter(|x| Some(*x) != two)))
    } else {
        one.map(|d| (d, two)).or(two.map(|d| (d, None)))
    }
}
