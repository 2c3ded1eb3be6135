//! How well are pages, archives and raw texts cleaned? Prints scores over annotated pages; nothing here can fail a build.
//!
//! The pages are not part of this repository: a folder with `arabic`, `scrapinghub` and `dates`, each with `gold.jsonl`
//! and packed pages. Bodies are compared by runs of four words, as the scrapinghub benchmark does; a day is right where
//! the program's record has it.

mod archive;
mod charset;
mod facts;
mod shingles;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use isnad_clean::{Article, decode, html};
use isnad_text::{BlockKind, Span};
use serde_json::Value;

use shingles::Score;

/// A page with what its annotation says.
#[derive(Debug)]
struct Page {
    id: String,
    url: Option<String>,
    bytes: Vec<u8>,
    gold: Value,
}

/// Prints every figure over the sets of `folder`; `show` pages that came out worst.
///
/// # Errors
/// A sentence for the terminal: no folder, or a page that cannot be read.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    if cfg!(debug_assertions) {
        println!("note: a build without --release; speeds below are not those of the program");
    }
    println!("{:<28}{:>7}{:>8}{:>8}{:>8}{:>10}{:>8}", "bodies", "pages", "F1", "P", "R", "pages/s", "MB/s");
    for set in ["arabic", "scrapinghub", "wcxb_articles"] {
        if let Some(pages) = load(&folder.join(set))? {
            bodies(set, &pages, show);
        }
    }
    if let Some(pages) = load(&folder.join("arabic"))? {
        facts::print(&pages);
    }
    if let Some(pages) = load(&folder.join("dates"))? {
        facts::days(&pages, show)?;
    }
    charset::print(folder)?;
    archive::print(folder)
}

/// The pages of a set; nothing where the folder has none.
fn load(set: &Path) -> Result<Option<Vec<Page>>, String> {
    let index = set.join("gold.jsonl");
    let Ok(rows) = fs::read_to_string(&index) else {
        println!("skipped: no {}", index.display());
        return Ok(None);
    };
    let mut pages = Vec::new();
    for row in rows.lines() {
        // Annotations made with Python write NaN where a field is not known.
        let row = row.replace(": NaN", ": null");
        let gold: Value = serde_json::from_str(&row).map_err(|e| format!("{}: {e}", index.display()))?;
        let text = |name: &str| gold.get(name).and_then(Value::as_str).map(str::to_owned);
        let file: PathBuf = set.join(text("html").unwrap_or_default());
        let packed = fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(packed.as_slice())
            .read_to_end(&mut bytes)
            .map_err(|e| format!("{}: {e}", file.display()))?;
        pages.push(Page { id: text("id").unwrap_or_default(), url: text("url"), bytes, gold });
    }
    Ok(Some(pages))
}

/// The article of a page.
fn article(page: &Page) -> Article {
    let (text, _) = decode(&page.bytes).into_text();
    html(&text, page.url.as_deref())
}

/// The article's own words: its blocks without headline, dateline, byline and furniture.
fn body(article: &Article) -> String {
    let mut out = String::new();
    for block in &article.blocks {
        let furniture = article.furniture.iter().any(|f| f.span.contains(block.span));
        if furniture || matches!(block.kind, BlockKind::Headline | BlockKind::Dateline | BlockKind::Byline) {
            continue;
        }
        let mut at = block.span.start;
        for f in article.furniture.iter().filter(|f| block.span.contains(f.span)) {
            out.push_str(Span::new(at, f.span.start).of(&article.text));
            at = f.span.end;
        }
        out.push_str(Span::new(at, block.span.end).of(&article.text));
        out.push('\n');
    }
    out
}

fn bodies(set: &str, pages: &[Page], show: usize) {
    let bytes: usize = pages.iter().map(|p| p.bytes.len()).sum();
    let mut scores: Vec<(Score, &Page, String)> = Vec::new();
    for page in pages {
        let Some(gold) = page.gold.get("body").and_then(Value::as_str) else { continue };
        let said = body(&article(page));
        scores.push((shingles::compare(gold, &said), page, said));
    }
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let letters: usize = pages.iter().map(|p| article(p).text.len()).sum();
        std::hint::black_box(letters);
        best = best.min(start.elapsed().as_secs_f64());
    }
    let mean = |f: &dyn Fn(&Score) -> f64| scores.iter().map(|s| f(&s.0)).sum::<f64>() / scores.len().max(1) as f64;
    let (p, r) = (mean(&Score::precision), mean(&Score::recall));
    println!(
        "{set:<28}{:>7}{:>8.3}{p:>8.3}{r:>8.3}{:>10.0}{:>8.1}",
        scores.len(),
        2.0 * p * r / (p + r).max(f64::EPSILON),
        pages.len() as f64 / best,
        bytes as f64 / 1e6 / best
    );
    scores.sort_by(|a, b| a.0.f1().total_cmp(&b.0.f1()));
    for (score, page, said) in scores.iter().take(show).filter(|s| s.0.f1() < 0.97) {
        println!(
            "    {:.2} P {:.2} R {:.2} {} {}",
            score.f1(),
            score.precision(),
            score.recall(),
            page.id,
            page.url.as_deref().unwrap_or("")
        );
        let gold = page.gold.get("body").and_then(Value::as_str).unwrap_or_default();
        for (sign, from, other) in [("+", said.as_str(), gold), ("-", gold, said.as_str())] {
            for line in shingles::lines_missing(from, other).iter().take(6) {
                println!("        {sign} {}", line.chars().take(140).collect::<String>());
            }
        }
    }
}
