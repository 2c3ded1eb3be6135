//! Which articles? Reads `.jsonl` and `.jsonl.zst` files of a folder, `{"id","text","published",…}` a line.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

/// One article of a corpus.
#[derive(Debug)]
pub(crate) struct Row {
    /// The line as it stood.
    pub(crate) line: String,
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) published: Option<String>,
}

/// Articles of the folder's files in turn, about `limit` bytes of text, an equal share from each file.
pub(crate) fn load(folder: &Path, limit: usize) -> Result<Vec<Row>, String> {
    let files = files(folder)?;
    let share = limit / files.len().max(1);
    let mut rows = Vec::new();
    for file in &files {
        let mut taken = 0;
        for line in open(file)?.lines() {
            let line = line.map_err(|e| format!("{}: {e}", file.display()))?;
            let Ok(value) = serde_json::from_str::<Value>(&line) else { continue };
            let Some(text) = value.get("text").and_then(Value::as_str) else { continue };
            taken += text.len();
            let published = value.get("published").and_then(Value::as_str).and_then(|d| d.get(..10));
            let id = value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            rows.push(Row { id, text: text.to_owned(), published: published.map(str::to_owned), line: line.clone() });
            if taken >= share {
                break;
            }
        }
    }
    if rows.is_empty() { Err(format!("no articles in {}", folder.display())) } else { Ok(rows) }
}

/// The rows as one file, for the program to read.
pub(crate) fn write(path: &Path, rows: &[Row]) -> Result<(), String> {
    let say = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut out = BufWriter::new(File::create(path).map_err(say)?);
    for row in rows {
        writeln!(out, "{}", row.line).map_err(say)?;
    }
    out.flush().map_err(say)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|p| {
        let name = p.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".jsonl") || name.ends_with(".jsonl.zst")
    });
    files.sort();
    if files.is_empty() { Err(format!("no .jsonl or .jsonl.zst in {}", folder.display())) } else { Ok(files) }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, String> {
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let plain: Box<dyn Read> = if path.extension().is_some_and(|e| e == "zst") {
        let decoder = ruzstd::decoding::StreamingDecoder::new(BufReader::new(file));
        Box::new(decoder.map_err(|e| format!("{}: {e}", path.display()))?)
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::with_capacity(1 << 20, plain)))
}
