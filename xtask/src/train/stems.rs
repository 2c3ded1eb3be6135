//! Which stems are alive, and in what company? Counts of stems for `isnad_text::segment`: counts only, no text.
//!
//! Every word of the articles lends its count (its square root) to the stem of each way in which it could be parted. What
//! its commonest form gave a stem is taken off again: a stem is alive by the company in which it stands *besides*.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use isnad_text::{Kind, STEM_PROBES, STEM_SCALE, STEM_SLOTS, spelled, spellings, stem_place, tokenise, ways};

use crate::bench::corpus;

/// A stem with less company than this is left out.
const LEAST: f64 = 1.4;
/// As many as the table holds well.
const MOST: usize = 90_000;

fn target() -> PathBuf {
    crate::root().join("crates/isnad-text/src/stems.bin")
}

/// What is known of a stem.
#[derive(Debug, Default, Clone, Copy)]
struct Life {
    all: f64,
    commonest: f64,
    definite: f64,
}

/// Counts the stems of at most `megabytes` of a folder and writes them.
///
/// # Errors
/// A sentence for the terminal: no articles, no place to write.
pub fn run(folder: &Path, megabytes: usize) -> Result<(), String> {
    let words = count(folder, megabytes)?;
    let mut lives: BTreeMap<String, Life> = BTreeMap::new();
    for (word, n) in &words {
        let weight = f64::from(*n).sqrt();
        let mut lent: Vec<String> = Vec::new();
        ways(word, |way| {
            let mut room = [String::new(), String::new()];
            for stem in spellings(&way, &mut room) {
                if lent.iter().any(|s| s == stem) {
                    continue;
                }
                lent.push(stem.to_owned());
                let life = lives.entry(stem.to_owned()).or_default();
                life.all += weight;
                life.commonest = life.commonest.max(weight);
                if way.article {
                    life.definite += weight;
                }
            }
        });
    }
    let mut kept: Vec<(f64, &String, Life)> =
        lives.iter().map(|(s, l)| (l.all - l.commonest, s, *l)).filter(|(n, _, _)| *n >= LEAST).collect();
    kept.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    println!("{} words, {} stems with company, {} kept", words.len(), kept.len(), kept.len().min(MOST));
    let mut slots = vec![0u8; STEM_SLOTS * 4];
    for (alive, stem, life) in kept.into_iter().take(MOST) {
        let (first, print) = stem_place(stem);
        for n in 0..STEM_PROBES {
            let at = ((first + n) & (STEM_SLOTS - 1)) * 4;
            let slot = &mut slots[at..at + 4];
            if slot[2] == 0 {
                slot[..2].copy_from_slice(&print.to_le_bytes());
                slot[2] = level(alive).max(1);
                slot[3] = level(life.definite);
                break;
            }
            if slot[..2] == print.to_le_bytes() {
                break;
            }
        }
    }
    std::fs::write(target(), &slots).map_err(|e| format!("{}: {e}", target().display()))?;
    println!("{} bytes written", slots.len());
    Ok(())
}

/// A count on the scale of the table.
fn level(n: f64) -> u8 {
    ((n / 0.3 + 1.0).log2() * STEM_SCALE).round().clamp(0.0, 255.0) as u8
}

/// The words of the articles and how often they stand.
fn count(folder: &Path, megabytes: usize) -> Result<BTreeMap<String, u32>, String> {
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut plain = String::new();
    for row in corpus::load(folder, megabytes * 1_000_000)? {
        let tokens = tokenise(&row.text);
        for t in tokens.iter().filter(|t| t.kind == Kind::Word) {
            spelled(t.span.of(&row.text), &mut plain);
            if plain.chars().any(|c| c.len_utf8() != 2) || plain.len() > 40 {
                continue;
            }
            match words.get_mut(&plain) {
                Some(n) => *n += 1,
                None => {
                    words.insert(plain.clone(), 1);
                }
            }
        }
    }
    Ok(words)
}
