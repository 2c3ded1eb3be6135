//! The project's own tools: what is checked of the house, how fast it is, how well it reads.
//!
//! `cargo run -p xtask -- tidy` prints every law that is broken; `cargo test` runs the same function
//! (`crates/isnad/tests/tidy.rs`). `bench` and `gold` print figures and never fail a build.

pub mod bench;
pub mod calibration;
pub mod r#gen;
pub mod gold;
pub mod identity;
pub mod link;
pub mod load;
pub mod names;
pub mod pages;
pub mod peers;
pub mod proof;
pub mod tidy;
pub mod train;
pub mod words;

use std::path::{Path, PathBuf};

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}
