//! How well does it read? Runs the release binary over annotated articles and prints the scorer's table.
//!
//! The annotated articles are not part of this repository: a folder with `articles.texts.jsonl`,
//! `articles.gold.jsonl`, the same for `seeds`, and `score.py`.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// Scores every set of the folder; `show` misses of each sort are printed.
///
/// # Errors
/// A sentence for the terminal: no binary, no folder, or a scorer that fails.
pub fn run(folder: &Path, show: &str) -> Result<(), String> {
    let binary = crate::bench::binary()?;
    let scorer = folder.join("score.py");
    if !scorer.exists() {
        return Err(format!("no {}: annotated articles with their scorer are needed", scorer.display()));
    }
    for set in ["articles", "seeds"] {
        let texts = folder.join(format!("{set}.texts.jsonl"));
        let gold = folder.join(format!("{set}.gold.jsonl"));
        if !texts.exists() || !gold.exists() {
            continue;
        }
        let out = std::env::temp_dir().join(format!("isnad-gold-{}-{set}.jsonl", std::process::id()));
        let file = File::create(&out).map_err(|e| format!("{}: {e}", out.display()))?;
        let read = Command::new(&binary)
            .args(["extract", "--from", "jsonl"])
            .arg(&texts)
            .stdin(Stdio::null())
            .stdout(file)
            .status()
            .map_err(|e| format!("{}: {e}", binary.display()))?;
        if !read.success() {
            return Err(format!("isnad extract failed on {}: {read}", texts.display()));
        }
        println!("{set}");
        let scored = Command::new("python3").arg(&scorer).args([&texts, &gold, &out]).args(["--show", show]).status();
        let removed = std::fs::remove_file(&out);
        let scored = scored.map_err(|e| format!("python3: {e}"))?;
        removed.map_err(|e| format!("{}: {e}", out.display()))?;
        if !scored.success() {
            return Err(format!("{} failed: {scored}", scorer.display()));
        }
    }
    Ok(())
}
