//! What are the words, and where exactly did they stand?
//!
//! Reads a document's text and gives tokens, sentences, clitics and folded keys, each with its exact place in the
//! text as it was. It also holds [`Article`], the shape that a cleaned document has for every later room, and the
//! one reader of lexicon files.
//!
//! ```
//! use isnad_text::{sentences, tokenise};
//!
//! let text = "وأكَّد الوزيرُ أنّ العدد بلغ 87 دولة. وأضاف أنه سيرتفع.";
//! let tokens = tokenise(text);
//! assert_eq!(tokens.key(0), "واكد");
//! assert_eq!(tokens.span(0).of(text), "وأكَّد");
//! assert_eq!(sentences(text, &tokens, &[]).len(), 2);
//! ```
//!
//! Not here: what a word means (`isnad-extract`), which part of a page is the article (`isnad-clean`).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]

mod article;
mod clitic;
mod fold;
pub mod letters;
mod offsets;
mod segment;
mod sentence;
mod span;
mod table;
mod token;

pub use article::{Article, Block, BlockKind, Field, Found, Furniture, FurnitureReason, Note, Title};
pub use clitic::{Enclitic, Proclitics, Reading, enclitics, readings};
pub use fold::{fold, fold_into};
pub use offsets::CodePoints;
pub use segment::{
    STEM_PROBES, STEM_SCALE, STEM_SLOTS, Segments, Way, segment, spelled, spellings, stem_levels, stem_place, ways,
};
pub use sentence::{Sentence, sentences};
pub use span::Span;
pub use table::{Row, Table, TableError};
pub use token::{Kind, Token, Tokens, tokenise};
