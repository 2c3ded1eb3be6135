//! How does the reader do on the cases that other systems test themselves with?
//!
//! `cargo run --release -p xtask -- peers FOLDER` reads `FOLDER/temporal/*.jsonl` and `FOLDER/numbers/*.jsonl` (facts
//! converted from the peers' own suites) and prints, set by set, how many come out right. A case that fails is listed
//! with what was found; nothing is dropped. *Disputed* cases, where a convention of ours stands against theirs, are
//! printed by name with the convention and are not counted as right.

mod instants;
mod numbers;
mod times;

use std::fs;
use std::path::Path;

use serde_json::Value;

/// One set of cases and how they came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Name of the set.
    pub name: String,
    /// Cases asked.
    pub asked: usize,
    /// Cases whose value is right.
    pub right: usize,
    /// Cases right only under a convention of ours: the case, what was found, the convention.
    pub disputed: Vec<String>,
    /// The others: case, text, what was expected, what was found.
    pub wrong: Vec<String>,
}

/// Runs every set and prints the table; `show` misses of each.
///
/// # Errors
/// A folder without the files, a line that is no JSON.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    let mut outcomes = Vec::new();
    for set in ["duckling", "chrono", "dateparser"] {
        outcomes.extend(times::evaluate(set, &cases(&folder.join(format!("temporal/{set}.jsonl")))?));
    }
    outcomes.extend(numbers::evaluate(&cases(&folder.join("numbers/duckling.jsonl"))?));
    println!("{:<34}{:>6}{:>7}{:>10}{:>7}", "set", "cases", "right", "disputed", "wrong");
    for o in &outcomes {
        println!("{:<34}{:>6}{:>7}{:>10}{:>7}", o.name, o.asked, o.right, o.disputed.len(), o.wrong.len());
    }
    for o in outcomes.iter().filter(|o| !o.disputed.is_empty()) {
        println!("\n{}: {} disputed", o.name, o.disputed.len());
        o.disputed.iter().for_each(|line| println!("    {line}"));
    }
    for o in outcomes.iter().filter(|o| show > 0 && !o.wrong.is_empty()) {
        println!("\n{}: {} not right", o.name, o.wrong.len());
        for line in o.wrong.iter().take(show) {
            println!("    {line}");
        }
    }
    Ok(())
}

fn cases(path: &Path) -> Result<Vec<Value>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).map_err(|e| format!("{}: {e}", path.display())))
        .collect()
}

fn field<'a>(case: &'a Value, name: &str) -> &'a str {
    case.get(name).and_then(Value::as_str).unwrap_or_default()
}
