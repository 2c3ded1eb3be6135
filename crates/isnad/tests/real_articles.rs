//! Real articles and pages, where they are at hand: whatever they hold, a sound record comes out, twice the same.
//!
//! They belong to their publishers and are not part of this repository: `../shared` beside it. Without it the test
//! says so and passes.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use isnad_extract::{Context, ReferenceFrom, read, sound};
use isnad_text::Article;

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !folder.is_dir() {
        // Straight to the terminal: what passes keeps its printed words to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

/// Reads an article and checks the laws of its record, its blocks and its furniture.
fn check(label: &str, article: &Article, published: Option<&str>) {
    let text = article.text.as_str();
    let published = published.and_then(|d| d.get(..10)?.parse().ok());
    let context = Context { published, reference_from: ReferenceFrom::Input, ..Context::default() };
    let record = read(article, &context);
    assert_eq!(sound(text, &record), Ok(()), "{label}");
    assert_eq!(format!("{:?}", read(article, &context)), format!("{record:?}"), "{label}: the same twice");
    let mut last = 0;
    for furniture in &article.furniture {
        assert!(furniture.span.start >= last, "{label}: furniture overlaps or is out of order");
        assert!(!furniture.span.of(text).is_empty(), "{label}: furniture covers no words");
        last = furniture.span.end;
    }
    for block in &article.blocks {
        assert!(text.get(block.span.range()).is_some(), "{label}: a block is not on characters");
    }
}

#[test]
fn articles_as_text() {
    let Some(shared) = shared() else { return };
    for file in ["data/articles/dev.jsonl", "gold/articles.texts.jsonl", "gold/seeds.texts.jsonl"] {
        let lines = fs::read_to_string(shared.join(file)).unwrap_or_default();
        for line in lines.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = row["text"].as_str().unwrap_or_default();
            let article = isnad_clean::plain(text);
            assert_eq!(article.text, text, "plain text stays as it was");
            check(row["id"].as_str().unwrap_or(file), &article, row["published"].as_str());
        }
    }
}

#[test]
fn pages() {
    let Some(shared) = shared() else { return };
    for set in ["arabic", "dates"] {
        let folder = shared.join("data/web").join(set).join("html");
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
        paths.sort();
        for path in paths.iter().take(60) {
            let mut page = Vec::new();
            flate2::read::GzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut page).unwrap();
            let page = String::from_utf8_lossy(&page);
            check(&path.display().to_string(), &isnad_clean::html(&page, None), Some("2024-05-15"));
        }
    }
}
