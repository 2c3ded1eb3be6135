//! How many words are parted where people part them?
//!
//! The set gives each token of Arabic WikiNews with its clitics parted (conjunctions, prepositions, the future, pronouns;
//! the article stays). A word is right where every cut is. «للعراق» is parted after its ل, whatever is written for the
//! article behind it.

use std::collections::BTreeMap;
use std::path::Path;

use isnad_text::{segment, spelled};

/// Prints how many words are right; `show` kinds of errors.
///
/// # Errors
/// A sentence for the terminal: no such file.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    let path = folder.join("wikinews-seg-pos.tsv");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let (mut all, mut right, mut whole) = (0usize, 0usize, 0usize);
    let mut errors: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, word, _, _, told] = columns[..] else { continue };
        if word.chars().any(|c| !('\u{0621}'..='\u{0652}').contains(&c)) {
            continue;
        }
        let told = cuts(told.split('+'), word);
        let read = cuts(segment(word).parts(word), word);
        all += 1;
        right += usize::from(told == read);
        whole += usize::from(told.len() == 1);
        if told != read {
            *errors.entry((told.join("+"), read.join("+"))).or_default() += 1;
        }
    }
    let part = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
    println!(
        "WikiNews, clitics parted: {all} words, {right} right: {:.2} % (none parted: {:.2} %)",
        part(right),
        part(whole)
    );
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(e, n)| (std::cmp::Reverse(*n), e.clone()));
    for ((told, read), n) in errors.into_iter().take(show) {
        println!("{n:>4}  told {told}  read {read}");
    }
    Ok(())
}

/// Pieces as they are compared: the article as the word writes it.
fn cuts<'a>(pieces: impl Iterator<Item = &'a str>, word: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut pieces: Vec<String> = pieces
        .map(|p| {
            spelled(p, &mut plain);
            plain.clone()
        })
        .collect();
    spelled(word, &mut plain);
    // «ل+العراق» of «للعراق».
    if pieces.concat().len() == plain.len() + 2
        && let Some(n) = pieces.iter().position(|p| p == "\u{0644}")
        && let Some(next) = pieces.get_mut(n + 1).filter(|p| p.starts_with("\u{0627}\u{0644}"))
    {
        next.drain(..2);
    }
    pieces
}
