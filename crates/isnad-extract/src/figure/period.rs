//! Which day or period does the lead tell, that the rest of a report holds for?
//!
//! Reads the times of the first sentences: the first day in the week before the text («قتل أمس …»), the first period that
//! has just ended («خلال الربع الثاني»), and where the text turns to something else («من جهة أخرى»).

use isnad_text::Proclitics;
use jiff::civil::Date;

use super::clause;
use crate::lexicon::{Class, Features, lexicon};
use crate::{Context, Document, Time, TimeKind};

/// How many sentences make the lead: headline, dateline, first sentences.
pub(super) const LEAD: usize = 4;
/// How many sentences may tell the period that a report is about.
const OPENING: usize = 3;
/// How many days before the text such a period may end.
const RECENT: i32 = 120;

/// What the lead tells of time.
#[derive(Debug, Clone, Default)]
pub(super) struct Lead {
    /// The day of the events that the article reports.
    pub(super) day: Option<String>,
    /// The period that the article reports.
    pub(super) period: Option<String>,
    /// The month or quarter whose numbers it reports.
    pub(super) month: Option<String>,
}

impl Lead {
    /// The day and the period of the first sentences.
    pub(super) fn of(doc: &Document, context: &Context, times: &[Time]) -> Self {
        let Some(today) = context.published else { return Lead::default() };
        let ends = |n: usize| n.min(doc.sentences.len()).checked_sub(1).and_then(|k| doc.sentences.get(k));
        let (lead, opening) = (ends(LEAD).map_or(0, |s| s.span.end), ends(OPENING).map_or(0, |s| s.span.end));
        let told = |end: u32| times.iter().take_while(move |t| t.span.start < end).filter(|t| dated(t));
        let day = told(lead).find_map(|t| {
            let value = day(t.value.as_deref()?);
            let told: Date = value.parse().ok().filter(|_| value.len() == 10)?;
            let past = told <= today && today.since(told).is_ok_and(|d| d.get_days() <= 7);
            past.then_some(value)
        });
        let period = told(opening).find_map(|t| period(doc, times, t, today));
        let first = doc.sentences.first().filter(|s| (s.first..s.end).any(|i| clause::change(doc, i)));
        let now = today.to_string();
        let month = first.and_then(|s| {
            let of = |t: &&Time| t.span.start < s.span.end && dated(t);
            let value = times.iter().take_while(|t| t.span.start < s.span.end).find(of)?.value.as_deref()?;
            let ended = now.get(..7).is_some_and(|n| value < n);
            (value.len() == 7 && !value.contains('/') && ended).then(|| value.to_owned())
        });
        Lead { day, period, month }
    }
}

/// A period that has just ended, as a report has it: «خلال شهر رمضان», «للعام الدراسي 2014/2015»; no «السنوات الأخيرة».
fn period(doc: &Document, times: &[Time], t: &Time, today: Date) -> Option<String> {
    let i = doc.tokens.at_or_after(t.span.start);
    let counted = |m: &crate::lexicon::Match| m.proclitics.has(Proclitics::AL) && m.features.has(Features::PLURAL);
    if doc.tags.all(i, Class::TimeUnit).any(counted) {
        return None;
    }
    let value = union(doc, times, t).or_else(|| t.value.clone())?;
    let (from, to) = value.split_once('/')?;
    if from == ".." || to == ".." || from == to {
        return None;
    }
    let now = today.to_string();
    let ended = now.get(..to.len()).is_some_and(|n| to <= n);
    let last: Date = match to.len() {
        10 => to.parse().ok()?,
        7 => format!("{to}-28").parse().ok()?,
        4 => format!("{to}-12-31").parse().ok()?,
        _ => return None,
    };
    // No single week, and nothing longer than a year: a report's period.
    let first: Option<Date> = if from.len() == 10 { from.parse().ok() } else { None };
    if first.is_some_and(|f| last.since(f).is_ok_and(|d| d.get_days() < 7)) || !within_a_year(from, to) {
        return None;
    }
    let recent = last >= today || today.since(last).is_ok_and(|d| d.get_days() <= RECENT);
    (ended && recent).then_some(value)
}

/// Whether two ends of one grain lie no more than a year apart.
fn within_a_year(from: &str, to: &str) -> bool {
    let months = |v: &str| {
        let year: i32 = v.get(..4)?.parse().ok()?;
        let month: i32 = v.get(5..7).map_or(Some(1), |m| m.parse().ok())?;
        Some(year * 12 + month)
    };
    months(from).zip(months(to)).is_some_and(|(a, b)| b - a <= 12)
}

/// «خلال رمضان وحتى أول أيام العيد»: one stretch told by two times that stand side by side.
pub(super) fn union(doc: &Document, times: &[Time], t: &Time) -> Option<String> {
    let n = times.partition_point(|o| o.span.start <= t.span.start);
    let next = times.get(n).filter(|o| o.span.start >= t.span.end)?;
    let end = next.value.as_deref()?.strip_prefix("../")?;
    let (a, b) = (doc.tokens.at_or_after(t.span.end), doc.tokens.at_or_after(next.span.start));
    let beside = b <= a + 1 && (a..b).all(|i| doc.tokens.key(i).starts_with('\u{0648}'));
    let value = t.value.as_deref()?;
    let from = value.split('/').next().filter(|f| *f != "..")?;
    (beside && from.len() == end.len()).then(|| format!("{from}/{end}"))
}

/// Whether the text turns to something else at token `i`.
pub(super) fn shifts(doc: &Document, i: usize) -> bool {
    doc.is(i, Class::FigureWord)
        && doc.tags.all(i, Class::FigureWord).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "shift"))
}

/// A clock time holds for its day.
pub(super) fn day(value: &str) -> String {
    if value.contains('/') { value.to_owned() } else { value.split('T').next().unwrap_or(value).to_owned() }
}

pub(super) fn dated(t: &Time) -> bool {
    matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.value.is_some()
}
