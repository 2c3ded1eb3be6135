//! Who said what?
//!
//! Reads quotation marks, cues of speech and reported clauses; gives statements with their speakers.

use crate::entity::Entities;
use crate::{Context, Document, Figure, Rule, Statement, Time};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[];

/// Every statement of the article, in the order of the text.
pub fn find(_document: &Document, _context: &Context, _times: &[Time], _entities: &Entities) -> Vec<Statement> {
    Vec::new()
}

/// Ties the figures and entities that a statement's content names to it.
pub fn attach(
    statements: Vec<Statement>,
    _document: &Document,
    _figures: &[Figure],
    _entities: &Entities,
) -> Vec<Statement> {
    statements
}
