//! In what is it measured? Percent, units with their powers, money with its country, and rates.

use isnad_text::{Kind, Proclitics};

use super::Counted;
use super::number::Number;
use crate::Document;
use crate::lexicon::{Class, Match, lexicon};

const BUT_ARTICLE: Proclitics = Proclitics::WA
    .with(Proclitics::FA)
    .with(Proclitics::BA)
    .with(Proclitics::LA)
    .with(Proclitics::KA)
    .with(Proclitics::SA);

/// Whether a unit may stand like this after that number: the article only after «مئات» and its like.
fn fits(m: &Match, n: &Number) -> bool {
    !m.proclitics.any(BUT_ARTICLE) && (!m.proclitics.has(Proclitics::AL) || n.some || n.share)
}

/// The entry of a class after the number at token `i`, on the same line.
fn unit_entry<'d>(doc: &'d Document, i: usize, class: Class, n: &Number) -> Option<&'d Match> {
    if !doc.is(i, class) || doc.tokens.get(i).is_none_or(|t| t.line_start) {
        return None;
    }
    doc.tags.all(i, class).find(|m| fits(m, n))
}

/// A percent or a unit of measure after the number.
pub(super) fn measure(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    let m = unit_entry(doc, i, Class::Unit, n)?;
    let row = lexicon().row(m)?;
    if row.column(1) == "power" {
        return None;
    }
    let mut unit = row.column(0).to_owned();
    let mut end = i + m.len as usize;
    if row.column(1) == "length" {
        if let Some(p) = unit_entry(doc, end, Class::Unit, n)
            && let Some(power) = lexicon().row(p).filter(|r| r.column(1) == "power")
        {
            unit.push_str(power.column(0));
            end += p.len as usize;
        } else if doc.tokens.get(end).is_some_and(|t| t.kind == Kind::Number && !t.spaced)
            && matches!(doc.tokens.key(end), "2" | "3")
        {
            // «كم2»
            unit.push_str(doc.tokens.key(end));
            end += 1;
        }
    }
    let percent = unit == "%";
    let mut found = Counted::new(doc, i, end, if percent { "percent" } else { "unit" });
    found.unit = Some(unit);
    found.rate = percent;
    if row.column(1) == "temperature"
        && let Some(b) = doc.entry(end, Class::AfterNumber)
        && lexicon().row(b).is_some_and(|r| r.column(0) == "below")
    {
        found.below_zero = true;
        found.extend(doc, end + b.len as usize);
    }
    Some(found)
}

/// Money after the number, or a sign before it (`i` is then the sign's place).
pub(super) fn money(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    let m = unit_entry(doc, i, Class::Currency, n)?;
    let mut found = Counted::new(doc, i, i + m.len as usize, "money");
    found.currency = Some((m.row, None));
    found.money = true;
    // «جنيه مصري»: the adjective names the country.
    if let Some(a) = doc.entry(found.end, Class::Nationality)
        && !a.proclitics.any(BUT_ARTICLE)
        && let Some(row) = lexicon().row(a)
    {
        found.currency = Some((m.row, Some(row.column(0))));
        found.extend(doc, found.end + a.len as usize);
    }
    Some(found)
}

/// A rate after the unit: «يومياً», «للبرميل», also after «من النفط»; its suffix and one past its end.
pub(super) fn rate(doc: &Document, end: usize) -> Option<(&'static str, usize)> {
    let at = |i: usize| {
        let m = doc.tags.all(i, Class::Rate).find(|m| !m.proclitics.conjunction())?;
        if doc.tokens.get(i)?.line_start {
            return None;
        }
        Some((lexicon().row(m)?.column(0), i + m.len as usize))
    };
    if let Some(found) = at(end) {
        return Some(found);
    }
    // «برميل من النفط يومياً»
    let of = doc.entry(end, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "of");
    if of && doc.tokens.kind(end + 1) == Kind::Word { at(end + 2) } else { None }
}

/// The currency's code and its part of a whole, for a country; `Err` lists the countries that could be meant.
pub(super) fn currency(row: u16, country: Option<&str>) -> Result<(&'static str, f64), &'static str> {
    let codes = lexicon().rows(Class::Currency).get(row as usize).map_or("", |r| r.column(0));
    let one = |code: &'static str| {
        let (name, part) = code.split_once('/').unwrap_or((code, "1"));
        (name, part.parse().unwrap_or(1.0))
    };
    let mut sole = None;
    for item in codes.split(',') {
        match item.split_once(':') {
            None => sole = Some(item),
            Some((c, code)) if Some(c) == country => return Ok(one(code)),
            Some(_) => {}
        }
    }
    sole.map(one).ok_or(codes)
}
