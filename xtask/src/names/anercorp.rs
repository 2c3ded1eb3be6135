//! How many of ANERcorp's names are read, with exact spans?
//!
//! The set marks what our guideline does not and leaves out what it does: «مدينة» is no part of a place there, a
//! ministry or a government seldom a body. Which of three conventions a head noun follows (whole, without its head, not
//! marked at all) is counted on the training split, and the development split is scored under it; the figures without
//! that mapping are printed beside. Its fourth sort (`MISC`) has no kind of ours and is left out on both sides.

use std::collections::BTreeMap;
use std::path::Path;

use super::bio::{self, Found, Marked, Name, SENTENCES, Sort};

/// How the set writes the names that a head noun begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    Whole,
    Headless,
    Unmarked,
}

/// Right, read and annotated names.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Score {
    right: usize,
    read: usize,
    gold: usize,
}

impl Score {
    /// Precision, recall and their harmonic mean.
    fn figures(self) -> (f64, f64, f64) {
        let part = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        let (p, r) = (part(self.right, self.read), part(self.right, self.gold));
        (p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) })
    }
}

/// Scores the development split of a folder; `show` misses are printed.
///
/// # Errors
/// A sentence for the terminal: no such files.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    let train = bio::read(&folder.join("anercorp-camel-train.bio"))?;
    let dev = bio::read(&folder.join("anercorp-camel-dev.bio"))?;
    let habits = habits(&train, &find(&train));
    let found = find(&dev);
    println!("ANERcorp, development split: {} sentences, exact spans, three sorts", dev.len());
    print("as read", &dev, &found.iter().map(|f| (f.sentence, f.name)).collect::<Vec<_>>());
    let mapped: Vec<(usize, Name)> = found.iter().filter_map(|f| written(f, &habits)).collect();
    print("under the set's conventions", &dev, &mapped);
    by_rule(&dev, &found, &habits);
    misses(&dev, &mapped, show);
    Ok(())
}

/// What is read in a split, articles of some sentences each.
fn find(sentences: &[Marked]) -> Vec<Found> {
    let mut all = Vec::new();
    for (n, chunk) in sentences.chunks(SENTENCES).enumerate() {
        let found = bio::find(&bio::page(chunk));
        all.extend(found.into_iter().map(|f| Found { sentence: f.sentence + n * SENTENCES, ..f }));
    }
    all
}

/// The convention that each head noun follows most often.
fn habits(sentences: &[Marked], found: &[Found]) -> BTreeMap<String, Habit> {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for f in found {
        let (Some(head), Some(s)) = (&f.head, sentences.get(f.sentence)) else { continue };
        let slot = counts.entry(head.clone()).or_default();
        let (first, end, sort) = f.name;
        if s.names.contains(&f.name) {
            slot[0] += 1;
        } else if s.names.contains(&(first + 1, end, sort)) {
            slot[1] += 1;
        } else if !s.names.iter().any(|n| n.2 == sort && n.0 < end && first < n.1) {
            slot[2] += 1;
        }
    }
    let most = |c: [usize; 3]| match c {
        [whole, headless, none] if none > whole.max(headless) => Habit::Unmarked,
        [whole, headless, _] if headless > whole => Habit::Headless,
        _ => Habit::Whole,
    };
    counts.into_iter().map(|(head, c)| (head, most(c))).collect()
}

/// A found name as the set would write it.
fn written(f: &Found, habits: &BTreeMap<String, Habit>) -> Option<(usize, Name)> {
    let (first, end, sort) = f.name;
    match f.head.as_ref().and_then(|h| habits.get(h)).copied().unwrap_or(Habit::Whole) {
        Habit::Whole => Some((f.sentence, f.name)),
        Habit::Headless => Some((f.sentence, (first + 1, end, sort))),
        Habit::Unmarked => None,
    }
}

/// Prints the scores of all sorts together and of each.
pub(crate) fn print(title: &str, sentences: &[Marked], read: &[(usize, Name)]) {
    let score = |sort: Option<Sort>| {
        let of = |n: &Name| sort.is_none_or(|s| s == n.2);
        let mut score = Score { read: read.iter().filter(|(_, n)| of(n)).count(), ..Score::default() };
        score.gold = sentences.iter().flat_map(|s| &s.names).filter(|n| of(n)).count();
        let right = |(s, n): &&(usize, Name)| of(n) && sentences.get(*s).is_some_and(|m| m.names.contains(n));
        score.right = read.iter().filter(right).count();
        score
    };
    println!("\n{title:<34} annotated   read  precision  recall     F1");
    for sort in [None].into_iter().chain(Sort::ALL.into_iter().map(Some)) {
        let s = score(sort);
        let (p, r, f) = s.figures();
        let name = sort.map_or("all three", Sort::label);
        println!("  {name:<32} {:>9} {:>6} {p:>10.3} {r:>7.3} {f:>6.3}", s.gold, s.read);
    }
}

/// How often each rule is right.
fn by_rule(sentences: &[Marked], found: &[Found], habits: &BTreeMap<String, Habit>) {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for f in found {
        let Some((s, n)) = written(f, habits) else { continue };
        let slot = rules.entry(f.rule).or_default();
        slot.1 += 1;
        slot.0 += usize::from(sentences.get(s).is_some_and(|m| m.names.contains(&n)));
    }
    println!("\nrule                                right   read");
    for (rule, (right, read)) in rules {
        println!("  {rule:<32} {right:>6} {read:>6}");
    }
}

/// Prints names that were missed and names that are not there.
fn misses(sentences: &[Marked], read: &[(usize, Name)], show: usize) {
    let words = |s: usize, n: &Name| {
        let tokens = sentences.get(s).map_or(&[][..], |m| &m.tokens);
        let before = tokens.get(n.0.saturating_sub(3)..n.0).unwrap_or(&[]).join(" ");
        let name = tokens.get(n.0..n.1).unwrap_or(&[]).join(" ");
        let after = tokens.get(n.1..(n.1 + 3).min(tokens.len())).unwrap_or(&[]).join(" ");
        format!("{before} [{name}] {after}")
    };
    let missed = sentences
        .iter()
        .enumerate()
        .flat_map(|(s, m)| m.names.iter().map(move |n| (s, *n)))
        .filter(|x| !read.contains(x))
        .take(show);
    for (s, n) in missed {
        println!("missed   {:<14} {}", n.2.label(), words(s, &n));
    }
    let wrong = read.iter().filter(|(s, n)| !sentences.get(*s).is_some_and(|m| m.names.contains(n))).take(show);
    for (s, n) in wrong {
        println!("invented {:<14} {}", n.2.label(), words(*s, n));
    }
}
