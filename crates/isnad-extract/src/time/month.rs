//! Which month, which year? Month names of every family, alone and doubled, and the year beside them.
//!
//! «آذار/مارس», «نوفمبر (تشرين الثاني) 2014», «سبتمبر أيلول», «تشرين الأول/أكتوبر من العام الماضي». Two names that are
//! not the same month are two months.

use isnad_text::{Kind, Proclitics};
use jiff::civil::Date;

use super::calendar::{Point, Unit};
use super::reader::Reader;
use super::tense::Tense;
use crate::lexicon::{Class, ClassSet, Features, Match, lexicon};

/// A month by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthName {
    pub(super) month: i8,
    pub(super) end: usize,
    pub(super) first: Match,
    /// A name that is another word as well and stands alone.
    pub(super) doubtful: bool,
    /// A year between the two names.
    pub(super) year: Option<i16>,
    /// The month that the second name means where it is another.
    pub(super) second: Option<i8>,
}

/// What the text says of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearSaid {
    /// «2014», «عام 2014».
    Told(i16),
    /// «من العام الماضي»: years on from the document's.
    Years(i64),
    /// «الماضي», «المقبل» of the month itself.
    Order(&'static str),
    /// Nothing.
    No,
}

/// The first and last year that four digits alone can mean.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

impl Reader<'_> {
    /// The month named at token `i`, with its second name.
    pub(super) fn month(&self, i: usize) -> Option<MonthName> {
        let first = self.entry(i, Class::Month)?;
        if first.proclitics.has(Proclitics::AL) {
            return None;
        }
        let row = lexicon().row(&first)?;
        let month: i8 = row.column(0).parse().ok()?;
        let latin = row.column(1) == "latin";
        let mut name =
            MonthName { month, end: i + first.len as usize, first, doubtful: latin, year: None, second: None };
        let mut at = name.end;
        // «آذار 2014 (مارس)»
        if let Some((y, 4)) = self.digits(at).filter(|_| self.is_kind(at + 1, Kind::BracketOpen)) {
            name.year = i16::try_from(y).ok();
            at += 1;
        }
        match self.second_name(at, month, first.row) {
            Some(end) => name.end = end,
            None => {
                name.year = None;
                // «أب» is the father, «آب» the month.
                let surface = self.doc.tokens.span(i).of(self.doc.text);
                let two_letters = self.doc.tokens.key(i).len() <= 4 + first.word as usize;
                name.doubtful |= two_letters && !surface.contains('\u{0622}');
                name.end = self.misspelt_second(name.end);
                if let Some((second, end)) = self.other_month(name.end, month, row.column(1)) {
                    (name.second, name.end) = (Some(second), end);
                }
            }
        }
        Some(name)
    }

    /// A month behind the word for one, which stands at token `i`: by name, or by its number («شهر 3», «شهر عشرة»,
    /// «الشهر الثامن»).
    pub(super) fn headed_month(&self, i: usize) -> Option<MonthName> {
        let (Unit::Month, head) = self.unit(i)? else { return None };
        let j = i + head.len as usize;
        if let Some(name) = self.month(j) {
            return (!head.proclitics.has(Proclitics::AL) && name.first.proclitics == Proclitics::NONE).then_some(name);
        }
        if head.features != Features::NONE || head.proclitics.conjunction() {
            return None;
        }
        let (n, end) =
            if head.proclitics.has(Proclitics::AL) {
                // «الشهر الثالث على التوالي» is one of a row: a year stands behind a month, or nothing.
                let (n, end) =
                    self.ordinal(j).filter(|_| self.entry(j, Class::Ordinal).is_some_and(|m| Self::definite(&m)))?;
                let dated = !matches!(self.year_said(end).0, YearSaid::No);
                let closed = self.kind(end).is_none_or(|k| !matches!(k, Kind::Word | Kind::Number));
                (dated || closed).then_some((i64::from(n), end))?
            } else if let Some((n, digits)) = self.digits(j) {
                (digits <= 2
                    && !self.doc.tokens.get(j + 1).is_some_and(|t| {
                        !t.spaced && t.kind != Kind::Comma && t.kind != Kind::Stop && j + 1 < self.end
                    }))
                .then_some((n, j + 1))?
            } else {
                // «شهر واحد» is a length.
                let m = self.entry(j, Class::Numeral).filter(|m| m.proclitics == Proclitics::NONE)?;
                let n: i64 = lexicon().row(&m)?.column(0).parse().ok()?;
                let (n, end) = match self.count(j) {
                    Some((c, end, _)) if c.fract() == 0.0 && c <= 12.0 => (c as i64, end),
                    _ => (n, j + 1),
                };
                (n > 1).then_some((n, end))?
            };
        if !(1..=12).contains(&n) {
            return None;
        }
        // «شهر 5 آلاف …»: what counts something is no month.
        let counts =
            end < self.end && self.doc.tags.classes(end).any(COUNTED) && matches!(self.year_said(end).0, YearSaid::No);
        (!counts).then_some(MonthName { month: n as i8, end, first: head, doubtful: false, year: None, second: None })
    }

    /// The other name of the same month after a slash, a dash, in brackets or with nothing between: one past its end.
    fn second_name(&self, at: usize, month: i8, row: u16) -> Option<usize> {
        let (k, bracket) = match self.kind(at)? {
            Kind::Slash | Kind::Dash => (at + 1, false),
            Kind::BracketOpen | Kind::QuoteOpen => (at + 1, true),
            Kind::Word => (at, false),
            _ => return None,
        };
        let m = self.entry(k, Class::Month)?;
        let same = lexicon().row(&m)?.column(0).parse() == Ok(month);
        if !same || m.row == row || m.proclitics != Proclitics::NONE {
            return None;
        }
        let end = k + m.len as usize;
        match (bracket, self.kind(end)) {
            (true, Some(Kind::BracketClose | Kind::QuoteClose)) => Some(end + 1),
            (true, _) => None,
            (false, _) => Some(end),
        }
    }

    /// «يونيو/تموز»: behind a slash the name of another month, of another family, is the same month told wrongly. Two names
    /// of one family are two months.
    fn other_month(&self, at: usize, month: i8, family: &str) -> Option<(i8, usize)> {
        if !self.is_kind(at, Kind::Slash) {
            return None;
        }
        let m = self.entry(at + 1, Class::Month).filter(|m| m.proclitics == Proclitics::NONE)?;
        let row = lexicon().row(&m)?;
        let second: i8 = row.column(0).parse().ok()?;
        let shared = |f: &str| matches!(f, "nile" | "maghreb" | "morocco" | "mauritania");
        let apart = row.column(1) != family && !(shared(family) && shared(row.column(1)));
        (second != month && apart).then_some((second, at + 1 + m.len as usize))
    }

    /// «حزيران/بونيو»: an unknown word glued behind the slash is the other name, misspelt.
    fn misspelt_second(&self, at: usize) -> usize {
        let glued = self.is_kind(at, Kind::Slash) && !self.spaced(at) && !self.spaced(at + 1);
        let unknown = self.is_kind(at + 1, Kind::Word)
            && self.doc.tags.classes(at + 1).is_empty()
            && self.doc.tokens.key(at + 1).len() >= 6;
        if glued && unknown { at + 2 } else { at }
    }

    /// What is said of the year at token `i`, after a month or a part of a year; one past its end.
    pub(super) fn year_said(&self, i: usize) -> (YearSaid, usize) {
        if let Some((order, end)) = self.order(i) {
            return (YearSaid::Order(order), end);
        }
        let mut j = i;
        // «يناير، 2015»; «آذار/2015»
        if matches!(self.kind(j), Some(Kind::Comma | Kind::Slash)) && self.digits(j + 1).is_some_and(|(_, n)| n == 4) {
            j += 1;
        }
        if let Some((y, end)) = self.plain_year(j) {
            return (YearSaid::Told(y), end);
        }
        if self.says(j, Class::TimeRelation, "from").is_some() || self.says(j, Class::TimeRelation, "in").is_some() {
            j += 1;
        }
        if let Some(said) = self.named_year(j) {
            return said;
        }
        if j > i
            && let Some((y, end)) = self.plain_year(j)
        {
            return (YearSaid::Told(y), end);
        }
        (YearSaid::No, i)
    }

    /// «العام الماضي», «عام 2014», «هذا العام», «سنة 2011».
    fn named_year(&self, j: usize) -> Option<(YearSaid, usize)> {
        if self.says(j, Class::TimePointer, "this").is_some() {
            let (unit, m) = self.unit(j + 1)?;
            // «هذا العام 2015»
            if let Some((y, end)) = self.plain_year(j + 2).filter(|_| unit == Unit::Year) {
                return Some((YearSaid::Told(y), end));
            }
            return (unit == Unit::Year && m.proclitics.has(Proclitics::AL)).then_some((YearSaid::Years(0), j + 2));
        }
        let (unit, m) = self.unit(j)?;
        if unit != Unit::Year || m.proclitics.conjunction() {
            return None;
        }
        let end = j + m.len as usize;
        if let Some((y, end)) = self.year_number(end) {
            return Some((YearSaid::Told(y), end));
        }
        if !m.proclitics.has(Proclitics::AL) {
            return None;
        }
        // «من العام الماضي 2011»
        if let Some((_, end)) = self.order(end)
            && let Some((y, end)) = self.plain_year(end)
        {
            return Some((YearSaid::Told(y), end));
        }
        match self.order(end) {
            Some(("-1" | "before", end)) => Some((YearSaid::Years(-1), end)),
            Some(("0", end)) => Some((YearSaid::Years(0), end)),
            Some(("1" | "following", end)) => Some((YearSaid::Years(1), end)),
            _ => None,
        }
    }

    /// Four digits that can be a year, with «م» behind; nothing is counted by them.
    pub(super) fn plain_year(&self, i: usize) -> Option<(i16, usize)> {
        let (y, 4) = self.digits(i)? else { return None };
        if !YEARS.contains(&y) {
            return None;
        }
        let end = self.says(i + 1, Class::Era, "gregorian").map_or(i + 1, |m| i + 1 + m.len as usize);
        Some((y as i16, end))
    }

    /// A year after «عام»: three or four digits, or words («ألفين وثلاثة»).
    pub(super) fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let (y, end) = match self.digits(i) {
            Some((y, 3 | 4)) => (y, i + 1),
            Some(_) => return None,
            None => {
                let (y, end, _) = self.count(i)?;
                (y as i64, end)
            }
        };
        let told = (600..=2999).contains(&y);
        let end = self.says(end, Class::Era, "gregorian").map_or(end, |m| end + m.len as usize);
        told.then_some((y as i16, end))
    }

    /// The year of a month or day (`point`, in any year) whose year is not told: as the order or the tense says.
    pub(super) fn year_of(&self, point: Point, said: YearSaid, tense: Tense) -> Option<Point> {
        let here = self.reference;
        match said {
            YearSaid::Told(y) => point.in_year(y),
            YearSaid::Years(n) => point.in_year(i16::try_from(i64::from(here?.year()) + n).ok()?),
            YearSaid::Order(order) => {
                let here = here?;
                match order {
                    "0" | "following" | "same" => point.in_year(here.year()),
                    "1" => first_after(point, here),
                    _ => last_before(point, here),
                }
            }
            YearSaid::No => {
                let here = here?;
                let past = last_to(point, here)?;
                let future = first_from(point, here)?;
                let ahead = future.first()?.since(here).ok()?.get_days();
                let ago = here.since(past.last()?).ok()?.get_days();
                Some(match tense {
                    // «ستبدأ بتعويض المتضررين من سيول 10 أيلول»: the tense is another's where the past is far nearer.
                    Tense::Future if ahead > 150 && ago < ahead => past,
                    Tense::Future => future,
                    Tense::Past => past,
                    // What nothing dates is the nearer one, the past being three times as near.
                    Tense::Present | Tense::Unknown => {
                        if ahead * 3 < ago {
                            future
                        } else {
                            past
                        }
                    }
                })
            }
        }
    }
}

/// What a number before it counts.
const COUNTED: ClassSet = ClassSet::of(&[
    Class::TimeUnit,
    Class::Magnitude,
    Class::Unit,
    Class::Currency,
    Class::CountedNoun,
    Class::Office,
    Class::Nationality,
]);

/// The latest such month or day that is over or holds `here`.
fn last_to(point: Point, here: Date) -> Option<Point> {
    let p = point.in_year(here.year())?;
    if p.first()? <= here { Some(p) } else { point.in_year(here.year() - 1) }
}

/// The latest such month or day that is wholly before `here`.
fn last_before(point: Point, here: Date) -> Option<Point> {
    let p = point.in_year(here.year())?;
    if p.last()? < here && !same_month(p, here) { Some(p) } else { earlier(point, here) }
}

fn earlier(point: Point, here: Date) -> Option<Point> {
    // «في 3 يوليو الماضي» told on 20 July is this July's.
    match point.in_year(here.year()) {
        Some(Point::Day(d)) if d < here => Some(Point::Day(d)),
        _ => point.in_year(here.year() - 1),
    }
}

fn same_month(p: Point, here: Date) -> bool {
    matches!(p, Point::Month(y, m) if y == here.year() && m == here.month())
}

/// The first such month or day that holds `here` or is to come.
fn first_from(point: Point, here: Date) -> Option<Point> {
    let p = point.in_year(here.year())?;
    if p.last()? >= here { Some(p) } else { point.in_year(here.year() + 1) }
}

/// The first such month or day wholly after `here`.
fn first_after(point: Point, here: Date) -> Option<Point> {
    let p = point.in_year(here.year())?;
    if p.first()? > here { Some(p) } else { point.in_year(here.year() + 1) }
}
