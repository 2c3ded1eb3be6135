//! What do many articles say together?
//!
//! Copies, figure series and differences: `keys(record)`, `judge(pair)`, `fold(group)`. What comes out depends on the set of
//! articles, not on the order in which they came.
//!
//! Not here: what one article says (`isnad-extract`), the joining on keys (the store, or a cluster).
#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, reason = "the libraries are pure: see clippy.toml")]
