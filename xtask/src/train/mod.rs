//! How is the tagger of names made? `cargo run --release -p xtask -- train FOLDER [MB]` reads articles, lets the rules
//! of names label them, and writes the weights of `learned-name` into the crate; the same command gives the same bytes.

mod annotated;
mod clusters;
mod learner;
pub mod stems;
mod told;

use std::path::{Path, PathBuf};

pub use annotated::run as on_annotated;
use isnad_extract::Document;
use isnad_extract::entity::tagger::Clusters;
use isnad_text::Article;

use crate::bench::{corpus, timed};
use learner::{Hide, Learner};

/// How many rounds the learner goes over its examples.
const ROUNDS: usize = 4;

/// Where the weights stand.
pub(crate) fn target() -> PathBuf {
    crate::root().join("crates/isnad-extract/src/entity/tagger/names.bin")
}

/// Learns from at most `megabytes` of a folder and writes the weights.
///
/// # Errors
/// A sentence for the terminal: no articles, no place to write.
pub fn run(folder: &Path, megabytes: usize) -> Result<(), String> {
    let articles: Vec<Article> =
        corpus::load(folder, megabytes * 1_000_000)?.iter().map(|r| isnad_clean::plain(&r.text)).collect();
    println!("{} articles", articles.len());
    let clusters = company(&articles);
    let (examples, time) = timed(|| told::examples(&articles, &Clusters::of(&clusters)));
    println!("{} sentences labelled by the rules in {:.1} s", examples.len(), time.as_secs_f64());
    let mut learner = Learner::new();
    let hide = Hide { classes: 140, words: 90, titles: 64 };
    let ((), time) = timed(|| learner.learn(&examples, ROUNDS, hide));
    let bytes = learner.bytes(&clusters);
    std::fs::write(target(), &bytes).map_err(|e| format!("{}: {e}", target().display()))?;
    println!("{} bytes written, learned in {:.1} s", bytes.len(), time.as_secs_f64());
    Ok(())
}

fn company(articles: &[Article]) -> Vec<u8> {
    let texts: Vec<Vec<u64>> = articles.iter().map(|a| told::hashes(&Document::of(a))).collect();
    let (clusters, time) = timed(|| clusters::learn(&texts));
    println!("clusters of words in {:.1} s", time.as_secs_f64());
    clusters
}
