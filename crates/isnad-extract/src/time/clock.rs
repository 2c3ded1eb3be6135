//! Clock times: «الساعة 13:00 (10 بتوقيت غرينتش)», «الساعة السابعة مساء», «الخامسة مساء اليوم», «4,00 ت غ», «14:21 ت م».
//!
//! The day is the one that stands beside the clock time, else the last day told, else the document's.

use isnad_text::{Kind, Proclitics};

use super::calendar::{Period, Point, Unit};
use super::reader::{Meaning, Node, Reader};
use crate::Anchor;
use crate::lexicon::Class;

/// An hour and minute as told, before the part of the day is known.
#[derive(Debug, Clone, Copy)]
struct Hour {
    hour: i8,
    minute: i8,
    end: usize,
    /// Told with its minutes in figures.
    exact: bool,
}

impl Reader<'_> {
    /// A clock time at token `i`.
    pub(super) fn clock(&self, i: usize) -> Option<Node> {
        let (headed, at, start) = match self.unit(i) {
            Some((Unit::Hour, m)) if Self::definite(&m) && m.features == crate::lexicon::Features::NONE => {
                (true, i + m.len as usize, self.word_start(i, &m))
            }
            _ => (false, i, self.start(i)),
        };
        let hour = self.hour(at, headed)?;
        let start =
            if headed { start } else { self.entry(i, Class::Ordinal).map_or(start, |m| self.word_start(i, &m)) };
        let mut end = hour.end;
        let part = self
            .told(end, Class::DayPart)
            .filter(|(_, m)| !m.proclitics.any(Proclitics::AL) && !m.proclitics.preposition());
        if let Some((_, m)) = part {
            end += m.len as usize;
        }
        // The zone behind, then the day: «الخامسة مساء اليوم», «الساعة 10:00 بتوقيت غرينتش من صباح الأحد».
        let zone = self.zone(end);
        let utc = zone.filter(|(z, e)| *z == "UTC" || e - end <= 3 && !self.long_zone(end));
        if !headed && utc.is_none() && part.is_none() && !(hour.exact && self.placed_clock(i)) {
            return None;
        }
        if let Some((_, e)) = utc {
            end = e;
        }
        let (day, day_end) = self.day_of_clock(end);
        if day.is_some() {
            end = day_end;
        }
        // «(10 بتوقيت غرينتش)» says the same hour again.
        if self.is_kind(end, Kind::BracketOpen)
            && let Some((_, 1 | 2)) = self.digits(end + 1)
            && let Some((_, e)) = self.zone(end + 2)
            && self.is_kind(e, Kind::BracketClose)
        {
            end = e + 1;
        }
        let hour24 = of_day(hour.hour, part.map(|(p, _)| p.trim_end_matches('!')));
        let told_day = day.as_ref().and_then(Node::day);
        // The stamp of an agency («14:21 ت م») stands for the day of the article.
        let stamp = utc.is_some_and(|(z, _)| z == "local");
        let in_force = if stamp { self.reference } else { self.day_in_force() };
        let date = told_day.or(in_force);
        let mut node = match date {
            Some(d) => {
                Node::new(start, end, Meaning::Period(Period::At(Point::Minute(d, hour24, hour.minute))), "clock-time")
            }
            None => Node { kind: crate::TimeKind::Time, ..Node::new(start, end, Meaning::Unknown, "clock-time") },
        };
        node.anchor = match (&day, self.last_day, self.last) {
            (Some(d), ..) => d.anchor,
            (None, Some(_), Some((n, ..))) => Anchor::Time(n),
            _ => Anchor::Document,
        };
        node.zone = zone.map(|(z, _)| z);
        node.weight = 6;
        Some(node)
    }

    /// The hour at token `i`: figures with minutes, figures alone after «الساعة», an ordinal in the feminine.
    fn hour(&self, i: usize, headed: bool) -> Option<Hour> {
        let make = |h: i64, m: i64, end, exact| {
            ((0..=24).contains(&h) && (0..60).contains(&m)).then_some(Hour {
                hour: (h % 24) as i8,
                minute: m as i8,
                end,
                exact,
            })
        };
        if self.is_kind(i, Kind::Number) {
            let key = self.doc.tokens.key(i);
            // «8,30», «8.30»
            if let Some((h, m)) = key.split_once([',', '.']) {
                if m.len() != 2 || h.len() > 2 {
                    return None;
                }
                return make(h.parse().ok()?, m.parse().ok()?, i + 1, true);
            }
            let (n, len) = self.digits(i)?;
            if matches!(self.kind(i + 1), Some(Kind::Colon | Kind::Comma))
                && !self.spaced(i + 1)
                && !self.spaced(i + 2)
                && len <= 2
                && let Some((m, 2)) = self.digits(i + 2)
            {
                return make(n, m, i + 3, true);
            }
            // «1100 بتوقيت جرينتش»
            if len == 4 {
                let zoned = headed || self.zone(i + 1).is_some();
                return if zoned { make(n / 100, n % 100, i + 1, true) } else { None };
            }
            return if len <= 2 && (headed || self.zone(i + 1).is_some()) { make(n, 0, i + 1, false) } else { None };
        }
        let m = self.entry(i, Class::Ordinal).filter(Self::definite)?;
        if m.proclitics.any(Proclitics::KA) {
            return None;
        }
        let key = self.doc.tokens.key(i);
        let feminine = key.ends_with('\u{0647}') || key.ends_with("\u{064A}");
        let (h, mut end) = self.ordinal(i)?;
        if !feminine || h > 12 {
            return None;
        }
        let mut minute = 0;
        // «والنصف», «والربع», «إلا الربع»
        if let Some(f) = self.entry(end, Class::Fraction).filter(|m| m.proclitics.conjunction()) {
            let part: i64 = crate::lexicon::lexicon().row(&f)?.column(0).parse().ok()?;
            if (2..=4).contains(&part) {
                minute = 60 / part;
                end += f.len as usize;
            }
        }
        make(i64::from(h), minute, end, false)
    }

    fn zone(&self, i: usize) -> Option<(&'static str, usize)> {
        let (z, m) = self.told(i, Class::Zone)?;
        Some((z, i + m.len as usize))
    }

    /// «بالتوقيت المحلي» is said of a time and not part of it; «ت م» is.
    fn long_zone(&self, i: usize) -> bool {
        self.doc.tokens.key(i).len() > 4
    }

    /// Bare «13:00» is a clock time after «في», «عند», «منذ», «حتى»: else it may be a score.
    fn placed_clock(&self, i: usize) -> bool {
        i > self.first && self.doc.is(i - 1, Class::TimeRelation)
    }

    /// A day behind a clock time: «اليوم», «من مساء أمس», «يوم الأحد».
    fn day_of_clock(&self, i: usize) -> (Option<Node>, usize) {
        let from = self.says(i, Class::TimeRelation, "from").map_or(i, |m| i + m.len as usize);
        let node = if from > i { self.day_part(from).or_else(|| self.whole_day(from)) } else { self.whole_day(i) };
        match node.filter(|n| n.day().is_some() && n.rule != "part-of-day") {
            Some(n) => {
                let end = n.end;
                (Some(n), end)
            }
            None => (None, i),
        }
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
