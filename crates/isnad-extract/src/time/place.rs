//! A day or week by its place in a month, week or year: «الخامس من الشهر الجاري», «الاثنين الأول من مايو», «آخر يوم من رمضان»,
//! «الأحد من الأسبوع الماضي», «الأسبوع الأول من نوفمبر».

use isnad_text::Proclitics;
use jiff::civil::{Date, Weekday};

use super::calendar::{Period, Point, Unit, add_days, weekday, weekday_from, weekday_to};
use super::reader::{Meaning, Node, Others, Reader};
use crate::Anchor;
use crate::lexicon::{Class, Features, Match};

/// What is counted inside a period.
#[derive(Debug, Clone, Copy)]
enum Counted {
    Day,
    Week,
    Weekday(Weekday),
}

/// Which one of them: the first is 1; the last is 0.
type Place = i64;

impl Reader<'_> {
    /// «الخامس من هذا الشهر», «15 الشهر الماضي», «العشرين من الشهر نفسه».
    pub(super) fn day_of_month(&self, i: usize) -> Option<Node> {
        let days = self.day_number(i)?;
        let j = days.end + self.says(days.end, Class::TimeRelation, "from").map_or(0, |m| m.len as usize);
        let month = self.month_by_pointer(j)?;
        let mut node = Node { start: days.start, rule: "day-of-month", weight: 5, other: Others::NONE, ..month };
        // «في الثامن من هذا الشهر آذار/مارس»
        if let Some(name) = self.month(node.end).filter(|m| m.first.proclitics == Proclitics::NONE) {
            node.end = name.end;
        }
        let (first, last) = (days.first, days.last);
        Some(node.map(|p| match p {
            Period::At(Point::Month(y, m)) => {
                let a = Point::Day(Date::new(y, m, first).ok()?);
                let b = Point::Day(Date::new(y, m, last).ok()?);
                Some(if first == last { Period::At(a) } else { Period::Between(a, b) })
            }
            _ => None,
        }))
    }

    fn month_by_pointer(&self, j: usize) -> Option<Node> {
        if let Some((unit, m)) = self.unit(j) {
            let month = unit == Unit::Month && m.proclitics == Proclitics::AL;
            let end = j + m.len as usize;
            if month && let Some(same) = self.says(end, Class::TimePointer, "same") {
                let (index, period, _) = self.anchor_any()?;
                let first = period.bounds().0?;
                let point = Point::Month(first.year(), first.month());
                let mut node =
                    Node::new(self.start(j), end + same.len as usize, Meaning::Period(Period::At(point)), "month");
                node.anchor = Anchor::Time(index);
                return Some(node);
            }
            if !month {
                return None;
            }
            // «الخامس والعشرين من الشهر»: the current one.
            return self.ordered_unit(j).or_else(|| self.this_unit(j));
        }
        self.says(j, Class::TimePointer, "this")?;
        self.unit(j + 1).filter(|(u, _)| *u == Unit::Month)?;
        self.pointed_unit(j)
    }

    /// «الاثنين الأول من مايو», «الأسبوع الأخير من سبتمبر 2014», «اليوم الأول من شهر رمضان», «الأحد من الأسبوع الماضي».
    pub(super) fn placed(&self, i: usize) -> Option<Node> {
        let (counted, mut j, start, definite) = self.countable(i)?;
        if !definite {
            // «أحد الأسبوع الماضي»
            let Counted::Weekday(day) = counted else { return None };
            return self.day_in_week(j, start, day);
        }
        let place: Place = if let Some((n, e)) =
            self.ordinal(j).filter(|_| self.entry(j, Class::Ordinal).is_some_and(|m| Self::definite(&m)))
        {
            j = e;
            i64::from(n)
        } else if let Some((_, e)) = self.order(j).filter(|(o, _)| *o == "recent") {
            j = e;
            0
        } else if let Counted::Weekday(day) = counted {
            return self.in_week(j, start, day);
        } else {
            return None;
        };
        self.within(start, j, counted, place)
    }

    /// «أول يوم من رمضان», «آخر يوم من العام», «ثالث أيام عيد الفطر».
    pub(super) fn placed_before(&self, i: usize) -> Option<Node> {
        let (place, j, start) = if let Some(m) = self.says(i, Class::TimePortion, "last") {
            (0, i + m.len as usize, self.word_start(i, &m))
        } else {
            let m = self.entry(i, Class::Ordinal).filter(|m| !Self::definite(m))?;
            let (n, e) = self.ordinal(i)?;
            (i64::from(n), e, self.word_start(i, &m))
        };
        let bare =
            |m: Option<Match>| m.is_some_and(|m| m.proclitics == Proclitics::NONE && m.features == Features::NONE);
        if let Some(Unit::Day) = self.unit(j).map(|(u, _)| u) {
            let m = self.entry(j, Class::TimeUnit).filter(|m| m.proclitics == Proclitics::NONE)?;
            let at = j + m.len as usize;
            // «ثالث يوم ثلاثاء من …»
            if bare(self.entry(at, Class::WeekdayNoun)) {
                let (counted, end, ..) = self.countable(at)?;
                return self.within(start, end, counted, place);
            }
            return self.feast_day(start, at, place).or_else(|| self.within(start, at, Counted::Day, place));
        }
        if !bare(self.entry(j, Class::WeekdayNoun)) && !bare(self.entry(j, Class::TimeUnit)) {
            return None;
        }
        let (counted, at, ..) = self.countable(j)?;
        self.within(start, at, counted, place).or_else(|| self.weekday_after(start, at, counted, place))
    }

    /// «ثالث ثلاثاء بعد عيد الميلاد»: counted on from a day.
    fn weekday_after(&self, start: u32, j: usize, counted: Counted, place: Place) -> Option<Node> {
        let Counted::Weekday(day) = counted else { return None };
        let m = self.says(j, Class::TimeRelation, "after")?;
        let from = self.base(j + m.len as usize).filter(|n| n.day().is_some() && place > 0)?;
        let node = Node { start, rule: "placed-day", weight: 7, ..from };
        Some(node.map(|p| {
            let first = weekday_from(add_days(p.day()?, 1)?, day)?;
            Some(Period::At(Point::Day(add_days(first, (place - 1) * 7)?)))
        }))
    }

    /// A day, week or weekday at token `i`: what it is, one past it, where it begins, whether it has the article.
    fn countable(&self, i: usize) -> Option<(Counted, usize, u32, bool)> {
        if let Some((n, m)) = self.told(i, Class::Weekday).or_else(|| self.told(i, Class::WeekdayNoun)) {
            let day = weekday(n.parse().ok()?)?;
            return Some((Counted::Weekday(day), i + m.len as usize, self.word_start(i, &m), Self::definite(&m)));
        }
        let (unit, m) = self.unit(i)?;
        let counted = match unit {
            Unit::Day => Counted::Day,
            Unit::Week => Counted::Week,
            _ => return None,
        };
        Some((counted, i + m.len as usize, self.word_start(i, &m), Self::definite(&m)))
    }

    /// «الأحد من الأسبوع الماضي», «الثلاثاء من هذا الأسبوع».
    fn in_week(&self, j: usize, start: u32, day: Weekday) -> Option<Node> {
        let from = self.says(j, Class::TimeRelation, "from")?;
        self.day_in_week(j + from.len as usize, start, day)
    }

    /// The day of that name in the week told at token `at`.
    fn day_in_week(&self, at: usize, start: u32, day: Weekday) -> Option<Node> {
        if self.unit(at).is_some_and(|(u, _)| u != Unit::Week) {
            return None;
        }
        let week = self.ordered_unit(at).or_else(|| self.pointed_unit(at))?;
        let (Some(Point::Day(a)), Some(Point::Day(b))) = week.period()?.ends() else { return None };
        if a == b {
            return None;
        }
        let date = weekday_from(a, day);
        let node = Node::relative(start, week.end, date.map(|d| Period::At(Point::Day(d))), "placed-day");
        Some(Node { weight: 6, ..node })
    }

    /// The counted day or week inside the period that follows «من».
    fn within(&self, start: u32, j: usize, counted: Counted, place: Place) -> Option<Node> {
        let from =
            ["from", "in"].iter().find_map(|r| self.says(j, Class::TimeRelation, r)).map_or(0, |m| m.len as usize);
        if from == 0
            && !self.doc.is(j, Class::Month)
            && !self.doc.is(j, Class::HijriMonth)
            && !self.doc.is(j, Class::TimeUnit)
        {
            return None;
        }
        let whole = self.base(j + from).filter(|n| !matches!(n.rule, "counted-units" | "weekday" | "part-of-day"))?;
        if whole.period().is_some_and(|p| p.day().is_some()) {
            return None;
        }
        let known = whole.period().is_some();
        let whole_bounds = whole.period().map(Period::bounds);
        let mut node = Node { start, rule: "placed-day", weight: 7, ..whole };
        node = node.map(|p| {
            let (a, b) = p.bounds();
            at_place(a?, b?, counted, place, self.week)
        });
        // The first week of a month may also be the first that begins in it.
        if let (Counted::Week, 1.., Some((Some(a), _))) = (counted, place, whole_bounds) {
            let first = weekday_from(a, self.week).and_then(|d| add_days(d, (place - 1) * 7));
            let week = first.and_then(|d| Some(Period::Between(Point::Day(d), Point::Day(add_days(d, 6)?))));
            node.other = node.other.and(week.filter(|w| Some(*w) != node.period()));
        }
        // «الثلاثاء التاسع عشر من …» is no nineteenth Tuesday.
        (node.period().is_some() || !known).then_some(node)
    }

    /// «النصف الأول من يونيو»: the days up to the 15th, or from the 16th on.
    pub(super) fn half_of_month(&self, start: u32, at: usize, half: i64) -> Option<Node> {
        let from = self.says(at, Class::TimeRelation, "from")?;
        let whole = self.base(at + from.len as usize)?;
        let Some(Period::At(Point::Month(..))) = whole.period() else { return None };
        let mut node = Node { start, rule: "placed-day", weight: 6, other: Others::NONE, ..whole };
        node = node.map(|p| {
            let (a, b) = p.bounds();
            let (a, b) = (a?, b?);
            let middle = add_days(a, 14)?;
            Some(match half {
                1 => Period::Between(Point::Day(a), Point::Day(middle)),
                _ => Period::Between(Point::Day(add_days(middle, 1)?), Point::Day(b)),
            })
        });
        Some(node)
    }
}

/// The day or week at a place between two days.
fn at_place(first: Date, last: Date, counted: Counted, place: Place, week: Weekday) -> Option<Period> {
    let day = |d: Date| (first..=last).contains(&d).then_some(Period::At(Point::Day(d)));
    match counted {
        Counted::Day if place == 0 => day(last),
        Counted::Day => day(add_days(first, place - 1)?),
        Counted::Weekday(w) if place == 0 => day(weekday_to(last, w)?),
        Counted::Weekday(w) => day(add_days(weekday_from(first, w)?, (place - 1) * 7)?),
        Counted::Week => {
            let a = if place == 0 { weekday_to(add_days(last, -6)?, week)? } else { add_days(first, (place - 1) * 7)? };
            (a <= last).then_some(Period::Between(Point::Day(a), Point::Day(add_days(a, 6)?)))
        }
    }
}
