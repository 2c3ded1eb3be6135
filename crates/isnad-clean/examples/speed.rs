//! How fast is plain text cleaned? `cargo run --release --example speed FILE.jsonl` prints MB/s of `text`.
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(file) = std::fs::read_to_string(&path) else { continue };
        let texts: Vec<String> = file
            .lines()
            .filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()?.get("text")?.as_str().map(str::to_owned))
            .collect();
        let bytes: usize = texts.iter().map(String::len).sum();
        let mut best = f64::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            let marked: usize = texts.iter().map(|t| isnad_clean::plain(t).furniture.len()).sum();
            std::hint::black_box(marked);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{path}: {} texts, {:.1} MB/s", texts.len(), bytes as f64 / 1e6 / best);
    }
}
