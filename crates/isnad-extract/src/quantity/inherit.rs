//! What does a number take from the one before it? Its hedge («أكثر من 500 مدرسة و100 مركز»), its noun («14 منهم»), its
//! unit («من 12 إلى 87 دولة», «30 مليار دولار … 7 مليارات»), its country («ديناراً» after «دينار ليبي»).

use isnad_text::Kind;

use super::{Draft, Inherit, unit};
use crate::lexicon::{Class, lexicon};
use crate::{Context, Document, Hedge, Value};

/// Settles the quantities of one sentence, from `from` on.
pub(super) fn in_sentence(doc: &Document, drafts: &mut [Draft], from: usize) {
    for i in from..drafts.len() {
        hedge(doc, drafts, i, from);
        levels(drafts, i);
        noun(drafts, i, from);
        shared_rate(doc, drafts, i, from);
    }
}

/// A hedge before the first of two coordinated quantities holds for both.
fn hedge(doc: &Document, drafts: &mut [Draft], i: usize, from: usize) {
    let Some(p) = i.checked_sub(1).filter(|p| *p >= from).and_then(|p| drafts.get(p)).cloned() else { return };
    let Some(d) = drafts.get_mut(i) else { return };
    let next = p.tokens.1 == d.tokens.0
        || p.tokens.1 + 1 == d.tokens.0
            && doc.tokens.key(p.tokens.1) == "\u{0648}"
            && doc.tokens.kind(p.tokens.1) == Kind::Word;
    if d.joined && next && d.hedge == Hedge::Exact && p.shares_hedge {
        d.hedge = p.hedge;
        d.shares_hedge = true;
    }
}

/// The second of two levels knows its first; each takes the unit that the other lacks.
fn levels(drafts: &mut [Draft], i: usize) {
    let Some(before) = i.checked_sub(1) else { return };
    let Some((head, tail)) = drafts.split_at_mut_checked(i) else { return };
    let (Some(p), Some(d)) = (head.get_mut(before), tail.first_mut()) else { return };
    let Some(token) = p.from_to.filter(|_| p.rule == "two-levels") else { return };
    if token < d.tokens.0 || token >= d.tokens.1 {
        return;
    }
    if d.unit.is_none() && d.currency.is_none() {
        (d.unit, d.currency, d.money, d.rate) = (p.unit.clone(), p.currency, p.money, p.rate);
    } else if p.unit.is_none() && p.currency.is_none() {
        (p.unit, p.currency, p.money, p.rate) = (d.unit.clone(), d.currency, d.money, d.rate);
    }
}

/// «منهم», «آخرين» and bare magnitudes take the noun or unit of the quantity before, or the plural named nearer.
fn noun(drafts: &mut [Draft], i: usize, from: usize) {
    let Some((how, place, named)) = drafts.get(i).map(|d| (d.inherit, d.tokens.0, d.antecedent.clone())) else {
        return;
    };
    if how == Inherit::No {
        return;
    }
    let reach = if how == Inherit::Counted { from.saturating_sub(2) } else { from };
    let fits = |k: usize, p: &Draft| {
        let counts = p.unit.is_some() || p.currency.is_some();
        let unit = matches!(p.rule, "unit" | "percent" | "share" | "age");
        // «29 منها» after «67 مليار جنيه» is money, other sums have no members.
        let sum = p.money && (k + 1 < i || p.step < 1_000_000) && p.rule != "number-of-them";
        let percent = p.rate && p.suffix.is_empty();
        counts && if how == Inherit::Counted { !unit && !sum } else { !percent }
    };
    let source = drafts.get(reach..i).and_then(|s| s.iter().enumerate().rev().find(|(k, p)| fits(reach + k, p)));
    // A number counted in this sentence comes first, then a plural named in it, then what sentences before counted.
    let here = source.is_some_and(|(k, _)| reach + k >= from);
    let source = source.map(|(_, p)| p).cloned();
    let nearer = named.filter(|(at, _)| how == Inherit::Named && *at < place || how == Inherit::Counted && !here);
    if let Some((_, unit)) = nearer {
        if let Some(d) = drafts.get_mut(i) {
            d.unit = Some(unit);
        }
        return;
    }
    if how == Inherit::Named {
        return;
    }
    let (Some(p), Some(d)) = (source, drafts.get_mut(i)) else { return };
    d.unit = p.unit;
    d.currency = p.currency;
    d.money = p.money;
    d.suffix = p.suffix;
    d.rate = p.rate;
    // «67 مليار جنيه، 29 منها للحفر»: of milliards, milliards.
    if how == Inherit::Counted
        && p.money
        && d.step == 1
        && p.step >= 1_000_000
        && let (Value::One(x), Value::One(whole)) = (d.value, p.value)
        && (x * p.step as f64 <= whole || p.rule == "number-of-them")
    {
        d.value = Value::One(x * p.step as f64);
        d.step = p.step;
    }
}

/// «من 49 سفينة يوميا في 2013 إلى 97 سفينة»: the level reached has the rate of the one left.
fn shared_rate(doc: &Document, drafts: &mut [Draft], i: usize, from: usize) {
    let Some(p) = i.checked_sub(1).filter(|p| *p >= from).and_then(|p| drafts.get(p)).cloned() else { return };
    let Some(d) = drafts.get_mut(i) else { return };
    let to = d.tokens.0.checked_sub(1).is_some_and(|b| super::hedge::is_place(doc, b, "link-to"));
    if to
        && d.suffix.is_empty()
        && d.unit == p.unit
        && d.currency == p.currency
        && d.tokens.0 - p.tokens.1.min(d.tokens.0) <= 6
    {
        d.suffix = p.suffix;
        d.rate |= p.rate;
    }
}

/// Gives money its code: by its adjective, the outlet's country, the same money elsewhere in the article, the countries named.
pub(super) fn money(doc: &Document, context: &Context, drafts: &mut [Draft]) {
    let mut told: Vec<(u16, &'static str)> = Vec::new();
    for d in drafts.iter_mut().filter(|d| d.currency.is_some()) {
        let Some((row, adjective)) = d.currency else { continue };
        if let Some(country) = adjective {
            told.push((row, country));
        }
    }
    let mut named: Option<Vec<(&'static str, usize)>> = None;
    for d in drafts.iter_mut() {
        let Some((row, adjective)) = d.currency else { continue };
        // «دولار» alone is the American one, whatever dollars and countries are told of beside it.
        let alone = adjective.is_none() && unit::currency(row, None).is_ok();
        let known = adjective
            .or_else(|| told.iter().rev().find(|(r, _)| *r == row && !alone).map(|(_, c)| *c))
            .map(str::to_owned)
            .or_else(|| context.country.clone().filter(|_| !alone));
        let code = unit::currency(row, known.as_deref()).ok().or_else(|| {
            let counts = named.get_or_insert_with(|| countries(doc));
            let codes = unit::currency(row, None).err()?;
            let meant = |c: &str| codes.split(',').any(|i| i.split_once(':').is_some_and(|(k, _)| k == c));
            let (country, _) =
                counts.iter().filter(|(c, _)| meant(c)).max_by_key(|(c, n)| (*n, std::cmp::Reverse(*c)))?;
            unit::currency(row, Some(country)).ok()
        });
        if let Some((name, part)) = code {
            d.unit = Some(name.to_owned());
            if part > 1.0 {
                let of = |x: f64| (x / part * 1e6).round() / 1e6;
                d.value = match d.value {
                    Value::One(x) => Value::One(of(x)),
                    Value::Range(x, y) => Value::Range(of(x), of(y)),
                };
            }
        }
    }
}

/// How often each country is named, itself or by its adjective.
fn countries(doc: &Document) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for i in 0..doc.tokens.len() {
        for class in [Class::Country, Class::Nationality, Class::Place] {
            let Some(row) = doc.entry(i, class).and_then(|m| lexicon().row(m)) else { continue };
            let code = row.column(0);
            if code.is_empty() {
                continue;
            }
            match counts.iter_mut().find(|(c, _)| *c == code) {
                Some((_, n)) => *n += 1,
                None => counts.push((code, 1)),
            }
            break;
        }
    }
    counts
}
