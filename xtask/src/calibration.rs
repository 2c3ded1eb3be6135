//! Does a confidence mean what it says? Of the statements marked 0.9, are nine in ten right?
//!
//! Runs the binary over annotated articles and prints, for bands of 0.1, how many statements there are and which share of
//! them is right: content matched (half of its letters in common) and speaker right. Then the same, each article judged
//! by what the others teach: a straight line through the log-odds, fitted on the other folds of articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Into how many parts the articles are cut.
const FOLDS: usize = 6;

/// A statement that the program gave: its article, its confidence, whether it is right.
struct Judged {
    article: usize,
    confidence: f64,
    right: bool,
}

/// Prints both tables for the annotated articles of a folder.
///
/// # Errors
/// A sentence for the terminal: no binary, no folder, files that cannot be read.
pub fn run(folder: &Path) -> Result<(), String> {
    let binary = crate::bench::any_binary()?;
    let texts = folder.join("articles.texts.jsonl");
    let gold = lines(
        &std::fs::read_to_string(folder.join("articles.gold.jsonl"))
            .map_err(|e| format!("{}: {e}", folder.display()))?,
    );
    let read = Command::new(&binary)
        .args(["extract", "--from", "jsonl"])
        .arg(&texts)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("{}: {e}", binary.display()))?;
    let out = lines(&String::from_utf8_lossy(&read.stdout));
    let given: BTreeMap<&str, &Value> = out.iter().map(|r| (word(r, "id"), r)).collect();
    let mut judged = Vec::new();
    for (article, doc) in gold.iter().enumerate() {
        if let Some(record) = given.get(word(doc, "id")) {
            judge(article, doc, record, &mut judged);
        }
    }
    println!("confidence of {} statements in {} articles", judged.len(), gold.len());
    table("as given", judged.iter().map(|j| (j.confidence, j.right)));
    let held = held_out(&judged);
    table("each article by the others", held.into_iter());
    Ok(())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect()
}

fn word<'a>(v: &'a Value, key: &str) -> &'a str {
    v.get(key).and_then(Value::as_str).unwrap_or("")
}

/// The letters of a stretch of a text, by their places.
fn letters(text: &[char], start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
    (start..end.min(text.len())).filter(|i| text.get(*i).is_some_and(|c| c.is_alphanumeric()))
}

fn judge(article: usize, doc: &Value, record: &Value, judged: &mut Vec<Judged>) {
    let text = word(record, "text");
    let chars: Vec<char> = text.chars().collect();
    let empty = Vec::new();
    let all = |v: &Value| v.get("statements").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut cursor = 0;
    let gold: Vec<(BTreeSet<usize>, String)> = all(doc)
        .iter()
        .map(|s| {
            let mut places = BTreeSet::new();
            let mut at = cursor;
            for piece in s.get("content").and_then(Value::as_array).unwrap_or(&empty).iter().filter_map(Value::as_str) {
                let near = text.get(at..).and_then(|t| t.find(piece)).map(|n| n + at);
                if let Some(n) = near.or_else(|| text.find(piece)) {
                    let start = text.get(..n).map_or(0, |t| t.chars().count());
                    places.extend(letters(&chars, start, start + piece.chars().count()));
                    at = n + piece.len();
                }
            }
            if let Some(first) = places.first() {
                let byte = chars.iter().take(first.saturating_sub(400)).map(|c| c.len_utf8()).sum();
                cursor = byte;
            }
            (places, word(s, "speaker_name").to_owned())
        })
        .collect();
    let given: Vec<(BTreeSet<usize>, String, f64)> = all(record)
        .iter()
        .map(|s| {
            let end = |c: &Value, key: &str| {
                c.get(key).and_then(Value::as_u64).map_or(0, |n| usize::try_from(n).unwrap_or(0))
            };
            let pieces = s.get("content").and_then(Value::as_array).cloned().unwrap_or_default();
            let places = pieces.iter().flat_map(|c| letters(&chars, end(c, "start"), end(c, "end"))).collect();
            (places, word(s, "speaker_name").to_owned(), s.get("confidence").and_then(Value::as_f64).unwrap_or(0.0))
        })
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, o) in given.iter().enumerate() {
            let common = share(g.0.intersection(&o.0).count(), g.0.union(&o.0).count());
            if common >= 0.5 {
                pairs.push((common, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let (mut taken, mut twin) = (BTreeSet::new(), BTreeMap::new());
    for (_, i, j) in pairs {
        if !taken.contains(&i) && !twin.contains_key(&j) {
            taken.insert(i);
            twin.insert(j, i);
        }
    }
    for (j, o) in given.iter().enumerate() {
        let right = twin.get(&j).and_then(|i| gold.get(*i)).is_some_and(|g| same_name(&g.1, &o.1));
        judged.push(Judged { article, confidence: o.2, right });
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of letters and statements")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Equal but for spelling, or the one the other's first and last words.
fn same_name(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        isnad_text::fold(s).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short == long
        || short.len() >= 2
            && (long.starts_with(short) || short.iter().all(|w| long.contains(w)) && short.last() == long.last())
}

/// Each statement by a line through the log-odds that the other folds of articles teach.
fn held_out(judged: &[Judged]) -> Vec<(f64, bool)> {
    let odds = |p: f64| (p.clamp(0.01, 0.99) / (1.0 - p.clamp(0.01, 0.99))).ln();
    let mut held = Vec::new();
    for fold in 0..FOLDS {
        let others: Vec<(f64, bool)> =
            judged.iter().filter(|j| j.article % FOLDS != fold).map(|j| (odds(j.confidence), j.right)).collect();
        let (mut a, mut b) = (1.0_f64, 0.0_f64);
        for _ in 0..200 {
            let (mut da, mut db) = (0.0, 0.0);
            for (x, right) in &others {
                let miss = f64::from(u8::from(*right)) - 1.0 / (1.0 + (-(a * x + b)).exp());
                da += miss * x;
                db += miss;
            }
            let n = f64::from(u32::try_from(others.len().max(1)).unwrap_or(1));
            a = (a + 0.5 * da / n).max(0.0);
            b += 0.5 * db / n;
        }
        let own = judged.iter().filter(|j| j.article % FOLDS == fold);
        held.extend(own.map(|j| (1.0 / (1.0 + (-(a * odds(j.confidence) + b)).exp()), j.right)));
    }
    held
}

fn table(name: &str, entries: impl Iterator<Item = (f64, bool)>) {
    let mut bands = [(0usize, 0usize, 0.0_f64); 10];
    for (confidence, right) in entries {
        let band = (0..10u8).rev().find(|b| confidence >= f64::from(*b) / 10.0).unwrap_or(0);
        if let Some(b) = bands.get_mut(usize::from(band)) {
            b.0 += 1;
            b.1 += usize::from(right);
            b.2 += confidence;
        }
    }
    println!("{name}");
    for (n, (entries, right, sum)) in bands.iter().enumerate().filter(|(_, b)| b.0 > 0) {
        let mean = sum / f64::from(u32::try_from(*entries).unwrap_or(1));
        println!("  0.{n}  entries {entries:4}  mean {mean:.3}  right {:.3}", share(*right, *entries));
    }
}
