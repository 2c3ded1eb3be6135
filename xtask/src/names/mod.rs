//! How well are names read, on sets that others annotated?
//!
//! `anercorp` (exact spans), `titles` (persons whom a title or a cue introduces), `learned` (what the tagger adds),
//! `wikinews` (clitics), `articles` (the annotated articles of this project). The sets are not part of this
//! repository: a folder with `anercorp-camel-train.bio` and `anercorp-camel-dev.bio`. Both only print.

pub mod anercorp;
pub mod annotated;
pub(crate) mod bio;
pub mod learned;
pub mod titles;
pub mod wikinews;
