//! Parts of a year and stretches longer than one: «الربع الثاني من 2014», «صيف 2006», «ثمانينيات القرن الماضي», «القرن التاسع عشر»,
//! «مطلع يناير», «نهاية العام».

use isnad_text::Proclitics;
use jiff::civil::Date;

use super::calendar::{Period, Point, Unit, add_days, add_months};
use super::month::YearSaid;
use super::reader::{Meaning, Node, Others, Reader};
use super::tense::Tense;
use crate::Modifier;
use crate::lexicon::{Class, Features};

impl Reader<'_> {
    /// «الربع الثاني من عام 2014», «النصف الأول من العام الجاري», «الربع الأخير»; the year of the document where none is told.
    pub(super) fn part_of_year(&self, i: usize) -> Option<Node> {
        let (months, m) = self.told(i, Class::YearPart)?;
        if !m.proclitics.has(Proclitics::AL) {
            return None;
        }
        let months: i64 = months.parse().ok()?;
        let start = self.word_start(i, &m);
        let (n, after) = match self.ordinal(i + 1) {
            Some((n, e)) => (i64::from(n), e),
            None => match self.order(i + 1)? {
                ("recent", e) => (12 / months, e),
                ("-1" | "0" | "1", e) if months == 3 => return self.quarter_by_order(i, start, e),
                _ => return None,
            },
        };
        if n < 1 || n * months > 12 {
            return None;
        }
        let (year, end) = self.year_of_part(after);
        let quarter = months == 3 && self.doc.is(i, Class::Fraction);
        if year.is_none()
            && months == 6
            && let Some(node) = self.half_of_month(start, after, n)
        {
            return Some(node);
        }
        if year.is_none() && !quarter {
            return None;
        }
        let told = matches!(year, Some(YearSaid::Told(_)));
        let y = match year {
            Some(YearSaid::Told(y)) => Some(y),
            Some(YearSaid::Years(n)) => self.reference.and_then(|d| i16::try_from(i64::from(d.year()) + n).ok()),
            // A quarter without a year is the latest that has begun.
            _ => self.reference.map(|d| {
                let begun = i64::from(d.month()) > (n - 1) * months;
                if begun || self.tense(i, after) == Tense::Future { d.year() } else { d.year() - 1 }
            }),
        };
        let first = ((n - 1) * months + 1) as i8;
        let period = y.map(|y| Period::Between(Point::Month(y, first), Point::Month(y, first + months as i8 - 1)));
        let node = match period {
            Some(p) if told => Node::new(start, end, Meaning::Period(p), "part-of-year"),
            p => Node::relative(start, end, p, "part-of-year"),
        };
        Some(Node { weight: 4, ..node })
    }

    fn quarter_by_order(&self, i: usize, start: u32, end: usize) -> Option<Node> {
        let (order, _) = self.order(i + 1)?;
        let step = order.parse::<i64>().ok()?;
        let period = self.reference.and_then(|d| {
            let first = Date::new(d.year(), (d.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let a = add_months(first, step * 3)?;
            let b = add_months(a, 2)?;
            Some(Period::Between(Point::Month(a.year(), a.month()), Point::Month(b.year(), b.month())))
        });
        Some(Node::relative(start, end, period, "part-of-year"))
    }

    /// «من عام 2014», «لعام 2013», «من العام», «2015».
    fn year_of_part(&self, at: usize) -> (Option<YearSaid>, usize) {
        let (said, end) = self.year_said(at);
        match said {
            YearSaid::Told(_) | YearSaid::Years(_) => return (Some(said), end),
            _ => {}
        }
        let from = usize::from(self.says(at, Class::TimeRelation, "from").is_some());
        match self.unit(at + from) {
            Some((Unit::Year, m))
                if m.proclitics.has(Proclitics::AL) && (from == 1 || m.proclitics.has(Proclitics::LA)) =>
            {
                (Some(YearSaid::Years(0)), at + from + m.len as usize)
            }
            _ => (None, at),
        }
    }

    /// «صيف 2014», «الصيف الماضي», «هذا الشتاء», «خريف العام الماضي».
    pub(super) fn season(&self, i: usize) -> Option<Node> {
        let (j, this) = match self.says(i, Class::TimePointer, "this") {
            Some(p) => (i + 1, Some(p)),
            None => (i, None),
        };
        let (code, m) = self.told(j, Class::Season)?;
        let code: i8 = code.parse().ok()?;
        let start = self.word_start(i, this.as_ref().unwrap_or(&m));
        let after = j + m.len as usize;
        let (said, end) = if this.is_some() { (YearSaid::Order("0"), after) } else { self.year_said(after) };
        let article = m.proclitics.has(Proclitics::AL);
        let here = self.reference;
        let year = match said {
            YearSaid::Told(y) => {
                return Some(Node {
                    weight: 3,
                    ..Node::new(start, end, Meaning::Period(Period::At(Point::Season(y, code))), "season")
                });
            }
            YearSaid::Years(n) => here.and_then(|d| i16::try_from(i64::from(d.year()) + n).ok()),
            YearSaid::Order(order) if article => here.and_then(|d| {
                let begins = Point::Season(d.year(), code).first()?;
                Some(match order {
                    "-1" | "before" => {
                        if begins < d && Point::Season(d.year(), code).last()? < d {
                            d.year()
                        } else {
                            d.year() - 1
                        }
                    }
                    "1" | "following" => {
                        if begins > d {
                            d.year()
                        } else {
                            d.year() + 1
                        }
                    }
                    _ => d.year(),
                })
            }),
            _ => return None,
        };
        Some(Node {
            weight: 3,
            ..Node::relative(start, end, year.map(|y| Period::At(Point::Season(y, code))), "season")
        })
    }

    /// «نهاية الأسبوع» of what is past is the last one that is over.
    fn weekend(&self, i: usize, week: Node) -> Node {
        let (Some(Period::Between(Point::Day(_), Point::Day(last))), Some(here)) = (week.period(), self.reference)
        else {
            return week;
        };
        if last <= here || self.tense(i, week.end) != Tense::Past {
            return week;
        }
        week.map(|p| match p {
            Period::Between(Point::Day(a), Point::Day(b)) => {
                Some(Period::Between(Point::Day(add_days(a, -7)?), Point::Day(add_days(b, -7)?)))
            }
            other => Some(other),
        })
    }

    /// «التسعينات», «ثمانينيات القرن الماضي».
    pub(super) fn decade(&self, i: usize) -> Option<Node> {
        let (tens, m) = self.told(i, Class::Decade)?;
        let tens: i16 = tens.parse().ok()?;
        let start = self.word_start(i, &m);
        let after = i + m.len as usize;
        let century = self.century(after).filter(|_| !m.proclitics.has(Proclitics::AL));
        let (base, end) = match &century {
            Some(c) => (c.period()?.ends().0?.year(), c.end),
            None if m.proclitics.has(Proclitics::AL) => (if tens <= 20 { 2000 } else { 1900 }, after),
            None => return None,
        };
        // «في العشرينيات من العمر» tells an age.
        if let Some(m) = self.says(end, Class::TimeRelation, "from")
            && self.says(end + m.len as usize, Class::TimePointer, "age").is_some()
        {
            return None;
        }
        let from = base + tens;
        Some(Node {
            weight: 3,
            ..Node::new(
                start,
                end,
                Meaning::Period(Period::Between(Point::Year(from), Point::Year(from + 9))),
                "decade",
            )
        })
    }

    /// «القرن التاسع عشر», «القرن الـ21», «القرن الماضي» (an ordered unit, given here for decades).
    pub(super) fn century(&self, i: usize) -> Option<Node> {
        let (Unit::Century, m) = self.unit(i)? else { return None };
        if !m.proclitics.has(Proclitics::AL) {
            return None;
        }
        let start = self.word_start(i, &m);
        let at = i + m.len as usize;
        let (n, end) = if let Some((n, e)) = self.ordinal(at) {
            (i64::from(n), e)
        } else if self.lone_article(at) {
            let (n, 1 | 2) = self.digits(at + 1)? else { return None };
            (n, at + 2)
        } else if let Some((n, e, _)) = self.count(at).filter(|_| self.entry(at, Class::Numeral).is_some()) {
            (n as i64, e)
        } else {
            return self.ordered_unit(i);
        };
        if !(1..=30).contains(&n) {
            return None;
        }
        let first = ((n - 1) * 100) as i16;
        Some(Node {
            weight: 4,
            ..Node::new(
                start,
                end,
                Meaning::Period(Period::Between(Point::Year(first), Point::Year(first + 99))),
                "century",
            )
        })
    }

    /// «مطلع يناير الماضي», «نهاية العام», «أواخر عام 2021», «منتصف الأسبوع المقبل».
    pub(super) fn portion(&self, i: usize) -> Option<Node> {
        let (part, m) = match self.told(i, Class::TimePortion) {
            Some(told) => told,
            // «نصف شهر مارس»
            None => {
                let m = self.says(i, Class::Fraction, "2")?;
                let month = self.headed_month(i + m.len as usize).is_some();
                (month && m.features == Features::NONE).then_some(("mid", m))?
            }
        };
        if m.proclitics.has(Proclitics::AL) || part == "first" {
            return None;
        }
        let start = self.word_start(i, &m);
        let at = i + m.len as usize;
        let modifier = match part {
            "start" => Modifier::Start,
            "mid" => Modifier::Mid,
            _ => Modifier::End,
        };
        let inner = self.base(at).or_else(|| self.this_unit(at))?;
        if part == "last" && !matches!(inner.rule, "month" | "year") {
            return None;
        }
        let inner = if part == "end" && inner.rule == "this-unit" { self.weekend(i, inner) } else { inner };
        // «بداية 14 مايو» starts nothing; «نهاية اليوم» ends the day.
        let glued = inner.start >= self.doc.tokens.span(at).start && inner.start != self.start(at);
        if inner.day().is_some() && inner.rule != "this-unit" && part != "end" || glued {
            return None;
        }
        let narrow = |p| narrowed(p, modifier);
        let other = inner.other.iter().fold(Others::of(inner.period().and_then(narrow)), |o, p| o.and(narrow(p)));
        Some(Node { start, weight: inner.weight + 1, other, ..inner }.with(Some(modifier)))
    }
}

/// The day that a part of a month is commonly taken for: its first, its 15th, its last.
fn narrowed(period: Period, part: Modifier) -> Option<Period> {
    let Period::At(month @ Point::Month(..)) = period else { return None };
    let (first, last) = (month.first()?, month.last()?);
    let day = match part {
        Modifier::Start => first,
        Modifier::Mid => add_days(first, 14)?,
        Modifier::End => last,
        _ => return None,
    };
    Some(Period::At(Point::Day(day)))
}
