//! One quantity from its number on: what stands before it, what it counts, how exact it is.

use isnad_text::{Kind, Proclitics, Sentence, Span};

use super::hedge::{self, Found};
use super::number::{self, Number};
use super::{Counted, Decimal, Draft, Inherit, alone, noun, range, refuse, singular, unit};
use crate::lexicon::{Class, Features, lexicon};
use crate::time::within;
use crate::{Document, Hedge, Time, Value};

const ARTICLE: &str = "\u{0627}\u{0644}";

/// Where a number stands: with the bracket or the clitic before it, and after the bracket behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// First token of what belongs to it: an opening bracket, a clitic that stands apart, else the number.
    pub(super) open: usize,
    /// First token of the number itself.
    pub(super) number: usize,
    /// One past the number and its closing bracket.
    pub(super) end: usize,
    /// The byte at which the number begins, the article counted in, other clitics not.
    pub(super) start: u32,
    /// Whether the article stands before it.
    pub(super) article: bool,
}

/// A word glued to digits («الـ», «و», «بـ») or a single letter before them.
fn clitic(doc: &Document, i: usize) -> Option<usize> {
    let b = i.checked_sub(1)?;
    let key = doc.tokens.key(b);
    let glued = doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.line_start);
    let letters = key.chars().count();
    (doc.tokens.kind(b) == Kind::Word && (letters == 1 || glued && letters <= 4)).then_some(b)
}

fn opens(kind: Kind) -> bool {
    matches!(kind, Kind::BracketOpen | Kind::QuoteOpen | Kind::QuoteEither)
}

fn closes(kind: Kind) -> bool {
    matches!(kind, Kind::BracketClose | Kind::QuoteClose | Kind::QuoteEither)
}

/// The number at token `i` with its brackets: «(23) ميدالية», «"26.7" مليون», «(5.5) خمسة ملايين».
fn place(doc: &Document, i: usize, first: usize, n: &mut Number) -> Place {
    let mut at = Place {
        open: i,
        number: i,
        end: n.end,
        start: doc.tokens.offset_in(doc.text, i, n.word as usize),
        article: n.proclitics.has(Proclitics::AL),
    };
    let bracket = i.checked_sub(1).filter(|b| *b >= first && opens(doc.tokens.kind(*b)));
    if let Some(b) = bracket.filter(|_| closes(doc.tokens.kind(n.end))) {
        at.open = b;
        at.end = n.end + 1;
        at.start = doc.tokens.span(b).start;
        words_behind(doc, &mut at, n);
    } else if !n.digits && doc.tokens.kind(at.end) == Kind::BracketOpen && closes(doc.tokens.kind(at.end + 2)) {
        // «خمسة (5) أشخاص»
        if number::read(doc, at.end + 1).is_some_and(|d| d.digits && d.value == n.value && d.end == at.end + 2) {
            at.end += 3;
        }
    }
    if let Some(b) = clitic(doc, at.open).filter(|b| *b >= first && n.digits) {
        let key = doc.tokens.key(b);
        if let Some(before) = key.strip_suffix(ARTICLE) {
            at.article = true;
            at.start = doc.tokens.offset_in(doc.text, b, before.len());
        }
        at.open = b;
    }
    at
}

/// A magnitude or the same number in words after a bracketed number.
fn words_behind(doc: &Document, at: &mut Place, n: &mut Number) {
    let Some(words) = number::read(doc, at.end).filter(|w| !w.digits && !w.share && n.digits && n.step == 1) else {
        return;
    };
    if words.some || words.value.integer() == Some(words.step) {
        if let Some(value) = n.value.times(words.step) {
            *n = Number { value, step: words.step, ..*n };
            at.end = words.end;
        }
    } else if words.proclitics == Proclitics::NONE {
        *n = Number { value: words.value, step: words.step, ..*n };
        at.end = words.end;
    }
}

/// What is known before the number is read in its surroundings.
pub(super) struct Around<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) times: &'a [Time],
    pub(super) sentence: Sentence,
    /// The quantity before it in the sentence.
    pub(super) previous: Option<&'a Draft>,
}

/// The quantity whose number begins at token `i`; else where to read on.
pub(super) fn quantity(a: &Around, i: usize) -> Result<Draft, usize> {
    let doc = a.doc;
    let Some(mut n) = number::read(doc, i) else { return Err(i + 1) };
    let mut at = place(doc, i, a.sentence.first, &mut n);
    let skip = at.end.max(n.end).max(i + 1);
    let span = doc.tokens.cover(i, n.end);
    if within(a.times, span).any(|(_, t)| t.span.overlaps(Span::new(at.start, span.end))) {
        return Err(skip);
    }
    if let Some(found) = range::read(a, &at, &n) {
        return Ok(found);
    }
    if let Some(found) = ratio(a, &at, &n) {
        return Ok(found);
    }
    let stroke = alone::over(a, &at, &n);
    let counted = match stroke {
        Some((part, counted)) => {
            n = part;
            at.end = n.end;
            Some(counted)
        }
        None if refuse::always(doc, &at, &n) => None,
        None if n.share => share(a, &at, &mut n),
        None if n.lone => lone(a, &at, &n),
        None => counted(a, &at, &n),
    };
    let Some(mut counted) = counted else { return Err(skip) };
    alone::pointed(a, &mut at, &mut n, &counted);
    if let Some((part, end)) = unit::more(doc, &counted, &n).filter(|_| matches!(counted.rule, "unit" | "money")) {
        n.value = n.value.plus(part).unwrap_or(n.value);
        counted.extend(doc, end);
    }
    alone::signed(a, &mut at, &n, &mut counted);
    Ok(draft(a, &at, &n, counted))
}

/// «واحد من كل خمسة», «3 من كل 4 أطفال», «طفل من كل ثلاثة أطفال»: so many of so many, as a percent.
fn ratio(a: &Around, at: &Place, n: &Number) -> Option<Draft> {
    let doc = a.doc;
    let every = |i: usize| {
        let (sort, m) = noun::follower(doc, i)?;
        (sort == "every").then_some(i + m.len as usize)
    };
    let whole = |n: &Number| n.value.integer().filter(|v| n.step == 1 && !n.share && *v > 0);
    let (part, of, at, first) = if let Some(j) = every(at.end) {
        let of = number::read(doc, j).filter(|of| of.proclitics == Proclitics::NONE)?;
        (whole(n)?, of, *at, None)
    } else {
        // The one is a noun: «طفل من كل ثلاثة».
        let first = a.sentence.first;
        let j = (2..=3).find_map(|d| at.open.checked_sub(d).filter(|j| *j > first && every(*j) == Some(at.open)))?;
        let noun = singular::known(doc, j - 1, |m| m.features == Features::NONE && !m.proclitics.has(Proclitics::AL))?;
        (1, *n, *at, Some((j - 1, doc.word_start(j - 1, &noun))))
    };
    let whole = whole(&of).filter(|w| *w > part)?;
    let mut counted = noun::after(doc, of.end, &of).unwrap_or_else(|| Counted::none(doc, &at));
    counted.unit = Some("%".to_owned());
    (counted.rate, counted.rule, counted.inherit) = (true, "ratio", Inherit::No);
    if let Some((token, start)) = first {
        (counted.first, counted.start) = (token, start);
    }
    let value = Decimal::whole(100).times(part)?.over(whole)?;
    let n = Number { value, end: of.end, lone: false, ..*n };
    Some(draft(a, &Place { end: of.end, ..at }, &n, counted))
}

/// The hedge before a place, clitics and brackets passed over.
pub(super) fn hedge_before(a: &Around, open: usize) -> Option<Found> {
    hedge::before(a.doc, open, a.sentence.first)
}

/// Puts together what was found.
pub(super) fn draft(a: &Around, at: &Place, n: &Number, mut c: Counted) -> Draft {
    let doc = a.doc;
    if let Some((suffix, end)) = unit::rate(doc, c.end).filter(|_| (c.unit.is_some() || c.money) && !n.share) {
        c.suffix = suffix;
        c.rate = true;
        c.extend(doc, end);
    }
    let first = at.open.min(c.first);
    let mut hedge = hedge_before(a, first).or_else(|| hedge_before(a, at.open));
    // «نحو "15 %"»: the marks round number and unit stand inside.
    let mut closing = None;
    if hedge.is_none()
        && let Some(b) = first.checked_sub(1).filter(|b| *b >= a.sentence.first && opens(doc.tokens.kind(*b)))
        && doc.tokens.kind(b) != Kind::BracketOpen
        && closes(doc.tokens.kind(c.end))
    {
        hedge = hedge_before(a, b);
        closing = hedge.map(|_| c.end + 1);
    }
    let mut span = Span::new(at.start.min(c.start), c.finish.max(doc.tokens.span(at.end.saturating_sub(1)).end));
    let mut tokens = (first, at.end.max(c.end));
    let mut how = Hedge::Exact;
    let mut shared = false;
    if let Some(h) = hedge {
        how = h.hedge;
        shared = true;
        span.start = span.start.min(h.start);
        tokens.0 = tokens.0.min(h.first);
    }
    if let Some(end) = closing {
        span.end = doc.tokens.span(end - 1).end;
        tokens.1 = end;
    }
    if let Some(h) = hedge::after(doc, tokens.1) {
        if hedge.is_none() {
            how = h.hedge;
        }
        span.end = doc.tokens.span(h.end.saturating_sub(1)).end;
        tokens.1 = h.end;
        // The quotation mark that closes after «"على الأقل"» belongs to it.
        if h.first > c.end && closes(doc.tokens.kind(h.end)) && opens(doc.tokens.kind(h.first - 1)) {
            span.end = doc.tokens.span(h.end).end;
            tokens.1 += 1;
        }
    }
    if how == Hedge::Exact {
        how = hedge::at_distance(doc, at.open, a.sentence.first).unwrap_or(if n.some { Hedge::Over } else { how });
    }
    let value = n.value.value();
    Draft {
        span,
        number: Span::new(at.start, doc.tokens.span(at.end.saturating_sub(1)).end),
        noun: c.noun(),
        tokens,
        value: Value::One(if c.below_zero { -value } else { value }),
        step: n.step,
        hedge: how,
        shares_hedge: shared,
        unit: c.unit,
        currency: c.currency,
        suffix: c.suffix,
        money: c.money,
        rate: c.rate,
        inherit: c.inherit,
        antecedent: c.antecedent,
        from_to: None,
        joined: n.proclitics.has(Proclitics::WA) || doc.tokens.key(at.open) == "\u{0648}",
        rule: c.rule,
    }
}

/// What a number of three and more, or a magnitude, counts.
fn counted(a: &Around, at: &Place, n: &Number) -> Option<Counted> {
    let doc = a.doc;
    // «ألف$\n٢٠٢٤»: a sign takes a number of its own line.
    let same_line = doc.tokens.get(at.open).is_some_and(|t| !t.line_start);
    if same_line
        && let Some(sign) = at.open.checked_sub(1).filter(|b| doc.tokens.kind(*b) == Kind::Currency)
        && let Some(found) = unit::sign(doc, sign, n)
    {
        return Some(Counted { end: at.end, finish: doc.tokens.span(at.end - 1).end, ..found });
    }
    if let Some(found) = unit::measure(doc, at.end, n).or_else(|| unit::money(doc, at.end, n)) {
        return Some(found);
    }
    if doc.is(at.end, Class::TimeUnit) {
        return age(a, at, n);
    }
    let known = noun::after(doc, at.end, n);
    // «بين الدول الثلاث تقدم»
    if at.article
        && known.as_ref().is_none_or(|k| k.guessed)
        && let Some((_, found)) = noun::before(doc, at.open, a.sentence.first)
    {
        return Some(found);
    }
    if let Some(found) = known {
        let sure = !found.guessed && !noun::year_like(doc, at.end, n);
        return (sure || !refuse::named(doc, at, n)).then_some(found);
    }
    if refuse::named(doc, at, n) {
        return None;
    }
    if let Some(found) = noun::of(doc, at.end, n) {
        return Some(found);
    }
    bare(a, at, n)
}

/// «عمرها 50 عاماً»: the years of an age are a figure, other lengths of time are times.
fn age(a: &Around, at: &Place, n: &Number) -> Option<Counted> {
    let doc = a.doc;
    let before = hedge_before(a, at.open).map_or(at.open, |h| h.first);
    let m = doc.entry(at.end, Class::TimeUnit)?;
    if n.step > 1 || !refuse::age(doc, before, a.sentence.first) {
        return None;
    }
    let mut found = Counted::new(doc, at.end, at.end + 1, "age");
    found.unit = Some(super::singular::of_entry(m));
    Some(found)
}

/// A number without a noun after it.
fn bare(a: &Around, at: &Place, n: &Number) -> Option<Counted> {
    let doc = a.doc;
    let mut found = Counted::none(doc, at);
    if n.some && doc.is(at.end + 1, Class::TimeUnit) {
        return None;
    }
    found.antecedent = noun::antecedent(doc, at.open, a.sentence.first);
    if let Some((sort, m)) = noun::follower(doc, at.end)
        && doc.tokens.get(at.end).is_some_and(|t| !t.line_start)
    {
        match sort {
            "them" => {
                found.rule = "number-of-them";
                found.inherit = Inherit::Counted;
                found.extend(doc, at.end + m.len as usize);
                return Some(found);
            }
            "below" if n.step == 1 => {
                (found.unit, found.rule, found.below_zero) = (Some("\u{b0}C".to_owned()), "unit", true);
                found.extend(doc, at.end + m.len as usize);
                return Some(found);
            }
            "others" => {
                found.rule = "others";
                found.inherit = Inherit::Counted;
                found.extend(doc, at.end + m.len as usize);
                return Some(found);
            }
            _ => {}
        }
    }
    let first = a.sentence.first;
    let before = hedge_before(a, at.open).map_or(at.open, |h| h.first);
    let label = before.checked_sub(1).filter(|b| *b >= first).and_then(|b| refuse::label(doc, b));
    let year = noun::year_like(doc, n.end, n);
    // «24 سفينة، منها 10 قديمة و14 حديثة»: the adjective of what was counted.
    if doc.tags.all(at.end, Class::Quality).any(|m| m.proclitics == Proclitics::NONE)
        && a.previous.is_some_and(|p| matches!(p.rule, "counted-noun" | "number-of-them"))
        && n.step == 1
        && !year
    {
        found.rule = "number-of-them";
        found.inherit = Inherit::Counted;
        found.extend(doc, at.end + 1);
        return Some(found);
    }
    if label == Some("of-them") {
        found.rule = "number-of-them";
        found.inherit = Inherit::Counted;
        return Some(found);
    }
    let near =
        (1..=4).any(|d| before.checked_sub(d).is_some_and(|b| b >= first && refuse::label(doc, b) == Some("count")));
    if near && !year {
        found.rule = "bare-number";
        found.inherit = Inherit::Named;
        return Some(found);
    }
    // «29 منها للحفر و38 للتعميق»
    let joined = n.proclitics.has(Proclitics::WA) || doc.tokens.key(at.open) == "\u{0648}";
    if let Some(p) = a.previous.filter(|p| p.inherit != Inherit::No && joined)
        && at.open.saturating_sub(p.tokens.1) <= 8
    {
        found.rule = "number-of-them";
        found.inherit = Inherit::Counted;
        return Some(found);
    }
    let coefficient = n.step >= 1000 && (n.digits || n.value.integer() != Some(n.step));
    let hedged = before < at.open && !year;
    if n.some {
        // «تشريد المئات», not «آلاف» before a word that is none.
        return n.proclitics.has(Proclitics::AL).then_some(Counted { rule: "indefinite-plural", ..found });
    }
    if coefficient || hedged && n.step >= 100 || hedged && n.digits {
        found.rule = "bare-number";
        found.inherit = Inherit::Measured;
        return Some(found);
    }
    None
}

/// «ثلث الأراضي», «بواقع النصف», «نصفهم»; of a unit it is a number («نصف كيلومتر», «ربع نقطة مئوية»).
fn share(a: &Around, at: &Place, n: &mut Number) -> Option<Counted> {
    let doc = a.doc;
    if !at.article {
        let part = Number { share: false, value: n.value.over(100)?, ..*n };
        if let Some(found) = unit::measure(doc, at.end, &part).or_else(|| unit::money(doc, at.end, &part)) {
            *n = part;
            return Some(found);
        }
    }
    let n = &*n;
    let percent = |mut c: Counted| {
        c.unit = Some("%".to_owned());
        c.rate = true;
        c.rule = "share";
        c
    };
    let bare = || percent(Counted::none(doc, at));
    if doc.tags.all(at.number, Class::Fraction).next().is_some_and(|m| !m.pronoun.is_empty()) {
        return Some(bare());
    }
    let before = at.open.checked_sub(1).filter(|b| *b >= a.sentence.first);
    if at.article {
        let told = before.is_some_and(|b| {
            refuse::label(doc, b) == Some("share") || hedge::ending(doc, at.open, a.sentence.first, "before").is_some()
        });
        let ordered = doc.is(at.end, Class::Ordinal) || doc.is(at.end, Class::TimeOrder);
        let from = before.is_some_and(|b| hedge::is_place(doc, b, "link-to"));
        return (!ordered && (from || told && !doc.is(at.end, Class::TimeUnit))).then(bare);
    }
    let joined = n.proclitics.has(Proclitics::WA);
    if doc.tokens.kind(at.end) != Kind::Word || doc.is(at.end, Class::AfterNumber) || doc.is(at.end, Class::TimeUnit) {
        return None;
    }
    let known = noun::after(doc, at.end, n).map(percent);
    known.or_else(|| {
        let previous = a.previous.is_some_and(|p| p.rule == "share");
        (joined && previous || doc.is(at.end, Class::Country)).then(bare)
    })
}

/// «اثنان من العاملين», «مسلحين اثنين», «سوى مركز واحد»: one and two count only where the text makes a point of it.
fn lone(a: &Around, at: &Place, n: &Number) -> Option<Counted> {
    let doc = a.doc;
    let two = n.value.integer() == Some(2);
    if at.article || n.proclitics.has(Proclitics::BA) && !two {
        return None;
    }
    if n.digits {
        return None;
    }
    // «تراجع من أربع إلى اثنتين»
    if a.previous.is_some_and(|p| p.from_to == Some(at.number)) {
        let mut found = Counted::none(doc, at);
        found.antecedent = noun::antecedent(doc, at.open, a.sentence.first);
        found.inherit = if found.antecedent.is_some() { Inherit::Named } else { Inherit::No };
        return Some(found);
    }
    beside(a, at, n, two).or_else(|| {
        let found = noun::of(doc, at.end, n).filter(|_| two)?;
        Some(Counted { rule: "one-or-two", ..found })
    })
}

/// «مسلحين اثنين», «سوى مركز أمني واحد».
fn beside(a: &Around, at: &Place, n: &Number, two: bool) -> Option<Counted> {
    let doc = a.doc;
    if n.proclitics != Proclitics::NONE {
        return None;
    }
    let first = a.sentence.first;
    let j = at.number.checked_sub(1).filter(|j| *j >= first)?;
    let noun_at = |k: usize| {
        super::singular::known(doc, k, |m| {
            m.class == Class::CountedNoun
                && m.proclitics.has(Proclitics::AL) == at.article
                && m.features.has(if two { Features::DUAL } else { Features::NONE })
                && !m.features.has(Features::PLURAL)
        })
        .map(|m| (k, m))
    };
    let qualified = |k: usize| doc.is(k, Class::Quality) || doc.is(k, Class::Nationality);
    let (k, m) = noun_at(j).or_else(|| j.checked_sub(1).filter(|k| *k >= first && qualified(j)).and_then(noun_at))?;
    let mut found = Counted::new(doc, k, at.end, "one-or-two");
    found.start = doc.word_start(k, &m);
    found.unit = Some(super::singular::of_entry(&m));
    let only = hedge::ending(doc, k, first, "only").is_some()
        || hedge_before(a, k).is_some()
        || hedge::is_place(doc, at.end, "only-after");
    (two || only).then_some(found)
}

/// Whether a verb or noun of rise, fall or growth stands before token `i` in its sentence.
pub(super) fn change_before(doc: &Document, i: usize, first: usize) -> bool {
    (first.max(i.saturating_sub(14))..i)
        .any(|j| doc.entry(j, Class::ChangeCue).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "change"))
}

#[cfg(test)]
mod tests {
    use crate::Context;

    #[test]
    fn a_sign_takes_a_number_of_its_own_line() {
        for text in ["ألف$\n٢٠٢٤", "ألف $\n٢٠٢٤", "$\n٢٠٢٤"] {
            let article = isnad_text::Article { text: text.to_owned(), ..Default::default() };
            let out = crate::read(&article, &Context::default());
            assert_eq!(crate::sound(&article.text, &out), Ok(()), "{text:?}");
            let overlap = out.figures.iter().zip(out.figures.iter().skip(1)).any(|(a, b)| a.span.overlaps(b.span));
            assert!(!overlap, "{text:?}: {:?}", out.figures);
        }
    }
}
