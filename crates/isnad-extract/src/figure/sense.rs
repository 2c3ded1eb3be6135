//! A total, a change or an amount given? And is it a fact, a pledge, a forecast?
//!
//! Reads the nearest verb or noun of change, state or deed before the figure in its clause, then after it. «ارتفع 5%» is a
//! change, «ارتفع إلى 5%» a level; money is given unless a price or a stock is told.

use isnad_text::{Kind, Proclitics};

use super::scene::Scene;
use crate::lexicon::{Class, Features, Match, lexicon};
use crate::{Sense, Status};

const YA: char = '\u{064a}';

/// A cue and where it stands.
struct Cue<'a> {
    at: usize,
    m: &'a Match,
    sense: &'static str,
}

fn cue<'a>(s: &Scene<'a>, i: usize) -> Option<Cue<'a>> {
    let m = s.doc.entry(i, Class::ChangeCue).filter(|m| m.len == 1 || i + m.len as usize <= s.q.tokens.0)?;
    let sense = match lexicon().row(m)?.column(0) {
        // «صفقة بقيمة 5 مليارات» is given, «قيمة الشريحة» a price.
        "worth" if m.proclitics.has(Proclitics::BA) => "flow",
        "worth" => "level",
        sense => sense,
    };
    Some(Cue { at: i, m, sense })
}

/// What sort of measure the figure is. `previous` is that of the figure before it.
pub(super) fn sense(s: &Scene, previous: Option<Sense>) -> Sense {
    if s.q.from_to.is_some() {
        return Sense::Level;
    }
    // «منهم 37 قتيلاً»: a part is told as its whole.
    if let Some(sense) = previous.filter(|_| s.q.rule == "number-of-them" || of_them(s)) {
        return sense;
    }
    let before = before(s);
    if let Some(found) = &before {
        match found.sense {
            "change" => return changed(s, found),
            "raise" if to_or_from(s).is_some() => return Sense::Level,
            "level" if !s.q.money || s.q.rate => return Sense::Level,
            "level" if stock(s, found) => return Sense::Level,
            "flow" | "raise" if !s.q.rate => return Sense::Flow,
            _ => {}
        }
    }
    if s.is_joined()
        && let Some(sense) = previous
    {
        return sense;
    }
    by_unit(s)
}

/// Whether a verb of change or deed stands between the figure and the one before it.
pub(super) fn acts(s: &Scene) -> bool {
    let finite = |c: Cue| {
        (c.m.features.has(Features::PAST) || c.m.features.has(Features::PRESENT)) && !c.m.features.has(Features::MASDAR)
    };
    let from = s.previous().map_or(s.left, |p| p.tokens.1);
    (from..s.q.tokens.0).any(|i| cue(s, i).is_some_and(finite))
}

/// Whether «منهم» or «بينهم» stands right before the figure.
fn of_them(s: &Scene) -> bool {
    s.q.tokens
        .0
        .checked_sub(1)
        .and_then(|b| s.doc.entry(b, Class::NumberLabel))
        .is_some_and(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "of-them"))
}

/// The nearest cue before the figure in its clause, past no other figure.
fn before<'a>(s: &Scene<'a>) -> Option<Cue<'a>> {
    let from = s.own_left();
    let nearest = (from..s.q.tokens.0).rev().find_map(|i| cue(s, i))?;
    // «انخفضت عقود الخام 25 سنتا»: a noun of prices or totals stands between the change and its amount.
    let noun = |c: &Cue| !c.m.features.has(Features::PAST) && !c.m.features.has(Features::PRESENT);
    if nearest.sense == "level" && noun(&nearest) && to_or_from(s).is_none() {
        let further = (from..nearest.at).rev().find_map(|i| cue(s, i).filter(|c| c.sense != "level" || !noun(c)));
        if let Some(change) = further.filter(|c| c.sense == "change") {
            return Some(change);
        }
    }
    Some(nearest)
}

/// «إلى» or «من» right before the figure.
fn to_or_from(s: &Scene) -> Option<usize> {
    let b = s.q.tokens.0.checked_sub(1)?;
    s.doc
        .tags
        .all(b, Class::Hedge)
        .find(|m| lexicon().row(m).is_some_and(|r| matches!(r.column(1), "link-to" | "from" | "link")))?;
    Some(b)
}

fn changed(s: &Scene, found: &Cue) -> Sense {
    // «ارتفع إلى», «من 28 بالمئة», «ارتفع … ليصل إلى».
    if to_or_from(s).is_some() {
        return if s.q.money && !s.q.rate && !priced(s) { Sense::Flow } else { Sense::Level };
    }
    // «بزيادة العجز» far before a noun that is counted tells nothing of it.
    let gap = s.q.tokens.0 - found.at;
    if s.q.rate || s.q.money || gap <= 6 { Sense::Change } else { by_unit(s) }
}

/// Whether a price or a stock is told, and not a sum given.
fn stock(s: &Scene, found: &Cue) -> bool {
    !found.m.features.has(Features::PAST) || priced(s)
}

/// Whether a word of prices stands in the clause.
fn priced(s: &Scene) -> bool {
    (s.left..s.q.tokens.0).any(|i| cue(s, i).is_some_and(|c| c.sense == "level" && c.m.features.has(Features::MASDAR)))
}

/// What the unit says where no cue does.
fn by_unit(s: &Scene) -> Sense {
    if s.q.rate {
        return Sense::Level;
    }
    if s.q.money {
        return Sense::Flow;
    }
    if s.q.rule == "unit" {
        return Sense::Level;
    }
    let kind = |i: usize| {
        let m = s.doc.entry(i, Class::CountedNoun)?;
        Some(lexicon().row(m)?.column(0))
    };
    let done = (s.q.tokens.0..s.q.tokens.1).any(|i| matches!(kind(i), Some("toll" | "event")));
    let told = (s.q.tokens.1..s.own_right().min(s.q.tokens.1 + 4))
        .any(|i| cue(s, i).is_some_and(|c| c.sense == "flow" && c.m.features.has(Features::PAST)));
    if done || told { Sense::Flow } else { Sense::Level }
}

/// How real the figure is said to be.
pub(super) fn status(s: &Scene, sense: Sense) -> Status {
    let from = s.own_left();
    for i in (from..s.q.tokens.0).rev() {
        if let Some(m) = s.doc.entry(i, Class::StatusCue) {
            return match lexicon().row(m).map_or("", |r| r.column(0)) {
                "pledged" => Status::Pledged,
                "forecast" => Status::Forecast,
                // «قد يصل» is a guess, «وقد بات» a fact.
                "may" if s.doc.tokens.key(i + 1).starts_with(YA) => Status::Forecast,
                "may" => continue,
                "denied" => Status::Denied,
                "supposed" => Status::Supposed,
                _ => Status::Actual,
            };
        }
        if s.doc.tokens.kind(i) == Kind::Word && cue(s, i).is_some_and(|c| c.m.proclitics.has(Proclitics::SA)) {
            return if sense == Sense::Flow { Status::Pledged } else { Status::Forecast };
        }
    }
    Status::Actual
}
