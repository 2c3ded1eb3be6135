//! Which hour and minute are told, in which zone? «الثالثة والنصف», «8,30», «1100», «الرابعة إلا ربعا», «15:23:24», «ت غ», «بتوقيت القاهرة».
//!
//! Reads the tokens behind «الساعة» or a cue and gives hour, minute and second as told, before the part of the day is
//! known.

use isnad_text::Kind;

use super::calendar::{Point, Unit};
use super::reader::Reader;
use crate::lexicon::{Class, Match, lexicon};
use jiff::civil::Date;

/// An hour and minute as told, before the part of the day is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hour {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    pub(super) end: usize,
    /// Told with its minutes behind a colon.
    pub(super) exact: bool,
    /// Told as a clock of 24 hours tells it («05:16», «1100»).
    full: bool,
}

impl Hour {
    /// Minutes may be negative: «إلا ربعا».
    fn of(hour: i64, minute: i64, end: usize) -> Option<Hour> {
        let at = hour * 60 + minute;
        let (h, m) = (at.div_euclid(60), at.rem_euclid(60));
        ((0..=24).contains(&hour) && minute < 60).then_some(Hour {
            hour: (h % 24) as i8,
            minute: m as i8,
            second: None,
            end,
            exact: false,
            full: false,
        })
    }

    /// On `day`, at the hour of 24 that the part of the day makes of it.
    pub(super) fn on(self, day: Date, part: Option<&str>) -> Point {
        let hour = of_day(self.hour, part);
        match self.second {
            Some(s) => Point::Second(day, hour, self.minute, s),
            None => Point::Minute(day, hour, self.minute),
        }
    }

    /// The hour twelve hours later, where nothing tells which of the two is meant.
    pub(super) fn later(self) -> Option<Hour> {
        (!self.full && (1..12).contains(&self.hour)).then_some(Hour { hour: self.hour + 12, ..self })
    }
}

impl Reader<'_> {
    /// The hour at token `i`: figures with minutes, figures alone after «الساعة», an ordinal in the feminine.
    pub(super) fn hour(&self, i: usize, headed: bool) -> Option<Hour> {
        if self.is_kind(i, Kind::Number) {
            return self.hour_in_figures(i, headed);
        }
        if headed && let Some((n, j, _)) = self.count(i).filter(|(n, ..)| (1.0..=12.0).contains(n))
            // «في الساعة الواحدة» is «an hour» unless a part of the day follows.
            && (n > 1.0 || self.doc.is(j, Class::DayPart))
        {
            // «ثلاثة وثلث» is one number: its part is one of the hour.
            let part = (n.fract() * 60.0).round() as i64;
            let (minute, end) = if part > 0 { (part, j) } else { self.minutes(j) };
            return Hour::of(n as i64, minute, end);
        }
        let m = self.entry(i, Class::Ordinal).filter(Self::definite)?;
        let (mut h, mut end) = self.ordinal(i)?;
        // «الرابعة وأربعون دقيقة» is no forty-fourth.
        if h > 12 {
            (h, end) = (lexicon().row(&m)?.column(0).parse().ok()?, i + 1);
        }
        // Hours are feminine: «الثالثة», «الحادية عشرة»; the first is «الواحدة».
        let feminine = self.doc.tokens.key(i).ends_with('\u{0647}');
        if !feminine || h > 12 || m.proclitics.has(isnad_text::Proclitics::KA) {
            return None;
        }
        let (minute, end) = self.minutes(end);
        Hour::of(i64::from(h), minute, end)
    }

    fn hour_in_figures(&self, i: usize, headed: bool) -> Option<Hour> {
        let key = self.doc.tokens.key(i);
        // «8,30», «8.30»
        if let Some((h, m)) = key.split_once([',', '.']) {
            let fits = m.len() == 2 && h.len() <= 2;
            return if fits { Hour::of(h.parse().ok()?, m.parse().ok()?, i + 1) } else { None };
        }
        let (n, len) = self.digits(i)?;
        if matches!(self.kind(i + 1), Some(Kind::Colon | Kind::Comma))
            && !self.spaced(i + 1)
            && !self.spaced(i + 2)
            && len <= 2
            && let Some((m, 2)) = self.digits(i + 2)
        {
            let colon = self.is_kind(i + 1, Kind::Colon);
            let hour = Hour { exact: colon, full: len == 2 && key.starts_with('0'), ..Hour::of(n, m, i + 3)? };
            // «15:23:24»
            if colon
                && self.is_kind(i + 3, Kind::Colon)
                && !self.spaced(i + 3)
                && let Some((s @ 0..60, 2)) = self.digits(i + 4)
            {
                return Some(Hour { second: Some(s as i8), end: i + 5, ..hour });
            }
            return Some(hour);
        }
        let zoned = headed || self.doc.is(i + 1, Class::Zone);
        match len {
            // «1100 بتوقيت جرينتش»
            4 if zoned => Some(Hour { full: true, ..Hour::of(n / 100, n % 100, i + 1)? }),
            1 | 2 if zoned => {
                let (minute, end) = self.minutes(i + 1);
                Hour::of(n, minute, end)
            }
            _ => None,
        }
    }

    /// «والنصف», «والربع», «إلا ربعا», «و18 دقيقة»: minutes (negative before the hour), one past them.
    fn minutes(&self, i: usize) -> (i64, usize) {
        let fraction = |j: usize, m: &Match| {
            let part: i64 = lexicon().row(m)?.column(0).parse().ok()?;
            (2..=4).contains(&part).then_some((60 / part, j + m.len as usize))
        };
        if let Some(m) = self.entry(i, Class::Fraction).filter(|m| m.proclitics.conjunction())
            && let Some(found) = fraction(i, &m)
        {
            return found;
        }
        if self.says(i, Class::TimeExtent, "less").is_some()
            && let Some(m) = self.entry(i + 1, Class::Fraction)
            && let Some((minutes, end)) = fraction(i + 1, &m)
        {
            return (-minutes, end);
        }
        let at = if self.lone_and(i) { i + 1 } else { i };
        let joined = at > i || self.entry(i, Class::Numeral).is_some_and(|m| m.proclitics.conjunction());
        if joined
            && let Some((n, j, _)) = self.count(at)
            && let Some((Unit::Minute, m)) = self.unit(j)
            && (0.0..60.0).contains(&n)
        {
            return (n as i64, j + m.len as usize);
        }
        (0, i)
    }

    /// The zone at token `i` and one past it: «بتوقيت غرينتش», «GMT+3», «بتوقيت القاهرة».
    pub(super) fn zone(&self, i: usize) -> Option<(&'static str, usize)> {
        let (zone, m) = self.told(i, Class::Zone)?;
        let end = i + m.len as usize;
        if zone == "UTC"
            && let Some(sign) = (end < self.end).then(|| self.doc.tokens.span(end).of(self.doc.text))
            && matches!(sign, "+" | "-")
            && let Some((n, 1 | 2)) = self.digits(end + 1)
        {
            let n = if sign == "-" { -n } else { n };
            let shifted = usize::try_from(n + 12).ok().and_then(|n| SHIFTS.get(n))?;
            return Some((shifted, end + 2));
        }
        Some((zone, end))
    }
}

/// Shifts from UTC by whole hours, -12 to +14.
const SHIFTS: [&str; 27] = [
    "UTC-12:00",
    "UTC-11:00",
    "UTC-10:00",
    "UTC-09:00",
    "UTC-08:00",
    "UTC-07:00",
    "UTC-06:00",
    "UTC-05:00",
    "UTC-04:00",
    "UTC-03:00",
    "UTC-02:00",
    "UTC-01:00",
    "UTC",
    "UTC+01:00",
    "UTC+02:00",
    "UTC+03:00",
    "UTC+04:00",
    "UTC+05:00",
    "UTC+06:00",
    "UTC+07:00",
    "UTC+08:00",
    "UTC+09:00",
    "UTC+10:00",
    "UTC+11:00",
    "UTC+12:00",
    "UTC+13:00",
    "UTC+14:00",
];

/// The hour of 24 that an hour and a part of the day mean.
pub(super) fn of_day(hour: i8, part: Option<&str>) -> i8 {
    match part {
        Some("pm") if hour < 12 => hour + 12,
        Some("noon") if (1..=4).contains(&hour) => hour + 12,
        Some("night") if (6..12).contains(&hour) => hour + 12,
        Some("night" | "am") if hour == 12 => 0,
        _ => hour,
    }
}
