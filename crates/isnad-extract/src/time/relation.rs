//! Times placed by a word before them: «منذ», «قبل», «بعد», «عقب», «حتى», «بحلول», «على مدار», «بين … و…», «من … إلى …».

use isnad_text::{Kind, Proclitics};

use super::amount::Amount;
use super::calendar::{Period, Point, Unit, shift};
use super::reader::{Meaning, Node, Others, Reader};
use super::tense::Tense;
use crate::lexicon::Class;
use crate::{Anchor, Modifier, TimeKind};

impl Reader<'_> {
    /// A relation at token `i` and what it places.
    pub(super) fn relation(&self, i: usize) -> Option<Node> {
        let (name, m) = self.told(i, Class::TimeRelation)?;
        // «بعد ظهر الأحد» is a part of the day.
        if m.proclitics.has(Proclitics::AL) || self.entry(i, Class::DayPart).is_some() {
            return None;
        }
        let start = self.word_start(i, &m);
        let at = i + m.len as usize;
        match name {
            "since" => self.since(start, at),
            "before" => self.before(start, at),
            "after" => self.after(i, start, at),
            "until" => self.until_when(start, at),
            "to" => self.to_now(start, at),
            "by" => self.by(start, at),
            "throughout" => self.throughout(start, at),
            "between" => self.between(start, at),
            "from" => self.stretch_from(i, start, at).or_else(|| self.since_spoken(i, start, at)),
            _ => None,
        }
    }

    /// «منذ عام 2014» is open, «منذ ثلاثة أشهر» a length.
    fn since(&self, start: u32, at: usize) -> Option<Node> {
        let base = self.base(at);
        if let Some(amount) = self.amount(at).filter(|a| base.as_ref().is_none_or(|b| b.end <= a.end)) {
            if self.counts_from_event(amount.end) && !amount.bare {
                return None;
            }
            let mut node = Node::new(start, amount.end, Meaning::Length(amount.length), "since");
            // As an instant: «منذ يومين» is two days ago.
            let unit = amount.length.unit;
            node.other = amount.length.whole().map_or(Others::NONE, |n| {
                Others::of(self.shifted(-n, unit).map(Period::At)).and(self.to_the_day(-n, unit))
            });
            return Some(Node { anchor: Anchor::Document, weight: 5, ..node }.with(amount.hedge));
        }
        let base = base?;
        if let Some((_, m)) = self.told(base.end, Class::TimeRelation).filter(|(r, _)| matches!(*r, "until" | "to"))
            && let Some(last) = self.base(base.end + m.len as usize)
            && let (Some(a), Some(b)) = (base.period().and_then(|p| p.ends().0), last.period().and_then(|p| p.ends().1))
        {
            let anchor = if base.anchor == Anchor::None { last.anchor } else { base.anchor };
            return Some(Node {
                start,
                end: last.end,
                meaning: Meaning::Period(Period::Between(a, b)),
                rule: "since-until",
                weight: 7,
                anchor,
                ..base
            });
        }
        // What has lasted since a day began before today, whatever the tense beside it.
        let (other, told) = (base.other, base.anchor == Anchor::None);
        let late = |p: Period| p.bounds().0.zip(self.reference).is_some_and(|(a, here)| a > here);
        let node = base.map(|p| match p {
            Period::Until(_) => None,
            p if late(p) => match other.iter().find(|o| !late(*o)) {
                Some(before) => Some(Period::Since(before.ends().0?)),
                None if told => Some(Period::Since(p.ends().0?)),
                None => Some(Period::Since(self.years_before(p.ends().0?))),
            },
            p => Some(Period::Since(p.ends().0?)),
        });
        Some(Node {
            start,
            rule: "since",
            weight: node.weight + 5,
            other: Others::NONE,
            kind: open_kind(&node),
            ..node
        })
    }

    /// The same place in the last year in which it is not to come.
    fn years_before(&self, point: Point) -> Point {
        let here = self.reference;
        let past = |p: &Point| Period::At(*p).bounds().0.zip(here).is_some_and(|(a, here)| a <= here);
        (1..4).filter_map(|n| point.in_year(point.year() - n)).find(past).unwrap_or(point)
    }

    /// «من أسبوع», «من شهرين»: as «منذ» in speech, where nothing but the length is said.
    fn since_spoken(&self, i: usize, start: u32, at: usize) -> Option<Node> {
        let amount = self.amount(at).filter(|_| i == self.first)?;
        let alone = self.kind(amount.end).is_none_or(|k| !matches!(k, Kind::Word | Kind::Number));
        if !alone {
            return None;
        }
        self.since(start, at)
    }

    /// «قبل ثلاثة أعوام» is a date at the grain of its unit; «قبل عام 2014» any time before.
    fn before(&self, start: u32, at: usize) -> Option<Node> {
        let base = self.base(at);
        if let Some(amount) = self.amount(at).filter(|a| base.as_ref().is_none_or(|b| b.end <= a.end)) {
            return self.ago(start, amount, -1, "ago");
        }
        let base = base.filter(|b| !matches!(b.rule, "part-of-day"))?;
        Some(
            Node { start, rule: "before", weight: base.weight + 5, other: Others::NONE, ..base }
                .with(Some(Modifier::Before)),
        )
    }

    /// A length before or after the day of the document.
    fn ago(&self, start: u32, amount: Amount, sign: i64, rule: &'static str) -> Option<Node> {
        if self.counts_from_event(amount.end) {
            return None;
        }
        let mut amount = amount;
        if let Some(m) = self.says(amount.end, Class::TimeRelation, "from")
            && let Some(base) = self.base(amount.end + m.len as usize)
        {
            if base.rule != "now" {
                return self.counted_from_day(start, &amount, sign, base, rule);
            }
            // «قبل أسبوعين من الآن»
            amount.end = base.end;
        }
        let long = amount
            .length
            .count
            .is_some_and(|n| n * amount.length.unit.iso().1 as f64 > 6000.0 && amount.length.unit.of_years());
        let Some(n) = amount.length.whole().filter(|_| !long) else {
            let node = Node::new(start, amount.end, Meaning::Length(amount.length), rule);
            return Some(Node { anchor: Anchor::Document, weight: 5, ..node });
        };
        let point = self.shifted(sign * n, amount.length.unit);
        let modifier = amount.hedge;
        let other = Others::of(self.to_the_day(sign * n, amount.length.unit));
        Some(Node { weight: 5, other, ..Node::relative(start, amount.end, point.map(Period::At), rule) }.with(modifier))
    }

    /// «قبل أسبوع من عيد الأضحى», «بعد ثلاثة أشهر من 7 أكتوبر»: counted from the day told behind.
    fn counted_from_day(&self, start: u32, amount: &Amount, sign: i64, base: Node, rule: &'static str) -> Option<Node> {
        let n = amount.length.whole()?;
        let unit = amount.length.unit;
        if unit.of_clock() || !base.period().is_none_or(|p| matches!(p, Period::At(_))) {
            return None;
        }
        let node = Node { start, rule, weight: 6, calendar: crate::Calendar::Gregorian, original: None, ..base };
        let moved = node.map(|p| {
            let Period::At(point) = p else { return None };
            Some(Period::At(match (point, unit.of_years()) {
                (Point::Year(y), true) => Point::Year(i16::try_from(i64::from(y) + sign * n * unit.iso().1).ok()?),
                (Point::Year(_), false) => return None,
                (Point::Month(..), _) if matches!(unit, Unit::Day | Unit::Week) => return None,
                (p, _) => shift(p.first()?, sign * n, unit)?,
            }))
        });
        Some(moved.with(amount.hedge))
    }

    /// The day that many months or years from the document's: what it means where it is meant to the day.
    fn to_the_day(&self, n: i64, unit: Unit) -> Option<Period> {
        let here = self.reference?;
        let day = match unit {
            Unit::Month => super::calendar::add_months(here, n)?,
            Unit::Year => super::calendar::add_years(here, n)?,
            _ => return None,
        };
        Some(Period::At(Point::Day(day)))
    }

    /// `n` units from the day of the document; hours and minutes from its clock, where that is known.
    pub(super) fn shifted(&self, n: i64, unit: Unit) -> Option<Point> {
        let here = self.reference?;
        let Some(clock) = self.context.clock.filter(|_| unit.of_clock()) else { return shift(here, n, unit) };
        let minutes = match unit {
            Unit::Hour => n.checked_mul(60)?,
            Unit::Minute => n,
            _ => 0,
        };
        let at = here.to_datetime(clock).checked_add(jiff::Span::new().try_minutes(minutes).ok()?).ok()?;
        Some(Point::Minute(at.date(), at.hour(), at.minute()))
    }

    /// «بعد يومين من …» is anchored to an event that has no day here.
    pub(super) fn counts_from_event(&self, end: usize) -> bool {
        self.says(end, Class::TimeRelation, "from").is_some_and(|_| self.base(end + 1).is_none())
            || self.says(end, Class::TimeRelation, "throughout").is_some()
    }

    /// «بعد أسبوعين», «وعقب عامين» of a year just told, «بعد 2003».
    fn after(&self, i: usize, start: u32, at: usize) -> Option<Node> {
        let base = self.base(at);
        if let Some(amount) = self.amount(at).filter(|a| base.as_ref().is_none_or(|b| b.end <= a.end)) {
            if self.counts_from_event(amount.end) {
                return None;
            }
            let from_now = self.says(amount.end, Class::TimeRelation, "from").is_some();
            if from_now {
                return self.ago(start, amount, 1, "hence");
            }
            let future = self.tense(i, amount.end) == Tense::Future;
            if let Some((index, p, _)) = self.anchor_near().filter(|_| !future)
                && let Some(n) = amount.length.whole()
                && let Some(point) = p.ends().1
            {
                let moved = match (point, amount.length.unit.of_years()) {
                    (Point::Year(y), true) => {
                        i16::try_from(i64::from(y) + n * amount.length.unit.iso().1).ok().map(Point::Year)
                    }
                    (p, _) => p.last().and_then(|d| shift(d, n, amount.length.unit)),
                };
                let mut node = Node::relative(start, amount.end, moved.map(Period::At), "after-a-time");
                node.anchor = Anchor::Time(index);
                node.weight = 5;
                node.note = "counted from the time just told";
                return Some(node);
            }
            if amount.bare && amount.length.count.is_none() && !future {
                return None;
            }
            return self.ago(start, amount, 1, "hence");
        }
        if let Some(node) = self.after_midnight(start, at) {
            return Some(node);
        }
        let base = base.filter(|b| !matches!(b.rule, "part-of-day" | "now" | "vague-future"))?;
        Some(
            Node { start, rule: "after", weight: base.weight + 5, other: Others::NONE, ..base }
                .with(Some(Modifier::After)),
        )
    }

    /// «بعد منتصف الليل»: the day that begins after the one in force.
    fn after_midnight(&self, start: u32, at: usize) -> Option<Node> {
        let m = self.says(at, Class::DayPart, "midnight")?;
        let end = at + m.len as usize;
        let night = self.whole_day(end).filter(|n| n.day().is_some());
        let day = night.as_ref().map_or(self.day_in_force(), Node::day);
        let midnight = day.and_then(|d| super::calendar::add_days(d, 1)).map(|d| Period::At(Point::Minute(d, 0, 0)));
        let end = night.map_or(end, |n| n.end);
        let node = Node::relative(start, end, midnight, "after");
        Some(Node { weight: 6, kind: TimeKind::Time, ..node }.with(Some(Modifier::After)))
    }

    /// «حتى عام 2019», «حتى الآن», «إلى غاية 5 جويلية».
    fn until_when(&self, start: u32, at: usize) -> Option<Node> {
        if let Some(m) = self.says(at, Class::TimeWord, "today") {
            let period = self.reference.map(|d| Period::Until(Point::Day(d)));
            let clock = self.clock(at);
            if clock.is_none() {
                return Some(Node { weight: 6, ..Node::relative(start, at + m.len as usize, period, "until") });
            }
        }
        let base = self.base(at)?;
        let node = base.map(|p| match p {
            Period::Since(_) => None,
            p => Some(Period::Until(p.ends().1?)),
        });
        Some(Node { start, rule: "until", weight: node.weight + 5, kind: open_kind(&node), ..node })
    }

    /// «إلى الآن», «إلى يومنا هذا»: before anything else «إلى» is a place.
    fn to_now(&self, start: u32, at: usize) -> Option<Node> {
        let base = self.time_word(at).filter(|n| n.rule == "now" || n.rule == "relative-day" && n.end > at + 1)?;
        let node = base.map(|p| Some(Period::Until(p.ends().1?)));
        Some(Node { start, rule: "until", weight: 6, ..node })
    }

    /// «بحلول سبتمبر 2025».
    fn by(&self, start: u32, at: usize) -> Option<Node> {
        let base = self.base(at).or_else(|| self.year_headed(at))?;
        Some(Node {
            start,
            rule: "by",
            weight: base.weight + 5,
            modifier: Some(Modifier::Before),
            other: Others::NONE,
            ..base
        })
    }

    /// «على مدار سبعة أعوام», «طوال اليوم», «على مدار هذه الفترة».
    fn throughout(&self, start: u32, at: usize) -> Option<Node> {
        if let Some(node) = self.this_stretch(start, at) {
            return Some(node);
        }
        // «طوال اليوم»: of the day last told.
        if let Some(m) = self.says(at, Class::TimeWord, "0").filter(|m| m.len == 1)
            && let Some(day) = self.last_day
        {
            let period = Period::At(Point::Day(day));
            return Some(Node { weight: 5, ..Node::relative(start, at + m.len as usize, Some(period), "throughout") });
        }
        let base = self.base(at);
        if let Some(amount) = self.amount(at).filter(|a| base.as_ref().is_none_or(|b| b.end <= a.end)) {
            let node = Node::new(start, amount.end, Meaning::Length(amount.length), "throughout");
            return Some(Node { weight: 5, ..node });
        }
        if let Some(base) = base {
            return Some(Node { start, rule: "throughout", weight: base.weight + 5, ..base });
        }
        // «طوال اليوم», «طيلة العام»: of the day last told.
        let (unit, m) = self.unit(at).filter(|(_, m)| m.proclitics == Proclitics::AL)?;
        if unit.of_clock() || m.features != crate::lexicon::Features::NONE {
            return None;
        }
        let day = self.last_day.or(self.reference);
        let period = day.and_then(|d| super::calendar::unit_at(d, 0, unit, self.week));
        Some(Node::relative(start, at + m.len as usize, period, "throughout"))
    }

    /// «هذه الفترة», «هذه المدة» after a stated period.
    fn this_stretch(&self, start: u32, at: usize) -> Option<Node> {
        let p = self.says(at, Class::TimePointer, "this")?;
        let m = self.says(at + p.len as usize, Class::TimeExtent, "period")?;
        let (index, period, modifier) = self.anchor_near()?;
        let period = match (modifier, period, self.reference) {
            (Some(Modifier::Before), Period::At(p), Some(d)) => Period::Between(Point::Day(d), p),
            (_, p, _) => p,
        };
        let mut node = Node::new(start, at + p.len as usize + m.len as usize, Meaning::Period(period), "this-stretch");
        node.anchor = Anchor::Time(index);
        node.weight = 6;
        Some(node)
    }

    /// «بين عامي 2011 و2014», «بين إبريل/نيسان 2015 ويوليو/تموز 2017», «بين 10 و12 مايو».
    fn between(&self, start: u32, at: usize) -> Option<Node> {
        if let Some(node) = self.year_headed(at).filter(|n| matches!(n.period(), Some(Period::Between(..)))) {
            return Some(Node { start, rule: "between", weight: 6, ..node });
        }
        if let Some(node) = self.day_month(at).filter(|n| matches!(n.period(), Some(Period::Between(..)))) {
            return Some(Node { start, rule: "between", weight: 6, ..node });
        }
        let first = self.bound(at)?;
        let second = if self.lone_and(first.end) { self.bound(first.end + 1)? } else { self.joined(first.end)? };
        self.joined_bounds(start, first, second, "between")
    }

    /// A period whose first word carries «و».
    fn joined(&self, i: usize) -> Option<Node> {
        let carries = self.doc.tags.at(i).iter().any(|m| m.proclitics.has(Proclitics::WA));
        if carries { self.bound(i) } else { None }
    }

    /// A period that can stand on either side of «و» or «إلى».
    fn bound(&self, i: usize) -> Option<Node> {
        let year = || {
            let (y, end) = self.plain_year(i)?;
            Some(Node::new(self.start(i), end, Meaning::Period(Period::At(Point::Year(y))), "year"))
        };
        self.base(i).or_else(year).filter(|n| n.modifier.is_none() || n.rule != "portion")
    }

    /// «من 25 يوليو حتى 2 أغسطس», «من 2011 إلى 2014», «من 10 إلى 12 مايو», «من ليلة الخميس ولغاية أمس الجمعة».
    fn stretch_from(&self, i: usize, start: u32, at: usize) -> Option<Node> {
        // «اعتبارا من …» gives a start, not a stretch.
        if i > self.first && self.says(i - 1, Class::TimeRelation, "as-from").is_some() {
            return None;
        }
        // «الفترة من تاريخ 1 رمضان حتى 1 شوال»
        let at = at + usize::from(self.says(at, Class::TimeExtent, "date").is_some());
        let to = |j: usize| {
            ["until", "to"].iter().find_map(|r| self.says(j, Class::TimeRelation, r)).map(|m| j + m.len as usize)
        };
        // «من 10 إلى 12 مايو»
        if let Some(a) = self.day_number(at)
            && let Some(j) = to(a.end)
            && let Some(last) = self.day_month(j)
            && let Some(d) = last.day()
            && let Ok(from) = jiff::civil::Date::new(d.year(), d.month(), a.first)
            && from < d
        {
            let period = Period::Between(Point::Day(from), Point::Day(d));
            let other = last.other.map(|p| {
                let d = p.day()?;
                let from = jiff::civil::Date::new(d.year(), d.month(), a.first).ok()?;
                Some(Period::Between(Point::Day(from), Point::Day(d)))
            });
            return Some(Node { start, meaning: Meaning::Period(period), rule: "from-to", weight: 7, other, ..last });
        }
        let first = self.bound(at)?;
        let second = self.bound(to(first.end)?)?;
        self.joined_bounds(start, first, second, "from-to")
    }

    fn joined_bounds(&self, start: u32, first: Node, second: Node, rule: &'static str) -> Option<Node> {
        let mut a = first.period().and_then(|p| p.ends().0);
        let b = second.period().and_then(|p| p.ends().1);
        if let (Some(x), Some(y)) = (a, b)
            && x.of_clock()
            && y.of_clock()
        {
            return Some(joined_hours(start, first, second, rule));
        }
        // «بين يناير ومارس 2015»: the first takes the year of the second.
        if first.yearless
            && let (Some(x), Some(y)) = (a, b)
        {
            let same = x.in_year(y.year())?;
            a = if same.first() <= y.first() { Some(same) } else { x.in_year(y.year() - 1) };
        }
        let meaning = match (a, b) {
            (Some(a), Some(b)) => {
                if a.first() > b.last() {
                    return None;
                }
                Meaning::Period(Period::Between(a, b))
            }
            _ => Meaning::Unknown,
        };
        let other = Others::of(
            if let (Meaning::Period(Period::Between(a, b)), true, Some(o)) =
                (meaning, second.yearless, second.other.first())
            {
                o.ends().0.and_then(|o| Some(Period::Between(a.in_year(o.year() - b.year() + a.year())?, o)))
            } else {
                None
            },
        );
        let anchor = if second.anchor == Anchor::None { first.anchor } else { second.anchor };
        let anchor = if first.yearless && second.anchor == Anchor::None { Anchor::None } else { anchor };
        let kind = if matches!(meaning, Meaning::Period(_)) { TimeKind::Date } else { second.kind };
        Some(Node { start, meaning, anchor, kind, rule, weight: 7, modifier: None, other, ..second })
    }
}

/// «من الثالثة إلى الرابعة عصرا»: of an hour that may be two the one close before the end; past midnight where there is none.
fn joined_hours(start: u32, first: Node, second: Node, rule: &'static str) -> Node {
    let at = |n: &Node| n.period().and_then(|p| p.ends().0);
    let (a, b) = (at(&first), at(&second));
    let told = first.part.or(first.zone).is_some() || second.part.or(second.zone).is_none();
    let early = |p: Point| b.is_some_and(|b| p.edtf() < b.edtf());
    let later = first.other.first().and_then(|p| p.ends().0).filter(|p| !told && early(*p));
    let a = later.or(a);
    let b =
        b.zip(a).and_then(
            |(b, a)| {
                if a.edtf() <= b.edtf() { Some(b) } else { b.on(super::calendar::add_days(b.first()?, 1)?) }
            },
        );
    let meaning = a.zip(b).map_or(Meaning::Unknown, |(a, b)| Meaning::Period(Period::Between(a, b)));
    let both = first.other.first().zip(second.other.first()).filter(|_| told);
    let other = both.and_then(|(a, b)| Some(Period::Between(a.ends().0?, b.ends().1?)));
    let zone = second.zone.or(first.zone);
    Node {
        start,
        meaning,
        kind: TimeKind::Time,
        rule,
        weight: 7,
        modifier: None,
        zone,
        other: Others::of(other),
        ..second
    }
}

/// An open interval of clock times is still told as a time.
fn open_kind(node: &Node) -> TimeKind {
    node.kind
}
