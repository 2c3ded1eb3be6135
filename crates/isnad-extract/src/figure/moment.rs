//! For which time does the figure hold?
//!
//! Reads the times of its sentence: the one after it in its clause, the one before it, the one of the figure it is
//! coordinated with; a level without any holds on the day of the speech, else of the text.

use isnad_text::{Kind, Proclitics};

use super::scene::Scene;
use crate::lexicon::{Class, lexicon};
use crate::{Context, Document, Sense, Status, Time, TimeKind};

/// How many words may stand between two figures of one time.
const CLOSE: usize = 12;
/// How many sentences make the lead: headline, dateline, first sentences.
const LEAD: usize = 4;

/// What the figure before it holds for, and whether the text said so.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    pub(super) value: Option<String>,
    pub(super) told: bool,
}

/// The time for which the figure holds.
pub(super) fn moment(
    s: &Scene,
    sense: Sense,
    status: Status,
    before: Option<&Moment>,
    statement: Option<usize>,
    lead: Option<&str>,
) -> Moment {
    let told = |t: &Time| Moment { value: held(s, t), told: true };
    if s.is_first()
        && let Some(value) = began(s)
    {
        return Moment { value: Some(value), told: true };
    }
    if s.is_second() && after(s).is_none() {
        let said = statement.and_then(|i| s.statements.get(i)).and_then(|st| st.said_on.clone());
        return Moment { value: said.or_else(|| s.context.published.map(|d| d.to_string())), told: false };
    }
    if let Some(t) = after(s) {
        return told(t);
    }
    if let Some(t) = ahead(s, s.own_left()) {
        return told(t);
    }
    if let Some(value) = lasting(s) {
        return Moment { value: Some(value), told: true };
    }
    // A figure close to another in its sentence holds for the same time.
    let close = s.previous().is_some_and(|p| s.q.tokens.0.saturating_sub(p.tokens.1) <= CLOSE);
    if let Some(m) = before.filter(|m| m.told && close) {
        return m.clone();
    }
    let said = statement.and_then(|i| s.statements.get(i)).and_then(|st| st.said_on.clone());
    let today = || s.context.published.map(|d| d.to_string());
    if sense == Sense::Level || status == Status::Pledged && sense == Sense::Flow {
        // Prices and shares that nobody says are those of the day that the lead tells.
        let event = lead.filter(|_| s.q.rate && statement.is_none()).map(str::to_owned);
        return Moment { value: said.or(event).or_else(today), told: false };
    }
    let from = s.previous().map_or(s.sentence.first, |p| p.tokens.1);
    if let Some(t) = ahead(s, from) {
        return told(t);
    }
    // What was done holds for the day that the lead tells.
    let done = !s.q.money && sense == Sense::Flow || sense == Sense::Change;
    let event = lead.filter(|_| done).map(str::to_owned);
    Moment { value: event.or(said.filter(|_| sense == Sense::Flow)), told: false }
}

/// The day of the events that the article reports: the first day told in its first sentences, in the week before it.
pub(super) fn lead(doc: &Document, context: &Context, times: &[Time]) -> Option<String> {
    let today = context.published?;
    let end = doc.sentences.get(LEAD.min(doc.sentences.len()).checked_sub(1)?)?.span.end;
    times.iter().take_while(|t| t.span.start < end).filter(|t| dated(t)).find_map(|t| {
        let value = day(t.value.as_deref()?);
        let told: jiff::civil::Date = value.parse().ok().filter(|_| value.len() == 10)?;
        let past = told <= today && today.since(told).is_ok_and(|d| d.get_days() <= 7);
        past.then_some(value)
    })
}

/// The time that a figure beside it holds for: «حتى الآن» is now.
fn held(s: &Scene, t: &Time) -> Option<String> {
    let value = t.value.as_deref()?;
    let today = s.context.published.map(|d| d.to_string());
    let until = value.strip_prefix("../").filter(|v| Some(*v) == today.as_deref());
    let i = s.doc.tokens.at_or_after(t.span.start);
    match until {
        Some(now) if s.doc.is(i, Class::TimeRelation) => Some(now.to_owned()),
        _ => Some(day(value)),
    }
}

/// «قبل عشر سنوات … من 12 إلى 87»: the first of two levels holds for the past that the sentence tells.
fn began(s: &Scene) -> Option<String> {
    if after(s).is_some() {
        return None;
    }
    let today = s.context.published?.to_string();
    let past = |value: String| {
        let from = value.split_once('/').map_or(value.as_str(), |(from, _)| from);
        (from.get(..4)? < today.get(..4)?).then(|| from.to_owned())
    };
    ahead(s, s.sentence.first).and_then(|t| held(s, t)).and_then(past).or_else(|| lasting(s).and_then(past))
}

/// «خلال عامين»: a length of time beside the figure ends on the day of the text.
fn lasting(s: &Scene) -> Option<String> {
    let today = s.context.published?;
    let span = s.doc.tokens.cover(s.own_left(), s.own_right());
    let t = crate::time::within(s.times, span).map(|(_, t)| t).find(|t| {
        let i = s.doc.tokens.at_or_after(t.span.start);
        let during = |j: usize| {
            s.doc.entry(j, Class::TimeRelation).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "during")
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

/// A clock time holds for its day.
fn day(value: &str) -> String {
    if value.contains('/') { value.to_owned() } else { value.split('T').next().unwrap_or(value).to_owned() }
}

fn dated(t: &Time) -> bool {
    matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.value.is_some()
}

/// The first time after the figure in its clause, before the next figure.
fn after<'a>(s: &Scene<'a>) -> Option<&'a Time> {
    let span = s.doc.tokens.cover(s.q.tokens.1, s.own_right());
    if span.is_empty() {
        return None;
    }
    within(s, span).find(|t| t.span.start >= s.q.span.end)
}

/// The last time before the figure from token `from` on.
fn ahead<'a>(s: &Scene<'a>, from: usize) -> Option<&'a Time> {
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    if span.is_empty() {
        return None;
    }
    within(s, span).filter(|t| t.span.end <= s.q.span.start).last()
}

fn within<'a>(s: &Scene<'a>, span: isnad_text::Span) -> impl Iterator<Item = &'a Time> {
    crate::time::within(s.times, span).map(|(_, t)| t).filter(|t| dated(t) && !compared(s, t))
}

/// «تسليم سبتمبر», «مقارنة بالعام الماضي», «عن إغلاق أمس»: the time of something else.
fn compared(s: &Scene, t: &Time) -> bool {
    let i = s.doc.tokens.at_or_after(t.span.start);
    (1..=2).any(|d| {
        let Some(b) = i.checked_sub(d).filter(|b| s.doc.tokens.kind(*b) == Kind::Word) else { return false };
        let link = d == 1
            && s.doc
                .tags
                .all(b, Class::Hedge)
                .any(|m| m.proclitics == Proclitics::NONE && lexicon().row(m).is_some_and(|r| r.column(1) == "link"));
        link || s
            .doc
            .tags
            .all(b, Class::AfterNumber)
            .any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "compare"))
    })
}
