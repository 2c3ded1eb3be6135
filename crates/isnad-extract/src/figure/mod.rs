//! Which number says what about whom?
//!
//! Ties quantities to what they measure: subject, measure, time, sense, status and statement.

use crate::entity::Entities;
use crate::quantity::Quantity;
use crate::{Context, Document, Figure, Rule, Statement, Time};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[];

/// Every figure of the article, in the order of the text.
pub fn find(
    _document: &Document,
    _context: &Context,
    _times: &[Time],
    quantities: &[Quantity],
    _entities: &Entities,
    _statements: &[Statement],
) -> Vec<Figure> {
    quantities
        .iter()
        .map(|q| Figure {
            span: q.span,
            value: q.value,
            hedge: q.hedge,
            unit: q.unit.clone(),
            measure: None,
            subject: None,
            as_of: None,
            sense: crate::Sense::Level,
            status: crate::Status::Actual,
            measure_key: String::new(),
            parts: Vec::new(),
            same_as: None,
            statement: None,
            rule: q.rule,
            why: q.why.clone(),
        })
        .collect()
}
