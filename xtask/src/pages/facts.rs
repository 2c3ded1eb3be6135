//! What does a page say of its article? Titles, days, authors and outlets against the annotation.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::Page;

/// Letters and digits: equal for names that say the same.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the annotation has what was said; a list names the forms that are right.
fn right(gold: &Value, said: Option<&str>) -> bool {
    match gold {
        Value::Array(forms) => forms.iter().any(|f| right(f, said)),
        Value::String(form) => said.is_some_and(|s| key(s) == key(form)),
        _ => false,
    }
}

/// A field that the annotation leaves empty is one that the page does not say.
fn none(gold: &Value) -> bool {
    gold.as_str().is_none_or(str::is_empty) && !gold.is_array()
}

/// Prints titles, authors and outlets of the Arabic pages, then their days.
pub(super) fn print(pages: &[Page]) {
    println!("\nfacts of the Arabic pages      right   of   false");
    let articles: Vec<_> = pages.iter().map(super::article).collect();
    let records = records(pages).unwrap_or_default();
    let day =
        |i: usize| records.get(i).and_then(|r| r.get("published")).and_then(Value::as_str).and_then(|d| d.get(..10));
    for field in ["title", "date", "author", "sitename", "agency"] {
        let (mut good, mut asked, mut wrong) = (0, 0, Vec::new());
        for (i, (page, article)) in pages.iter().zip(&articles).enumerate() {
            let said = match field {
                "title" => article.title.as_ref().map(|t| t.text.as_str()),
                "date" => day(i),
                "author" => article.author.as_deref(),
                "agency" => article.agency.as_deref(),
                _ => article.source.as_deref(),
            };
            let gold = page.gold.get(field).unwrap_or(&Value::Null);
            if none(gold) {
                if said.is_some() && matches!(field, "author") {
                    wrong.push(format!("{}: {said:?}, nobody is named", page.id));
                }
                continue;
            }
            asked += 1;
            if right(gold, said) {
                good += 1;
            } else {
                wrong.push(format!("{}: {said:?} for {gold}", page.id));
            }
        }
        println!("{field:<28}{good:>8}{asked:>5}{:>8}", wrong.len());
        for line in wrong {
            println!("    {line}");
        }
    }
}

/// Prints how many pages of the days' set have the right day.
pub(super) fn days(pages: &[Page], show: usize) -> Result<(), String> {
    let records = records(pages)?;
    let (mut right, mut asked, mut none, mut wrong) = (0, 0, 0, Vec::new());
    for (page, record) in pages.iter().zip(&records) {
        let Some(gold) = page.gold.get("date").and_then(Value::as_str).filter(|d| !d.is_empty()) else { continue };
        asked += 1;
        let said = record.get("published").and_then(Value::as_str);
        let from = record.get("reference_date_from").and_then(Value::as_str).unwrap_or("");
        let day = record.get("reference_date").and_then(Value::as_str).filter(|_| from != "text");
        match day {
            Some(day) if day == gold => right += 1,
            _ => {
                none += usize::from(day.is_none());
                wrong.push(format!("{}: {day:?} ({said:?}) for {gold} {}", page.id, page.url.as_deref().unwrap_or("")));
            }
        }
    }
    println!(
        "\npublished days                 right   of  none   share\n{:<28}{right:>8}{asked:>5}{none:>6}{:>7.1}%",
        "dates",
        100.0 * f64::from(right) / f64::from(asked.max(1))
    );
    for line in wrong.iter().take(show.max(8)) {
        println!("    {line}");
    }
    Ok(())
}

/// The program's records of the pages, in their order; `{}` where it refused one.
fn records(pages: &[Page]) -> Result<Vec<Value>, String> {
    let binary = crate::bench::any_binary()?;
    let place = std::env::temp_dir().join(format!("isnad-pages-{}.jsonl", std::process::id()));
    let say = |e: std::io::Error| format!("{}: {e}", place.display());
    {
        let mut out = std::io::BufWriter::new(std::fs::File::create(&place).map_err(say)?);
        for page in pages {
            let (text, _) = isnad_clean::decode(&page.bytes).into_text();
            writeln!(out, "{}", json!({"id": page.id, "url": page.url, "html": text})).map_err(say)?;
        }
        out.flush().map_err(say)?;
    }
    let ran = Command::new(&binary)
        .args(["extract", "--from", "jsonl"])
        .arg(&place)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|e| format!("{}: {e}", binary.display()));
    let removed = std::fs::remove_file(&place).map_err(say);
    let ran = ran?;
    removed?;
    let rows: Vec<Value> =
        String::from_utf8_lossy(&ran.stdout).lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let found = |id: &str| rows.iter().find(|r| r.get("id").and_then(Value::as_str) == Some(id)).cloned();
    Ok(pages.iter().map(|p| found(&p.id).unwrap_or(json!({}))).collect())
}
