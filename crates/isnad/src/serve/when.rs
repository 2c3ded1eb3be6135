//! How is a time (EDTF) written for a reader? «منذ 2014», «بين مارس ومايو 2020», «نحو 2019»: never as a form of a standard.
//!
//! A whole day stays as 2019-05-12, so that days line up and are seen in their order; a month has its name. What is no time
//! that is known here is printed as it came, in its own order.

use crate::cli::{Glossary, Lang};

/// A point of time, as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Point {
    /// A day, with the hour where it is told.
    Day {
        year: i32,
        month: usize,
        day: u8,
        hour: String,
    },
    /// A day of a year that is not told.
    DayOfYear {
        month: usize,
        day: u8,
    },
    Month {
        year: i32,
        month: usize,
    },
    /// A season, a quarter or a half: 21 to 24, 33 to 36, 40 and 41.
    Part {
        year: i32,
        part: usize,
    },
    Year(i32),
    /// The first and the last year of a decade, a century or a millennium.
    Years(i32, i32),
}

/// How sure it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Doubt {
    about: bool,
    perhaps: bool,
}

/// A time in words; `own` keeps what has an order of its own in it.
pub(super) fn told(value: &str, t: Glossary, own: impl Fn(&str) -> String) -> String {
    let value = value.trim();
    let Some((first, last)) = value.split_once('/') else { return one(value, t, &own) };
    let open = |end: &str| end.is_empty() || end == "..";
    match (open(first), open(last)) {
        (true, true) => t.text("web.no-day").to_owned(),
        (false, true) => t.fill("say.since", &[("day", one(first, t, &own))]),
        (true, false) => t.fill("say.until", &[("day", one(last, t, &own))]),
        (false, false) => between(first, last, t, &own),
    }
}

/// Whether a value is a single day, month or year that is told without a doubt: what machines read as it stands.
pub(super) fn plain(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    parts.len() <= 3
        && parts.iter().enumerate().all(|(n, p)| {
            p.len() == if n == 0 { 4 } else { 2 } && p.bytes().all(|b| b.is_ascii_digit()) && (n != 1 || *p <= "12")
        })
}

fn one(value: &str, t: Glossary, own: &impl Fn(&str) -> String) -> String {
    match point(value) {
        Some((point, doubt)) => doubtful(shown(&point, t, own), doubt, t),
        None => own(value),
    }
}

fn doubtful(told: String, doubt: Doubt, t: Glossary) -> String {
    let told = if doubt.about { t.fill("web.when.about", &[("day", told)]) } else { told };
    if doubt.perhaps { t.fill("web.when.perhaps", &[("day", told)]) } else { told }
}

fn between(first: &str, last: &str, t: Glossary, own: &impl Fn(&str) -> String) -> String {
    let (Some((a, da)), Some((b, db))) = (point(first), point(last)) else {
        return ends(one(first, t, own), one(last, t, own), t);
    };
    if da != Doubt::default() || db != Doubt::default() {
        return ends(doubtful(shown(&a, t, own), da, t), doubtful(shown(&b, t, own), db, t), t);
    }
    if a == b {
        return shown(&a, t, own);
    }
    use Point::{Day, Month, Year, Years};
    match (&a, &b) {
        // All of a year, all of a month, all of a decade.
        (Month { year, month: 1 }, Month { year: same, month: 12 }) if year == same => shown(&Year(*year), t, own),
        (Day { year, month, day: 1, hour }, Day { year: y, month: m, day: last, .. })
            if (year, month) == (y, m) && hour.is_empty() && *last == long(*year, *month) =>
        {
            shown(&Month { year: *year, month: *month }, t, own)
        }
        (Day { year, month: 1, day: 1, .. }, Day { year: y, month: 12, day: 31, .. }) if year == y => {
            shown(&Year(*year), t, own)
        }
        (Year(first), Year(last))
            if [10, 100, 1000].iter().any(|wide| first % wide == 0 && *last == first + wide - 1) =>
        {
            shown(&Years(*first, *last), t, own)
        }
        (Month { year, month }, Month { year: same, .. }) if year == same => {
            ends(name(*month, t), shown(&b, t, own), t)
        }
        (Day { year, month, day, hour }, Day { year: y, month: m, day: last, hour: end })
            if (year, month) == (y, m) && hour.is_empty() && end.is_empty() =>
        {
            let month = shown(&Month { year: *year, month: *month }, t, own);
            ends(day.to_string(), format!("{last} {month}"), t)
        }
        _ => ends(shown(&a, t, own), shown(&b, t, own), t),
    }
}

fn ends(a: String, b: String, t: Glossary) -> String {
    t.fill("web.when.between", &[("a", a), ("b", b)])
}

fn shown(point: &Point, t: Glossary, own: &impl Fn(&str) -> String) -> String {
    match point {
        Point::Day { year, month, day, hour } => {
            let hour = if hour.is_empty() { String::new() } else { format!(" {hour}") };
            own(&format!("{year:04}-{month:02}-{day:02}{hour}"))
        }
        Point::DayOfYear { month, day } => format!("{day} {}", name(*month, t)),
        Point::Month { year, month } => format!("{} {year}", name(*month, t)),
        Point::Part { year, part } => t.fill(&format!("web.when.part.{part}"), &[("year", year.to_string())]),
        Point::Year(year) => year.to_string(),
        Point::Years(first, last) if *first > 0 && last - first == 99 => {
            let n = first / 100 + 1;
            let ending = match (n % 10, n % 100) {
                _ if t.lang == Lang::Arabic => "",
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            t.fill("web.when.century", &[("number", n.to_string().as_str()), ("ending", ending)])
        }
        Point::Years(first, last) => {
            t.fill("web.when.years", &[("first", first.to_string()), ("last", last.to_string())])
        }
    }
}

fn name(month: usize, t: Glossary) -> String {
    t.text(&format!("web.when.month.{month}")).to_owned()
}

/// The last day of a month.
fn long(year: i32, month: usize) -> u8 {
    let day = i16::try_from(year).ok().zip(i8::try_from(month).ok());
    day.and_then(|(y, m)| jiff::civil::Date::new(y, m, 1).ok()).map_or(0, |d| d.days_in_month().unsigned_abs())
}

/// A point of time and how sure it is; `None` for what is none.
fn point(value: &str) -> Option<(Point, Doubt)> {
    let both = value.contains('%');
    let doubt = Doubt { about: both || value.contains('~'), perhaps: both || value.contains('?') };
    let value: String = value.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect();
    let (date, hour) = value.split_once('T').map_or((value.as_str(), ""), |(d, h)| (d, h.get(..5).unwrap_or(h)));
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?;
    let unknown = |part: &str| part.bytes().all(|b| matches!(b, b'X' | b'x'));
    let number = |part: Option<&str>| match part {
        None => Some(None),
        Some(part) if unknown(part) => Some(None),
        Some(part) if part.len() == 2 => part.parse::<u8>().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (number(parts.next())?, number(parts.next())?);
    if parts.next().is_some() {
        return None;
    }
    let known = year.trim_end_matches(['X', 'x']);
    if known.len() < 4 {
        let point = match (month, day) {
            (Some(month @ 1..=12), Some(day @ 1..=31)) if known.is_empty() => {
                Point::DayOfYear { month: month.into(), day }
            }
            (None, None) if !known.is_empty() => {
                let wide = 10i32.pow(u32::try_from(4 - known.len()).ok()?);
                let first = known.parse::<i32>().ok()? * wide;
                Point::Years(first, first + wide - 1)
            }
            _ => return None,
        };
        return Some((point, doubt));
    }
    if !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year = year.parse::<i32>().ok()?;
    let point = match (month, day) {
        (None, _) => Point::Year(year),
        (Some(month @ 1..=12), None) => Point::Month { year, month: month.into() },
        (Some(month @ 1..=12), Some(day @ 1..=31)) => {
            Point::Day { year, month: month.into(), day, hour: hour.to_owned() }
        }
        (Some(part @ (21..=24 | 33..=36 | 40 | 41)), None) => Point::Part { year, part: part.into() },
        _ => return None,
    };
    Some((point, doubt))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EDTF, as an Arabic reader and as an English reader have it.
    const TIMES: &[(&str, &str, &str)] = &[
        ("2014", "2014", "2014"),
        ("2019-05-12", "<2019-05-12>", "<2019-05-12>"),
        ("2019-05", "مايو 2019", "May 2019"),
        ("2014/..", "منذ 2014", "since 2014"),
        ("2014/", "منذ 2014", "since 2014"),
        ("../2020", "حتى 2020", "until 2020"),
        ("../2021-09-26", "حتى <2021-09-26>", "until <2021-09-26>"),
        ("2016-03/..", "منذ مارس 2016", "since March 2016"),
        ("2020-03/2020-05", "بين مارس ومايو 2020", "between March and May 2020"),
        ("2019-11/2020-02", "بين نوفمبر 2019 وفبراير 2020", "between November 2019 and February 2020"),
        ("2000/2015", "بين 2000 و2015", "between 2000 and 2015"),
        ("2020-05-28/2020-05-29", "بين 28 و29 مايو 2020", "between 28 and 29 May 2020"),
        ("2020-05-28/2020-06-02", "بين <2020-05-28> و<2020-06-02>", "between <2020-05-28> and <2020-06-02>"),
        ("2020-02-01/2020-02-29", "فبراير 2020", "February 2020"),
        ("2020-01/2020-12", "2020", "2020"),
        ("2020-01-01/2020-12-31", "2020", "2020"),
        ("2015/2015-07", "بين 2015 ويوليو 2015", "between 2015 and July 2015"),
        ("2019~", "نحو 2019", "about 2019"),
        ("2019?", "ربما 2019", "perhaps 2019"),
        ("2019-05%", "ربما نحو مايو 2019", "perhaps about May 2019"),
        ("2014~/2016", "بين نحو 2014 و2016", "between about 2014 and 2016"),
        ("201X", "سنوات 2010 إلى 2019", "the years 2010 to 2019"),
        ("2010/2019", "سنوات 2010 إلى 2019", "the years 2010 to 2019"),
        ("19XX", "القرن 20", "the 20th century"),
        ("2000/2099", "القرن 21", "the 21st century"),
        ("1200/1299", "القرن 13", "the 13th century"),
        ("2000/2999", "سنوات 2000 إلى 2999", "the years 2000 to 2999"),
        ("2019-XX", "2019", "2019"),
        ("2019-05-XX", "مايو 2019", "May 2019"),
        ("XXXX-05-17", "17 مايو", "17 May"),
        ("2020-22", "صيف 2020", "summer 2020"),
        ("2020-34", "الربع الثاني من 2020", "second quarter of 2020"),
        ("2020-41", "النصف الثاني من 2020", "second half of 2020"),
        ("2018-08-17T17:45:02+00:00", "<2018-08-17 17:45>", "<2018-08-17 17:45>"),
        (
            "2020-04-04T21:00/2020-04-05T08:00",
            "بين <2020-04-04 21:00> و<2020-04-05 08:00>",
            "between <2020-04-04 21:00> and <2020-04-05 08:00>",
        ),
        ("../..", "بلا تاريخ", "no date"),
        // No time that is known here stands as it came.
        ("PT24H", "<PT24H>", "<PT24H>"),
        ("", "<>", "<>"),
        ("2019-13", "<2019-13>", "<2019-13>"),
        ("-0044", "<-0044>", "<-0044>"),
        ("20الف", "<20الف>", "<20الف>"),
    ];

    #[test]
    fn times_are_told_as_people_read_them() {
        for (value, arabic, english) in TIMES {
            for (lang, wanted) in [(Lang::Arabic, arabic), (Lang::English, english)] {
                let shown = told(value, Glossary { lang }, |own| format!("<{own}>"));
                assert_eq!(&shown, wanted, "{value}");
                assert!(!shown.contains("..") && !shown.contains('/'), "{value}: {shown}");
            }
        }
    }

    #[test]
    fn what_machines_read_as_it_stands() {
        for value in ["2019", "2019-05", "2019-05-12"] {
            assert!(plain(value), "{value}");
        }
        for value in ["2019-05/..", "2019~", "201X", "2020-22", "", "2019-05-12T10:00"] {
            assert!(!plain(value), "{value}");
        }
    }
}
