//! Measures folding and clitics against the cases of another system's Arabic filters, where they are at hand.
//!
//! The cases are not part of this repository: a file `../shared/data/nlp/reftests/lucene-arabic.tsv` beside it, lines
//! of filter, input and expectation. Without it the tests say so and pass.

use std::io::Write;
use std::path::Path;

use isnad_text::{enclitics, fold, readings};

/// Filter, input, expected.
fn cases(filter: &str) -> Vec<(String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/nlp/reftests/lucene-arabic.tsv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        // Straight to the terminal: what passes keeps its printed words to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", file.display());
        return Vec::new();
    };
    let rows = text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| match row.as_slice() {
        [f, input, expected] if *f == filter => Some((input.to_string(), expected.to_string())),
        _ => None,
    })
    .collect()
}

#[test]
fn what_they_normalise_folds_to_one_key() {
    for (input, expected) in cases("normalize") {
        assert_eq!(fold(&input), fold(&expected), "{input}");
    }
}

/// Endings of gender, number and relation: they belong to a word's inflection, which the lexicon makes, not to its
/// clitics (an ending may be followed by another).
const INFLECTION: &[&str] = &["ات", "ان", "ون", "ين", "يه", "ي", "ه"];

#[test]
fn what_they_stem_is_among_the_readings() {
    let (mut held, mut inflected) = (0, Vec::new());
    for (input, expected) in cases("stem") {
        let (key, wanted) = (fold(&input), fold(&expected));
        let mut stems: Vec<&str> = Vec::new();
        for stem in readings(&key).filter_map(|r| key.get(r.stem..)) {
            stems.push(stem);
            stems.extend(enclitics(stem).filter_map(|e| stem.get(..e.stem)));
        }
        if stems.contains(&wanted.as_str()) {
            held += 1;
        } else {
            let by_inflection = stems.iter().any(|s| s.strip_prefix(wanted.as_str()).is_some_and(is_inflection));
            assert!(by_inflection, "{input}: {wanted} expected, one of {stems:?} given");
            inflected.push(input);
        }
    }
    eprintln!("{held} stems are readings; left to the lexicon's inflection: {inflected:?}");
}

/// Whether `ending` is made of endings of inflection alone.
fn is_inflection(ending: &str) -> bool {
    ending.is_empty() || INFLECTION.iter().any(|i| ending.strip_prefix(i).is_some_and(is_inflection))
}
