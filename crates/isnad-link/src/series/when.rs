//! Which days does a point of time cover? Reads the EDTF that the extraction writes.

use jiff::ToSpan;
use jiff::civil::Date;

/// First and last day of an EDTF value; an open end is `until`, the day of publication. `None` for what is no date.
///
/// Days, months, years, decades and centuries (`202X`), seasons and quarters, intervals, each with or without a clock
/// time and marks of doubt.
pub(crate) fn days(edtf: &str, until: Option<Date>) -> Option<(Date, Date)> {
    let edtf = edtf.trim();
    if edtf.starts_with('P') {
        return None;
    }
    match edtf.split_once('/') {
        None => one(edtf),
        Some((from, to)) => {
            let open = |s: &str| s.is_empty() || s == "..";
            match (open(from), open(to)) {
                (false, false) => Some((one(from)?.0, one(to)?.1)).filter(|(a, b)| a <= b),
                (false, true) => {
                    let start = one(from)?.0;
                    Some((start, until.unwrap_or(start).max(start)))
                }
                (true, false) => {
                    let end = one(to)?.1;
                    Some((end, end))
                }
                (true, true) => None,
            }
        }
    }
}

/// The days of one date.
fn one(text: &str) -> Option<(Date, Date)> {
    let text = text.split('T').next()?;
    let text = text.trim_end_matches(['?', '~', '%']);
    let mut parts = text.split('-');
    let year = parts.next()?;
    if year.len() != 4 {
        return None;
    }
    let (first, last) = (parse(&year.replace('X', "0"))?, parse(&year.replace('X', "9"))?);
    let (month, day) = (parts.next(), parts.next());
    match (month.filter(|m| *m != "XX"), day.filter(|d| *d != "XX")) {
        (None, _) => Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)),
        (Some(month), None) => months(first, parse(month)?),
        (Some(month), Some(day)) => {
            let date = Date::new(first, parse(month)?.try_into().ok()?, parse(day)?.try_into().ok()?).ok()?;
            Some((date, date))
        }
    }
}

/// A month, or a season (21 to 24) or quarter (33 to 36) as EDTF numbers them.
fn months(year: i16, code: i16) -> Option<(Date, Date)> {
    let (first, count) = match code {
        1..=12 => (code, 1),
        21..=24 => ((code - 21) * 3 + 3, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        _ => return None,
    };
    let start = Date::new(year, first.try_into().ok()?, 1).ok()?;
    let end = start.checked_add(i64::from(count).months()).ok()?.checked_sub(1.day()).ok()?;
    Some((start, end))
}

fn parse(digits: &str) -> Option<i16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Days from `a` to `b`, negative where `b` is earlier.
pub(crate) fn between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |s| s.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(edtf: &str) -> String {
        let until = Date::new(2024, 9, 30).ok();
        days(edtf, until).map_or("none".into(), |(a, b)| format!("{a}..{b}"))
    }

    #[test]
    fn each_form_covers_its_days() {
        for (edtf, expected) in [
            ("2024-09-30", "2024-09-30..2024-09-30"),
            ("2024-09-30T14:00", "2024-09-30..2024-09-30"),
            ("2023-02", "2023-02-01..2023-02-28"),
            ("2014", "2014-01-01..2014-12-31"),
            ("2014~", "2014-01-01..2014-12-31"),
            ("201X", "2010-01-01..2019-12-31"),
            ("2012-22", "2012-06-01..2012-08-31"),
            ("2012-24", "2012-12-01..2013-02-28"),
            ("2015-04/2015-06", "2015-04-01..2015-06-30"),
            ("2015-04/..", "2015-04-01..2024-09-30"),
            ("../2021", "2021-12-31..2021-12-31"),
            ("P5Y", "none"),
            ("2024-13", "none"),
            ("2024-02-30", "none"),
            ("../..", "none"),
            ("/", "none"),
            ("", "none"),
            ("غدا", "none"),
        ] {
            assert_eq!(shown(edtf), expected, "{edtf}");
        }
    }
}
