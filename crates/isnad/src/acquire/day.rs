//! Which day does a date of the input begin with?
//!
//! Reads EDTF and ISO 8601 (`2024-09-30`, `2024-09-30T14:00Z`, `2024-09-30/2024-10-01`), dates with slashes and the
//! dates of mail headers; months and years alone are no day.

use std::sync::OnceLock;

use isnad_text::Table;
use jiff::civil::{Date, Time};

/// The first day of a date as the input or a page writes it.
///
/// ```
/// use isnad::acquire::first_day;
/// assert_eq!(first_day("2024-09-30T21:15:00+03:00").unwrap().to_string(), "2024-09-30");
/// assert_eq!(first_day("Mon, 30 Sep 2024 21:15:00 GMT").unwrap().to_string(), "2024-09-30");
/// assert_eq!(first_day("2024-09"), None);
/// ```
pub fn first_day(date: &str) -> Option<Date> {
    let date = isnad_text::fold(date.trim());
    iso(&date).or_else(|| mail(&date)).or_else(|| named(&date))
}

/// Months as languages of Latin letters name them, folded: `months.tsv`.
fn month(word: &str) -> Option<i8> {
    static MONTHS: OnceLock<Vec<(String, i8)>> = OnceLock::new();
    let months = MONTHS.get_or_init(|| {
        let rows = Table::read(include_str!("../../months.tsv"), 0).map(|t| t.rows).unwrap_or_default();
        let number = |key: &str| key.get(1..)?.parse().ok();
        rows.iter().flat_map(|r| r.forms().filter_map(|f| Some((isnad_text::fold(f), number(r.key)?)))).collect()
    });
    months.iter().find(|(name, _)| name == word).map(|(_, n)| *n)
}

/// «2 de abril de 2020», «October 7, 2020», «07 octobre 2020»: a month by its name with a day and a year beside it.
fn named(date: &str) -> Option<Date> {
    let words: Vec<&str> = date.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "de").collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words.get(at)?)?;
    let day = |n: Option<usize>| -> Option<i8> {
        let digits: String = words.get(n?)?.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)
    };
    let year = |n: usize| words.get(n)?.parse::<i16>().ok().filter(|y| (1900..2100).contains(y));
    if let (Some(day), Some(year)) = (day(at.checked_sub(1)), year(at + 1)) {
        return Date::new(year, month, day).ok();
    }
    Date::new(year(at + 2)?, month, day(Some(at + 1))?).ok()
}

/// «22/11/2020 - 04:30»: day, month and year in figures; which of the first two is the day the larger one or the country says.
pub(super) fn figures(date: &str, country: Option<&str>) -> Option<Date> {
    let date = isnad_text::fold(date);
    let start = date.find(|c: char| c.is_ascii_digit())?;
    let mut parts = date.get(start..)?.splitn(3, ['/', '.', '-']);
    let (a, b, rest): (i8, i8, &str) =
        (parts.next()?.trim().parse().ok()?, parts.next()?.trim().parse().ok()?, parts.next()?);
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let year: i16 = digits.parse().ok().filter(|y| digits.len() == 4 && (1900..2100).contains(y))?;
    let month_first = b > 12 || (country == Some("US") && a <= 12);
    let (day, month) = if month_first { (b, a) } else { (a, b) };
    Date::new(year, month, day).ok()
}

/// The day of an entry, however its feed writes it: as [`first_day`], or as Arabic pages print it.
pub fn told_day(date: &str) -> Option<Date> {
    first_day(date).or_else(|| printed_day(date, None)).or_else(|| figures(date, None))
}

/// A year, a month or a day that somebody typed, in any digits, as lists compare it.
///
/// ```
/// use isnad::acquire::whole_or_part_of_day;
/// assert_eq!(whole_or_part_of_day("٢٠٢٤/٠٩").as_deref(), Some("2024-09"));
/// assert_eq!(whole_or_part_of_day("soon"), None);
/// ```
pub fn whole_or_part_of_day(text: &str) -> Option<String> {
    let folded = isnad_text::fold(text.trim()).replace('/', "-");
    let right = folded.split('-').enumerate().all(|(i, p)| {
        let length = if i == 0 { 4..=4 } else { 2..=2 };
        i < 3 && length.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit())
    });
    if right { Some(folded) } else { first_day(&folded).map(|day| day.to_string()) }
}

/// The time of day that follows the day, as the input or a page writes it (`2024-09-30T21:15`).
///
/// ```
/// use isnad::acquire::clock;
/// assert_eq!(clock("2024-09-30T21:15:00+03:00").unwrap().to_string(), "21:15:00");
/// assert_eq!(clock("2024-09-30"), None);
/// ```
pub fn clock(date: &str) -> Option<Time> {
    let date = isnad_text::fold(date.trim());
    let (before, after) = date.split_once(':')?;
    let hour = before.rsplit(|c: char| !c.is_ascii_digit()).next().filter(|h| h.len() == 2)?.parse().ok()?;
    let minute = after.get(..2)?.parse().ok()?;
    // Midnight to the second is how a machine writes a day without an hour.
    let midnight = hour == 0 && minute == 0;
    Time::new(hour, minute, 0, 0).ok().filter(|_| !midnight)
}

/// The day of a date as an Arabic page prints it (weekday, day, month's name, year).
pub(super) fn printed_day(text: &str, country: Option<&str>) -> Option<Date> {
    let article = isnad_text::Article { text: text.chars().take(200).collect(), ..isnad_text::Article::default() };
    let context = isnad_extract::Context { country: country.map(str::to_owned), ..isnad_extract::Context::default() };
    let record = isnad_extract::read(&article, &context);
    record.times.iter().find_map(|t| t.earliest.filter(|day| t.latest == Some(*day)))
}

/// Year, month, day in figures, parted by `-`, `/` or `.`, the year first.
fn iso(date: &str) -> Option<Date> {
    let mut parts = date.splitn(3, ['-', '/', '.']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().filter(|m| m.len() <= 2)?.parse().ok()?;
    let rest = parts.next()?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day = rest.get(..digits).filter(|d| d.len() <= 2)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// «Mon, 30 Sep 2024 …» as mail headers and feeds write it.
fn mail(date: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = date.split([' ', ',']).filter(|w| !w.is_empty()).skip_while(|w| w.parse::<i8>().is_err());
    let day = words.next()?.parse().ok()?;
    let name = words.next()?.get(..3)?;
    let month = MONTHS.iter().position(|m| *m == name)? as i8 + 1;
    let year = words.next()?.parse().ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::first_day;

    #[test]
    fn what_is_no_day_is_none() {
        for date in ["", "2024", "2024-13-01", "2024-02-30", "soon", "30/09/2024", "99999-01-01"] {
            assert_eq!(first_day(date), None, "{date}");
        }
    }

    #[test]
    fn arabic_digits_and_intervals() {
        assert_eq!(first_day("٢٠٢٤-٠٩-٣٠").map(|d| d.to_string()).as_deref(), Some("2024-09-30"));
        assert_eq!(first_day("2024-09-30/2024-10-01").map(|d| d.to_string()).as_deref(), Some("2024-09-30"));
        assert_eq!(first_day("2024/9/3").map(|d| d.to_string()).as_deref(), Some("2024-09-03"));
    }

    #[test]
    fn days_with_months_in_latin_letters_and_in_figures() {
        for (date, day) in [
            ("jueves, 2 de abril de 2020", "2020-04-02"),
            ("Publié le 07 octobre 2020 à 12h", "2020-10-07"),
            ("October 7, 2020", "2020-10-07"),
            ("7 Oct 2020", "2020-10-07"),
        ] {
            assert_eq!(first_day(date).map(|d| d.to_string()).as_deref(), Some(day), "{date}");
        }
        let figures = |d, c| super::figures(d, c).map(|d| d.to_string());
        assert_eq!(figures("22/11/2020 - 04:30", None).as_deref(), Some("2020-11-22"));
        assert_eq!(figures("04/11/2020", None).as_deref(), Some("2020-11-04"));
        assert_eq!(figures("04/11/2020", Some("US")).as_deref(), Some("2020-04-11"));
        assert_eq!(figures("31/02/2020", None), None);
    }
}
