//! Clock times: «الساعة 13:00 (10 بتوقيت غرينتش)», «الساعة السابعة مساء», «الرابعة إلا ربعا عصرا», «4,00 ت غ», «14:21 ت م».
//!
//! The day is the one that stands beside the clock time, else the last day told, else the document's. An hour of twelve
//! with no part of the day is read as it stands, with the later one as its alternative.

use isnad_text::Kind;
use jiff::civil::Date;

use super::calendar::{Period, Unit, add_days};
use super::reader::{Meaning, Node, Others, Reader};
use crate::lexicon::{Class, Features};
use crate::{Anchor, Modifier, TimeKind};

impl Reader<'_> {
    /// A clock time at token `i`.
    pub(super) fn clock(&self, i: usize) -> Option<Node> {
        let (headed, at) = match self.unit(i) {
            Some((Unit::Hour, m)) if Self::definite(&m) && m.features == Features::NONE => {
                (Some(m), i + m.len as usize)
            }
            _ => (None, i),
        };
        // «في تمام السادسة»
        let sharp = i > self.first && self.says(i - 1, Class::TimeExtent, "sharp").is_some();
        let hour = self.hour(at, headed.is_some() || sharp)?;
        let first = headed.or_else(|| self.entry(i, Class::Ordinal));
        let start = first.map_or(self.start(i), |m| self.word_start(i, &m));
        let mut end = hour.end;
        let part = self
            .told(end, Class::DayPart)
            .filter(|(_, m)| !m.proclitics.preposition() && !m.proclitics.conjunction())
            .map(|(part, m)| (part, end + m.len as usize))
            // «5:30 م»
            .or_else(|| self.says(end, Class::Era, "gregorian").filter(|_| hour.exact).map(|_| ("pm", end + 1)));
        end = part.map_or(end, |(_, e)| e);
        // The zone behind, then the day: «الخامسة مساء اليوم», «الساعة 10:00 بتوقيت غرينتش من صباح الأحد».
        let zone = self.zone(end);
        // «بالتوقيت المحلي» is said of a time and not part of it; «ت م» is.
        let zone_inside = zone.filter(|(z, _)| *z != "local" || self.doc.tokens.key(end).len() <= 4);
        let later = self.later_part(end).or_else(|| self.part_of_this_day(end));
        let sure = headed.is_some()
            || sharp
            || zone_inside.is_some()
            || part.is_some()
            || later.is_some()
            || hour.exact && self.placed_clock(i);
        if !sure {
            return None;
        }
        end = zone_inside.map_or(end, |(_, e)| e);
        let day = self.day_of_clock(end);
        end = day.as_ref().map_or(end, |d| d.end);
        end = self.same_hour_again(end);
        let said = part.map(|(p, _)| p).or(later).map(|p| p.trim_end_matches('!'));
        // The stamp of an agency («14:21 ت م») stands for the day of the article.
        let stamp = zone_inside.is_some_and(|(z, _)| z == "local");
        let in_force = if stamp { self.reference } else { self.day_in_force() };
        let date = day.as_ref().and_then(Node::day).or(in_force);
        let at = |d| Period::At(hour.on(d, said));
        let mut node = Node::new(start, end, date.map_or(Meaning::Unknown, |d| Meaning::Period(at(d))), "clock-time");
        node.kind = TimeKind::Time;
        node.anchor = match (&day, self.last_day, self.last) {
            (Some(d), ..) => d.anchor,
            (None, Some(_), Some((n, ..))) if !stamp => Anchor::Time(n),
            _ => Anchor::Document,
        };
        node.zone = zone.map(|(z, _)| z);
        node.weight = 6;
        node.part = said;
        let others = day.as_ref().map_or(Others::NONE, |d| d.other.map(|p| p.day().map(at)));
        let later = hour.later().filter(|_| said.is_none() && zone.is_none());
        let later = later.zip(date).map(|(h, d)| Period::At(h.on(d, None)));
        node.other = others.and(later);
        // «من السابعة صباحا … حتى الثالثة»: the hour behind another of its sentence comes after it.
        if let (Some(told), Some(after), Some((_, Period::At(before), ..))) = (node.period(), later, self.last)
            && before.of_clock()
            && self.last_sentence == self.sentence
            && told.edtf() < before.edtf()
            && after.edtf() > before.edtf()
            && told.day() == Period::At(before).day()
        {
            node.meaning = Meaning::Period(after);
            node.other = Others::of(Some(told));
        }
        Some(node)
    }

    /// «حوالي الساعة 3», «بحدود الثالثة عصرا», «نحو عام 1990», «قرابة الثلاثاء القادم»: a point that is about so.
    pub(super) fn about(&self, i: usize) -> Option<Node> {
        let (hedge, m) = self.hedge(i)?;
        if hedge != Some(Modifier::Approx) {
            return None;
        }
        let at = i + m.len as usize;
        let node = self.base(at).filter(|n| {
            matches!(n.rule, "clock-time" | "year" | "weekday" | "month" | "decade") && n.modifier.is_none()
        })?;
        // «نحو الساعة»: the word after the hedge carries no preposition.
        if node.start != self.start(at) {
            return None;
        }
        Some(Node { start: self.word_start(i, &m), weight: node.weight + 1, ..node }.with(hedge))
    }

    /// A day with a clock time behind it is one time: «غدا الساعة الخامسة مساء», «6 يناير 2015، الساعة 05:16»,
    /// «الخميس من الساعة التاسعة حتى الحادية عشرة صباحا».
    pub(super) fn at_hour(&self, day: Node) -> Node {
        let Some(date) =
            day.day().filter(|_| day.kind == TimeKind::Date && day.modifier.is_none() && day.rule != "now")
        else {
            return day;
        };
        let mut j = day.end;
        if self.is_kind(j, Kind::Comma) {
            j += 1;
        }
        if self.says(j, Class::TimeRelation, "in").is_some() {
            j += 1;
        }
        let stretch = self.doc.is(j, Class::TimeRelation);
        if !stretch && !self.doc.is(j, Class::TimeUnit) && !self.is_kind(j, Kind::Number) {
            return day;
        }
        let clock =
            if stretch { self.relation(j).filter(|n| matches!(n.rule, "from-to" | "between")) } else { self.clock(j) };
        let Some(clock) = clock else { return day };
        let on = |p: Period, d: Date| {
            Some(match p {
                Period::At(p) if p.of_clock() => Period::At(p.on(d)?),
                Period::Between(a, b) if a.of_clock() && b.of_clock() => {
                    let (a, b) = (a.on(d)?, b.on(d)?);
                    Period::Between(a, if b.edtf() < a.edtf() { b.on(add_days(d, 1)?)? } else { b })
                }
                _ => return None,
            })
        };
        let Some(told) =
            clock.period().and_then(|p| on(self.in_part(p, day.part.filter(|_| clock.part.is_none())), date))
        else {
            return day;
        };
        let told_otherwise = clock.other.map(|p| on(p, date));
        let others = day.other.map(|p| p.day().and_then(|d| on(told, d)));
        let other = if day.part.is_some() { others } else { told_otherwise.iter().fold(others, |o, p| o.and(Some(p))) };
        Node { end: clock.end, meaning: Meaning::Period(told), kind: TimeKind::Time, zone: clock.zone, other, ..day }
    }

    /// The clock time that a part of the day told before it makes of it: «مساء الخميس الساعة 8».
    fn in_part(&self, period: Period, part: Option<&str>) -> Period {
        match (period, part) {
            (Period::At(p), Some(part)) => Period::At(p.in_part(part)),
            _ => period,
        }
    }

    /// «الساعة 13:00 (10 بتوقيت غرينتش)» says the same hour again: one past the brackets.
    fn same_hour_again(&self, end: usize) -> usize {
        if self.is_kind(end, Kind::BracketOpen)
            && let Some((_, 1 | 2)) = self.digits(end + 1)
            && let Some(m) = self.entry(end + 2, Class::Zone)
            && self.is_kind(end + 2 + m.len as usize, Kind::BracketClose)
        {
            return end + 3 + m.len as usize;
        }
        end
    }

    /// Bare «13:00» is a clock time after «في», «عند», «منذ», «حتى» or with two digits each: else it may be a score.
    fn placed_clock(&self, i: usize) -> bool {
        let two = |j: usize| self.digits(j).is_some_and(|(_, n)| n == 2);
        let bracket = i > self.first && self.is_kind(i - 1, Kind::BracketOpen);
        i > self.first && self.doc.is(i - 1, Class::TimeRelation) || two(i) && two(i + 2) && !bracket
    }

    /// The part of the day in «من مساء أمس», «من صباح اليوم».
    fn later_part(&self, i: usize) -> Option<&'static str> {
        let m = self.says(i, Class::TimeRelation, "from")?;
        let j = i + m.len as usize;
        let (part, p) = self.told(j, Class::DayPart)?;
        self.whole_day(j + p.len as usize).map(|_| part)
    }

    /// A day behind a clock time: «اليوم», «من مساء أمس», «يوم الأحد».
    fn day_of_clock(&self, i: usize) -> Option<Node> {
        let node = match self.says(i, Class::TimeRelation, "from") {
            Some(m) => {
                let j = i + m.len as usize;
                self.day_part(j).or_else(|| self.whole_day(j))
            }
            None => self.whole_day(i),
        };
        node.filter(|n| n.day().is_some() && n.rule != "part-of-day")
    }

    /// The part of the day in «هذه الليلة», «هذا الصباح».
    fn part_of_this_day(&self, i: usize) -> Option<&'static str> {
        let (said, m) = self.told(i, Class::TimeWord)?;
        if m.proclitics.conjunction() {
            return None;
        }
        this_part(said)
    }
}

/// The part of the day that a word for one of today's names.
pub(super) fn this_part(said: &str) -> Option<&'static str> {
    Some(match said {
        "tonight" => "night",
        "this-morning" => "am",
        "this-evening" => "pm",
        _ => return None,
    })
}
