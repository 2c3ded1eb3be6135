//! Prints a text line by line with what the page's rules say of each piece: `cargo run --example marks FILE…`.
use std::io::Write;

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let article = isnad_clean::plain(&text);
        let _ = writeln!(
            out,
            "== {path}\n   title {:?}\n   published {:?} section {:?} agency {:?} author {:?}",
            article.title.as_ref().map(|t| &t.text),
            article.published,
            article.section,
            article.agency,
            article.author
        );
        let mut pieces: Vec<(u32, String)> = article
            .blocks
            .iter()
            .map(|b| (b.span.start, format!("{:<12} | {}", b.kind.name(), b.span.of(&text))))
            .collect();
        pieces.extend(
            article
                .furniture
                .iter()
                .map(|f| (f.span.start, format!("    - {} {} | {}", f.reason.name(), f.rule, f.span.of(&text)))),
        );
        pieces.sort();
        for (_, p) in pieces {
            let _ = writeln!(out, "{}", p.replace('\n', "⏎"));
        }
    }
}
