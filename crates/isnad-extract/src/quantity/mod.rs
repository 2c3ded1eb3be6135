//! How much?
//!
//! Reads numbers in digits and words with their hedges and units. What a number measures is `figure`'s question.

mod decimal;
mod digits;
pub mod number;

pub use decimal::Decimal;
pub use number::{Number, Ordinal};

use isnad_text::Span;

use crate::{Context, Document, Hedge, Rule, Time, Value};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[];

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
pub fn find(_document: &Document, _context: &Context, _times: &[Time]) -> Vec<Quantity> {
    Vec::new()
}
