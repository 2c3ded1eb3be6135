//! When?
//!
//! Reads the tokens and their classes, gives every expression that places something in time.

use isnad_text::Span;
use jiff::civil::Date;

use crate::{Context, Document, ReferenceFrom, Rule, Time};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[];

/// The day that relative times count from, and where it comes from: the context's, else one that the text states
/// (a dateline), else none.
pub fn reference(_document: &Document, context: &Context) -> (Option<Date>, ReferenceFrom) {
    (context.published, if context.published.is_some() { context.reference_from } else { ReferenceFrom::None })
}

/// Every time of the article, in order, not overlapping.
pub fn find(_document: &Document, _context: &Context) -> Vec<Time> {
    Vec::new()
}

/// The time that begins or stands inside `span`, if one does (times are in the order of the text).
pub fn within(times: &[Time], span: Span) -> impl Iterator<Item = (usize, &Time)> {
    let first = times.partition_point(|t| t.span.end <= span.start);
    times.iter().enumerate().skip(first).take_while(move |(_, t)| t.span.start < span.end)
}
