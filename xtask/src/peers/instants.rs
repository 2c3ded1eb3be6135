//! Which stretch of time does a value mean? EDTF and the peers' instants, brought to the same half-open stretch.

use jiff::civil::{Date, DateTime, date};
use jiff::{Span, ToSpan};

/// From `start` to before `end`; an open side is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: Option<DateTime>,
    pub(super) end: Option<DateTime>,
}

/// The stretch of an EDTF value: a year, month, day, hour or minute, or an interval of two.
pub(super) fn of_edtf(value: &str) -> Option<Stretch> {
    if let Some((a, b)) = value.split_once('/') {
        let side = |v: &str| if v == ".." || v.is_empty() { Some(None) } else { point(v).map(Some) };
        let (a, b) = (side(a)?, side(b)?);
        return Some(Stretch { start: a.map(|s| s.0), end: b.map(|s| s.1) });
    }
    point(value).map(|(start, end)| Stretch { start: Some(start), end: Some(end) })
}

fn point(value: &str) -> Option<(DateTime, DateTime)> {
    let value = value.trim_end_matches(['~', '?', 'Z']);
    let (day, clock) = value.split_once('T').map_or((value, None), |(d, c)| (d, Some(c)));
    let parts: Vec<i16> = day.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (start, length): (Date, Span) = match *parts.as_slice() {
        [y] => (Date::new(y, 1, 1).ok()?, 1.year()),
        [y, season @ 21..=24] => (Date::new(y, (season as i8 - 21) * 3 + 3, 1).ok()?, 3.months()),
        [y, m] => (Date::new(y, m as i8, 1).ok()?, 1.month()),
        [y, m, d] => (Date::new(y, m as i8, d as i8).ok()?, 1.day()),
        _ => return None,
    };
    let Some(clock) = clock else {
        let start = start.to_datetime(jiff::civil::Time::midnight());
        return Some((start, start.checked_add(length).ok()?));
    };
    let parts: Vec<i8> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (time, length) = match *parts.as_slice() {
        [h] => (jiff::civil::Time::new(h, 0, 0, 0).ok()?, 1.hour()),
        [h, m] => (jiff::civil::Time::new(h, m, 0, 0).ok()?, 1.minute()),
        [h, m, s] => (jiff::civil::Time::new(h, m, s, 0).ok()?, 1.second()),
        _ => return None,
    };
    let start = start.to_datetime(time);
    Some((start, start.checked_add(length).ok()?))
}

/// A peer's instant: its date and time of day, the zone left out.
pub(super) fn instant(value: &str) -> Option<DateTime> {
    let plain = value.get(..19).unwrap_or(value);
    plain
        .parse::<DateTime>()
        .ok()
        .or_else(|| Some(value.parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight())))
        // «2025-01», «2024»: the first instant of a month or year.
        .or_else(|| of_edtf(value)?.start)
}

/// The same instant in UTC, of a value that tells its shift.
pub(super) fn in_utc(value: &str) -> Option<DateTime> {
    let at: jiff::Timestamp = value.parse().ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

/// The stretch of a grain that begins at `start`.
pub(super) fn of_grain(start: DateTime, grain: &str) -> Stretch {
    let length = match grain {
        "year" => 1.year(),
        "quarter" => 3.months(),
        "month" => 1.month(),
        "week" => 1.week(),
        "day" => 1.day(),
        "hour" => 1.hour(),
        "minute" => 1.minute(),
        _ => 1.second(),
    };
    Stretch { start: Some(start), end: start.checked_add(length).ok() }
}

/// A day without a reference: what the peers' cases without one count from.
pub(super) fn no_reference() -> Date {
    date(2023, 6, 15)
}
