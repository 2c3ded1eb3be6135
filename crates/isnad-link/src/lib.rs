//! What do many articles say together?
//!
//! - [`copy`]: which texts are copies of which, whole, edited or cut, and which stood first.
//! - [`series`]: which figures of which articles measure the same thing of the same subject, in the order of time.
//! - [`identity`]: who is the same person or body, and in which office when.
//! - [`difference`]: why two figures of a series are not the same number.
//! - [`story`]: which articles tell of one event.
//! - [`quote`]: whether a quotation that circulates is what the record holds.
//! - [`position`]: what speakers hold, where one turned and where two disagree.
//!
//! `keys(record)`, `judge(pair)`, `fold(group)`: the store (or a cluster) only joins on the keys. What comes out depends
//! on the set of articles, not on the order in which they came.
//!
//! Not here: what one article says (`isnad-extract`), the joining on keys (the store, or a cluster), the words in which
//! a difference is told to a reader (the program's glossary).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]

pub mod copy;
pub mod difference;
pub mod identity;
mod lexicon;
pub mod position;
pub mod quote;
pub mod series;
pub mod story;
