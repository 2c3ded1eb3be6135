//! `isnad`: reads Arabic news and keeps the record.

use isnad::wire;

use std::io::{BufWriter, Write};

use isnad_extract::{Context, ReferenceFrom, read};
use serde_json::Value;

/// A first `extract --from jsonl FILE`, until the command table takes over.
fn main() -> anyhow::Result<()> {
    let path = std::env::args().last().unwrap_or_default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(&path)?.lines().filter(|l| !l.trim().is_empty()) {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let article = isnad_clean::plain(text);
        let published = row["published"].as_str().and_then(|d| d.get(..10)?.parse().ok());
        let context = Context { published, reference_from: ReferenceFrom::Input, ..Context::default() };
        let record = read(&article, &context);
        let id = row["id"].as_str().unwrap_or_default();
        let raw = wire::sha256_hex(line.as_bytes());
        let json = wire::RecordJson::of(&wire::Identity { id, raw_sha256: &raw, country: None }, &article, &record);
        serde_json::to_writer(&mut out, &json)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
