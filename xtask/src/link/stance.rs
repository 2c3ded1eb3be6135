//! Does one headline say the contrary of another? Pairs of a folder's `ans-stance-*.tsv` (two passages and agree, disagree or
//! other), split as their authors split them. `stance-weights` fits the weights to the training pairs and prints them.

use std::path::Path;

use isnad_link::position::{WEIGHTS, features, stance};

type Pair = (String, String, bool);

pub(super) fn run(folder: &Path, show: usize) -> Result<(), String> {
    for split in ["train", "dev", "test"] {
        let pairs = pairs(folder, split)?;
        let (mut hit, mut found, mut wanted, mut right, mut shown) = (0, 0, 0, 0, 0);
        for (a, b, disagree) in &pairs {
            let says = stance(a, b) >= 0.5;
            hit += usize::from(says && *disagree);
            found += usize::from(says);
            wanted += usize::from(*disagree);
            right += usize::from(says == *disagree);
            if split == "dev" && says != *disagree && shown < show {
                shown += 1;
                println!("  {} {a} || {b}", if *disagree { "missed" } else { "wrong " });
            }
        }
        let f1 = 2.0 * hit as f64 / (found + wanted).max(1) as f64;
        println!(
            "{split}: {} pairs, disagree F1 {f1:.3}, accuracy {:.3}",
            pairs.len(),
            right as f64 / pairs.len() as f64
        );
    }
    Ok(())
}

pub(super) fn weights(folder: &Path) -> Result<(), String> {
    let train: Vec<([f32; WEIGHTS.len()], bool)> =
        pairs(folder, "train")?.iter().map(|(a, b, y)| (features(a, b), *y)).collect();
    let mut weights = [0.0f64; WEIGHTS.len()];
    for step in 0..3_000 {
        let mut slope = [0.0f64; WEIGHTS.len()];
        for (x, y) in &train {
            let sum: f64 = x.iter().zip(&weights).map(|(x, w)| f64::from(*x) * w).sum();
            let off = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*y));
            for (s, x) in slope.iter_mut().zip(x) {
                *s += off * f64::from(*x);
            }
        }
        let rate = if step < 1_500 { 1.0 } else { 0.3 };
        for (k, (w, s)) in weights.iter_mut().zip(slope).enumerate() {
            let held = if k == 0 { 0.0 } else { *w };
            *w -= rate * (s + held) / train.len() as f64;
        }
    }
    for ((name, _), w) in WEIGHTS.iter().zip(weights) {
        println!("    (\"{name}\", {w:.2}),");
    }
    Ok(())
}

fn pairs(folder: &Path, split: &str) -> Result<Vec<Pair>, String> {
    let path = folder.join(format!("ans-stance-{split}.tsv"));
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?.to_owned(), cells.next()?.to_owned(), cells.next()? == "disagree"))
        })
        .collect())
}
