//! Which times of its sentence can a figure hold for?
//!
//! Reads the times after it and before it in its clause, those that its neighbours share, and leaves out the times of
//! something else: what it is compared with, what went before, the deed that another verb tells.

use isnad_text::{Kind, Proclitics, Span};

use super::clause::{self, is_role};
use super::moment::Moment;
use super::period::{dated, day, union};
use super::scene::Scene;
use crate::lexicon::{Class, lexicon};
use crate::{Sense, Time, TimeKind};

/// How many words before a time may say that it lasts since then.
const SINCE: usize = 10;
/// How many words before a time may say that it is compared with.
const COMPARED: usize = 8;

/// «إلى» right before the figure.
pub(super) fn link_to(s: &Scene) -> bool {
    let link = |r: &isnad_text::Row| matches!(r.column(1), "link-to" | "link");
    let b = s.q.tokens.0.checked_sub(1);
    b.is_some_and(|b| s.doc.tags.all(b, Class::Hedge).any(|m| lexicon().row(m).is_some_and(link)))
}

/// The times that a figure can hold for: those of its sentence and, where it is said by somebody, of what is said.
#[derive(Clone, Copy)]
pub(super) struct Within<'a, 'b> {
    pub(super) s: &'b Scene<'a>,
    /// The words of the statement that holds the figure.
    pub(super) piece: Option<Span>,
    pub(super) sense: Sense,
}

impl<'a> Within<'a, '_> {
    /// The moment that a time gives.
    pub(super) fn told(&self, t: &Time, rule: &'static str) -> Moment {
        let value = union(self.s.doc, self.s.times, t).or_else(|| self.held(t));
        match value {
            Some(v) if !v.contains('/') && self.since(t) => {
                Moment { value: Some(format!("{v}/..")), told: true, rule: "since-then" }
            }
            value => Moment { value, told: true, rule },
        }
    }

    /// The time that a figure beside it holds for: «حتى الآن» is now, «في الفترة الأخيرة» no time.
    pub(super) fn held(&self, t: &Time) -> Option<String> {
        let s = self.s;
        let value = t.value.as_deref()?;
        let today = s.context.published.map(|d| d.to_string());
        let i = s.doc.tokens.at_or_after(t.span.start);
        if let Some(end) = value.strip_prefix("../") {
            let end = end.split('T').next().unwrap_or(end);
            let now = Some(end) == today.as_deref();
            let vague = (i..i + 3).any(|j| s.doc.tokens.span(j).start < t.span.end && is_role(s, j, "vague"));
            return match (now, s.doc.is(i, Class::TimeRelation)) {
                (true, false) if vague => None,
                (true, true) => Some(end.to_owned()),
                (false, _) if value.contains('T') => Some(end.to_owned()),
                _ => Some(value.to_owned()),
            };
        }
        Some(day(value))
    }

    /// «والثلاثاء قال الرئيس إن …»: the time beside the cue of the statement.
    pub(super) fn spoken(&self, statement: Option<usize>) -> Option<String> {
        let s = self.s;
        let cue = s.statements.get(statement?)?.cue.filter(|c| s.sentence.span.contains(*c))?;
        let (from, to) = (s.doc.tokens.at_or_after(cue.start), s.doc.tokens.at_or_after(cue.end));
        let span = s.doc.tokens.cover(from.saturating_sub(3).max(s.sentence.first), (to + 4).min(s.q.tokens.0));
        let whole = Within { piece: None, ..*self };
        let t = whole.within(span).find(|t| self.piece.is_none_or(|p| !p.overlaps(t.span)))?;
        whole.held(t)
    }

    /// Whether the time begins a stretch that lasts: «منذ بداية الحملة في أغسطس 2014», «التي اندلعت في 15 أبريل».
    pub(super) fn since(&self, t: &Time) -> bool {
        let s = self.s;
        let i = s.doc.tokens.at_or_after(t.span.start);
        let stops =
            |j: &usize| matches!(s.doc.tokens.kind(*j), Kind::Stop | Kind::Semicolon | Kind::Comma | Kind::Number);
        // «بدأت الجمعية، الأحد، …»: the comma right before the time is its own.
        let end = i.checked_sub(1).filter(|b| s.doc.tokens.kind(*b) == Kind::Comma).unwrap_or(i);
        let back = (s.sentence.first..end).rev().take(SINCE).take_while(|j| !stops(j));
        let mut began = false;
        for j in back {
            if is_role(s, j, "since") {
                return true;
            }
            began |= is_role(s, j, "began") && end - j <= 3;
        }
        began && (self.sense == Sense::Flow || s.q.rate && s.q.unit.as_deref() != Some("%"))
    }

    /// The time nearest to the figure in its clause, and on which side it stands.
    pub(super) fn beside(&self) -> Option<(&'a Time, &'static str)> {
        let s = self.s;
        let (after, before) = (self.after(), self.ahead(s.own_left()));
        let at = |t: &Time| s.doc.tokens.at_or_after(t.span.start);
        if let (Some(a), Some(b)) = (after, before) {
            let ahead_of = s.q.tokens.0.saturating_sub(s.doc.tokens.at_or_after(b.span.end));
            let behind = at(a).saturating_sub(s.q.tokens.1);
            return Some(if ahead_of <= 1 && behind > 3 { (b, "time-before") } else { (a, "time-after") });
        }
        if let Some(t) = after {
            return Some((t, "time-after"));
        }
        // «وكانت 16 دولة، قد جددت الأربعاء»: the verb of which it is the subject follows.
        let subject = s.q.tokens.0.checked_sub(1).is_some_and(|b| is_role(s, b, "was"));
        let later = || self.first_after(s.sentence.end).filter(|_| subject);
        before
            .or_else(|| self.set_off())
            .filter(|t| !self.of_what_went_before(t) && !self.of_another_deed(t) && !self.of_the_one_before(t))
            .map(|t| (t, "time-before"))
            .or_else(|| later().map(|t| (t, "time-of-its-verb")))
    }

    /// «هبطت طائرة الاثنين بعد وصول 8 طائرات»: what stands after «بعد» happened before the time told.
    pub(super) fn went_before(&self, t: &Time) -> bool {
        let s = self.s;
        let relation =
            |i: usize| s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
        let from = s.doc.tokens.at_or_after(t.span.end);
        let timed = |i: usize| crate::time::within(s.times, s.doc.tokens.span(i)).next().is_some();
        // «في 2019، وبعد أشهر من العمل، زرعت 4000»: a comma ends what «بعد» governs.
        (from..s.q.tokens.0)
            .rev()
            .take_while(|i| s.doc.tokens.kind(*i) != Kind::Comma)
            .any(|i| relation(i) == Some("after") && !timed(i))
    }

    /// «بعد مواجهات خلفت عشرات القتلى»: what went before the event that the sentence tells.
    pub(super) fn after_another(&self) -> bool {
        let s = self.s;
        let after = |i: usize| {
            s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "after")
        };
        let timed = |i: usize| crate::time::within(s.times, s.doc.tokens.span(i)).next().is_some();
        (s.left.max(s.q.tokens.0.saturating_sub(6))..s.q.tokens.0).any(|i| after(i) && !timed(i))
    }

    /// «أطلق المسبار في 2006 وقطع مسافة …»: a time after its verb does not hold for the deed that «و» adds; one that opens
    /// its sentence does.
    pub(super) fn of_another_deed(&self, t: &Time) -> bool {
        let s = self.s;
        let (at, end) = (s.doc.tokens.at_or_after(t.span.start), s.doc.tokens.at_or_after(t.span.end));
        let and = |m: &crate::lexicon::Match| m.proclitics.has(Proclitics::WA);
        let acts = |i: usize| {
            s.doc.tags.all(i, Class::ChangeCue).any(|m| and(m) && clause::finite(m))
                || s.doc.tags.all(i, Class::SpeechVerb).any(and)
        };
        let stop =
            |i: &usize| matches!(s.doc.tokens.kind(*i), Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Comma);
        let opens = (s.sentence.first..at).rev().take_while(|i| !stop(i)).count() <= 2;
        let adds = |i: usize| {
            let key = s.doc.tokens.key(i);
            let future = key.starts_with("\u{0648}\u{0633}\u{062A}") || key.starts_with("\u{0648}\u{0633}\u{064A}");
            let number = s.doc.is(i, Class::Numeral) || s.doc.is(i, Class::CountedNoun);
            acts(i) || future && !number
        };
        !opens && (end..s.q.tokens.0).any(adds)
    }

    /// «من 49 سفينة في 2013 إلى 97 سفينة»: the time right after the figure before is that one's, not the one's that «إلى» leads to.
    pub(super) fn of_the_one_before(&self, t: &Time) -> bool {
        let s = self.s;
        let at = s.doc.tokens.at_or_after(t.span.start);
        let after = s.previous().is_some_and(|p| at >= p.tokens.1 && at - p.tokens.1 <= 2);
        after && link_to(s)
    }

    /// «8 قتلى و28 جريحاً في 3 مايو», «لأربعة أمثاله إلى ستة مليارات بحلول 2020»: the time after the figure joined to it.
    pub(super) fn shared(&self) -> Option<&'a Time> {
        let s = self.s;
        let mut end = s.q.tokens.1;
        for next in s.quantities.get(s.n + 1..).unwrap_or_default().iter().take(2) {
            let gap = end..next.tokens.0;
            let link = |i: usize| {
                matches!(s.doc.tokens.key(i), "\u{0648}" | "\u{0628}")
                    || is_role(s, i, "or")
                    || s.doc.tokens.kind(i) == Kind::Comma
                    || s.doc
                        .tags
                        .all(i, Class::Hedge)
                        .any(|m| lexicon().row(m).is_some_and(|r| matches!(r.column(1), "link-to" | "link")))
            };
            if gap.len() > 2 || next.tokens.1 > s.sentence.end || !gap.into_iter().all(link) {
                return None;
            }
            end = next.tokens.1;
            let until = s.quantities.get(s.n + 2).map_or(s.sentence.end, |q| q.tokens.0.max(end)).min(end + 5);
            let span = s.doc.tokens.cover(end, until);
            let near = |t: &&Time| {
                let at = s.doc.tokens.at_or_after(t.span.start);
                (end..at).all(|i| {
                    s.doc.is(i, Class::FunctionWord)
                        || s.doc.tokens.kind(i) == Kind::Comma
                        || s.doc.is(i, Class::TimeRelation)
                        || is_role(s, i, "vague")
                })
            };
            if !span.is_empty()
                && let Some(t) = self.within(span).find(|t| t.span.start >= span.start).filter(near)
            {
                return Some(t);
            }
        }
        None
    }

    /// «أن تتكبد مليار دولار على مدى عشر سنوات»: the length that is told of what is to come.
    pub(super) fn throughout(&self) -> Option<String> {
        let s = self.s;
        let span = s.doc.tokens.cover(s.q.tokens.1, s.own_right());
        let role = |i: usize| s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
        let long = |t: &&Time| {
            t.kind == TimeKind::Duration && role(s.doc.tokens.at_or_after(t.span.start)) == Some("throughout")
        };
        if span.is_empty() {
            return None;
        }
        crate::time::within(s.times, span).map(|(_, t)| t).find(long)?.value.clone()
    }

    /// «شن في الأسابيع الماضية عشرات الغارات»: a length without a number, gone by.
    pub(super) fn vaguely(&self) -> bool {
        let s = self.s;
        let from = s.own_left().saturating_sub(5).max(s.sentence.first);
        let from = s.previous().map_or(from, |p| from.max(p.tokens.1));
        let span = s.doc.tokens.cover(from, s.own_right());
        let role = |i: usize| s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
        crate::time::within(s.times, span).any(|(_, t)| {
            let i = s.doc.tokens.at_or_after(t.span.start);
            let during = |i: usize| matches!(role(i), Some("in" | "during"));
            t.kind == TimeKind::Duration
                && t.value.as_deref().is_some_and(|v| v.starts_with("PX"))
                && (during(i) || i.checked_sub(1).is_some_and(during))
        })
    }

    /// «بعد عامين على الهجوم في مارس 2019، باتت 83 دولة منضوية»: the day of what stands after «بعد», which a comma closes.
    pub(super) fn of_what_went_before(&self, t: &Time) -> bool {
        let s = self.s;
        let (at, end) = (s.doc.tokens.at_or_after(t.span.start), s.doc.tokens.at_or_after(t.span.end));
        let comma = |i: &usize| s.doc.tokens.kind(*i) == Kind::Comma;
        let after = |i: usize| {
            s.doc.entry(i, Class::TimeRelation).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "after")
        };
        (end..s.q.tokens.0).any(|i| comma(&i))
            && (s.sentence.first..at.saturating_sub(2)).rev().take_while(|i| !comma(i)).any(after)
    }

    /// «في عام 2019، بلغ العدد 50»: the time right before the comma that opens the figure's clause.
    pub(super) fn set_off(&self) -> Option<&'a Time> {
        let s = self.s;
        let comma = s.left.checked_sub(1).filter(|c| s.doc.tokens.kind(*c) == Kind::Comma && *c > s.sentence.first)?;
        let own = s.previous().is_none_or(|p| p.tokens.1 <= comma) && !is_role(s, comma + 1, "clause");
        let last = s.doc.tokens.span(comma - 1);
        self.within(last).last().filter(|t| own && t.span.end <= s.doc.tokens.span(comma).start && !self.went_before(t))
    }

    /// «قبل عشر سنوات … من 12 إلى 87»: the first of two levels holds for the past that the sentence tells.
    pub(super) fn began(&self) -> Option<String> {
        let s = self.s;
        if self.after().is_some() {
            return None;
        }
        let today = s.context.published?.to_string();
        let past = |value: String| {
            let from = value.split_once('/').map_or(value.as_str(), |(from, _)| from);
            (from.get(..4)? < today.get(..4)?).then(|| from.to_owned())
        };
        self.ahead(s.sentence.first).and_then(|t| self.held(t)).and_then(past).or_else(|| self.lasting().and_then(past))
    }

    /// «خلال عامين»: a length of time beside the figure ends on the day of the text.
    pub(super) fn lasting(&self) -> Option<String> {
        let s = self.s;
        let today = s.context.published?;
        let span = s.doc.tokens.cover(s.own_left(), s.own_right());
        let t = crate::time::within(s.times, span).map(|(_, t)| t).find(|t| {
            let i = s.doc.tokens.at_or_after(t.span.start);
            let during = |j: usize| {
                s.doc
                    .entry(j, Class::TimeRelation)
                    .and_then(|m| lexicon().row(m))
                    .is_some_and(|r| r.column(0) == "during")
            };
            t.kind == TimeKind::Duration && (during(i) || i.checked_sub(1).is_some_and(during))
        })?;
        let value = t.value.as_deref()?.strip_prefix('P')?;
        let number = |v: &str| v.parse::<i32>().ok().filter(|n| (1..=100).contains(n));
        if let Some(years) = value.strip_suffix('Y').and_then(number) {
            return Some(format!("{}/{}", i32::from(today.year()) - years, today.year()));
        }
        let months = value.strip_suffix('M').and_then(number)?;
        let from = today.checked_sub(jiff::Span::new().months(months)).ok()?;
        Some(format!("{}/{}", from.strftime("%Y-%m"), today.strftime("%Y-%m")))
    }

    /// The first time after the figure in its clause, before the next figure; «، منذ مايو» right after its comma.
    pub(super) fn after(&self) -> Option<&'a Time> {
        let s = self.s;
        // «… قتلوا» منذ بداية الحملة في أغسطس 2014»: a stretch that the text adds after what is said.
        let open = || {
            let whole = Within { piece: None, ..*self };
            let end = s.next().map_or(s.sentence.end, |p| p.tokens.0);
            let quoted = self.piece.filter(|p| p.end < s.sentence.span.end)?;
            whole.first_after(end).filter(|t| t.span.start >= quoted.end && whole.since(t))
        };
        self.first_after(s.own_right()).or_else(open).or_else(|| {
            let comma = s.own_right();
            let t = self
                .first_after((comma + 4).min(s.sentence.end))
                .filter(|_| s.doc.tokens.kind(comma) == Kind::Comma)?;
            let i = s.doc.tokens.at_or_after(t.span.start);
            let right_after = i == comma + 1 || i == comma + 2 && s.doc.is(comma + 1, Class::FunctionWord);
            // «143 طفلاً في الضفة الغربية، منذ 7 أكتوبر»
            let lasts = i == comma + 1 && t.value.as_deref().is_some_and(|v| v.ends_with("/.."));
            (right_after && comma == s.q.tokens.1 || lasts).then_some(t)
        })
    }

    pub(super) fn first_after(&self, end: usize) -> Option<&'a Time> {
        let s = self.s;
        let span = s.doc.tokens.cover(s.q.tokens.1, end);
        if span.is_empty() {
            return None;
        }
        self.within(span).find(|t| t.span.start >= s.q.span.end)
    }

    /// The last time before the figure from token `from` on.
    pub(super) fn ahead(&self, from: usize) -> Option<&'a Time> {
        let s = self.s;
        let span = s.doc.tokens.cover(from, s.q.tokens.0);
        if span.is_empty() {
            return None;
        }
        self.within(span).filter(|t| t.span.end <= s.q.span.start).last()
    }

    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = &'a Time> {
        crate::time::within(self.s.times, span)
            .map(|(_, t)| t)
            .filter(|t| self.piece.is_none_or(|p| p.contains(t.span)))
            .filter(|t| dated(t) && !self.compared(t) && !self.names(t))
    }

    /// «اتفاقية 1959»: a bare year that names the thing before it.
    pub(super) fn names(&self, t: &Time) -> bool {
        let s = self.s;
        let i = s.doc.tokens.at_or_after(t.span.start);
        if s.doc.tokens.kind(i) != Kind::Number || t.value.as_deref().is_none_or(|v| v.len() != 4) {
            return false;
        }
        i.checked_sub(1).is_some_and(|b| {
            s.doc.is_word(b)
                && (s.doc.is(b, Class::EventHead) || s.doc.is(b, Class::OccasionHead))
                && b >= s.sentence.first
        })
    }

    /// «تسليم سبتمبر», «مقارنة بالعام الماضي», «أقل عجز منذ 2011», «بزيادة 15% عن العام الماضي»: the time of something else.
    pub(super) fn compared(&self, t: &Time) -> bool {
        let s = self.s;
        let i = s.doc.tokens.at_or_after(t.span.start);
        let compares = |b: usize| {
            s.doc.tags.all(b, Class::AfterNumber).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "compare"))
        };
        let nearest = (1..=2).any(|d| {
            let Some(b) = i.checked_sub(d).filter(|b| s.doc.tokens.kind(*b) == Kind::Word) else { return false };
            let link = d == 1
                && s.doc.tags.all(b, Class::Hedge).any(|m| {
                    m.proclitics == Proclitics::NONE && lexicon().row(m).is_some_and(|r| r.column(1) == "link")
                });
            let than = d == 1
                && self.sense == Sense::Change
                && s.doc.tags.all(b, Class::Hedge).any(|m| lexicon().row(m).is_some_and(|r| r.column(1) == "from"));
            link || than || compares(b)
        });
        // «مقارنة بالأرقام التي صدرت مطلع يناير», «أكبر زيادة فصلية منذ 2006»: some words before it, after the figure.
        let since =
            s.doc.tags.all(i, Class::FigureWord).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "since"));
        let least = if t.span.end <= s.q.span.start { s.sentence.first } else { s.q.tokens.1 };
        let from = i.saturating_sub(COMPARED).max(least).max(s.sentence.first);
        nearest || (from..i).any(|b| compares(b) || since && is_role(s, b, "record"))
    }
}
