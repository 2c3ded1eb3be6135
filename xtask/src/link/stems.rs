//! Which stems do many articles have? Prints `crates/isnad-link/lexicon/common-stems.tsv` anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use isnad_link::story::stem_of;
use isnad_text::{Kind, tokenise};

/// A stem that fewer articles have, one in so many, is rare.
const RARE: usize = 1 << 9;

pub(super) fn run(folder: &Path) -> Result<(), String> {
    let articles = super::load::articles(folder, 1_000)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in &articles {
        let tokens = tokenise(&article.text);
        let stems: BTreeSet<&str> =
            (0..tokens.len()).filter(|i| tokens.kind(*i) == Kind::Word).map(|i| stem_of(tokens.key(i))).collect();
        for stem in stems {
            *counts.entry(stem.to_owned()).or_default() += 1;
        }
    }
    let mut bands: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (stem, n) in counts.iter().filter(|(s, n)| *n * RARE >= articles.len() && s.chars().count() > 1) {
        bands.entry((articles.len() / n).ilog2()).or_default().push(stem);
    }
    println!(
        "# Stems that many articles have, so that they tell little of what one is about: without conjunction, article and the"
    );
    println!("# endings of gender and number, folded.");
    println!(
        "# columns: key, commonness (one article in two to the power of it has the stem), Arabic last, forms parted by ' / '."
    );
    println!("# source: counted over {} newspaper articles with `xtask link common`.", articles.len());
    for (band, stems) in bands {
        for (n, some) in stems.chunks(24).enumerate() {
            println!("c{band}-{n}\t{band}\t{}", some.join(" / "));
        }
    }
    Ok(())
}
