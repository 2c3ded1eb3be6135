//! What does this one article say?
//!
//! Reads an [`Article`] and a [`Context`] and gives a [`Record`]: times, figures, entities and statements, each with
//! its exact span and the name of the rule that found it. Reading never fails: any text in, a record out.
//!
//! ```
//! use isnad_extract::{read, Context};
//! use isnad_text::Article;
//!
//! let article = Article { text: "وقال الوزير إن العدد بلغ 87 دولة".into(), ..Article::default() };
//! let record = read(&article, &Context::default());
//! assert!(record.times.is_empty());
//! ```
//!
//! Not here: what several articles say together (`isnad-link`), pages and encodings (`isnad-clean`), JSON (the program).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]

mod context;
mod document;
pub mod entity;
mod example;
pub mod figure;
pub mod lexicon;
pub mod quantity;
mod record;
mod rule;
mod sound;
pub mod statement;
pub mod time;

pub use context::{Context, ReferenceFrom};
pub use document::Document;
pub use example::{Example, example};
pub use record::{
    Act, Anchor, Calendar, Entity, EntityKind, Figure, FigureRules, Finality, Hedge, Link, Mention, Modifier, Record,
    Sense, Statement, StatementKind, Status, Time, TimeKind, Value,
};
pub use rule::{Rule, rules};
pub use sound::sound;

use isnad_text::Article;

/// Reads one article.
///
/// Relative times count from `context.published`, else from a day that the text states, else stay without a value.
pub fn read(article: &Article, context: &Context) -> Record {
    let document = Document::of(article);
    let (reference, reference_from) = time::reference(&document, context);
    let context = &Context { published: reference, reference_from, ..context.clone() };
    let times = time::find(&document, context);
    let quantities = quantity::find(&document, context, &times);
    let entities = entity::find(&document, context, &times);
    let statements = statement::find(&document, context, &times, &entities);
    let figures = figure::find(&document, context, &times, &quantities, &entities, &statements);
    let statements = statement::attach(statements, &document, &figures, &entities);
    let notes = figure::notes(&figures);
    Record { reference, reference_from, times, figures, entities: entities.entities, statements, notes }
}
