//! Which days? Points and stretches of the calendar, their EDTF form and their first and last day.
//!
//! Reads nothing of the text. A point keeps the grain it was told at: `2015` is a year, not its first day.

use std::fmt::Write as _;

use icu_calendar::cal::{Gregorian, Hijri};
use jiff::Span as Stretch;
use jiff::civil::{Date, Weekday};

use super::hour::of_day;

/// A place in the calendar at the grain it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// A clock time of a day: hour, minute.
    Minute(Date, i8, i8),
    /// A clock time with its seconds.
    Second(Date, i8, i8, i8),
    /// A day.
    Day(Date),
    /// A month of a year.
    Month(i16, i8),
    /// A season of a year: EDTF 21 spring to 24 winter.
    Season(i16, i8),
    /// A year.
    Year(i16),
}

/// A point, or what lies between two, after one, before one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    At(Point),
    Between(Point, Point),
    Since(Point),
    Until(Point),
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The unit as the lexicon writes it.
    pub(super) fn of(name: &str) -> Option<Unit> {
        Some(match name {
            "s" => Unit::Second,
            "min" => Unit::Minute,
            "h" => Unit::Hour,
            "D" => Unit::Day,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "Y" => Unit::Year,
            "10Y" => Unit::Decade,
            "100Y" => Unit::Century,
            "1000Y" => Unit::Millennium,
            _ => return None,
        })
    }

    /// The ISO 8601 letter, and how many of it one unit is.
    pub(super) fn iso(self) -> (char, i64) {
        match self {
            Unit::Second => ('S', 1),
            Unit::Minute => ('M', 1),
            Unit::Hour => ('H', 1),
            Unit::Day => ('D', 1),
            Unit::Week => ('W', 1),
            Unit::Month => ('M', 1),
            Unit::Year => ('Y', 1),
            Unit::Decade => ('Y', 10),
            Unit::Century => ('Y', 100),
            Unit::Millennium => ('Y', 1000),
        }
    }

    /// Shorter than a day.
    pub(super) fn of_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }

    /// A year or a multiple of it.
    pub(super) fn of_years(self) -> bool {
        matches!(self, Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium)
    }
}

impl Point {
    /// The first day it can mean.
    pub(super) fn first(self) -> Option<Date> {
        match self {
            Point::Minute(d, ..) | Point::Second(d, ..) | Point::Day(d) => Some(d),
            Point::Month(y, m) => Date::new(y, m, 1).ok(),
            Point::Season(y, s) => Date::new(y, (s - 20) * 3, 1).ok(),
            Point::Year(y) => Date::new(y, 1, 1).ok(),
        }
    }

    /// The last day it can mean.
    pub(super) fn last(self) -> Option<Date> {
        match self {
            Point::Minute(d, ..) | Point::Second(d, ..) | Point::Day(d) => Some(d),
            Point::Month(y, m) => Date::new(y, m, 1).ok().map(Date::last_of_month),
            Point::Season(y, s) => add_months(Date::new(y, (s - 20) * 3, 1).ok()?, 2).map(Date::last_of_month),
            Point::Year(y) => Date::new(y, 12, 31).ok(),
        }
    }

    fn write(self, out: &mut String) {
        let done = match self {
            Point::Minute(d, h, m) => write!(out, "{d}T{h:02}:{m:02}"),
            Point::Second(d, h, m, s) => write!(out, "{d}T{h:02}:{m:02}:{s:02}"),
            Point::Day(d) => write!(out, "{d}"),
            Point::Month(y, m) => write!(out, "{y:04}-{m:02}"),
            Point::Season(y, s) => write!(out, "{y:04}-{s}"),
            Point::Year(y) => write!(out, "{y:04}"),
        };
        debug_assert!(done.is_ok(), "writing to a string does not fail");
    }

    /// The same place in another year; `None` for a day that year lacks.
    pub(super) fn in_year(self, year: i16) -> Option<Point> {
        Some(match self {
            Point::Minute(d, h, m) => Point::Minute(Date::new(year, d.month(), d.day()).ok()?, h, m),
            Point::Second(d, h, m, s) => Point::Second(Date::new(year, d.month(), d.day()).ok()?, h, m, s),
            Point::Day(d) => Point::Day(Date::new(year, d.month(), d.day()).ok()?),
            Point::Month(_, m) => Point::Month(year, m),
            Point::Season(_, s) => Point::Season(year, s),
            Point::Year(_) => Point::Year(year),
        })
    }

    /// The same clock time on another day; a day becomes that day.
    pub(super) fn on(self, day: Date) -> Option<Point> {
        match self {
            Point::Minute(_, h, m) => Some(Point::Minute(day, h, m)),
            Point::Second(_, h, m, s) => Some(Point::Second(day, h, m, s)),
            Point::Day(_) => Some(Point::Day(day)),
            _ => None,
        }
    }

    /// A clock time of twelve hours in a part of the day.
    pub(super) fn in_part(self, part: &str) -> Point {
        match self {
            Point::Minute(d, h, m) => Point::Minute(d, of_day(h, Some(part)), m),
            Point::Second(d, h, m, s) => Point::Second(d, of_day(h, Some(part)), m, s),
            other => other,
        }
    }

    /// Its EDTF form.
    pub(super) fn edtf(self) -> String {
        Period::At(self).edtf()
    }

    /// Whether it is a time of day.
    pub(super) fn of_clock(self) -> bool {
        matches!(self, Point::Minute(..) | Point::Second(..))
    }

    /// Its year.
    pub(super) fn year(self) -> i16 {
        match self {
            Point::Minute(d, ..) | Point::Second(d, ..) | Point::Day(d) => d.year(),
            Point::Month(y, _) | Point::Season(y, _) | Point::Year(y) => y,
        }
    }
}

impl Period {
    /// Its first and last point; the same where it is one.
    pub(super) fn ends(self) -> (Option<Point>, Option<Point>) {
        match self {
            Period::At(p) => (Some(p), Some(p)),
            Period::Between(a, b) => (Some(a), Some(b)),
            Period::Since(a) => (Some(a), None),
            Period::Until(b) => (None, Some(b)),
        }
    }

    /// The first and last day it can mean.
    pub(super) fn bounds(self) -> (Option<Date>, Option<Date>) {
        let (a, b) = self.ends();
        (a.and_then(Point::first), b.and_then(Point::last))
    }

    /// Its EDTF form.
    pub(super) fn edtf(self) -> String {
        let mut out = String::with_capacity(24);
        match self {
            Period::At(p) => p.write(&mut out),
            Period::Between(a, b) => {
                a.write(&mut out);
                out.push('/');
                b.write(&mut out);
            }
            Period::Since(a) => {
                a.write(&mut out);
                out.push_str("/..");
            }
            Period::Until(b) => {
                out.push_str("../");
                b.write(&mut out);
            }
        }
        out
    }

    /// The day, where it is one.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Period::At(Point::Day(d) | Point::Minute(d, ..) | Point::Second(d, ..)) => Some(d),
            _ => None,
        }
    }
}

/// `date` moved by days; `None` outside the years that a date can have.
pub(super) fn add_days(date: Date, n: i64) -> Option<Date> {
    date.checked_add(Stretch::new().try_days(n).ok()?).ok()
}

/// `date` moved by months, the day cut to the month's end.
pub(super) fn add_months(date: Date, n: i64) -> Option<Date> {
    date.checked_add(Stretch::new().try_months(n).ok()?).ok()
}

/// `date` moved by years.
pub(super) fn add_years(date: Date, n: i64) -> Option<Date> {
    date.checked_add(Stretch::new().try_years(n).ok()?).ok()
}

/// Countries whose weeks begin on Saturday or on Sunday (CLDR, `weekData`); elsewhere they begin on Monday.
const SATURDAY: &[&str] = &["AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"];
const SUNDAY: &[&str] = &["CA", "IL", "IN", "JP", "KR", "PK", "SA", "US", "YE"];

/// The first day of the week in an outlet's country; Monday where it is not known.
pub(super) fn week_begins(country: Option<&str>) -> Weekday {
    match country {
        Some(c) if SATURDAY.contains(&c) => Weekday::Saturday,
        Some(c) if SUNDAY.contains(&c) => Weekday::Sunday,
        _ => Weekday::Monday,
    }
}

/// The weekday of the ISO number 1 (Monday) to 7.
pub(super) fn weekday(n: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(n as i8).ok()
}

/// The latest such weekday at or before `date`.
pub(super) fn weekday_to(date: Date, day: Weekday) -> Option<Date> {
    add_days(date, -i64::from(day.until(date.weekday())))
}

/// The first such weekday at or after `date`.
pub(super) fn weekday_from(date: Date, day: Weekday) -> Option<Date> {
    add_days(date, i64::from(date.weekday().until(day)))
}

/// `n` units before (negative) or after `date`, at the grain of the unit.
pub(super) fn shift(date: Date, n: i64, unit: Unit) -> Option<Point> {
    let years = unit.iso().1.checked_mul(n)?;
    Some(match unit {
        Unit::Second | Unit::Minute => Point::Day(date),
        Unit::Hour => Point::Day(add_days(date, n / 24)?),
        Unit::Day => Point::Day(add_days(date, n)?),
        Unit::Week => Point::Day(add_days(date, n.checked_mul(7)?)?),
        Unit::Month => {
            let d = add_months(date, n)?;
            Point::Month(d.year(), d.month())
        }
        _ => Point::Year(add_years(date, years)?.year()),
    })
}

/// The calendar unit that holds `date`, `n` units on: «this week», «last month», «next year».
///
/// Weeks begin on `week`.
pub(super) fn unit_at(date: Date, n: i64, unit: Unit, week: Weekday) -> Option<Period> {
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Period::At(Point::Day(date)),
        Unit::Day => Period::At(Point::Day(add_days(date, n)?)),
        Unit::Week => {
            let first = add_days(weekday_to(date, week)?, n.checked_mul(7)?)?;
            Period::Between(Point::Day(first), Point::Day(add_days(first, 6)?))
        }
        Unit::Month => {
            let d = add_months(date.first_of_month(), n)?;
            Period::At(Point::Month(d.year(), d.month()))
        }
        Unit::Year => Period::At(Point::Year(add_years(date, n)?.year())),
        Unit::Decade | Unit::Century | Unit::Millennium => {
            let size = unit.iso().1;
            let first = (i64::from(date.year()).div_euclid(size) + n) * size;
            Period::Between(Point::Year(i16::try_from(first).ok()?), Point::Year(i16::try_from(first + size - 1).ok()?))
        }
    })
}

/// A Hijri day as a Gregorian one (Umm al-Qura; outside its tables the reckoning of that calendar).
pub(super) fn from_hijri(year: i32, month: u8, day: u8) -> Option<Date> {
    if !(1..=2000).contains(&year) {
        return None;
    }
    let make = |day| icu_calendar::Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok();
    let Some(hijri) = make(day) else {
        // A month of 29 days may have been seen to have 30.
        return if day == 30 { add_days(from_hijri(year, month, 29)?, 1) } else { None };
    };
    let d = hijri.to_calendar(Gregorian);
    Date::new(i16::try_from(d.year().extended_year()).ok()?, d.month().ordinal as i8, d.day_of_month().0 as i8).ok()
}

/// The Hijri year and month that hold a Gregorian day.
pub(super) fn to_hijri(date: Date) -> Option<(i32, u8)> {
    let d = icu_calendar::Date::try_new_gregorian(i32::from(date.year()), date.month() as u8, date.day() as u8).ok()?;
    let h = d.to_calendar(Hijri::new_umm_al_qura());
    Some((h.year().extended_year(), h.month().ordinal))
}

/// All days of a Hijri month.
pub(super) fn hijri_month(year: i32, month: u8) -> Option<(Date, Date)> {
    let (next_year, next) = if month >= 12 { (year + 1, 1) } else { (year, month + 1) };
    Some((from_hijri(year, month, 1)?, add_days(from_hijri(next_year, next, 1)?, -1)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn hijri_days() {
        assert_eq!(from_hijri(1436, 10, 25), Some(date(2015, 8, 10)));
        assert_eq!(from_hijri(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(from_hijri(1445, 9, 31), None);
        assert_eq!(from_hijri(1433, 2, 30), Some(date(2012, 1, 24)));
        assert_eq!(hijri_month(1436, 9), Some((date(2015, 6, 18), date(2015, 7, 16))));
        assert_eq!(to_hijri(date(2015, 7, 31)), Some((1436, 10)));
    }

    #[test]
    fn weekdays() {
        let wednesday = date(2024, 1, 17);
        assert_eq!(weekday_to(wednesday, Weekday::Tuesday), Some(date(2024, 1, 16)));
        assert_eq!(weekday_to(wednesday, Weekday::Wednesday), Some(wednesday));
        assert_eq!(weekday_from(wednesday, Weekday::Sunday), Some(date(2024, 1, 21)));
        let week = |country| unit_at(date(2015, 8, 2), 0, Unit::Week, week_begins(country)).map(Period::edtf);
        assert_eq!(week(None).as_deref(), Some("2015-07-27/2015-08-02"));
        assert_eq!(week(Some("EG")).as_deref(), Some("2015-08-01/2015-08-07"));
        assert_eq!(week(Some("SA")).as_deref(), Some("2015-08-02/2015-08-08"));
    }

    #[test]
    fn values() {
        assert_eq!(Period::At(Point::Minute(date(2024, 9, 30), 14, 0)).edtf(), "2024-09-30T14:00");
        assert_eq!(Period::Since(Point::Month(2015, 4)).edtf(), "2015-04/..");
        assert_eq!(
            unit_at(date(2018, 9, 5), 0, Unit::Decade, Weekday::Monday).map(Period::edtf).as_deref(),
            Some("2010/2019")
        );
        assert_eq!(shift(date(2012, 6, 24), -3, Unit::Month).map(|p| Period::At(p).edtf()).as_deref(), Some("2012-03"));
    }
}
