//! In what is it measured? Percent, units with their powers, money with its country, and rates.

use isnad_text::{Kind, Proclitics};

use super::number::{self, Number};
use super::{Counted, Decimal};
use crate::Document;
use crate::lexicon::{Class, Features, Match, lexicon};

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
    // «100 مليار كما أعلنت»: a short unit with tanwin looks like a particle.
    let particle = doc.is(i, Class::AfterNumber) || doc.is(i, Class::FunctionWord);
    doc.tags.all(i, class).find(|m| fits(m, n) && !(particle && m.features.has(Features::TANWIN)))
}

/// A percent or a unit of measure after the number.
pub(super) fn measure(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    measure_of(doc, i, unit_entry(doc, i, Class::Unit, n)?, n)
}

/// As [`measure`], of an entry that is known.
pub(super) fn measure_of(doc: &Document, i: usize, m: &Match, n: &Number) -> Option<Counted> {
    let row = lexicon().row(m)?;
    let dimension = row.column(1);
    let mut end = i + m.len as usize;
    let below = below_zero(doc, end);
    match dimension {
        "power" | "dual" => return None,
        // «45 درجة» is a temperature where the text speaks of heat or of nought.
        "degree" if below.is_none() && !heat_before(doc, i) => return None,
        _ => {}
    }
    let mut unit = row.column(0).to_owned();
    if dimension == "length" {
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
    if let Some(end) = below.filter(|_| matches!(dimension, "temperature" | "degree")) {
        found.below_zero = true;
        found.extend(doc, end);
    }
    Some(found)
}

/// «تحت الصفر» at token `i`: one past its end.
pub(super) fn below_zero(doc: &Document, i: usize) -> Option<usize> {
    let m = doc.entry(i, Class::AfterNumber)?;
    lexicon().row(m).filter(|r| r.column(0) == "below").map(|_| i + m.len as usize)
}

/// Whether a word of heat stands some words before token `i` on its line.
fn heat_before(doc: &Document, i: usize) -> bool {
    for d in 1..=9 {
        let Some(j) = i.checked_sub(d) else { return false };
        if super::refuse::label(doc, j) == Some("heat") {
            return true;
        }
        if doc.tokens.kind(j) == Kind::Stop || doc.tokens.get(j).is_some_and(|t| t.line_start) {
            return false;
        }
    }
    false
}

/// Money after the number.
pub(super) fn money(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    money_of(doc, i, unit_entry(doc, i, Class::Currency, n)?)
}

/// Money by the sign before its number («$10»).
pub(super) fn sign(doc: &Document, i: usize, n: &Number) -> Option<Counted> {
    money_of(doc, i, doc.tags.all(i, Class::Currency).find(|m| fits(m, n))?)
}

/// As [`money`], of an entry that is known.
pub(super) fn money_of(doc: &Document, i: usize, m: &Match) -> Option<Counted> {
    let country = |i: usize| doc.entry(i, Class::Nationality).filter(|a| !a.proclitics.any(BUT_ARTICLE));
    // «جنيه مصري» is said in two words: what one tells of the other holds for «جنيه» elsewhere in the article.
    let word = doc.tags.all(i, Class::Currency).find(|w| w.len == 1 && w.proclitics == m.proclitics);
    let m = word.filter(|_| country(i + 1).is_some_and(|a| a.len + 1 >= m.len)).unwrap_or(m);
    if lexicon().row(m)?.column(0).starts_with('+') {
        return None;
    }
    let mut found = Counted::new(doc, i, i + m.len as usize, "money");
    found.currency = Some((m.row, None));
    found.money = true;
    if let Some(a) = country(found.end).filter(|_| m.len == 1)
        && let Some(row) = lexicon().row(a)
    {
        found.currency = Some((m.row, Some(row.column(0))));
        found.extend(doc, found.end + a.len as usize);
    }
    Some(found)
}

/// What is added to the number behind its unit: «20 دولارا و43 سنتا», «3 كيلومترات ونصف الكيلومتر», «مليون دولار ونصف
/// المليون»; and one past its end.
pub(super) fn more(doc: &Document, c: &Counted, n: &Number) -> Option<(Decimal, usize)> {
    let and = number::joined(doc, c.end);
    if c.money
        && let Some(found) = cents(doc, c, and)
    {
        return Some(found);
    }
    if n.some || c.rule == "percent" {
        return None;
    }
    let (part, end) = number::part_behind(doc, and?, n.step)?;
    let same = |m: &Match| {
        let row = lexicon().row(m).map_or("", |r| r.column(0));
        m.class == Class::Unit && c.unit.as_deref() == Some(row)
            || m.class == Class::Currency && c.currency.is_some_and(|(r, _)| r == m.row)
    };
    let unit = |i: usize| doc.tags.all(i, Class::Unit).chain(doc.tags.all(i, Class::Currency)).find(|m| same(m));
    if let Some(m) = unit(end) {
        return Some((part, end + m.len as usize));
    }
    // «ونصف السكان», «ونصف قرية» is another quantity.
    let free = doc.tokens.kind(end) != Kind::Word || doc.is(end, Class::AfterNumber) || doc.is(end, Class::Rate);
    (free || doc.tokens.get(end).is_some_and(|t| t.line_start)).then_some((part, end))
}

/// «و43 سنتا», «43c» behind whole dollars.
fn cents(doc: &Document, c: &Counted, and: Option<number::Place>) -> Option<(Decimal, usize)> {
    let (row, country) = c.currency?;
    let n = match and {
        Some(place) => number::read_at(doc, place)?,
        None if doc.tokens.kind(c.end) == Kind::Number => number::read(doc, c.end)?,
        None => return None,
    };
    let m = unit_entry(doc, n.end, Class::Currency, &n)?;
    let (wholes, parts) = (codes(row), codes(m.row).trim_start_matches('+'));
    let of = |item: &'static str| item.split_once(':').map_or(item, |(_, code)| code);
    let (code, part) = parts.split(',').map(of).find_map(|p| {
        let (code, part) = p.split_once('/')?;
        wholes.split(',').any(|w| of(w) == code).then_some((code, part))
    })?;
    // «ديناران و250 فلسا»: of which dinar, the country tells; it has as many fils as the first that fits.
    let part: u64 = match country {
        Some(_) => currency(m.row, country).ok().map_or(part.parse().ok(), |(_, p)| Some(p as u64))?,
        None => part.parse().ok()?,
    };
    let scale = part.checked_ilog10().filter(|s| 10u64.pow(*s) == part && !code.is_empty())?;
    let value = n.value.integer().filter(|v| *v < part)?;
    Some((Decimal::new(u128::from(value), scale)?, n.end + m.len as usize))
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

fn codes(row: u16) -> &'static str {
    lexicon().rows(Class::Currency).get(row as usize).map_or("", |r| r.column(0))
}

/// The currency's code and its part of a whole, for a country; `Err` lists the countries that could be meant.
pub(super) fn currency(row: u16, country: Option<&str>) -> Result<(&'static str, f64), &'static str> {
    let codes = codes(row).trim_start_matches('+');
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
