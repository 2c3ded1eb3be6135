//! How well are articles linked? `cargo run --release -p xtask -- link QUESTION FOLDER` asks one question of a folder of
//! articles (`.jsonl`, `.jsonl.zst`, or tab-separated pairs) and prints figures; none fails a build.

mod conflicts;
mod copies;
mod load;
mod stance;
mod stems;
mod stories;

use std::path::Path;

/// Asks one question.
///
/// # Errors
/// No such question, or no articles in the folder.
pub fn run(question: &str, folder: &Path, show: usize) -> Result<(), String> {
    match question {
        "common" => stems::run(folder),
        "conflicts" => conflicts::run(folder, show),
        "copies" => copies::run(folder, show),
        "stance" => stance::run(folder, show),
        "stance-weights" => stance::weights(folder),
        "stories" => stories::run(folder, show),
        _ => Err(format!("no such question: {question}")),
    }
}
