//! Are old encodings told apart? Texts and snippets, written as windows-1256 and ISO-8859-6 without a declaration.

use std::path::Path;

use isnad_clean::{Decoded, decode};
use serde_json::Value;

/// Prints how many of the texts come back: bodies of the pages, articles, snippets of forty letters.
pub(super) fn print(folder: &Path) -> Result<(), String> {
    let texts = texts(folder)?;
    println!("\ncharset                        texts  right");
    for label in ["windows-1256", "iso-8859-6"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or("no such encoding")?;
        let mut right = 0;
        let mut wrong = Vec::new();
        for text in &texts {
            // What the encoding has no sign for is left out of the question.
            let kept: String = text.chars().filter(|c| !encoding.encode(&c.to_string()).2).collect();
            let bytes = encoding.encode(&kept).0;
            match decode(&bytes) {
                Decoded::Text { text, .. } if text == kept => right += 1,
                Decoded::Text { encoding, .. } => wrong.push((encoding, kept.chars().take(40).collect::<String>())),
                Decoded::Binary(what) => wrong.push((what, kept.chars().take(40).collect())),
            }
        }
        println!("{label:<28}{:>8}{right:>7}", texts.len());
        for (taken, text) in wrong.iter().take(6) {
            println!("    {taken}: {text}");
        }
    }
    Ok(())
}

/// 27 texts and pages, 16 snippets of forty letters.
fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    for page in super::load(&folder.join("arabic"))?.unwrap_or_default() {
        texts.push(isnad_clean::decode(&page.bytes).into_text().0.replace("charset", "x"));
        texts.extend(page.gold.get("body").and_then(Value::as_str).map(str::to_owned));
    }
    let articles = folder.join("../../gold/articles.texts.jsonl");
    let rows = std::fs::read_to_string(&articles).unwrap_or_default();
    let rows = rows.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    texts.extend(rows.filter_map(|r| r.get("text")?.as_str().map(str::to_owned)).take(27 - texts.len().min(27)));
    let whole = texts.clone();
    texts.extend(whole.iter().rev().take(16).map(|t| t.chars().skip(200).take(40).collect()));
    Ok(texts)
}
