//! Hijri dates: «15 رمضان 1445», «العاشر من ذي الحجة», «شهر رمضان الماضي», «عام 1436 هـ».
//!
//! The value is Gregorian by the Umm al-Qura calendar; what the text said stays as `original`, and the day may be one
//! off either way.

use isnad_text::{Kind, Proclitics, Span};
use jiff::civil::Date;

use super::calendar::{Period, Point, Unit, add_days, from_hijri, hijri_month, to_hijri};
use super::month::YearSaid;
use super::reader::{Meaning, Node, Reader};
use super::tense::Tense;
use crate::Calendar;
use crate::lexicon::{Class, Match};

/// The Hijri years that the tables of Umm al-Qura hold; beyond them days are reckoned.
const UMM_AL_QURA: std::ops::RangeInclusive<i32> = 1343..=1500;

/// The days in the first Hijri year that has them begin in a Gregorian one.
fn first_in(year: i16, days: impl Fn(i32) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    let (first, _) = to_hijri(Date::new(year, 1, 1).ok()?)?;
    [first, first + 1].into_iter().filter_map(days).find(|(a, _)| a.year() == year)
}

impl Reader<'_> {
    fn hijri_name(&self, i: usize) -> Option<(u8, Match)> {
        let (month, m) = self.told(i, Class::HijriMonth)?;
        Some((month.parse().ok()?, m))
    }

    /// A Hijri year at token `i`: «1445», «1445 هـ», «عام 1445», «لعام 1445هـ», «من العام الماضي» is left to others.
    fn hijri_year(&self, i: usize) -> Option<(i32, usize)> {
        let mut j = i;
        if self.says(j, Class::TimeRelation, "from").is_some() || self.is_kind(j, Kind::Comma) {
            j += 1;
        }
        if let Some((Unit::Year, m)) = self.unit(j) {
            j += m.len as usize;
        }
        let (y, n) = self.digits(j)?;
        let era = self.says(j + 1, Class::Era, "hijri");
        let told = n == 4 && (1300..=1500).contains(&y) || era.is_some() && (1..=1600).contains(&y);
        told.then(|| (y as i32, j + 1 + era.map_or(0, |m| m.len as usize)))
    }

    /// A day of a Hijri month.
    pub(super) fn hijri_day(&self, i: usize) -> Option<Node> {
        let day = self.day_number(i)?;
        let mut j = day.end;
        if self.says(j, Class::TimeRelation, "from").is_some() {
            j += 1;
        }
        if let Some((Unit::Month, _)) = self.unit(j) {
            j += 1;
        }
        let (month, m) = self.hijri_name(j)?;
        if m.proclitics.conjunction() {
            return None;
        }
        let after = j + m.len as usize;
        let year = self.hijri_year(after).or_else(|| self.hijri_year_glued(after));
        let order = self.order(after);
        let civil = if year.is_none() { self.civil_year(after) } else { None };
        let end = year.map(|(_, end)| end).or(civil.map(|(_, e)| e)).or(order.map(|(_, end)| end)).unwrap_or(after);
        let of = |y| from_hijri(y, month, day.first as u8);
        let date = match year {
            Some((y, _)) => of(y),
            None if civil.is_some() => civil.and_then(|(y, _)| first_in(y, |h| of(h).map(|d| (d, d)))).map(|(d, _)| d),
            None => self.nearest(i, end, order.map(|(o, _)| o), |y| of(y).map(|d| (d, d))).map(|(d, _)| d),
        };
        let last =
            if day.last > day.first { date.and_then(|d| add_days(d, i64::from(day.last - day.first))) } else { None };
        let period = date.map(|d| match last {
            Some(l) => Period::Between(Point::Day(d), Point::Day(l)),
            None => Period::At(Point::Day(d)),
        });
        Some(self.hijri_node(day.start, end, period, year.is_some() || civil.is_some()))
    }

    /// «رمضان/1445».
    fn hijri_year_glued(&self, i: usize) -> Option<(i32, usize)> {
        if self.is_kind(i, Kind::Slash) { self.hijri_year(i + 1) } else { None }
    }

    /// A Hijri month with its year, after «شهر», or with «الماضي». A bare «شعبان» is a name.
    pub(super) fn hijri_month_alone(&self, i: usize) -> Option<Node> {
        let (j, head) = match self.unit(i) {
            Some((Unit::Month, m)) if !m.proclitics.has(Proclitics::AL) => (i + 1, Some(m)),
            _ => (i, None),
        };
        let (month, m) = self.hijri_name(j)?;
        let after = j + m.len as usize;
        let year = self.hijri_year(after);
        let order = self.order(after);
        let ramadan = month == 9 && (m.proclitics.preposition() || j > self.first && self.after_relation(j - 1));
        let civil = if year.is_none() { self.civil_year(after) } else { None };
        if year.is_none() && order.is_none() && civil.is_none() && head.is_none() && !ramadan {
            return None;
        }
        let end = year.map(|(_, end)| end).or(civil.map(|(_, e)| e)).or(order.map(|(_, end)| end)).unwrap_or(after);
        let days = match year {
            Some((y, _)) => hijri_month(y, month),
            None if civil.is_some() => civil.and_then(|(y, _)| first_in(y, |h| hijri_month(h, month))),
            None => self.nearest(i, end, order.map(|(o, _)| o), |y| hijri_month(y, month)),
        };
        let period = days.map(|(a, b)| Period::Between(Point::Day(a), Point::Day(b)));
        let start = self.word_start(i, head.as_ref().unwrap_or(&m));
        Some(self.hijri_node(start, end, period, year.is_some() || civil.is_some()))
    }

    /// A Gregorian year behind a Hijri month: «رمضان 2019».
    fn civil_year(&self, i: usize) -> Option<(i16, usize)> {
        match self.year_said(i) {
            (YearSaid::Told(y), end) => Some((y, end)),
            _ => None,
        }
    }

    fn after_relation(&self, i: usize) -> bool {
        self.doc.is(i, Class::TimeRelation) || self.doc.is(i, Class::TimePortion)
    }

    fn hijri_node(&self, start: u32, end: usize, period: Option<Period>, told: bool) -> Node {
        let mut node = match period {
            Some(p) if told => Node::new(start, end, Meaning::Period(p), "hijri-date"),
            p => Node::relative(start, end, p, "hijri-date"),
        };
        node.calendar = Calendar::Hijri;
        node.original = Some(Span::new(start, self.doc.tokens.span(end.saturating_sub(1)).end));
        node.weight = 3;
        let year = period.and_then(|p| p.bounds().0).and_then(to_hijri).map(|(y, _)| y);
        node.note = match year {
            Some(y) if !UMM_AL_QURA.contains(&y) => "reckoned: beyond the tables of Umm al-Qura",
            _ => "by the Umm al-Qura calendar",
        };
        node
    }

    /// The days in the Hijri year that order or tense mean, round the day of the document.
    fn nearest(
        &self,
        i: usize,
        end: usize,
        order: Option<&str>,
        days: impl Fn(i32) -> Option<(Date, Date)>,
    ) -> Option<(Date, Date)> {
        let here = self.reference?;
        let (year, _) = to_hijri(here)?;
        let candidates = [days(year - 1), days(year), days(year + 1)];
        let past = candidates.iter().flatten().rfind(|(a, _)| *a <= here).copied();
        let over = candidates.iter().flatten().rfind(|(_, b)| *b < here).copied();
        let future = candidates.iter().flatten().find(|(_, b)| *b >= here).copied();
        match order {
            Some("0") => days(year),
            Some("1" | "following") => candidates.iter().flatten().find(|(a, _)| *a > here).copied(),
            Some(_) => over,
            None => match self.tense(i, end) {
                Tense::Future => future,
                Tense::Past => past,
                _ => {
                    let ahead = future.and_then(|(a, _)| a.since(here).ok()).map_or(i32::MAX, |s| s.get_days());
                    let ago = past.and_then(|(_, b)| here.since(b).ok()).map_or(i32::MAX, |s| s.get_days());
                    if i64::from(ahead) * 3 < i64::from(ago) { future } else { past }
                }
            },
        }
    }

    /// «عام 1436 هـ», «العام الدراسي 1435هـ - 1436هـ»: the Gregorian years it touches.
    pub(super) fn hijri_year_alone(&self, i: usize) -> Option<Node> {
        let (Unit::Year, m) = self.unit(i)? else { return None };
        let mut j = i + m.len as usize;
        if self.says(j, Class::TimeExtent, "school").is_some() {
            j += 1;
        }
        let bracket = self.is_kind(j, Kind::BracketOpen);
        if bracket {
            j += 1;
        }
        let (first, mut end) = self.era_year(j)?;
        let mut last = first;
        if matches!(self.kind(end), Some(Kind::Dash | Kind::Slash))
            && let Some((y, e)) = self.era_year(end + 1)
        {
            last = y;
            end = e;
        }
        if bracket {
            if !self.is_kind(end, Kind::BracketClose) {
                return None;
            }
            end += 1;
        }
        let (a, b) = (hijri_month(first, 1)?.0, hijri_month(last, 12)?.1);
        // A Hijri year lies in two Gregorian ones; «1435-1436» of a school year is the pair that its middle joins.
        let (from, to) = if last > first { (b.year() - 1, b.year()) } else { (a.year(), b.year()) };
        let period = Period::Between(Point::Year(from), Point::Year(to));
        Some(self.hijri_node(self.word_start(i, &m), end, Some(period), true))
    }

    fn era_year(&self, j: usize) -> Option<(i32, usize)> {
        let (y, n) = self.digits(j)?;
        let era = self.says(j + 1, Class::Era, "hijri");
        let told = n == 4 && (1340..=1500).contains(&y) && era.is_some() || era.is_some() && (1..1340).contains(&y);
        told.then(|| (y as i32, j + 1 + era.map_or(0, |m| m.len as usize)))
    }
}
