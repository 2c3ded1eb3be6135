//! From how much to how much? «بين 10 و20 شخصاً», «80 إلى 100 دولار», «146-190 ميغاوات»; and «نما من 12 إلى 87 دولة»,
//! which is no range but two levels.

use isnad_text::{Kind, Proclitics};

use super::hedge;
use super::number::{self, Number, joined};
use super::read::{Around, Place, change_before, draft};
use super::{Counted, Draft, Inherit, noun, unit};
use crate::Document;
use crate::{Hedge, Value};

/// How two bounds are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// بين … و …
    Between,
    /// من … إلى …
    FromTo,
    /// 10-20
    Dash,
    /// 3 أو 4
    Or,
}

/// What stands after a number, where it may be a unit or a noun.
fn counted(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    unit::measure(doc, i, n).or_else(|| unit::money(doc, i, n)).or_else(|| noun::after(doc, i, n))
}

/// The second bound after a first that ends before token `end`.
fn second(doc: &Document, end: usize, opened: Option<Tie>, plain: bool) -> Option<(Tie, usize, Number)> {
    if doc.tokens.get(end).is_none_or(|t| t.line_start) {
        return None;
    }
    if opened == Some(Tie::Between)
        && let Some(j) = joined(doc, end)
    {
        return Some((Tie::Between, j.token, number::read_at(doc, j)?));
    }
    let next = end + 1;
    if doc.tokens.kind(end) == Kind::Dash && plain && doc.tokens.kind(next) == Kind::Number {
        return Some((opened.unwrap_or(Tie::Dash), next, number::read(doc, next)?));
    }
    if hedge::is_place(doc, end, "link-to") && (plain || opened.is_some()) {
        let n = number::read(doc, next).filter(|n| n.word == 0)?;
        return Some((opened.unwrap_or(Tie::FromTo), next, n));
    }
    // «من عشرة لعشرين دولارا»
    if opened == Some(Tie::FromTo)
        && plain
        && let Some(n) = number::read(doc, end).filter(|n| n.proclitics == Proclitics::LA && n.word > 0)
    {
        return Some((Tie::FromTo, end, n));
    }
    if hedge::is_place(doc, end, "or") && plain {
        return Some((Tie::Or, next, number::read(doc, next).filter(|n| n.word == 0)?));
    }
    None
}

/// A range that begins with the number at `at`; of two levels the first.
pub(super) fn read(a: &Around, at: &Place, low: &Number) -> Option<Draft> {
    let doc = a.doc;
    if low.share || low.some {
        return None;
    }
    let first = a.sentence.first;
    let opener = |place| hedge::ending(doc, at.open, first, place);
    let (between, from) = (opener("between"), opener("from"));
    let opened = match (between, from) {
        (Some(_), _) => Some(Tie::Between),
        (_, Some(_)) => Some(Tie::FromTo),
        _ => None,
    };
    // The first bound's own noun or unit: «بين 80 دولارا و120 دولارا».
    let own = || counted(doc, at.end, low);
    let (tie, j, high, own) = match second(doc, at.end, opened, true) {
        Some((tie, j, high)) => (tie, j, high, None),
        None if opened.is_some() => {
            let own = own()?;
            let (tie, j, high) = second(doc, own.end, opened, false)?;
            (tie, j, high, Some(own))
        }
        // «10$-20$», «10%-20%»
        None => {
            let sign = matches!(doc.tokens.kind(at.end), Kind::Percent | Kind::Currency);
            if !sign || doc.tokens.kind(at.end + 1) != Kind::Dash || doc.tokens.kind(at.end + 2) != Kind::Number {
                return None;
            }
            (Tie::Dash, at.end + 2, number::read(doc, at.end + 2)?, own())
        }
    };
    // «2013 إلى مليار دولار»: a year is no bound.
    if opened.is_none() && noun::year_like(doc, low.end, low) {
        return None;
    }
    if high.share
        || high.some
        || high.end > a.sentence.end
        || crate::time::within(a.times, doc.tokens.cover(j, high.end)).next().is_some()
    {
        return None;
    }
    let after = counted(doc, high.end, &high);
    // «من 12 دولة إلى 87 دولة»: who counts twice tells two counts.
    let twice = [&own, &after].into_iter().all(|c| c.as_ref().is_some_and(|c| c.rule == "counted-noun"));
    let noun = after.or_else(|| own.clone());
    if tie == Tie::FromTo && from.is_some() && (twice || change_before(doc, at.open, first)) {
        // Two levels: the first takes the unit of the second, which is read by itself.
        let mut level = own
            .or(noun)
            .map(|c| c.borrowed(doc, at))
            .unwrap_or_else(|| if hedge_label(a, at.open) { named(a, at) } else { Counted::none(doc, at) });
        level.rule = "two-levels";
        let mut found = draft(a, at, low, level);
        found.from_to = Some(j);
        return Some(found);
    }
    let noun = noun
        .or_else(|| (tie == Tie::Between && hedge_label(a, between?.first)).then(|| named(a, at)))
        .or_else(|| (high.step > 1 && high.value.integer() != Some(high.step)).then(|| measured(a, at)))?;
    if noun.guessed && tie == Tie::Dash {
        return None;
    }
    let (mut x, y) = (low.value.value(), high.value.value());
    let coefficient = y / high.step as f64;
    if low.step == 1 && high.step > 1 && x < coefficient {
        x *= high.step as f64;
    }
    if x >= y {
        return None;
    }
    let place = Place { end: high.end, ..*at };
    let mut c = Counted { rule: "range", ..noun };
    c.end = c.end.max(high.end);
    let mut found = draft(a, &place, &high, c);
    found.value = Value::Range(x, y);
    if let Some(o) = between.or(from.filter(|_| tie == Tie::FromTo)) {
        found.span.start = found.span.start.min(o.start);
        found.tokens.0 = found.tokens.0.min(o.first);
        if found.hedge == Hedge::Exact
            && let Some(h) = hedge::before(doc, o.first, first)
        {
            found.hedge = h.hedge;
        }
    }
    found.step = high.step;
    Some(found)
}

/// «ثلاثة إلى خمسة ملايين»: the number alone, of what was measured before.
fn measured(a: &Around, at: &Place) -> Counted {
    Counted { inherit: Inherit::Measured, ..Counted::none(a.doc, at) }
}

/// The number alone, of the plural named before it.
fn named(a: &Around, at: &Place) -> Counted {
    let mut found = Counted::none(a.doc, at);
    found.inherit = Inherit::Named;
    found.antecedent = noun::antecedent(a.doc, at.open, a.sentence.first);
    found
}

/// «ما بين ألف وألفين»: without a noun only after a word of counting.
fn hedge_label(a: &Around, i: usize) -> bool {
    (1..=8).any(|d| {
        i.checked_sub(d).is_some_and(|b| b >= a.sentence.first && super::refuse::label(a.doc, b) == Some("count"))
    }) || super::read::change_before(a.doc, i, a.sentence.first)
}
