//! How much?
//!
//! Reads numbers in digits and words with their hedges and units. What a number measures is `figure`'s question.
//! «أكثر من 300 عيادة و70 مركزا» gives two quantities, both «over»; «عام 2014», «المادة 7» and «أحد المسؤولين» give none.

mod alone;
mod decimal;
mod digits;
mod hedge;
mod inherit;
mod noun;
pub mod number;
mod range;
mod read;
mod refuse;
mod singular;
mod unit;

pub use decimal::Decimal;
pub use number::{Number, Ordinal};

use isnad_text::Span;

use crate::{Context, Document, Hedge, Rule, Time, Value};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[
    rule("range", "two bounds, tied by between and and, from and to, a dash or an or"),
    rule("two-levels", "the first of two levels, where something rose or fell from one to the other"),
    rule("ratio", "so many of so many, as a percent"),
    rule("unit-alone", "a unit that says its own number: its dual, one and a half of it"),
    rule("share", "a part of a whole, as a percent"),
    rule("one-or-two", "one and two where the text makes a point of it"),
    rule("percent", "a number with a sign or words of percent"),
    rule("unit", "a number with a unit of measure, its power and its rate"),
    rule("money", "a number with a currency; the adjective or the country decides which"),
    rule("age", "years after a word of age"),
    rule("counted-noun", "a number and the noun that agrees with it"),
    rule("indefinite-plural", "tens, thousands, milliards of something: at least that and more"),
    rule("noun-before-number", "a definite noun before a number with the article"),
    rule("number-of", "a number and the definite noun after the preposition of parts"),
    rule("number-of-them", "a number of what was counted before"),
    rule("others", "more of what was counted before"),
    rule("bare-number", "a magnitude or a hedged number whose noun stands elsewhere"),
];

const fn rule(name: &'static str, about: &'static str) -> Rule {
    Rule { name, room: "quantity", about }
}

/// A number with its hedge and unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Hedge, number and unit or counted noun, as written.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// The unit or counted noun alone, with what belongs to it («كيلومتر مربع»); `None` where nothing is counted.
    pub noun: Option<Span>,
    /// The tokens it covers: first, one past the last.
    pub tokens: (usize, usize),
    /// The value, multiplied out (exact in decimal before it becomes a float).
    pub value: Value,
    /// How exact.
    pub hedge: Hedge,
    /// ISO 4217 code, symbol, or the counted noun in the singular without clitics.
    pub unit: Option<String>,
    /// Whether the unit is money.
    pub money: bool,
    /// Whether it is a rate («يومياً», `%`).
    pub rate: bool,
    /// The other bound of «من 12 إلى 87 دولة», as an index into the quantities: two levels, not a range.
    pub from_to: Option<usize>,
    /// The rule that read it.
    pub rule: &'static str,
    /// How it was read; empty unless asked for.
    pub why: String,
}

/// Every quantity of the article, in order, not overlapping; what stands inside a time is none.
pub fn find(doc: &Document, context: &Context, times: &[Time]) -> Vec<Quantity> {
    let mut drafts: Vec<Draft> = Vec::new();
    for sentence in &doc.sentences {
        let from = drafts.len();
        let mut i = sentence.first;
        while i < sentence.end {
            let number = number::begins(doc, i);
            if !number && !alone::begins(doc, i) {
                i += 1;
                continue;
            }
            let previous = drafts.get(from..).and_then(<[Draft]>::last);
            let around = read::Around { doc, times, sentence: *sentence, previous };
            let found = if number { read::quantity(&around, i) } else { alone::unit_alone(&around, i).ok_or(i + 1) };
            match found {
                // What reaches back into the one before it («$» between two numbers) is none of its own.
                Ok(draft) if previous.is_some_and(|p| draft.span.start < p.span.end) => i = draft.tokens.1.max(i + 1),
                Ok(draft) => {
                    // The second of two levels is read by itself.
                    i = draft.from_to.unwrap_or(draft.tokens.1).max(i + 1);
                    drafts.push(draft);
                }
                Err(next) => i = next.max(i + 1),
            }
        }
        inherit::in_sentence(doc, &mut drafts, from);
    }
    if drafts.iter().any(|d| d.currency.is_some()) {
        inherit::money(doc, context, &mut drafts);
    }
    finish(doc, context, drafts)
}

fn finish(doc: &Document, context: &Context, drafts: Vec<Draft>) -> Vec<Quantity> {
    let links: Vec<Option<usize>> = (0..drafts.len()).map(|i| partner(&drafts, i)).collect();
    drafts
        .into_iter()
        .zip(links)
        .map(|(d, from_to)| {
            let why = if context.explain { d.why(doc) } else { String::new() };
            let unit = match (d.unit, d.suffix) {
                (Some(unit), suffix) if !suffix.is_empty() => Some(format!("{unit}{suffix}")),
                (unit, _) => unit,
            };
            Quantity {
                span: d.span,
                number: d.number,
                noun: d.noun,
                tokens: d.tokens,
                value: d.value,
                hedge: d.hedge,
                unit,
                money: d.money,
                rate: d.rate,
                from_to,
                rule: d.rule,
                why,
            }
        })
        .collect()
}

/// The other of two levels.
fn partner(drafts: &[Draft], i: usize) -> Option<usize> {
    let holds = |a: usize, b: usize| {
        let (Some(x), Some(y)) = (drafts.get(a), drafts.get(b)) else { return false };
        x.from_to.is_some_and(|t| y.tokens.0 <= t && t < y.tokens.1)
    };
    if holds(i, i + 1) {
        return Some(i + 1);
    }
    i.checked_sub(1).filter(|p| holds(*p, i))
}

/// What a number without its own noun takes from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inherit {
    /// Nothing.
    No,
    /// The noun counted before («منهم», «آخرين»).
    Counted,
    /// The unit or money before («7 مليارات» after «30 مليار دولار»).
    Measured,
    /// The plural named before («السودانيين، وعددهم 45 مليوناً»).
    Named,
}

/// What a number counts, and where that stands.
#[derive(Debug, Clone)]
struct Counted {
    first: usize,
    end: usize,
    start: u32,
    finish: u32,
    empty: bool,
    unit: Option<String>,
    currency: Option<(u16, Option<&'static str>)>,
    suffix: &'static str,
    money: bool,
    rate: bool,
    below_zero: bool,
    guessed: bool,
    inherit: Inherit,
    antecedent: Option<(usize, String)>,
    rule: &'static str,
}

impl Counted {
    fn new(doc: &Document, first: usize, end: usize, rule: &'static str) -> Self {
        let span = doc.tokens.cover(first, end);
        Counted {
            first,
            end,
            start: span.start,
            finish: span.end,
            empty: false,
            unit: None,
            currency: None,
            suffix: "",
            money: false,
            rate: false,
            below_zero: false,
            guessed: false,
            inherit: Inherit::No,
            antecedent: None,
            rule,
        }
    }

    /// Nothing counted: the number alone.
    fn none(doc: &Document, at: &read::Place) -> Self {
        Counted { start: at.start, empty: true, ..Counted::new(doc, at.open, at.end, "bare-number") }
    }

    fn extend(&mut self, doc: &Document, end: usize) {
        if end > self.end {
            self.end = end;
            self.finish = doc.tokens.span(end - 1).end;
        }
    }

    /// The same thing counted by a number elsewhere.
    fn borrowed(self, doc: &Document, at: &read::Place) -> Self {
        if self.first == at.end {
            return self;
        }
        Counted {
            unit: self.unit,
            currency: self.currency,
            money: self.money,
            rate: self.rate,
            ..Counted::none(doc, at)
        }
    }

    fn noun(&self) -> Option<Span> {
        (!self.empty).then(|| Span::new(self.start, self.finish))
    }
}

/// A quantity before it knows its neighbours.
#[derive(Debug, Clone)]
struct Draft {
    span: Span,
    number: Span,
    noun: Option<Span>,
    tokens: (usize, usize),
    value: Value,
    step: u64,
    hedge: Hedge,
    shares_hedge: bool,
    unit: Option<String>,
    currency: Option<(u16, Option<&'static str>)>,
    suffix: &'static str,
    money: bool,
    rate: bool,
    inherit: Inherit,
    antecedent: Option<(usize, String)>,
    from_to: Option<usize>,
    joined: bool,
    rule: &'static str,
}

impl Draft {
    fn why(&self, doc: &Document) -> String {
        let mut why = format!("{}: number «{}»", self.rule, self.number.of(doc.text));
        if let Some(noun) = self.noun {
            why.push_str(&format!(", counts «{}»", noun.of(doc.text)));
        }
        if self.hedge != Hedge::Exact {
            why.push_str(&format!(", hedge {}", self.hedge.name()));
        }
        if self.inherit != Inherit::No {
            why.push_str(", unit from the quantity before");
        }
        why
    }
}
