//! Which quantities have no number of their own, or a mark before it that is mostly something else?
//!
//! Reads a unit that says its own number («كيلومترين», «لتر ونصف»), a stroke between two numbers («3/4 كوب»), decimals
//! without a nought («.75 كوب»), a minus («-2 درجة مئوية»). «7/10», «عام .2017» and a dash before an item are none.

use isnad_text::{Kind, Proclitics};

use super::number::{self, Number};
use super::read::{Around, Place, draft};
use super::{Counted, Decimal, Draft, digits, unit};
use crate::Document;
use crate::lexicon::{Class, Features, Match, lexicon};
use crate::time::within;

/// Units whose dual is mostly something else: two feet, two barrels that fall, two horses, two knots.
const OTHER_TWOS: &[&str] = &["ft", "bbl", "hp", "kn", "ct", "cup", "in", "q"];

/// What may be glued to a unit that says its own number.
const FRONT: Proclitics = Proclitics::WA.with(Proclitics::FA).with(Proclitics::BA).with(Proclitics::LA);

/// Whether a unit begins at token `i` that may say its own number.
pub(super) fn begins(doc: &Document, i: usize) -> bool {
    doc.is(i, Class::Unit) || doc.is(i, Class::Currency)
}

/// «كيلومترين», «لتر ونصف», and a text that is a unit and nothing else.
pub(super) fn unit_alone(a: &Around, i: usize) -> Option<Draft> {
    let doc = a.doc;
    let fits = |m: &&Match| m.proclitics.without(FRONT) == Proclitics::NONE && !m.features.has(Features::CONSTRUCT);
    let m = doc.tags.all(i, Class::Unit).chain(doc.tags.all(i, Class::Currency)).find(fits)?;
    let end = i + m.len as usize;
    let dimension = lexicon().row(m).filter(|_| m.class == Class::Unit).map_or("", |r| r.column(1));
    let symbol = lexicon().row(m)?.column(0);
    let sole = doc.tokens.len() == end && i == 0 && doc.tokens.kind(i) == Kind::Word;
    let dual = m.features.has(Features::DUAL) || dimension == "dual";
    let and = || number::joined(doc, end).is_some_and(|p| doc.is(p.token, Class::Fraction));
    // «دولار واحد», «نقطة مئوية واحدة»
    let one = doc
        .tags
        .all(end, Class::Numeral)
        .find(|o| o.proclitics == Proclitics::NONE && lexicon().row(o).is_some_and(|r| r.column(1) == "one"));
    let one = one.filter(|_| doc.tokens.get(end).is_some_and(|t| !t.line_start));
    let value = match (dual, sole) {
        (true, _) if !OTHER_TWOS.contains(&symbol) => 2,
        (false, true) => 1,
        (false, false) if one.is_some() && !m.features.has(Features::PLURAL) && !OTHER_TWOS.contains(&symbol) => 1,
        (false, false)
            if matches!(m.features, Features::NONE | Features::TANWIN) && !OTHER_TWOS.contains(&symbol) && and() =>
        {
            1
        }
        _ => return None,
    };
    if matches!(dimension, "power" | "scale")
        || dimension == "share" && (one.is_none() || symbol == "%")
        || within(a.times, doc.tokens.cover(i, end)).next().is_some()
    {
        return None;
    }
    let mut n = Number {
        end,
        value: Decimal::whole(value),
        digits: false,
        some: false,
        share: false,
        lone: false,
        proclitics: m.proclitics,
        word: m.word,
        step: 1,
    };
    let mut c = match m.class {
        Class::Unit if dimension == "dual" => {
            let mut c = Counted::new(doc, i, end, "unit-alone");
            c.unit = Some(symbol.to_owned());
            c
        }
        Class::Unit => unit::measure_of(doc, i, m, &n)?,
        _ => unit::money_of(doc, i, m)?,
    };
    if let Some(o) = one.filter(|_| !dual && !sole) {
        c.extend(doc, end + o.len as usize);
    }
    match unit::more(doc, &c, &n) {
        Some((part, end)) => {
            n.value = n.value.plus(part)?;
            c.extend(doc, end);
        }
        None if value == 1 && !sole && one.is_none() => return None,
        None => {}
    }
    // «برميلين متفجرين»: two things, and what they are like.
    if dual && c.end == end && doc.tags.all(end, Class::Quality).any(|q| q.features.has(Features::DUAL)) {
        return None;
    }
    c.rule = "unit-alone";
    c.start = doc.word_start(i, m);
    let at = Place { open: i, number: i, end, start: c.start, article: false };
    Some(draft(a, &at, &n, c))
}

/// «3/4 كوب», «2/1000 كغ»: the part and its unit; without a unit two numbers and a stroke are a day or a score.
pub(super) fn over(a: &Around, at: &Place, n: &Number) -> Option<(Number, Counted)> {
    let doc = a.doc;
    if !n.digits || n.step != 1 || doc.tokens.kind(at.number + 1) != Kind::Slash {
        return None;
    }
    let (value, end) = digits::over(doc, at.number)?;
    let part = Number { value, end, ..*n };
    let counted = unit::measure(doc, end, &part).or_else(|| unit::money(doc, end, &part))?;
    Some((part, counted))
}

/// «.75 كوب»: takes the point of decimals without a nought in, before a unit.
pub(super) fn pointed(a: &Around, at: &mut Place, n: &mut Number, c: &Counted) {
    let Some(mark) = at.open.checked_sub(1).filter(|_| n.digits && at.open == at.number) else { return };
    if !matches!(c.rule, "unit" | "money" | "percent")
        || doc_kind(a, mark) != Kind::Stop && doc_kind(a, mark) != Kind::Other
    {
        return;
    }
    let short = a.doc.tokens.key(at.number).len() <= 3;
    if let Some((value, _)) = digits::fraction(a.doc, mark).filter(|_| short)
        && let Some(value) = value.times(n.step)
    {
        n.value = value;
        at.open = mark;
        at.start = a.doc.tokens.span(mark).start;
    }
}

fn doc_kind(a: &Around, i: usize) -> Kind {
    a.doc.tokens.kind(i)
}

/// Takes a minus before the number in, where the unit bears it out.
pub(super) fn signed(a: &Around, at: &mut Place, n: &Number, c: &mut Counted) {
    let doc = a.doc;
    let Some(mark) = at.open.checked_sub(1).filter(|_| n.digits && !c.below_zero) else { return };
    if doc.tokens.kind(mark) != Kind::Dash {
        return;
    }
    let spaced = |i: usize| doc.tokens.get(i).is_none_or(|t| t.spaced);
    let bracket = mark.checked_sub(1).is_some_and(|b| doc.tokens.kind(b) == Kind::BracketOpen);
    let begins = doc.tokens.get(mark).is_some_and(|t| t.line_start);
    let sole = mark == 0 && c.end == doc.tokens.len();
    let heat = c.unit.as_deref().is_some_and(|u| u.starts_with('\u{b0}'));
    // A dash that begins a line is that of an item, one with space behind it parts two clauses.
    let minus = (spaced(mark) || bracket) && !spaced(at.open) && (!begins || heat) && (heat || c.money || c.rate);
    if minus || sole {
        c.below_zero = true;
        at.open = mark;
        at.start = doc.tokens.span(mark).start;
    }
}
