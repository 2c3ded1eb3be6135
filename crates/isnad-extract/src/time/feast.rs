//! Feasts and named days: «عيد الأضحى المقبل», «ثالث أيام عيد الفطر», «عيد الفصح 2013», «عشية رأس السنة», «يوم عرفة».
//!
//! A feast is a day where it is placed in time: after a preposition or a portion, with its year or an order, or alone in its
//! sentence. «بمناسبة عيد الفطر», «إجازة العيد», «صلاة عيد الأضحى» name occasions and are none.

use isnad_text::{Kind, Proclitics};
use jiff::civil::Date;

use super::calendar::{Period, Point, add_days, from_hijri, to_hijri};
use super::month::YearSaid;
use super::reader::{Meaning, Node, Others, Reader};
use crate::lexicon::{Class, ClassSet, lexicon};
use crate::{Anchor, Calendar};
use isnad_text::Span;

/// When a feast is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// A day of a Hijri month.
    Hijri(u8, u8),
    /// A day of a Gregorian month.
    Civil(i8, i8),
    /// Days after Easter of the Western churches; the Eastern date is the alternative.
    Easter(i64),
    /// Days after Easter of the Eastern churches.
    Eastern(i64),
}

impl Kept {
    fn of(column: &str) -> Option<Kept> {
        let (calendar, day) = column.split_once(' ')?;
        if calendar == "easter" {
            return Some(Kept::Easter(day.parse().ok()?));
        }
        if calendar == "eastern" {
            return Some(Kept::Eastern(day.parse().ok()?));
        }
        let (month, day) = day.split_once('-')?;
        match calendar {
            "hijri" => Some(Kept::Hijri(month.parse().ok()?, day.parse().ok()?)),
            _ => Some(Kept::Civil(month.parse().ok()?, day.parse().ok()?)),
        }
    }

    /// Its days in a Gregorian year: none, one, or two of a Hijri feast.
    fn in_year(self, year: i16) -> [Option<Date>; 2] {
        match self {
            Kept::Civil(m, d) => [Date::new(year, m, d).ok(), None],
            Kept::Easter(after) => [easter(year).and_then(|d| add_days(d, after)), None],
            Kept::Eastern(after) => [orthodox_easter(year).and_then(|d| add_days(d, after)), None],
            Kept::Hijri(m, d) => {
                let first = Date::new(year, 1, 1).ok().and_then(to_hijri).map_or(0, |(y, _)| y);
                let of = |y| from_hijri(y, m, d).filter(|x| x.year() == year);
                let found = [of(first), of(first + 1)];
                if found[0].is_some() { found } else { [found[1], None] }
            }
        }
    }

    /// The day the Eastern churches keep, where it is another.
    fn eastern(self, year: i16) -> Option<Date> {
        match self {
            Kept::Easter(after) => orthodox_easter(year).and_then(|d| add_days(d, after)),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// A feast at token `i`, where it is a time.
    pub(super) fn feast(&self, i: usize) -> Option<Node> {
        let m = self.entry(i, Class::Feast)?;
        let start = self.word_start(i, &m);
        let end = i + m.len as usize;
        let node = self.kept(start, i, end, 0)?;
        // What is only named is an occasion.
        let dated = node.end > end;
        let alone = i == self.first && self.kind(end).is_none_or(|k| k == Kind::Stop);
        // «تهنئة بعيد الفطر», «استعدادا لعيد الأضحى», «ما بين عيد …» place nothing.
        let placed = i > self.first
            && !m.proclitics.any(Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA))
            && self.doc.tags.classes(i - 1).any(PLACING)
            && ["between", "for", "to"].iter().all(|r| self.says(i - 1, Class::TimeRelation, r).is_none());
        (dated || alone || placed).then_some(node)
    }

    /// «أول أيام عيد الفطر», «ثاني أيام عيد الأضحى»: the day at a place in a feast.
    pub(super) fn feast_day(&self, start: u32, at: usize, place: i64) -> Option<Node> {
        let m = self.entry(at, Class::Feast)?;
        if !(1..=7).contains(&place) {
            return None;
        }
        self.kept(start, at, at + m.len as usize, place - 1)
    }

    /// «أيام عيد الأضحى»: the length of the feast is not told; its first day is.
    fn kept(&self, start: u32, i: usize, end: usize, after: i64) -> Option<Node> {
        let m = self.entry(i, Class::Feast)?;
        let kept = Kept::of(lexicon().row(&m)?.column(0))?;
        let moved = |d: Option<Date>| d.and_then(|d| add_days(d, after));
        let (said, end) = self.year_said(end);
        let here = self.reference;
        let years = match said {
            YearSaid::Told(y) => {
                let [day, second] = kept.in_year(y);
                let period = moved(day).map(|d| Period::At(Point::Day(d)))?;
                let mut node = Node::new(start, end, Meaning::Period(period), "feast");
                node.other = Others::of(moved(second.or(kept.eastern(y))).map(|d| Period::At(Point::Day(d))));
                return Some(self.as_feast(node, kept, end));
            }
            YearSaid::Years(n) => here.map(|d| [d.year() + n as i16; 2]),
            _ => here.map(|d| [d.year() - 1, d.year() + 1]),
        };
        let candidates = || years.into_iter().flat_map(|[a, b]| (a..=b).flat_map(|y| kept.in_year(y)).flatten());
        let past = here.and_then(|d| candidates().rfind(|x| *x <= d));
        let future = here.and_then(|d| candidates().find(|x| *x >= d));
        let (day, other) = match said {
            YearSaid::Years(_) => (candidates().next(), None),
            YearSaid::Order("-1" | "before" | "recent") => (past.filter(|p| here != Some(*p)), None),
            YearSaid::Order("1" | "following") => (future, None),
            _ => self.nearer(i, end, past, future),
        };
        let at = |d: Option<Date>| moved(d).map(|d| Period::At(Point::Day(d)));
        let mut node = Node::relative(start, end, at(day), "feast");
        node.other =
            Others::of(at(other)).and(at(day.and_then(|d| kept.eastern(d.year())).filter(|d| Some(*d) != day)));
        Some(self.as_feast(node, kept, end))
    }

    /// The tense chooses between the last and the coming one; where it says nothing, the nearer.
    fn nearer(&self, i: usize, end: usize, past: Option<Date>, future: Option<Date>) -> (Option<Date>, Option<Date>) {
        use super::tense::Tense;
        let (Some(p), Some(f), Some(here)) = (past, future, self.reference) else { return (past.or(future), None) };
        if p == f {
            return (past, None);
        }
        let apart = |a: Date, b: Date| a.since(b).map_or(0, |s| i64::from(s.get_days()));
        let coming = match self.tense(i, end) {
            Tense::Future => true,
            Tense::Past => false,
            Tense::Present | Tense::Unknown => apart(f, here) < apart(here, p),
        };
        if coming { (future, past) } else { (past, future) }
    }

    fn as_feast(&self, mut node: Node, kept: Kept, end: usize) -> Node {
        node.weight = 5;
        if let Kept::Hijri(..) = kept {
            node.calendar = Calendar::Hijri;
            node.original = Some(Span::new(node.start, self.doc.tokens.span(end.saturating_sub(1)).end));
            node.note = "by the Umm al-Qura calendar";
        }
        if node.anchor == Anchor::None { node.noting("the feast of that year") } else { node }
    }
}

/// Words before a feast that place something by it.
const PLACING: ClassSet = ClassSet::of(&[Class::TimeRelation, Class::TimePortion, Class::DayPart]);

/// Easter Sunday of the Western churches (the reckoning of Butcher's Ecclesiastical Calendar, 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Easter Sunday of the Eastern churches: reckoned in the Julian calendar (Meeus), told in ours.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    add_days(julian, i64::from(y / 100 - y / 400 - 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easters() {
        assert_eq!(easter(2013), Some(date(2013, 3, 31)));
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(orthodox_easter(2013), Some(date(2013, 5, 5)));
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
        assert_eq!(orthodox_easter(2025), Some(date(2025, 4, 20)));
    }

    #[test]
    fn feasts_of_a_year() {
        assert_eq!(Kept::Hijri(12, 10).in_year(2013), [Some(date(2013, 10, 15)), None]);
        assert_eq!(Kept::Hijri(10, 1).in_year(2000), [Some(date(2000, 1, 8)), Some(date(2000, 12, 27))]);
        assert_eq!(Kept::Hijri(1, 1).in_year(2019), [Some(date(2019, 8, 31)), None]);
    }
}
