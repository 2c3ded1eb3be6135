//! Calendar units placed by a pointer or an order: «هذا العام», «الشهر الماضي», «السنوات الخمس الماضية», «عام 2014»;
//! years in figures.

use isnad_text::{Kind, Proclitics};
use jiff::civil::{Date, Weekday};

use super::calendar::{Period, Point, Unit, add_days, add_months, shift, unit_at};
use super::reader::{Length, Meaning, Node, Others, Reader};
use crate::Anchor;
use crate::lexicon::{Class, Features, Match};

impl Reader<'_> {
    /// «عام 2014», «العام 2014», «سنة 2011», «عامي 2011 و2014».
    pub(super) fn year_headed(&self, i: usize) -> Option<Node> {
        let (Unit::Year, m) = self.unit(i)? else { return None };
        let start = self.word_start(i, &m);
        let mut j = i + m.len as usize;
        if self.says(j, Class::TimeExtent, "school").is_some() {
            j += 1;
        }
        // «عام ،2010»
        if self.is_kind(j, Kind::Comma) && self.plain_year(j + 1).is_some() && !self.spaced(j + 1) {
            j += 1;
        }
        let (y, mut end) = self.year_number(j)?;
        let mut period = Period::At(Point::Year(y));
        let pair = self.lone_and(end) || matches!(self.kind(end), Some(Kind::Dash | Kind::Slash));
        if pair
            && let Some((z, e)) = self.plain_year(end + 1).filter(|(z, _)| *z > y)
            && (m.features.has(Features::DUAL) || m.features.has(Features::PLURAL) || !self.lone_and(end))
        {
            period = Period::Between(Point::Year(y), Point::Year(z));
            end = e;
        }
        Some(Node { weight: 3, ..Node::new(start, end, Meaning::Period(period), "year") })
    }

    /// Four digits alone where nothing is counted: «في 2014», «زلزال 2011،».
    pub(super) fn year_alone(&self, i: usize) -> Option<Node> {
        let (y, end) = self.plain_year(i)?;
        let start = self.start(i);
        // «2014-2015», «2011/2012».
        if matches!(self.kind(i + 1), Some(Kind::Dash | Kind::Slash)) {
            let (z, e) = self.plain_year(i + 2).filter(|(z, _)| *z > y)?;
            let period = Period::Between(Point::Year(y), Point::Year(z));
            return Some(Node::new(start, e, Meaning::Period(period), "year"));
        }
        if !self.is_year_here(i, end) {
            return None;
        }
        Some(Node::new(start, end, Meaning::Period(Period::At(Point::Year(y))), "year"))
    }

    /// Whether the digits at token `i` are a year and count nothing.
    fn is_year_here(&self, i: usize, end: usize) -> bool {
        if end > i + 1 {
            return true;
        }
        let next = self.kind(end);
        if matches!(next, Some(Kind::Percent | Kind::Currency | Kind::Colon | Kind::Latin | Kind::Slash | Kind::Dash)) {
            return false;
        }
        let counted = self.doc.tags.classes(end).any(COUNTED) && end < self.end;
        if counted {
            return false;
        }
        if i == self.first {
            return false;
        }
        let before = i - 1;
        if self.doc.tokens.kind(before) == Kind::Number
            || self.hedge(before).is_some()
            || self.doc.is(before, Class::Currency)
        {
            return false;
        }
        // «أكثر من 2000»
        if before > self.first && self.hedge(before - 1).is_some_and(|(_, m)| before - 1 + m.len as usize >= i) {
            return false;
        }
        let cued = self.says(before, Class::TimeRelation, "in").is_some()
            || PERIOD_CUES.iter().any(|c| self.says(before, Class::TimeRelation, c).is_some());
        let clear = next.is_none_or(|k| !matches!(k, Kind::Word | Kind::Number));
        if cued {
            // «في 2000 مدرسة»: an unknown indefinite noun may still be counted.
            let key = self.doc.tokens.key(end);
            let in_only = self.says(before, Class::TimeRelation, "in").is_some();
            let tanwin = key.ends_with('\u{0627}') && !key.starts_with('\u{0648}');
            return clear || !in_only || !tanwin || self.doc.tags.classes(end).any(FUNCTION);
        }
        let function = next == Some(Kind::Word) && (self.doc.tags.classes(end).any(FUNCTION) || self.lone_and(end));
        let article_next = next == Some(Kind::Word) && self.doc.tokens.key(end).starts_with("\u{0627}\u{0644}");
        // «مصر 2020», «السعودية 2030» are names.
        if self.doc.tags.classes(before).any(NAMES) {
            return false;
        }
        // «32 يناير 2023» is no date in any part.
        if self.doc.is(before, Class::Month) {
            return false;
        }
        let event = self.doc.is(before, Class::EventHead);
        self.doc.tokens.kind(before) == Kind::Word
            && !self.lone_article(before)
            && (clear || function || article_next || event)
            && !self.lone_and(before)
    }

    /// «هذا العام», «هذا الأسبوع», «هذه الأيام»; «هذه الفترة» is another rule's.
    pub(super) fn pointed_unit(&self, i: usize) -> Option<Node> {
        let p = self.says(i, Class::TimePointer, "this")?;
        let (unit, m) = self.unit(i + 1)?;
        if m.proclitics != Proclitics::AL || unit.of_clock() || m.features.has(Features::DUAL) {
            return None;
        }
        let start = self.word_start(i, &p);
        let mut end = i + 1 + m.len as usize;
        // «هذا العام 2015»
        if unit == Unit::Year
            && let Some((y, e)) = self.plain_year(end)
        {
            return Some(Node::new(start, e, Meaning::Period(Period::At(Point::Year(y))), "this-unit"));
        }
        if let Some(("0", e)) = self.order(end) {
            end = e;
        }
        let here = self.reference;
        let period = if m.features.has(Features::PLURAL) {
            (unit == Unit::Day).then_some(())?;
            here.map(|d| Period::At(Point::Day(d)))
        } else {
            here.and_then(|d| unit_at(d, 0, unit, self.week))
        };
        Some(Node { weight: 3, other: self.iso_week(0, unit), ..Node::relative(start, end, period, "this-unit") })
    }

    /// «الشهر الماضي», «العام قبل الماضي», «العقد الأخير».
    pub(super) fn ordered_unit(&self, i: usize) -> Option<Node> {
        let (unit, m) = self.unit(i)?;
        if !m.proclitics.has(Proclitics::AL) || m.features.has(Features::PLURAL) || unit.of_clock() {
            return None;
        }
        // «الأمين العام السابق»: an adjective.
        if unit == Unit::Year && i > self.first && self.doc.is(i - 1, Class::Office) {
            return None;
        }
        let start = self.word_start(i, &m);
        let mut at = i + m.len as usize;
        if self.says(at, Class::TimeExtent, "school").is_some() {
            at += 1;
        }
        let twice = self.says(at, Class::TimeRelation, "before").is_some();
        let (order, end) = self.order(at + usize::from(twice))?;
        if unit == Unit::Year
            && let Some((y, e)) = self.plain_year(end)
        {
            return Some(Node {
                weight: 4,
                ..Node::new(start, e, Meaning::Period(Period::At(Point::Year(y))), "year")
            });
        }
        if m.features.has(Features::DUAL) {
            return self.several(start, end, unit, order, Some(2.0));
        }
        let here = self.reference;
        let long = matches!(unit, Unit::Decade | Unit::Millennium);
        let n = match order {
            "-1" | "recent" if long => {
                let years = unit.iso().1;
                let period = here.and_then(|d| {
                    Some(Period::Between(Point::Year(d.year() - i16::try_from(years).ok()?), Point::Year(d.year())))
                });
                return Some(Node { weight: 3, ..Node::relative(start, end, period, "ordered-unit") });
            }
            "recent" if unit != Unit::Week => return None,
            "-1" | "recent" => -1,
            "0" => 0,
            "1" => 1,
            "before" | "following" => return self.beside(start, end, unit, if order == "before" { -1 } else { 1 }),
            _ => return None,
        };
        let n = if twice { n * 2 } else { n };
        let period = here.and_then(|d| unit_at(d, n, unit, self.week));
        Some(Node { weight: 3, other: self.iso_week(n, unit), ..Node::relative(start, end, period, "ordered-unit") })
    }

    /// The week of ISO 8601, where weeks of the outlet's country begin on another day.
    fn iso_week(&self, n: i64, unit: Unit) -> Others {
        if unit != Unit::Week || self.week == Weekday::Monday {
            return Others::NONE;
        }
        Others::of(self.reference.and_then(|d| unit_at(d, n, unit, Weekday::Monday)))
    }

    /// «العام السابق», «اليوم التالي»: counted from the last time told, else from the document's day.
    fn beside(&self, start: u32, end: usize, unit: Unit, n: i64) -> Option<Node> {
        let anchor = self.anchor_near().and_then(|(index, p, _)| Some((index, p.bounds().0?)));
        let day = anchor.map(|(_, d)| d).or(self.reference);
        let mut node = Node::relative(start, end, day.and_then(|d| unit_at(d, n, unit, self.week)), "ordered-unit");
        if let Some((index, _)) = anchor {
            node.anchor = Anchor::Time(index);
        }
        Some(node)
    }

    /// «السنوات الخمس الماضية», «الأيام المقبلة», «الأشهر القليلة القادمة», «الـ24 ساعة الماضية», «الأشهر الثلاثة الأولى من 2006».
    pub(super) fn counted_units(&self, i: usize) -> Option<Node> {
        // The count in front: «الـ24 ساعة الماضية».
        if self.lone_article(i) {
            let (n, j, _) = self.count(i + 1)?;
            let (unit, m) = self.unit(j)?;
            let after = j + m.len as usize;
            if let Some(node) = self.first_units(self.start(i), after, unit, Some(n)) {
                return Some(node);
            }
            let (order, end) = self.order(after)?;
            return self.several(self.start(i), end, unit, order, Some(n));
        }
        // «الثلاثة أسابيع الأولى من مايو», «الخمس سنوات الماضية».
        if let Some(m) = self.entry(i, Class::Numeral).filter(|m| m.proclitics.has(Proclitics::AL)) {
            let (n, j, _) = self.count(i)?;
            let (unit, u) = self.unit(j).filter(|(_, u)| u.proclitics == Proclitics::NONE)?;
            let (start, after) = (self.word_start(i, &m), j + u.len as usize);
            if let Some(node) = self.first_units(start, after, unit, Some(n)) {
                return Some(node);
            }
            let (order, end) = self.order(after)?;
            return self.several(start, end, unit, order, Some(n));
        }
        let (unit, m) = self.unit(i)?;
        if !m.proclitics.has(Proclitics::AL) || !(m.features.has(Features::PLURAL) || m.features.has(Features::DUAL)) {
            return None;
        }
        let start = self.word_start(i, &m);
        let mut at = i + m.len as usize;
        let mut count = m.features.has(Features::DUAL).then_some(2.0);
        let mut few = false;
        for _ in 0..2 {
            if self.lone_article(at) {
                let (n, e, _) = self.count(at + 1)?;
                (count, at) = (Some(n), e);
            } else if let Some((n, e, _)) = self
                .count(at)
                .filter(|_| self.entry(at, Class::Numeral).is_some_and(|m| m.proclitics == Proclitics::AL))
            {
                (count, at) = (Some(n), e);
            } else if let Some(m) =
                self.says(at, Class::TimeExtent, "few").or_else(|| self.says(at, Class::TimeExtent, "many"))
            {
                few = true;
                at += m.len as usize;
            }
        }
        if let Some(node) = self.first_units(start, at, unit, count) {
            return Some(node);
        }
        let (order, mut end) = self.order(at)?;
        // «السنوات الماضية الخمس»
        if count.is_none()
            && let Some((n, e, _)) = self
                .count(end)
                .filter(|_| self.entry(end, Class::Numeral).is_some_and(|m| m.proclitics == Proclitics::AL))
        {
            (count, end) = (Some(n), e);
        }
        if few && count.is_none() {
            return Some(Node {
                anchor: Anchor::Document,
                ..Node::new(start, end, Meaning::Length(Length::vague(unit)), "counted-units")
            });
        }
        self.several(start, end, unit, order, count)
    }

    /// «الأشهر الثلاثة الأولى من 2006», «الأيام العشرة الأخيرة من شهر رمضان».
    fn first_units(&self, start: u32, at: usize, unit: Unit, count: Option<f64>) -> Option<Node> {
        let (last, end) = match self.ordinal(at) {
            Some((1, end)) => (false, end),
            Some(_) => return None,
            // «الأشهر الثلاثة الأخيرة من عام 2023»
            None => match self.order(at)? {
                ("recent", end) => (true, end),
                _ => return None,
            },
        };
        let n = count? as i64;
        let from = self.says(end, Class::TimeRelation, "from")?;
        let at = end + from.len as usize;
        let year = || {
            let (y, end) = self.plain_year(at)?;
            Some(Node::new(start, end, Meaning::Period(Period::At(Point::Year(y))), "year"))
        };
        let whole = self.base(at).or_else(year).or_else(|| self.this_unit(at))?;
        let period = whole.period().and_then(|p| {
            let (first, end) = p.bounds();
            let (first, end) = (first?, end?);
            if last {
                let from = match unit {
                    Unit::Day => Point::Day(add_days(end, 1 - n)?),
                    Unit::Week => Point::Day(add_days(end, 1 - n * 7)?),
                    Unit::Month => {
                        let d = add_months(end.first_of_month(), 1 - n)?;
                        return Some(Period::Between(
                            Point::Month(d.year(), d.month()),
                            Point::Month(end.year(), end.month()),
                        ));
                    }
                    _ => return None,
                };
                return Some(Period::Between(from, Point::Day(end)));
            }
            Some(match unit {
                Unit::Day => Period::Between(Point::Day(first), Point::Day(add_days(first, n - 1)?)),
                Unit::Month => {
                    let last = add_months(first, n - 1)?;
                    Period::Between(Point::Month(first.year(), first.month()), Point::Month(last.year(), last.month()))
                }
                Unit::Week => Period::Between(Point::Day(first), Point::Day(add_days(first, n * 7 - 1)?)),
                _ => return None,
            })
        });
        let meaning = period.map_or(Meaning::Unknown, Meaning::Period);
        Some(Node { start, meaning, rule: "counted-units", weight: 5, ..whole })
    }

    /// Several units before or after the day of the document.
    fn several(&self, start: u32, end: usize, unit: Unit, order: &str, count: Option<f64>) -> Option<Node> {
        let here = self.reference;
        let Some(n) = count.map(|c| c as i64) else {
            let day = |f: fn(Point) -> Period| here.map(|d| f(Point::Day(d)));
            let period = match order {
                "1" => day(Period::Since),
                "following" => here.map(|d| {
                    let from = if unit == Unit::Year { Point::Year(d.year() + 1) } else { Point::Day(d) };
                    Period::Since(from)
                }),
                "recent" => day(Period::Until),
                "-1" if unit == Unit::Day => day(Period::Until),
                "-1" => {
                    return Some(Node {
                        anchor: Anchor::Document,
                        ..Node::new(start, end, Meaning::Length(Length::vague(unit)), "counted-units")
                    });
                }
                _ => return None,
            };
            return Some(Node { weight: 2, ..Node::relative(start, end, period, "counted-units") });
        };
        let back = match order {
            "-1" | "recent" | "before" => true,
            "1" | "following" => false,
            _ => return None,
        };
        let period = here.and_then(|d| stretch(d, n, unit, back));
        let mut node = Node { weight: 4, ..Node::relative(start, end, period, "counted-units") };
        // Whole weeks of the calendar.
        if unit == Unit::Week {
            node.other = Others::of(here.and_then(|d| {
                let (a, b) = if back { (-n, -1) } else { (1, n) };
                let (first, last) = (unit_at(d, a, unit, self.week)?, unit_at(d, b, unit, self.week)?);
                Some(Period::Between(first.ends().0?, last.ends().1?))
            }));
        }
        Some(node)
    }

    /// «نهاية العام», «منتصف الشهر»: a unit with the article, of the document.
    pub(super) fn this_unit(&self, i: usize) -> Option<Node> {
        let (unit, m) = self.unit(i)?;
        if m.proclitics != Proclitics::AL || m.features != Features::NONE || unit.of_clock() {
            return None;
        }
        let period = self.reference.and_then(|d| unit_at(d, 0, unit, self.week));
        Some(Node::relative(self.word_start(i, &m), i + m.len as usize, period, "this-unit"))
    }

    /// A match's article, for rules elsewhere.
    pub(super) fn definite(m: &Match) -> bool {
        m.proclitics.has(Proclitics::AL)
    }
}

/// The stretch of `n` units up to `here` or from it on.
fn stretch(here: Date, n: i64, unit: Unit, back: bool) -> Option<Period> {
    let sign = if back { -1 } else { 1 };
    let order = |a: Point, b: Point| if back { Period::Between(b, a) } else { Period::Between(a, b) };
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => {
            let days = if unit == Unit::Hour { n.div_euclid(24) } else { 0 };
            if days == 0 {
                return Some(Period::At(Point::Day(here)));
            }
            order(Point::Day(here), Point::Day(add_days(here, sign * days)?))
        }
        Unit::Day => order(Point::Day(add_days(here, sign)?), Point::Day(add_days(here, sign * n)?)),
        Unit::Week => order(Point::Day(here), shift(here, sign * n, unit)?),
        Unit::Month => order(Point::Month(here.year(), here.month()), shift(here, sign * n, unit)?),
        _ => order(Point::Year(here.year()), shift(here, sign * n, unit)?),
    })
}

use crate::lexicon::ClassSet;
const COUNTED: ClassSet = ClassSet::of(&[
    Class::Magnitude,
    Class::Unit,
    Class::Currency,
    Class::CountedNoun,
    Class::Numeral,
    Class::Office,
    Class::Nationality,
]);
const NAMES: ClassSet = ClassSet::of(&[Class::Country, Class::Place, Class::Organisation]);
const FUNCTION: ClassSet = ClassSet::of(&[
    Class::FunctionWord,
    Class::TimeRelation,
    Class::SpeechVerb,
    Class::ChangeCue,
    Class::Negation,
    Class::Complementiser,
]);
/// Relations after which bare digits are a year.
const PERIOD_CUES: &[&str] = &["since", "until", "by", "between", "during", "to", "before", "after", "as-from"];
