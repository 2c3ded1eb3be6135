//! Which number do these words and digits write?
//!
//! Reads tokens from one on and gives the longest number that begins there: digits, words in any gender and case, and
//! both mixed («12 ألفا و500», «ثلاثة ملايين ونصف مليون», «بليوني»). What is counted is not its question.

use isnad_text::{Kind, Proclitics};

use super::decimal::Decimal;
use super::digits::{self, Before};
use crate::Document;
use crate::lexicon::{Class, ClassSet, Features, Match, lexicon};

/// A number in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// One past its last token.
    pub end: usize,
    /// Its value; of a share («ثلث») the percent.
    pub value: Decimal,
    /// Whether it begins with digits.
    pub digits: bool,
    /// Whether it is an indefinite plural («مليارات», «عشرات الآلاف»): at least this and more.
    pub some: bool,
    /// Whether it is a part of what follows («ثلث الأراضي»), as a percent.
    pub share: bool,
    /// Whether it is «one» or «two» alone, which may be a pronoun or an adjective.
    pub lone: bool,
    /// What is glued to the front of its first word; the article before digits is a token of its own.
    pub proclitics: Proclitics,
    /// Bytes of the first token's key before the number word (its article counted in the word).
    pub word: u8,
    /// The last magnitude word's value, 1 without one.
    pub step: u64,
}

/// An ordinal number word or words («الحادي والعشرين»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordinal {
    /// One past its last token.
    pub end: usize,
    /// First is 1.
    pub value: u32,
}

const NUMBER_WORD: ClassSet = ClassSet::of(&[Class::Numeral, Class::Magnitude, Class::Fraction]);
const DAMMA: char = '\u{064F}';
const FATHATAN: char = '\u{064B}';

/// The longest number that begins at token `i`, proclitics on its first word allowed.
///
/// ```
/// use isnad_extract::{Document, quantity::number};
/// use isnad_text::Article;
/// let article = Article { text: "بلغ العدد ثلاثة ملايين ونصف مليون نازح".into(), ..Article::default() };
/// let doc = Document::of(&article);
/// let n = number::read(&doc, 2).unwrap();
/// assert_eq!((n.value.integer(), n.end), (Some(3_500_000), 6));
/// ```
///
/// # Limits
/// «خمس», «سبع» and their like are parts of a whole only where their vowel is written.
pub fn read(doc: &Document, i: usize) -> Option<Number> {
    if !begins(doc, i) {
        return None;
    }
    read_at(doc, Place::at(i))
}

/// Whether a number may begin at token `i`.
pub(super) fn begins(doc: &Document, i: usize) -> bool {
    match doc.tokens.kind(i) {
        Kind::Number => true,
        Kind::Word => doc.tags.classes(i).any(NUMBER_WORD),
        _ => false,
    }
}

/// As [`read`], after an «and» that may be glued.
pub(super) fn read_at(doc: &Document, at: Place) -> Option<Number> {
    let mut n = term(doc, at, true)?;
    if n.share {
        return Some(n);
    }
    // «… و…»: each part smaller than the last magnitude.
    for _ in 0..6 {
        let Some(j) = joined(doc, n.end) else { break };
        if let Some((part, end)) = half(doc, j, n.step) {
            n.value = n.value.plus(part)?;
            n.end = end;
            n.lone = false;
            break;
        }
        if n.step == 1 || n.some {
            break;
        }
        let Some(next) = term(doc, j, false).filter(|t| !t.share && !t.some && t.value.below(n.step)) else { break };
        n = Number { end: next.end, value: n.value.plus(next.value)?, step: next.step, lone: false, ..n };
    }
    Some(n)
}

/// The ordinal that begins at token `i` («الثالثة», «الخامس عشر», «الحادي والعشرين»); also a cardinal that stands for one
/// («الواحد والعشرون», «الإحدى عشرة», «التسعون»).
pub fn ordinal(doc: &Document, i: usize) -> Option<Ordinal> {
    let Some(m) = doc.entry(i, Class::Ordinal) else { return definite(doc, i) };
    let row = lexicon().row(m)?;
    let value: u32 = row.column(0).parse().ok()?;
    let next = i + m.len as usize;
    if value < 10
        && let Some(ten) = numeral(doc, Place::at(next), Part::Ten).filter(|t| !t.m.proclitics.any(ANY_BUT_ARTICLE))
    {
        return Some(Ordinal { end: ten.end, value: value + 10 });
    }
    if value < 10
        && let Some(tens) = joined(doc, next).and_then(|j| numeral(doc, j, Part::Tens))
    {
        return Some(Ordinal { end: tens.end, value: value + tens.value as u32 });
    }
    (row.column(1) != "joined").then_some(Ordinal { end: next, value })
}

/// A cardinal with the article that is said for an ordinal.
fn definite(doc: &Document, i: usize) -> Option<Ordinal> {
    let w = word(doc, Place::at(i)).filter(|w| w.m.proclitics.has(Proclitics::AL))?;
    let value = match w.part {
        Part::Joined => {
            let ten = numeral(doc, Place::at(w.end), Part::Ten).filter(|t| t.m.proclitics == Proclitics::NONE)?;
            return Some(Ordinal { end: ten.end, value: w.value as u32 + 10 });
        }
        Part::One => {
            let tens = joined(doc, w.end).and_then(|j| numeral(doc, j, Part::Tens))?;
            return tens
                .m
                .proclitics
                .has(Proclitics::AL)
                .then_some(Ordinal { end: tens.end, value: tens.value as u32 + 1 });
        }
        Part::Tens => w.value as u32,
        _ => return None,
    };
    Some(Ordinal { end: w.end, value })
}

/// The number that a text of nothing else writes: what [`read`] reads, and forms that are dates, scores or the end of a
/// sentence elsewhere («3/4», «-1.2», «.77»).
///
/// ```
/// use isnad_extract::{Document, quantity::number};
/// use isnad_text::Article;
/// let alone = |text: &str| {
///     let article = Article { text: text.into(), ..Article::default() };
///     number::alone(&Document::of(&article))
/// };
/// assert_eq!((alone("3/4"), alone("-1.2"), alone("٫٧٧")), (Some(0.75), Some(-1.2), Some(0.77)));
/// ```
pub fn alone(doc: &Document) -> Option<f64> {
    let minus = doc.tokens.kind(0) == Kind::Dash;
    let i = usize::from(minus);
    let number = read(doc, i).map(|n| (n.value.value(), n.end));
    let part = digits::over(doc, i).map(|(value, end)| (value.value(), end));
    let fraction = digits::fraction(doc, i).map(|(value, end)| (value.value(), end));
    let whole = |found: &(f64, usize)| found.1 == doc.tokens.len();
    let (value, _) = [number, part, fraction].into_iter().flatten().find(whole)?;
    Some(if minus { -value } else { value })
}

/// Which part a numeral plays in a compound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Zero,
    One,
    Two,
    Joined,
    Unit,
    Ten,
    Teen,
    Tens,
    Hundred,
    Hundreds,
    Solid,
    Some,
    Point,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    m: Match,
    value: u64,
    part: Part,
    end: usize,
}

const CONJUNCTION: Proclitics = Proclitics::WA.with(Proclitics::FA);
const PREPOSITION: Proclitics = Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA).with(Proclitics::SA);
const ANY_BUT_ARTICLE: Proclitics = CONJUNCTION.with(PREPOSITION);

fn part(name: &str) -> Part {
    match name {
        "zero" => Part::Zero,
        "one" => Part::One,
        "two" => Part::Two,
        "joined" => Part::Joined,
        "ten" => Part::Ten,
        "teen" => Part::Teen,
        "tens" => Part::Tens,
        "hundred" => Part::Hundred,
        "hundreds" => Part::Hundreds,
        "solid" => Part::Solid,
        "some" => Part::Some,
        "point" => Part::Point,
        _ => Part::Unit,
    }
}

/// Where a number goes on: its token, and whether the «and» is glued to it («وأحد» and not «واحد»).
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) token: usize,
    glued: bool,
}

impl Place {
    fn at(token: usize) -> Place {
        Place { token, glued: false }
    }

    fn takes(self, m: &Match) -> bool {
        (m.pronoun.is_empty() || m.class == Class::Fraction)
            && (!self.glued || m.proclitics.has(Proclitics::WA) && !m.proclitics.any(PREPOSITION))
    }
}

fn word(doc: &Document, at: Place) -> Option<Word> {
    if !doc.is(at.token, Class::Numeral) {
        return None;
    }
    let m = *doc.tags.all(at.token, Class::Numeral).find(|m| at.takes(m))?;
    let row = lexicon().row(&m)?;
    Some(Word { m, value: row.column(0).parse().ok()?, part: part(row.column(1)), end: at.token + m.len as usize })
}

/// The numeral of one part, on the same line.
fn numeral(doc: &Document, at: Place, wanted: Part) -> Option<Word> {
    let same_line = doc.tokens.get(at.token).is_some_and(|t| !t.line_start);
    word(doc, at).filter(|w| same_line && w.part == wanted)
}

/// The place after an «and» at token `i`: the same token where it is glued, the next where it stands alone.
pub(super) fn joined(doc: &Document, i: usize) -> Option<Place> {
    let token = doc.tokens.get(i).filter(|t| !t.line_start)?;
    if token.kind != Kind::Word {
        return None;
    }
    if doc.tokens.key(i) == "\u{0648}" {
        let next = doc.tokens.get(i + 1).filter(|t| !t.line_start)?;
        return matches!(next.kind, Kind::Number | Kind::Word).then_some(Place::at(i + 1));
    }
    let glued = Place { token: i, glued: true };
    let number = doc.tags.classes(i).any(NUMBER_WORD);
    (number && doc.tags.at(i).iter().any(|m| NUMBER_WORD.has(m.class) && glued.takes(m))).then_some(glued)
}

/// A number below a thousand or in digits, with the magnitudes it multiplies.
fn term(doc: &Document, at: Place, first: bool) -> Option<Number> {
    let i = at.token;
    if doc.tokens.kind(i) == Kind::Number {
        let (value, end) = digits::read(doc, i, |j| scale_ahead(doc, j))?;
        let bare = Number {
            end,
            value,
            digits: true,
            some: false,
            share: false,
            lone: false,
            proclitics: Proclitics::NONE,
            word: 0,
            step: 1,
        };
        return multiplied(doc, pointed(doc, bare));
    }
    if let Some(n) = fraction(doc, at) {
        return Some(n);
    }
    if let Some(n) = small(doc, at).filter(|n| first || !n.proclitics.any(PREPOSITION)) {
        return multiplied(doc, pointed(doc, n));
    }
    let (m, factor, value, some) = magnitude(doc, at, false)?;
    if !first && m.proclitics.any(PREPOSITION) {
        return None;
    }
    let n = Number {
        end: i + m.len as usize,
        value: Decimal::whole(value).times(factor)?,
        digits: false,
        some,
        share: false,
        lone: false,
        proclitics: m.proclitics,
        word: m.word,
        step: value,
    };
    multiplied(doc, n)
}

/// A number word below a thousand, tens and units in their order («خمسة وعشرون», «مئة وثلاثة»).
fn small(doc: &Document, at: Place) -> Option<Number> {
    let w = word(doc, at)?;
    let mut n = Number {
        end: w.end,
        value: Decimal::whole(w.value),
        digits: false,
        some: w.part == Part::Some,
        share: false,
        lone: false,
        proclitics: w.m.proclitics,
        word: w.m.word,
        step: 1,
    };
    let value = match w.part {
        Part::Some | Part::Zero => return Some(n),
        Part::Point => return None,
        Part::Solid if !measured(doc, w.end) => return None,
        Part::Solid | Part::Hundred | Part::Hundreds => after_hundred(doc, w.value, &mut n),
        Part::Unit
            if numeral(doc, Place::at(w.end), Part::Hundred).is_some_and(|h| h.m.proclitics == Proclitics::NONE) =>
        {
            n.end = w.end + 1;
            after_hundred(doc, w.value * 100, &mut n)
        }
        _ => below_hundred(doc, w, &mut n)?,
    };
    n.value = Decimal::whole(value);
    Some(n)
}

/// Whether a number, a unit or money goes on at token `i`.
fn measured(doc: &Document, i: usize) -> bool {
    const GOES_ON: ClassSet = ClassSet::of(&[Class::Numeral, Class::Magnitude, Class::Unit, Class::Currency]);
    let same_line = doc.tokens.get(i).is_some_and(|t| !t.line_start);
    same_line && (doc.tags.classes(i).any(GOES_ON) || joined(doc, i).is_some())
}

/// «ثلاثة فاصلة خمسة», «1 فاصلة 1»: a point that is said, and what stands behind it.
fn pointed(doc: &Document, n: Number) -> Number {
    let whole = n.step == 1 && !n.some && n.value.is_whole();
    let behind = || {
        let i = numeral(doc, Place::at(n.end), Part::Point).filter(|p| p.m.proclitics == Proclitics::NONE)?.end;
        let (value, end) = match doc.tokens.kind(i) {
            Kind::Number => digits::read(doc, i, |_| Before::Other)?,
            _ => small(doc, Place::at(i)).filter(|s| s.proclitics == Proclitics::NONE).map(|s| (s.value, s.end))?,
        };
        let value = value.integer().filter(|v| *v < 1000)?;
        let scale = if doc.tokens.kind(i) == Kind::Number { doc.tokens.key(i).len() as u32 } else { places(value) };
        Some((n.value.plus(Decimal::new(u128::from(value), scale)?)?, end))
    };
    match if whole { behind() } else { None } {
        Some((value, end)) => Number { value, end, lone: false, ..n },
        None => n,
    }
}

/// Decimal places that a whole number of words fills: one for five, two for twenty-five.
fn places(n: u64) -> u32 {
    n.checked_ilog10().unwrap_or(0) + 1
}

/// «خمسة عشر», «خمسة وعشرون», «عشرون», «خمسة».
fn below_hundred(doc: &Document, w: Word, n: &mut Number) -> Option<u64> {
    n.end = w.end;
    if w.value < 10 {
        if let Some(ten) = numeral(doc, Place::at(w.end), Part::Ten).filter(|t| !t.m.proclitics.any(ANY_BUT_ARTICLE)) {
            n.end = ten.end;
            return Some(w.value + 10);
        }
        if let Some(tens) = joined(doc, w.end).and_then(|j| numeral(doc, j, Part::Tens)) {
            n.end = tens.end;
            return Some(w.value + tens.value);
        }
    }
    n.lone = matches!(w.part, Part::One | Part::Two | Part::Joined);
    // «مئة وإحدى» ends a number where no word follows; «إحدى المدن» is one of them.
    let ends = || doc.tokens.get(w.end).is_none_or(|t| t.line_start || t.kind != Kind::Word);
    (w.part != Part::Joined || w.value == 1 && ends()).then_some(w.value)
}

fn after_hundred(doc: &Document, hundred: u64, n: &mut Number) -> u64 {
    let rest = joined(doc, n.end).and_then(|j| {
        if doc.tokens.kind(j.token) == Kind::Number {
            let (value, end) = digits::read(doc, j.token, |_| Before::Other)?;
            return value.integer().filter(|v| *v < 100).map(|v| (v, end));
        }
        let wanted = |p: Part| {
            matches!(p, Part::One | Part::Two | Part::Joined | Part::Unit | Part::Ten | Part::Teen | Part::Tens)
        };
        let w = word(doc, j).filter(|w| wanted(w.part))?;
        // «مئة وخمس مئة» are two numbers.
        if numeral(doc, Place::at(w.end), Part::Hundred).is_some_and(|h| h.m.proclitics == Proclitics::NONE) {
            return None;
        }
        let mut below = *n;
        below_hundred(doc, w, &mut below).map(|v| (v, below.end))
    });
    // «خمسمية خمسة وعشرين»: said without the first «and»; units and tens together can be nothing else.
    let rest = rest.or_else(|| {
        let w = word(doc, Place::at(n.end)).filter(|w| matches!(w.part, Part::One | Part::Two | Part::Unit))?;
        let mut below = *n;
        let value = below_hundred(doc, w, &mut below).filter(|v| *v > 20 && w.m.proclitics == Proclitics::NONE)?;
        doc.tokens.get(n.end).is_some_and(|t| !t.line_start).then_some((value, below.end))
    });
    match rest {
        Some((value, end)) => {
            n.end = end;
            hundred + value
        }
        None => hundred,
    }
}

/// The magnitude word at token `i`: match, factor (2 of a dual), value, indefinite plural.
fn magnitude(doc: &Document, at: Place, counted: bool) -> Option<(Match, u64, u64, bool)> {
    let i = at.token;
    if counted && doc.tokens.get(i).is_none_or(|t| t.line_start) {
        return None;
    }
    if !doc.is(i, Class::Magnitude) {
        return None;
    }
    let first = *doc.tags.all(i, Class::Magnitude).find(|m| at.takes(m))?;
    let value: u64 = lexicon().row(&first)?.column(0).parse().ok()?;
    let all = || doc.tags.all(i, Class::Magnitude).filter(|m| m.row == first.row && m.word == first.word);
    let singular = all().any(|m| !m.features.has(Features::DUAL) && !m.features.has(Features::PLURAL));
    let dual = all().find(|m| m.features.has(Features::DUAL));
    if counted {
        return (singular || dual.is_none()).then_some((first, 1, value, false));
    }
    if let Some(dual) = dual {
        // «ألفا» is two thousand before a noun, one thousand with tanwin or before «و500».
        let one = singular
            && (doc.tokens.span(i).of(doc.text).contains(FATHATAN)
                || joined(doc, i + 1).is_some_and(|j| {
                    doc.tokens.kind(j.token) == Kind::Number
                        || doc.is(j.token, Class::Numeral)
                        || doc.is(j.token, Class::Fraction)
                }));
        return Some((*dual, if one { 1 } else { 2 }, value, false));
    }
    Some((first, 1, value, first.features.has(Features::PLURAL)))
}

/// The number with the magnitudes that follow it («110 ألف», «عشرات الآلاف», «ألف مليون»).
fn multiplied(doc: &Document, mut n: Number) -> Option<Number> {
    for _ in 0..3 {
        let Some((m, _, value, _)) = magnitude(doc, Place::at(n.end), true) else { break };
        let article = m.proclitics.has(Proclitics::AL);
        let definite = n.some || n.proclitics.has(Proclitics::AL);
        if m.proclitics.any(ANY_BUT_ARTICLE) || article && !definite || value <= n.step {
            break;
        }
        n.value = n.value.times(value)?;
        n.step = value;
        n.end += m.len as usize;
        n.lone = false;
    }
    Some(n)
}

fn scale_ahead(doc: &Document, i: usize) -> Before {
    let scale = match doc.tokens.kind(i) {
        Kind::Percent => true,
        Kind::Word => {
            doc.is(i, Class::Magnitude)
                || doc.entry(i, Class::Unit).is_some_and(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "%"))
        }
        // «(1.234) مليار»
        Kind::BracketClose | Kind::QuoteClose | Kind::QuoteEither => doc.is(i + 1, Class::Magnitude),
        _ => false,
    };
    if scale { Before::Scale } else { Before::Other }
}

/// One part of a whole at token `i`: numerator, denominator, one past its end; `beside` a unit or magnitude also words
/// that are parts only there.
fn part_of(doc: &Document, at: Place, beside: bool) -> Option<(Match, u64, u64, usize)> {
    let i = at.token;
    let spelled = |m: &Match| -> Option<u64> { lexicon().row(m)?.column(0).parse().ok() };
    // «ثلاثة أرباع»
    if let Some(w) = word(doc, at).filter(|w| w.part == Part::Unit)
        && let Some(m) = doc.entry(w.end, Class::Fraction)
        && m.features.has(Features::PLURAL)
        && !m.proclitics.any(ANY_BUT_ARTICLE)
    {
        let denominator = spelled(m)?;
        return (w.value < denominator).then_some((w.m, w.value, denominator, w.end + m.len as usize));
    }
    if !doc.is(i, Class::Fraction) {
        return None;
    }
    let m = *doc.tags.all(i, Class::Fraction).find(|m| at.takes(m))?;
    let denominator = spelled(&m)?;
    if lexicon().row(&m)?.column(1) == "measured" && !beside && !measured(doc, i + m.len as usize) {
        return None;
    }
    let dual = doc.tags.all(i, Class::Fraction).any(|m| m.features.has(Features::DUAL));
    let singular = doc.tags.all(i, Class::Fraction).any(|m| m.features == Features::NONE);
    if m.features.has(Features::PLURAL) {
        return None;
    }
    // «خمس», «ثمن», «عشر» are other words unless the vowel is written.
    let other_word = denominator == 8 || doc.is(i, Class::Numeral);
    let sure =
        denominator <= 4 || dual && denominator == 5 && !other_word || doc.tokens.span(i).of(doc.text).contains(DAMMA);
    // «كيلومترا وربعا» is one quarter, «ربعا السكان» two.
    let tanwin = beside && doc.tags.all(i, Class::Fraction).any(|m| m.features.has(Features::TANWIN));
    let numerator = if dual && !singular && !tanwin && denominator > 2 { 2 } else { 1 };
    sure.then_some((m, numerator, denominator, i + m.len as usize))
}

/// «نصف مليون», «ثلث», «ثلثي», «ثلاثة أرباع».
fn fraction(doc: &Document, at: Place) -> Option<Number> {
    let (m, numerator, denominator, end) = part_of(doc, at, false)?;
    let mut n = Number {
        end,
        value: Decimal::whole(100).times(numerator)?.over(denominator)?,
        digits: false,
        some: false,
        share: true,
        lone: false,
        proclitics: m.proclitics,
        word: m.word,
        step: 1,
    };
    if let Some((mag, _, value, _)) =
        magnitude(doc, Place::at(end), true).filter(|(m, ..)| !m.proclitics.any(ANY_BUT_ARTICLE))
    {
        n = Number {
            end: end + mag.len as usize,
            value: Decimal::whole(value).times(numerator)?.over(denominator)?,
            share: false,
            step: value,
            ..n
        };
    }
    Some(n)
}

/// «ونصف», «ونصف المليون» behind a unit: a part of one, or of the last magnitude, and one past its end.
pub(super) fn part_behind(doc: &Document, at: Place, step: u64) -> Option<(Decimal, usize)> {
    let (_, numerator, denominator, end) = part_of(doc, at, true)?;
    let part = |of: u64| Decimal::whole(of).times(numerator).and_then(|d| d.over(denominator));
    match magnitude(doc, Place::at(end), true) {
        Some((m, _, value, _)) => {
            (value == step && m.proclitics.has(Proclitics::AL)).then_some((part(step)?, end + m.len as usize))
        }
        None => Some((part(step)?, end)),
    }
}

/// «ونصف المليون», «وربع»: a part of the last magnitude.
fn half(doc: &Document, at: Place, step: u64) -> Option<(Decimal, usize)> {
    let (_, numerator, denominator, end) = part_of(doc, at, true)?;
    let share = |of: u64| Decimal::whole(of).times(numerator).and_then(|d| d.over(denominator));
    match magnitude(doc, Place::at(end), true) {
        Some((m, _, value, _)) if !m.proclitics.any(ANY_BUT_ARTICLE) => {
            (value <= step || step == 1).then_some(())?;
            Some((share(value)?, end + m.len as usize))
        }
        // «ونصف السكان» is another quantity.
        _ if doc.tokens.key(end).starts_with("\u{0627}\u{0644}") => None,
        _ => Some((share(step)?, end)),
    }
}
