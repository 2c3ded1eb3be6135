//! Prints what each page holds as JSON Lines, and the time it took to stderr: `cargo run --release --example pages FILE…`.
use std::time::Instant;

use isnad_text::BlockKind;

fn main() {
    let (mut spent, mut bytes) = (0.0, 0usize);
    let mut pages = 0;
    for path in std::env::args().skip(1) {
        let Ok(raw) = std::fs::read(&path) else { continue };
        let start = Instant::now();
        let (page, mut notes) = isnad_clean::decode(&raw).into_text();
        let article = isnad_clean::html(&page, None);
        spent += start.elapsed().as_secs_f64();
        notes.extend(article.notes.iter().cloned());
        bytes += raw.len();
        pages += 1;
        let text = &article.text;
        let mut body = Vec::new();
        for block in &article.blocks {
            let furniture = article.furniture.iter().any(|f| f.span.contains(block.span));
            if furniture || matches!(block.kind, BlockKind::Headline | BlockKind::Dateline | BlockKind::Byline) {
                continue;
            }
            let mut piece = String::new();
            let mut at = block.span.start;
            for f in article.furniture.iter().filter(|f| block.span.contains(f.span)) {
                piece.push_str(text.get(at as usize..f.span.start as usize).unwrap_or(""));
                at = f.span.end;
            }
            piece.push_str(text.get(at as usize..block.span.end as usize).unwrap_or(""));
            body.push(piece);
        }
        let out = serde_json::json!({
            "path": path, "title": article.title.as_ref().map(|t| &t.text), "author": article.author, "agency": article.agency,
            "date": article.published, "updated": article.updated, "sitename": article.source, "section": article.section, "url": article.url,
            "language": article.language, "body": body.join("\n"), "notes": notes.iter().map(|n| n.code).collect::<Vec<_>>(),
            "furniture": article.furniture.iter().map(|f| (f.rule, f.span.of(text))).collect::<Vec<_>>(),
        });
        println!("{out}");
    }
    eprintln!("{pages} pages, {:.1} pages/s, {:.1} MB/s", f64::from(pages) / spent, bytes as f64 / 1e6 / spent);
}
