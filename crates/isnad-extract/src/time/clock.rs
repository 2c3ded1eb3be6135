//! Clock times: «الساعة 13:00 (10 بتوقيت غرينتش)», «الساعة السابعة مساء», «الرابعة إلا ربعا عصرا», «4,00 ت غ», «14:21 ت م».
//!
//! The day is the one that stands beside the clock time, else the last day told, else the document's.

use isnad_text::Kind;

use super::calendar::{Period, Point, Unit};
use super::reader::{Meaning, Node, Reader};
use crate::lexicon::{Class, Features, Match, lexicon};
use crate::{Anchor, TimeKind};

/// An hour and minute as told, before the part of the day is known.
#[derive(Debug, Clone, Copy)]
struct Hour {
    hour: i8,
    minute: i8,
    end: usize,
    /// Told with its minutes behind a colon.
    exact: bool,
}

impl Hour {
    /// Minutes may be negative: «إلا ربعا».
    fn of(hour: i64, minute: i64, end: usize, exact: bool) -> Option<Hour> {
        let at = hour * 60 + minute;
        let (h, m) = (at.div_euclid(60), at.rem_euclid(60));
        ((0..=24).contains(&hour) && minute < 60).then_some(Hour { hour: (h % 24) as i8, minute: m as i8, end, exact })
    }
}

impl Reader<'_> {
    /// A clock time at token `i`.
    pub(super) fn clock(&self, i: usize) -> Option<Node> {
        let (headed, at) = match self.unit(i) {
            Some((Unit::Hour, m)) if Self::definite(&m) && m.features == Features::NONE => {
                (Some(m), i + m.len as usize)
            }
            _ => (None, i),
        };
        let hour = self.hour(at, headed.is_some())?;
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
        let zone = self.told(end, Class::Zone).map(|(z, m)| (z, end + m.len as usize));
        // «بالتوقيت المحلي» is said of a time and not part of it; «ت م» is.
        let zone_inside = zone.filter(|(z, _)| *z == "UTC" || self.doc.tokens.key(end).len() <= 4);
        let later = self.later_part(end);
        let sure = headed.is_some()
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
        let at = |d| Meaning::Period(Period::At(Point::Minute(d, of_day(hour.hour, said), hour.minute)));
        let mut node = Node::new(start, end, date.map_or(Meaning::Unknown, at), "clock-time");
        node.kind = TimeKind::Time;
        node.anchor = match (&day, self.last_day, self.last) {
            (Some(d), ..) => d.anchor,
            (None, Some(_), Some((n, ..))) if !stamp => Anchor::Time(n),
            _ => Anchor::Document,
        };
        node.zone = zone.map(|(z, _)| z);
        node.weight = 6;
        Some(node)
    }

    /// A day with a clock time behind it is one time: «غدا الساعة الخامسة مساء», «6 يناير 2015، الساعة 05:16».
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
        if !self.doc.is(j, Class::TimeUnit) && !self.is_kind(j, Kind::Number) {
            return day;
        }
        let Some(clock) = self.clock(j) else { return day };
        let Some(Period::At(Point::Minute(_, h, m))) = clock.period() else { return day };
        let meaning = Meaning::Period(Period::At(Point::Minute(date, h, m)));
        Node { end: clock.end, meaning, kind: TimeKind::Time, zone: clock.zone, other: None, ..day }
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

    /// The hour at token `i`: figures with minutes, figures alone after «الساعة», an ordinal in the feminine.
    fn hour(&self, i: usize, headed: bool) -> Option<Hour> {
        if self.is_kind(i, Kind::Number) {
            return self.hour_in_figures(i, headed);
        }
        if headed && let Some((n, j, _)) = self.count(i).filter(|(n, ..)| (1.0..=12.0).contains(n))
            // «في الساعة الواحدة» is «an hour» unless a part of the day follows.
            && (n > 1.0 || self.doc.is(j, Class::DayPart))
        {
            let (minute, end) = self.minutes(j);
            return Hour::of(n as i64, minute, end, false);
        }
        let m = self.entry(i, Class::Ordinal).filter(Self::definite)?;
        let (h, end) = self.ordinal(i)?;
        // Hours are feminine: «الثالثة», «الحادية عشرة»; the first is «الواحدة».
        let feminine = self.doc.tokens.key(i).ends_with('\u{0647}');
        if !feminine || h > 12 || m.proclitics.has(isnad_text::Proclitics::KA) {
            return None;
        }
        let (minute, end) = self.minutes(end);
        Hour::of(i64::from(h), minute, end, false)
    }

    fn hour_in_figures(&self, i: usize, headed: bool) -> Option<Hour> {
        let key = self.doc.tokens.key(i);
        // «8,30», «8.30»
        if let Some((h, m)) = key.split_once([',', '.']) {
            let fits = m.len() == 2 && h.len() <= 2;
            return if fits { Hour::of(h.parse().ok()?, m.parse().ok()?, i + 1, false) } else { None };
        }
        let (n, len) = self.digits(i)?;
        if matches!(self.kind(i + 1), Some(Kind::Colon | Kind::Comma))
            && !self.spaced(i + 1)
            && !self.spaced(i + 2)
            && len <= 2
            && let Some((m, 2)) = self.digits(i + 2)
        {
            let colon = self.is_kind(i + 1, Kind::Colon);
            // «15:23:24»
            let seconds = colon && self.is_kind(i + 3, Kind::Colon) && self.digits(i + 4).is_some();
            return Hour::of(n, m, if seconds { i + 5 } else { i + 3 }, colon);
        }
        let zoned = headed || self.doc.is(i + 1, Class::Zone);
        match len {
            // «1100 بتوقيت جرينتش»
            4 if zoned => Hour::of(n / 100, n % 100, i + 1, false),
            1 | 2 if zoned => {
                let (minute, end) = self.minutes(i + 1);
                Hour::of(n, minute, end, false)
            }
            _ => None,
        }
    }

    /// «والنصف», «والربع», «إلا ربعا», «و18 دقيقة»: minutes (negative before the hour), one past them.
    fn minutes(&self, i: usize) -> (i64, usize) {
        let fraction = |j: usize, m: &Match| {
            let part: i64 = lexicon().row(m)?.column(0).parse().ok()?;
            (2..=4).contains(&part).then_some((60 / part, j + m.len as usize))
        };
        if let Some(m) = self.entry(i, Class::Fraction).filter(|m| m.proclitics.conjunction())
            && let Some(found) = fraction(i, &m)
        {
            return found;
        }
        if self.says(i, Class::TimeExtent, "less").is_some()
            && let Some(m) = self.entry(i + 1, Class::Fraction)
            && let Some((minutes, end)) = fraction(i + 1, &m)
        {
            return (-minutes, end);
        }
        let at = if self.lone_and(i) { i + 1 } else { i };
        let joined = at > i || self.entry(i, Class::Numeral).is_some_and(|m| m.proclitics.conjunction());
        if joined
            && let Some((n, j, _)) = self.count(at)
            && let Some((Unit::Minute, m)) = self.unit(j)
            && (0.0..60.0).contains(&n)
        {
            return (n as i64, j + m.len as usize);
        }
        (0, i)
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
}

/// The hour of 24 that an hour and a part of the day mean.
fn of_day(hour: i8, part: Option<&str>) -> i8 {
    match part {
        Some("pm") if hour < 12 => hour + 12,
        Some("noon") if (1..=4).contains(&hour) => hour + 12,
        Some("night") if (6..12).contains(&hour) => hour + 12,
        Some("night" | "am") if hour == 12 => 0,
        _ => hour,
    }
}
