//! Dates told by day, month and year: «7 تشرين الأول/أكتوبر 2023», «الحادي عشر من سبتمبر», «10-12 مايو», months alone.

use isnad_text::{Kind, Proclitics};
use jiff::civil::Date;

use super::calendar::{Period, Point, Unit};
use super::month::{MonthName, YearSaid};
use super::reader::{Meaning, Node, Others, Reader};
use super::tense::Tense;
use crate::lexicon::{Class, ClassSet, Match};
use crate::{Anchor, Context};

/// A day of a month, or the first and last of several.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayNumber {
    pub(super) first: i8,
    pub(super) last: i8,
    pub(super) start: u32,
    /// One past its last token.
    pub(super) end: usize,
    /// Written as a word with the article or «من» behind: a month must follow all the same.
    pub(super) ordinal: bool,
}

/// Whether numeric dates of the outlet's country put the month first.
pub(super) fn month_first(context: &Context) -> bool {
    matches!(context.country.as_deref(), Some("US"))
}

/// A day that exists in some year (29 February does).
fn any_year(month: i8, day: i8) -> Option<Point> {
    Date::new(2024, month, day).ok().map(Point::Day)
}

impl Reader<'_> {
    /// The number of a day at token `i`: «7», «الـ15», «الحادي عشر», «10-12», «10 و11».
    pub(super) fn day_number(&self, i: usize) -> Option<DayNumber> {
        let at = if self.lone_article(i) { i + 1 } else { i };
        if let Some((d, n)) = self.digits(at).filter(|(d, n)| (1..=31).contains(d) && *n <= 2) {
            let _ = n;
            let one = DayNumber { first: d as i8, last: d as i8, start: self.start(i), end: at + 1, ordinal: false };
            return Some(self.more_days(one));
        }
        if let Some(m) = self.says(i, Class::TimePortion, "first") {
            let start = self.word_start(i, &m);
            return Some(DayNumber { first: 1, last: 1, start, end: i + 1, ordinal: true });
        }
        let m = self.entry(i, Class::Ordinal).or_else(|| self.entry(i, Class::Numeral))?;
        let start = self.word_start(i, &m);
        let (value, end) = match self.ordinal(i) {
            Some((v, end)) => (v as f64, end),
            None => self.count(i).filter(|_| m.proclitics.has(Proclitics::AL)).map(|(v, end, _)| (v, end))?,
        };
        let day = value as i8;
        (1.0..=31.0).contains(&value).then_some(DayNumber { first: day, last: day, start, end, ordinal: true })
    }

    /// «10-12 مايو», «10 و11 و12 مايو».
    fn more_days(&self, mut days: DayNumber) -> DayNumber {
        let day = |j| self.digits(j).filter(|(d, n)| (1..=31).contains(d) && *n <= 2).map(|(d, _)| d as i8);
        while self.lone_and(days.end) || self.is_kind(days.end, Kind::Dash) || self.is_kind(days.end, Kind::Comma) {
            match day(days.end + 1).filter(|d| *d > days.last) {
                Some(d) => {
                    days.last = d;
                    days.end += 2;
                }
                None => break,
            }
        }
        days
    }

    /// The month after a day's number: «من», «لشهر», «من شهر» may stand between.
    fn month_after(&self, i: usize) -> Option<MonthName> {
        let mut j = i;
        if self.says(j, Class::TimeRelation, "from").is_some() {
            j += 1;
        }
        if let Some((Unit::Month, _)) = self.unit(j) {
            return self.headed_month(j).filter(|m| !m.first.proclitics.conjunction());
        }
        // «7/تشرين الأول/2023»
        if j == i && self.is_kind(j, Kind::Slash) {
            j += 1;
        }
        self.month(j).filter(|m| !m.first.proclitics.conjunction())
    }

    /// Day and month, with a year, without one, or with «الماضي».
    pub(super) fn day_month(&self, i: usize) -> Option<Node> {
        let days = self.day_number(i)?;
        // «الأسبوع الأول من نوفمبر» is a week.
        let of_unit = days.ordinal && i > self.first && self.doc.tags.classes(i - 1).any(COUNTABLE);
        if of_unit
            && self
                .entry(i - 1, Class::TimeUnit)
                .or(self.entry(i - 1, Class::YearPart))
                .is_some_and(|m| Self::definite(&m))
        {
            return None;
        }
        let (days, month) = match self.month_after(days.end) {
            Some(m) => (days, m),
            None => {
                // «10 و11 مايو» read greedily may have swallowed too much; one number alone then.
                let at = if self.lone_article(i) { i + 1 } else { i };
                if days.ordinal || days.end == at + 1 {
                    return None;
                }
                let one = DayNumber { last: days.first, end: at + 1, ..days };
                (one, self.month_after(one.end)?)
            }
        };
        let point = any_year(month.month, days.first)?;
        any_year(month.month, days.last)?;
        let (said, end) = match month.year {
            Some(y) => (YearSaid::Told(y), month.end),
            None => self.year_said(month.end),
        };
        if self.is_name(i) && !matches!(said, YearSaid::Told(_)) {
            return None;
        }
        let node = self.dated(days.start, i, end, point, said, "day-and-month");
        let node = self.doubted(node, &month);
        if days.last == days.first {
            return Some(node);
        }
        let last = days.last;
        Some(node.map(|p| up_to_day(p, last)))
    }

    /// «January 3, 2020», «يناير 3، 2020».
    pub(super) fn month_day(&self, i: usize) -> Option<Node> {
        let month = self.month(i)?;
        let (d, n) = self.digits(month.end)?;
        if n > 2 || !(1..=31).contains(&d) {
            return None;
        }
        if let Some(node) = self.month_days(i, &month) {
            return Some(node);
        }
        let j = month.end + 1;
        let comma = usize::from(self.is_kind(j, Kind::Comma));
        let (y, end) = self.plain_year(j + comma)?;
        let date = Date::new(y, month.month, d as i8).ok()?;
        let start = self.word_start(i, &month.first);
        Some(Node::new(start, end, Meaning::Period(Period::At(Point::Day(date))), "day-and-month"))
    }

    /// «يوليو 13-15», «أغسطس 27 إلى 29»: the month, then its days.
    fn month_days(&self, i: usize, month: &MonthName) -> Option<Node> {
        let j = month.end;
        let mut days = self.day_number(j)?;
        if let Some(m) = self.to_word(days.end) {
            let last = self.day_number(days.end + m).filter(|d| d.first == d.last && d.first > days.first)?;
            (days.last, days.end) = (last.last, last.end);
        }
        let (said, end) = self.year_said(days.end);
        let closed = self.kind(end).is_none_or(|k| !matches!(k, Kind::Word | Kind::Number | Kind::Percent));
        if days.last == days.first || !closed && said == YearSaid::No {
            return None;
        }
        let start = self.word_start(i, &month.first);
        let node = self.dated(start, i, end, any_year(month.month, days.first)?, said, "day-and-month");
        Some(node.map(|p| up_to_day(p, days.last)))
    }

    /// «13 إلى 15 تموز»: days joined by «to», then their month.
    pub(super) fn days_to_days(&self, i: usize) -> Option<Node> {
        let first = self.day_number(i).filter(|d| d.first == d.last)?;
        let j = first.end + self.to_word(first.end)?;
        let node = self.day_month(j)?;
        let opening = first.first;
        let node = node.map(|p| match p {
            Period::At(Point::Day(d)) => {
                let a = Date::new(d.year(), d.month(), opening).ok().filter(|a| *a < d)?;
                Some(Period::Between(Point::Day(a), Point::Day(d)))
            }
            _ => None,
        });
        node.period()?;
        Some(Node { start: first.start, weight: 5, rule: "from-to", ..node })
    }

    /// «إلى», «حتى»: how many tokens it is.
    pub(super) fn to_word(&self, i: usize) -> Option<usize> {
        ["until", "to"].iter().find_map(|r| self.says(i, Class::TimeRelation, r)).map(|m| m.len as usize)
    }

    /// A month alone, after «شهر», with a year, with «الماضي».
    pub(super) fn month_alone(&self, i: usize) -> Option<Node> {
        let headed = self.unit(i).filter(|(u, _)| *u == Unit::Month).map(|(_, m)| m);
        let month = if headed.is_some() { self.headed_month(i)? } else { self.month(i)? };
        // «يُدفع كل شهر 3»: a number alone is a month only beside a year, or after a word that places it.
        if let Some(head) = headed
            && self.month(i + head.len as usize).is_none()
            && !self.numbered_stands(i, &head, month.end)
        {
            return None;
        }
        // «32 يناير» is no day, and so no month.
        if headed.is_none()
            && i > self.first
            && self.is_kind(i - 1, Kind::Number)
            && month.first.proclitics == Proclitics::NONE
            && self.digits(i - 1).is_none_or(|(d, n)| n <= 2 && !(1..=31).contains(&d))
        {
            return None;
        }
        let (said, end) = match month.year {
            Some(y) => (YearSaid::Told(y), month.end),
            None => self.year_said(month.end),
        };
        if said == YearSaid::No && headed.is_none() && !self.stands_as_month(i, &month) {
            return None;
        }
        let start = self.word_start(i, headed.as_ref().unwrap_or(&month.first));
        Some(self.doubted(self.dated(start, i, end, Point::Month(2024, month.month), said, "month"), &month))
    }

    /// A month whose two names disagree is the first of them; the second is what else it may be.
    fn doubted(&self, node: Node, month: &MonthName) -> Node {
        let Some(second) = month.second else { return node };
        let moved = node.period().and_then(|p| match p {
            Period::At(Point::Day(d)) => Some(Period::At(Point::Day(Date::new(d.year(), second, d.day()).ok()?))),
            Period::At(Point::Month(y, _)) => Some(Period::At(Point::Month(y, second))),
            _ => None,
        });
        Node { other: Others::of(moved), ..node }.noting("the two names are not the same month")
    }

    /// Whether «شهر 3» is a month: after a preposition, a portion or a place in it, or with its year.
    fn numbered_stands(&self, i: usize, head: &Match, end: usize) -> bool {
        let placed = i > self.first && self.doc.tags.classes(i - 1).any(PLACED) || head.proclitics.preposition();
        let ended = self.kind(end).is_none_or(|k| !matches!(k, Kind::Word | Kind::Number));
        let dated = !matches!(self.year_said(end).0, YearSaid::No);
        let definite = Self::definite(head);
        dated || !definite && (ended || placed) || self.depth.get() > 1
    }

    /// Whether a month's name with no company is one: «مارس» may be a verb, «أيار» after «14» a camp.
    fn stands_as_month(&self, i: usize, month: &MonthName) -> bool {
        let alone = month.end == i + month.first.len as usize;
        if !alone {
            return true;
        }
        // «ثورة 30 يونيو»: its day was no date, so it is no month.
        let numbered = i > self.first && self.digits(i - 1).is_some_and(|(d, _)| d <= 31);
        if month.doubtful || numbered && self.is_name(i - 1) {
            return false;
        }
        // «مارس» the verb: a preposition or a comma stands before the month.
        let march = month.month == 3 && month.first.len == 1;
        if !march {
            return true;
        }
        let placed = month.first.proclitics.preposition()
            || i > self.first && self.doc.tags.classes(i - 1).any(PLACING)
            || i > self.first && self.doc.is(i - 1, Class::Month);
        placed || self.kind(month.end).is_some_and(|k| matches!(k, Kind::Comma | Kind::Stop | Kind::BracketClose))
    }

    /// Whether a word before token `i` makes a date a name («قوى 14 آذار»).
    pub(super) fn is_name(&self, i: usize) -> bool {
        // «قوى 14 آذار و8 آذار»
        let second = i >= self.first + 4
            && self.lone_and(i - 1)
            && self.doc.is(i - 2, Class::Month)
            && self.digits(i - 3).is_some();
        let i = if second { i - 3 } else { i };
        let before = |n: usize| i >= self.first + n && self.doc.is(i - n, Class::DateName);
        before(1) || before(2) && self.doc.tokens.kind(i - 1) != Kind::Word
    }

    /// A node for a month or day whose year is as `said`.
    pub(super) fn dated(
        &self,
        start: u32,
        i: usize,
        end: usize,
        point: Point,
        said: YearSaid,
        rule: &'static str,
    ) -> Node {
        let tense = if said == YearSaid::No { self.tense(i, end) } else { Tense::Unknown };
        let resolved = self.year_of(point, said, tense);
        let told = matches!(said, YearSaid::Told(_));
        let mut node = match resolved {
            Some(p) if told => Node::new(start, end, Meaning::Period(Period::At(p)), rule),
            p => Node::relative(start, end, p.map(Period::At), rule),
        };
        if told {
            node.anchor = Anchor::None;
        } else {
            node.yearless = said == YearSaid::No;
            node.note = match (said, tense) {
                (YearSaid::No, Tense::Future) => "the year by the tense: to come",
                (YearSaid::No, Tense::Past) => "the year by the tense: past",
                (YearSaid::No, _) => "the year is the nearest",
                _ => "",
            };
            if said == YearSaid::No
                && let Some(p) = resolved
            {
                let year = if tense == Tense::Future { p.year() - 1 } else { p.year() + 1 };
                node.other = Others::of(p.in_year(year).map(Period::At));
            }
        }
        node.weight = 3;
        node
    }

    /// «يومي السبت والأحد» is another rule's; here «يومي 10 و11 مايو», «يوم 15 مايو», «أيام 3 و4 و5 مارس».
    pub(super) fn day_headed(&self, i: usize) -> Option<Node> {
        let (Unit::Day, m) = self.unit(i)? else { return None };
        if m.proclitics.has(Proclitics::AL) {
            return None;
        }
        let j = i + m.len as usize;
        let node = self.day_month(j).or_else(|| self.numeric(j)).or_else(|| self.hijri_day(j))?;
        Some(Node { start: self.word_start(i, &m), ..node })
    }
}

/// From a day to another of its month.
fn up_to_day(period: Period, last: i8) -> Option<Period> {
    match period {
        Period::At(Point::Day(d)) => {
            Some(Period::Between(Point::Day(d), Point::Day(Date::new(d.year(), d.month(), last).ok()?)))
        }
        other => Some(other),
    }
}

/// Words that an ordinal counts.
const COUNTABLE: ClassSet = ClassSet::of(&[Class::TimeUnit, Class::YearPart]);
/// Words before the number of a month.
const PLACED: ClassSet = ClassSet::of(&[Class::TimeRelation, Class::TimePortion, Class::Fraction]);
/// Words before a month that make it one.
const PLACING: ClassSet = ClassSet::of(&[Class::TimeRelation, Class::TimePortion, Class::TimeUnit, Class::TimeWord]);
