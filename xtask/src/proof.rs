//! Does every article of a folder give a sound record, at a cost in step with its length?
//!
//! For corpora too large for a test: prints what breaks a law, and the articles that cost most for each byte.

use std::path::Path;

use isnad_extract::{Context, ReferenceFrom, read, sound};

use crate::bench::corpus;

/// How many of the dearest articles are shown.
const SHOWN: usize = 8;

/// Reads at most `megabytes` of the articles in `folder`.
///
/// # Errors
/// No corpus, or a sentence that counts the records that break a law.
pub fn run(folder: &Path, megabytes: usize) -> Result<(), String> {
    let rows = corpus::load(folder, megabytes * 1_000_000)?;
    // The lexicon is read at its first use: not at the cost of the first article.
    read(&isnad_clean::plain(""), &Context::default());
    let mut broken = 0;
    let mut costs = Vec::new();
    for row in &rows {
        let published = row.published.as_deref().and_then(|d| d.parse().ok());
        let context = Context { published, reference_from: ReferenceFrom::Input, ..Context::default() };
        let article = isnad_clean::plain(&row.text);
        let (record, time) = crate::bench::timed(|| read(&article, &context));
        if let Err(law) = sound(&row.text, &record) {
            broken += 1;
            println!("{}: {law}", row.id);
        }
        costs.push((time.as_nanos() / row.text.len().max(1) as u128, row));
    }
    costs.sort_by_key(|(cost, row)| (std::cmp::Reverse(*cost), row.id.clone()));
    // The first pass also measures what else the machine did: the dearest are asked again.
    costs.truncate(SHOWN * 8);
    for (cost, row) in &mut costs {
        let article = isnad_clean::plain(&row.text);
        let again = (0..5).map(|_| crate::bench::timed(|| read(&article, &Context::default())).1.as_nanos());
        *cost = (*cost).min(again.min().unwrap_or(u128::MAX) / row.text.len().max(1) as u128);
    }
    costs.sort_by_key(|(cost, row)| (std::cmp::Reverse(*cost), row.id.clone()));
    println!("{} articles, {broken} records break a law; the dearest:", rows.len());
    for (cost, row) in costs.iter().take(SHOWN) {
        println!("{cost:>8} ns/byte {:>8} bytes  {}", row.text.len(), row.id);
    }
    if broken == 0 { Ok(()) } else { Err(format!("{broken} records break a law")) }
}
