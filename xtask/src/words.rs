//! Does a number that somebody else spelled out read back as itself?
//!
//! `cargo run --release -p xtask -- words FILE [N]` reads lines `number TAB generator TAB variant TAB words` (what
//! `xtask/words/spell.py` prints) and tells, by generator, how many of the words give their number, all of them read; the
//! first N failures of each follow. Words that say a magnitude twice («تسعمائة وألف ألف» for 901000, a slip of num2words)
//! say another number than their line: they are counted with the others, and once more apart as disputed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use isnad_extract::{Document, quantity::number};
use isnad_text::Article;

/// Lines asked and read back, and the first that were not.
#[derive(Default)]
struct Count {
    asked: usize,
    right: usize,
    wrong: Vec<String>,
}

/// Reads the file and prints the table.
///
/// # Errors
/// A file that is not there, a line of another form.
pub fn run(file: &Path, show: usize) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut highest = 0;
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [number, generator, variant, words] = cells.as_slice() else { return Err(format!("no line: {line}")) };
        let wanted: u64 = number.parse().map_err(|e| format!("{number}: {e}"))?;
        highest = highest.max(wanted);
        let found = read(words);
        let sort = if *variant == "as-spelled" { "as spelled" } else { "other spellings" };
        let disputed = if twice(words) { "disputed: said twice" } else { "all but disputed" };
        for name in [generator, sort, disputed, "all"] {
            let count = counts.entry(name).or_default();
            count.asked += 1;
            if found == Some(wanted) {
                count.right += 1;
            } else if count.wrong.len() < show {
                let found = found.map_or("nothing".to_owned(), |n| n.to_string());
                count.wrong.push(format!("{wanted} | {variant} | {words} | {found}"));
            }
        }
    }
    println!("{:<24}{:>9}{:>11}{:>10}   up to {highest}", "spelled by", "lines", "read back", "percent");
    for (name, c) in &counts {
        println!("{name:<24}{:>9}{:>11}{:>10.3}", c.asked, c.right, 100.0 * c.right as f64 / c.asked.max(1) as f64);
    }
    for (name, c) in counts.iter().filter(|(name, c)| name.contains('-') && !c.wrong.is_empty()) {
        println!("\n{name}: the first that were not read back");
        for line in &c.wrong {
            println!("    {line}");
        }
    }
    Ok(())
}

/// Whether a word stands twice in a row.
fn twice(words: &str) -> bool {
    let bare = |w: &str| w.trim_start_matches('\u{0648}').to_owned();
    words.split(' ').zip(words.split(' ').skip(1)).any(|(a, b)| bare(a) == bare(b))
}

/// The number that the words write, all of them.
fn read(words: &str) -> Option<u64> {
    let article = Article { text: words.to_owned(), ..Article::default() };
    let document = Document::of(&article);
    let n = number::read(&document, 0).filter(|n| n.end == document.tokens.len())?;
    n.value.integer()
}
