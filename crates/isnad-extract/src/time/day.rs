//! Days named by their distance or their name: «أمس», «غدا (السبت)», «الثلاثاء الماضي», «مساء الأحد», «صباحا».

use isnad_text::{Kind, Proclitics};
use jiff::civil::{Date, Weekday};

use super::calendar::{Period, Point, Unit, add_days, weekday, weekday_from, weekday_to};
use super::clock::this_part;
use super::reader::{Meaning, Node, Others, Reader};
use super::tense::Tense;
use crate::Anchor;
use crate::lexicon::{Class, Match, lexicon};

/// A weekday in the text.
#[derive(Debug, Clone, Copy)]
struct Named {
    day: Weekday,
    end: usize,
}

impl Reader<'_> {
    /// «أمس», «اليوم الاثنين», «الآن», «مستقبلا».
    pub(super) fn time_word(&self, i: usize) -> Option<Node> {
        let (said, m) = self.told(i, Class::TimeWord)?;
        let start = self.word_start(i, &m);
        let end = i + m.len as usize;
        let here = self.reference;
        let at = |d: Option<Date>| d.map(|d| Period::At(Point::Day(d)));
        let node = match said {
            "today" => return None,
            // «آلان» is a name.
            "now" if self.doc.text.get(start as usize..).is_some_and(|t| t.starts_with('\u{0622}')) => return None,
            "now" => {
                let mut node = Node::relative(start, end, at(here), "now");
                // To the second, where the clock of publication is known.
                node.other = Others::of(
                    here.zip(self.context.clock)
                        .map(|(d, t)| Period::At(Point::Second(d, t.hour(), t.minute(), t.second()))),
                );
                node
            }
            "tonight" | "this-morning" | "this-evening" => {
                if m.len == 1 && !self.is_today(i, end) {
                    return None;
                }
                let mut node = Node::relative(start, end, at(here), "relative-day");
                node.part = this_part(said);
                node.weight = if m.len > 1 { 9 } else { 1 };
                // The hours that the part of the day is commonly given.
                let (from, to) = if said == "this-morning" { (6, 11) } else { (18, 23) };
                node.other =
                    Others::of(here.map(|d| Period::Between(Point::Minute(d, from, 0), Point::Minute(d, to, 59))));
                return Some(self.confirmed(node, i, end, here));
            }
            "future" => {
                if m.len == 1 && !self.free_future(i, &m) {
                    return None;
                }
                Node::relative(start, end, here.map(|d| Period::Since(Point::Day(d))), "vague-future")
            }
            "past" => Node::relative(start, end, here.map(|d| Period::Until(Point::Day(d))), "vague-past"),
            "past-noun" => {
                let placed = i > self.first && self.says(i - 1, Class::TimeRelation, "in").is_some()
                    || m.proclitics.has(Proclitics::BA);
                if !placed {
                    return None;
                }
                Node::relative(start, end, here.map(|d| Period::Until(Point::Day(d))), "vague-past")
            }
            days => {
                let n: i64 = days.parse().ok()?;
                if n == 0 && m.len == 1 && !self.is_today(i, end) {
                    return None;
                }
                let date = here.and_then(|d| add_days(d, n));
                let mut plain = Node::relative(start, end, at(date), "relative-day");
                plain.weight = if m.len > 1 { 9 } else { 1 };
                return Some(self.confirmed(plain, i, end, date));
            }
        };
        Some(node)
    }

    /// «المستقبل» after a preposition or «مستقبلا»; in «تيار المستقبل» it is a name.
    fn free_future(&self, i: usize, m: &Match) -> bool {
        if !m.proclitics.has(Proclitics::AL) {
            return !self.doc.tokens.key(i).ends_with('\u{0644}');
        }
        i > self.first && self.says(i - 1, Class::TimeRelation, "in").is_some()
    }

    /// «اليوم» is today but not in «ذلك اليوم», «اليوم الذي», «اليوم العالمي», «اليوم الثالث», «في اليوم».
    fn is_today(&self, i: usize, end: usize) -> bool {
        let before = |relation| i > self.first && self.says(i - 1, Class::TimeRelation, relation).is_some();
        let glued = self.entry(i, Class::TimeWord).is_some_and(|m| m.proclitics.preposition());
        if before("in") || glued || i > self.first && self.says(i - 1, Class::TimePointer, "that").is_some() {
            return false;
        }
        // «المصري اليوم» in marks is a newspaper.
        let marks = |k| matches!(k, Kind::QuoteOpen | Kind::QuoteEither | Kind::QuoteClose);
        if i >= self.first + 2 && marks(self.doc.tokens.kind(i - 2)) && self.kind(end).is_some_and(marks) {
            return false;
        }
        if self.lone_article(end) || self.says(end, Class::TimeExtent, "name").is_some() {
            return false;
        }
        if self.entry(end, Class::Ordinal).is_some_and(|m| m.proclitics.has(Proclitics::AL))
            && self.entry(end, Class::Weekday).is_none()
        {
            return false;
        }
        if i > self.first && self.doc.is(i - 1, Class::TimePortion) && self.entry(end, Class::TimeOrder).is_some() {
            return false;
        }
        self.entry(end, Class::TimeOrder).is_none()
    }

    /// A weekday or part of the day beside a relative day: it confirms the day, or corrects it.
    fn confirmed(&self, node: Node, i: usize, end: usize, date: Option<Date>) -> Node {
        let mut node = node;
        let mut at = end;
        if let Some((_, m)) = self.told(at, Class::DayPart).filter(|(_, m)| m.proclitics == Proclitics::NONE)
            && self.entry(at + m.len as usize, Class::Weekday).is_none()
        {
            at += m.len as usize;
            node = node.until(at);
        }
        let bracket = matches!(self.kind(at), Some(Kind::BracketOpen));
        let comma = matches!(self.kind(at), Some(Kind::Comma));
        let from = at + usize::from(bracket || comma);
        // «صباح اليوم (أمس)»: the paper of the next day corrects its source.
        if bracket
            && let Some(m) = self.says(from, Class::TimeWord, "-1")
            && self.is_kind(from + m.len as usize, Kind::BracketClose)
            && date == self.reference
        {
            let yesterday = date.and_then(|d| add_days(d, -1)).map(|d| Period::At(Point::Day(d)));
            let end = from + m.len as usize + 1;
            let note = "the brackets correct the day";
            return Node { weight: 5, note, ..Node::relative(node.start, end, yesterday, "relative-day") };
        }
        let Some(named) = self.named(from) else { return self.with_date(node, i, at, date) };
        let mut end = named.end;
        if bracket {
            if !self.is_kind(end, Kind::BracketClose) {
                return node;
            }
            end += 1;
        }
        // «أمس، الثلاثاء الماضي» names another day.
        if comma && (self.order(end).is_some() || !self.closes(end)) {
            return node;
        }
        let told = date.and_then(|d| nearest(d, named.day));
        node.end = end;
        node.weight = node.weight.max(5);
        match (date, told) {
            (Some(d), Some(t)) if d == t => node.note = "weekday agrees",
            (Some(d), Some(t)) => {
                node.note = "the weekday corrects the day";
                node.meaning = Meaning::Period(Period::At(Point::Day(t)));
                node.other = Others::of(Some(Period::At(Point::Day(d))));
            }
            _ => {}
        }
        self.with_date(node, i, end, told.or(date))
    }

    fn closes(&self, i: usize) -> bool {
        self.kind(i).is_none_or(|k| !matches!(k, Kind::Word | Kind::Number))
    }

    /// «اليوم الأربعاء 10 أغسطس 2015»: a full date behind says it all.
    fn with_date(&self, node: Node, i: usize, at: usize, date: Option<Date>) -> Node {
        let bracket = self.is_kind(at, Kind::BracketOpen);
        let comma = self.is_kind(at, Kind::Comma);
        let from = at + usize::from(bracket || comma);
        let Some(mut told) = self.day_month(from).or_else(|| self.numeric(from)) else { return node };
        if bracket {
            if !self.is_kind(told.end, Kind::BracketClose) {
                return node;
            }
            told.end += 1;
        }
        if told.yearless
            && let (Some(d), Some(p)) = (date, told.day())
        {
            // The year in which the two agree.
            let same = [d.year() - 1, d.year(), d.year() + 1]
                .into_iter()
                .filter_map(|y| Date::new(y, p.month(), p.day()).ok());
            if let Some(best) = same.min_by_key(|x| x.since(d).map_or(i32::MAX, |s| s.get_days().abs())) {
                told.meaning = Meaning::Period(Period::At(Point::Day(best)));
            }
        }
        let _ = i;
        Node { start: node.start, weight: 5, other: Others::NONE, ..told }
    }

    fn named(&self, i: usize) -> Option<Named> {
        let mut j = i;
        if let Some((Unit::Day, m)) = self.unit(j).filter(|(_, m)| !m.proclitics.conjunction()) {
            j += m.len as usize;
        }
        let (n, m) = self.told(j, Class::Weekday)?;
        (m.proclitics == Proclitics::AL).then_some(Named { day: weekday(n.parse().ok()?)?, end: j + m.len as usize })
    }

    /// «الثلاثاء», «يوم السبت», «الأحد المقبل», «الأربعاء 28 تموز 2021», «الأحد مساء».
    pub(super) fn weekday(&self, i: usize) -> Option<Node> {
        let (j, head) = match self.unit(i) {
            Some((Unit::Day, m)) if !m.proclitics.has(Proclitics::AL) => (i + m.len as usize, Some(m)),
            _ => (i, None),
        };
        let (n, m) = self.told(j, Class::Weekday)?;
        if !m.proclitics.has(Proclitics::AL) || head.is_some() && m.proclitics != Proclitics::AL {
            return None;
        }
        // «صلاة الجمعة», «صحيفة الأحد».
        if head.is_none() && j > self.first && self.doc.is(j - 1, Class::DateName) {
            return None;
        }
        let day = weekday(n.parse().ok()?)?;
        let start = self.word_start(i, head.as_ref().unwrap_or(&m));
        let mut end = j + m.len as usize;
        // «الثلاثاء» is also «the third» in nothing; «الأحد» and «السبت» stand alone. An order, a part of the day.
        let order = self.order(end).filter(|(o, _)| *o != "recent");
        if let Some((_, e)) = order {
            end = e;
        }
        if let Some((_, m)) = self.told(end, Class::DayPart).filter(|(_, m)| m.proclitics == Proclitics::NONE) {
            end += m.len as usize;
        }
        if let Some(node) = self.weekday_date(start, i, end, day) {
            return Some(node);
        }
        let here = self.reference;
        let (date, other, note) = match order.map(|(o, _)| o) {
            Some("-1" | "before") => {
                (here.and_then(|d| add_days(weekday_to(add_days(d, -1)?, day)?, 0)), None, "the latest one")
            }
            Some("0") => (here.and_then(|d| same_week(d, day, self.week)), None, "this week's"),
            Some("1" | "following") => {
                let coming = here.and_then(|d| weekday_from(add_days(d, 1)?, day));
                (coming, coming.and_then(|d| add_days(d, 7)), "the coming one")
            }
            _ => match self.tense(i, end) {
                Tense::Future | Tense::Present => (
                    here.and_then(|d| weekday_from(d, day)),
                    here.and_then(|d| weekday_to(d, day)),
                    "the tense: to come",
                ),
                _ => (
                    here.and_then(|d| weekday_to(d, day)),
                    here.and_then(|d| weekday_from(add_days(d, 1)?, day)),
                    "the latest one",
                ),
            },
        };
        let mut node = Node::relative(start, end, date.map(|d| Period::At(Point::Day(d))), "weekday").noting(note);
        node.other = Others::of(other.filter(|o| Some(*o) != date).map(|d| Period::At(Point::Day(d))));
        node.weight = 3;
        Some(node)
    }

    /// A date beside a weekday: the date tells, the weekday checks it (and finds a year that is not told).
    fn weekday_date(&self, start: u32, i: usize, at: usize, day: Weekday) -> Option<Node> {
        let bracket = self.is_kind(at, Kind::BracketOpen);
        let skip = bracket || self.is_kind(at, Kind::Comma) || self.is_kind(at, Kind::Dash);
        let mut from = at + usize::from(skip);
        if let Some(m) =
            self.says(from, Class::TimeRelation, "matching").or_else(|| self.says(from, Class::TimeRelation, "in"))
        {
            from += m.len as usize;
        }
        let mut told = self
            .hijri_pair(from)
            .or_else(|| self.day_month(from))
            .or_else(|| self.numeric(from))
            .or_else(|| self.hijri_day(from))
            .or_else(|| self.day_of_month(from))?;
        if bracket {
            if !self.is_kind(told.end, Kind::BracketClose) {
                return None;
            }
            told.end += 1;
        }
        let _ = i;
        if let Some(d) = told.day() {
            let hijri = told.calendar == crate::Calendar::Hijri;
            if d.weekday() == day {
                told.note = "weekday agrees";
            } else if hijri
                && let Some(near) = nearest(d, day).filter(|n| n.since(d).is_ok_and(|s| s.get_days().abs() == 1))
            {
                // The moon was seen a day off.
                told.meaning = Meaning::Period(Period::At(Point::Day(near)));
                told.note = "the weekday sets the Hijri day";
            } else if told.yearless
                && let Some(same) = [d.year() - 1, d.year(), d.year() + 1]
                    .into_iter()
                    .filter_map(|y| Date::new(y, d.month(), d.day()).ok())
                    .find(|x| x.weekday() == day)
            {
                told.meaning = Meaning::Period(Period::At(Point::Day(same)));
                told.other = Others::NONE;
                told.note = "the year in which the weekday agrees";
            } else {
                told.note = "weekday disagrees";
            }
        }
        Some(Node { start, weight: 6, ..told })
    }

    /// «يومي السبت والأحد»: both days.
    pub(super) fn weekday_pair(&self, i: usize) -> Option<Node> {
        let (Unit::Day, m) = self.unit(i)? else { return None };
        let j = i + m.len as usize;
        let first = self.weekday(j)?;
        let second = self
            .weekday(first.end)
            .filter(|_| self.entry(first.end, Class::Weekday).is_some_and(|m| m.proclitics.has(Proclitics::WA)))?;
        let (a, b) = (first.day(), second.day());
        let period = match (a, b) {
            (Some(a), Some(b)) if a < b => Some(Period::Between(Point::Day(a), Point::Day(b))),
            (Some(a), Some(b)) => {
                // Past days: the first is the one before the second.
                let a = if a > b { add_days(a, -7)? } else { a };
                Some(Period::Between(Point::Day(a), Point::Day(b)))
            }
            _ => None,
        };
        Some(Node { weight: 4, ..Node::relative(self.word_start(i, &m), second.end, period, "weekday") })
    }

    /// «مساء أمس», «صباح الأربعاء», «بعد ظهر الأحد», «فجر يوم 3 مايو», «ليلة الخميس»; «صباحا» alone is of the day in force.
    pub(super) fn day_part(&self, i: usize) -> Option<Node> {
        let m = self.entry(i, Class::DayPart)?;
        let start = self.word_start(i, &m);
        let end = i + m.len as usize;
        if !m.proclitics.has(Proclitics::AL)
            && let Some(node) = self.whole_day(end)
        {
            let part = lexicon().row(&m).map(|r| r.column(0).trim_end_matches('!'));
            return Some(Node { start, weight: 4, part, ..node });
        }
        if i > self.first
            && self.says(i - 1, Class::TimeRelation, "at").is_some()
            && let Some(node) = self.at_noon(start, end, &m)
        {
            return Some(node);
        }
        let alone =
            self.doc.tags.all(i, Class::DayPart).any(|m| lexicon().row(m).is_some_and(|r| r.column(0).ends_with('!')));
        let placed = i == self.first
            || !self.doc.is(i - 1, Class::TimeRelation)
            || ["in", "from", "as-from", "during"].iter().any(|r| self.says(i - 1, Class::TimeRelation, r).is_some());
        if !alone || !placed {
            return None;
        }
        let day = self.day_in_force();
        let mut node = Node::relative(start, end, day.map(|d| Period::At(Point::Day(d))), "part-of-day");
        node.note = "of the day last named";
        if self.last_day.is_some()
            && let Some((n, ..)) = self.last
        {
            node.anchor = Anchor::Time(n);
        }
        Some(node)
    }

    /// «عند الظهر», «عند منتصف الليل»: a clock time.
    fn at_noon(&self, start: u32, end: usize, m: &Match) -> Option<Node> {
        let day = self.day_in_force();
        let at = |d| Period::At(Point::Minute(d, 0, 0));
        let (period, other) = match lexicon().row(m)?.column(0).trim_end_matches('!') {
            "noon" => (day.map(|d| Period::At(Point::Minute(d, 12, 0))), None),
            // The midnight that ends the day; the one that begins it is the other.
            "midnight" => (day.and_then(|d| add_days(d, 1)).map(at), day.map(at)),
            _ => return None,
        };
        let mut node = Node::relative(start, end, period, "clock-time");
        node.other = Others::of(other);
        node.kind = crate::TimeKind::Time;
        if self.last_day.is_some()
            && let Some((n, ..)) = self.last
        {
            node.anchor = Anchor::Time(n);
        }
        Some(node)
    }

    /// A day by any name, for a part of it to stand before.
    pub(super) fn whole_day(&self, i: usize) -> Option<Node> {
        if self.entry(i, Class::TimeWord).is_some_and(|m| m.proclitics.conjunction())
            || self.entry(i, Class::Weekday).is_some_and(|m| m.proclitics.conjunction())
        {
            return None;
        }
        self.time_word(i)
            .filter(|n| n.rule == "relative-day")
            .or_else(|| self.weekday(i))
            .or_else(|| self.day_headed(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.numeric(i))
    }

    /// «25 شوال 1436 هـ الموافق 10 أغسطس 2015 م»: one day in two calendars.
    pub(super) fn hijri_pair(&self, i: usize) -> Option<Node> {
        let plain = |j: usize| self.day_month(j).or_else(|| self.numeric(j)).or_else(|| self.hijri_day(j));
        let one = plain(i)?;
        let mut j = one.end;
        if let Some(m) = self.says(j, Class::Era, "hijri").or_else(|| self.says(j, Class::Era, "gregorian")) {
            j += m.len as usize;
        }
        let open = self.is_kind(j, Kind::BracketOpen);
        let mark = open || matches!(self.kind(j), Some(Kind::Comma | Kind::Dash | Kind::Slash));
        j += usize::from(mark);
        let matching = self.says(j, Class::TimeRelation, "matching");
        j += matching.map_or(0, |m| m.len as usize);
        if matching.is_none() && !mark {
            return None;
        }
        let weekday = self.named(j);
        let two = plain(weekday.map_or(j, |n| n.end))?;
        let hijri = |n: &Node| n.calendar == crate::Calendar::Hijri;
        let (told, other) = match (hijri(&one), hijri(&two)) {
            (true, false) => (&two, &one),
            (false, true) => (&one, &two),
            _ => return None,
        };
        let apart = told.day()?.since(other.day()?).ok()?.get_days().abs();
        if apart > 3 && (told.anchor == Anchor::None && other.anchor == Anchor::None) && matching.is_none() {
            return None;
        }
        let mut end = two.end;
        if let Some(m) = self.says(end, Class::Era, "hijri").or_else(|| self.says(end, Class::Era, "gregorian")) {
            end += m.len as usize;
        }
        if open {
            if !self.is_kind(end, Kind::BracketClose) {
                return None;
            }
            end += 1;
        }
        let note = if apart <= 1 { "both calendars agree" } else { "the calendars disagree" };
        let mut node = Node {
            start: one.start,
            end,
            weight: 8,
            original: other.original,
            rule: "two-calendars",
            note,
            ..told.clone()
        };
        // A Gregorian day without a year takes the year in which the Hijri one falls.
        if told.yearless
            && other.anchor == Anchor::None
            && let (Some(t), Some(o)) = (told.day(), other.day())
        {
            let near = [o.year() - 1, o.year(), o.year() + 1]
                .into_iter()
                .filter_map(|y| Date::new(y, t.month(), t.day()).ok());
            if let Some(best) = near.min_by_key(|d| d.since(o).map_or(i32::MAX, |s| s.get_days().abs())) {
                node.meaning = Meaning::Period(Period::At(Point::Day(best)));
                node.anchor = Anchor::None;
            }
        }
        node.other = Others::NONE;
        Some(node)
    }
}

/// The day of that name in the week of `date`.
fn same_week(date: Date, day: Weekday, week: Weekday) -> Option<Date> {
    weekday_from(weekday_to(date, week)?, day)
}

/// The day of that name nearest to `date`.
fn nearest(date: Date, day: Weekday) -> Option<Date> {
    let before = weekday_to(date, day)?;
    let after = weekday_from(date, day)?;
    let (b, a) = (date.since(before).ok()?.get_days(), after.since(date).ok()?.get_days());
    Some(if b <= a { before } else { after })
}
