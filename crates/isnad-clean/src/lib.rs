//! Which part of this page is the article, and what does the page say of it?
//!
//! Bytes or text in, an [`Article`] out: its text, its blocks, what belongs to the page and not to it (furniture, with
//! reasons), its title, source, author and dates as found. Reading never fails.
//!
//! Not here: what the article says (`isnad-extract`), files and network (the program).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]

mod decode;
mod feed;
mod html;
mod language;
mod lexicon;
mod meta_names;
mod mhtml;
mod outlets;
mod pdf;
mod plain;
mod rules;
pub mod warc;

pub use decode::{Decoded, decode, decode_as};
pub use feed::{Feed, FeedEntry, FeedKind, feed, feed_kind, feed_links, opml};
pub use html::{LeftOut, NO_ARTICLE, html, left_out};
pub use isnad_text::Article;
pub use language::language;
pub use mhtml::{Saved, is_mhtml, mhtml};
pub use outlets::{Outlet, Outlets};
pub use pdf::{NoText, Pdf, pdf};
pub use plain::{Known, plain, plain_with};
pub use rules::{PageRule, RULES};
