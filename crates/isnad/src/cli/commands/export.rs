//! `export`: the record as CSV that a spreadsheet opens, or as JSON Lines.

use std::io::Write;
use std::path::Path;

use serde_json::Value;

use super::statements::entry;
use crate::acquire::Problem;
use crate::cli::Outcome;
use crate::cli::args::ExportArgs;
use crate::cli::screen::Screen;
use crate::fault::Fault;
use crate::store::{Document, Store};
use crate::wire::{RecordJson, ValueJson};

pub(super) fn run(db: &Path, args: &ExportArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let Some(path) = &args.output else {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let n = write(&store, args, &mut out)?;
        out.flush()?;
        return Ok(if n == 0 { Outcome::NothingFound } else { Outcome::Done });
    };
    // A file that is half written is worse than none.
    let part = path.with_extension(format!("part-{}", std::process::id()));
    let told = |e: std::io::Error| {
        Fault::Told(Problem::new(path.display().to_string(), "fault.output").with("cause", e.to_string()))
    };
    let mut out = std::io::BufWriter::new(std::fs::File::create(&part).map_err(told)?);
    let done = write(&store, args, &mut out).and_then(|n| {
        out.flush().map_err(told)?;
        std::fs::rename(&part, path).map_err(told)?;
        Ok(n)
    });
    if done.is_err() {
        let _gone = std::fs::remove_file(&part);
    }
    let n = done?;
    let details = [("n", n.to_string()), ("path", screen.isolate(&path.display().to_string()))];
    screen.line(screen.words.fill("say.exported", &details))?;
    Ok(if n == 0 { Outcome::NothingFound } else { Outcome::Done })
}

fn write(store: &Store, args: &ExportArgs, out: &mut impl Write) -> Result<u64, Fault> {
    if args.to == "jsonl" { json_lines(store, &args.what, out) } else { comma_separated(store, &args.what, out) }
}

fn json_lines(store: &Store, what: &str, out: &mut impl Write) -> Result<u64, Fault> {
    let mut n = 0;
    store.each_document(|d| {
        let record = store.record(&d)?;
        if what == "records" {
            serde_json::to_writer(&mut *out, &record)?;
            out.write_all(b"\n")?;
            n += 1;
            return Ok(());
        }
        for value in entries(&d, &record, what)? {
            serde_json::to_writer(&mut *out, &value)?;
            out.write_all(b"\n")?;
            n += 1;
        }
        Ok(())
    })?;
    Ok(n)
}

/// The entries of a document as JSON, with what a table needs of the document before them.
fn entries(d: &Document, r: &RecordJson, what: &str) -> Result<Vec<Value>, Fault> {
    let mut rows = match what {
        "statements" => r.statements.iter().map(|e| entry(d, e)).collect::<Result<Vec<_>, _>>()?,
        "figures" => r.figures.iter().map(|e| entry(d, e)).collect::<Result<_, _>>()?,
        "times" => r.times.iter().map(|e| entry(d, e)).collect::<Result<_, _>>()?,
        "entities" => r.entities.iter().map(|e| entry(d, e)).collect::<Result<_, _>>()?,
        _ => vec![document(r)?],
    };
    for row in &mut rows {
        if let Value::Object(fields) = row {
            fields.insert("version".into(), Value::from(r.version.as_str()));
        }
    }
    Ok(rows)
}

/// A document without its text and entries, with how many it has.
fn document(r: &RecordJson) -> Result<Value, Fault> {
    let mut value = serde_json::to_value(r)?;
    if let Value::Object(fields) = &mut value {
        for (name, n) in [
            ("statements", r.statements.len()),
            ("figures", r.figures.len()),
            ("times", r.times.len()),
            ("entities", r.entities.len()),
        ] {
            fields.insert(name.into(), Value::from(n));
        }
        for name in ["text", "blocks", "furniture", "notes", "schema"] {
            fields.shift_remove(name);
        }
        let title = r.title.as_ref().map_or(Value::Null, |t| Value::from(t.text.as_str()));
        fields.insert("title".into(), title);
        let id = fields.shift_remove("id").unwrap_or(Value::Null);
        fields.insert("document".into(), id);
    }
    Ok(value)
}

const STATEMENTS: &[&str] = &[
    "document",
    "version",
    "id",
    "source",
    "published",
    "kind",
    "act",
    "status",
    "confidence",
    "rule",
    "content",
    "start",
    "end",
    "cue",
    "speaker",
    "speaker_name",
    "speaker_id",
    "role",
    "chain",
    "occasion",
    "said_on",
    "figures",
    "about",
];
const FIGURES: &[&str] = &[
    "document",
    "version",
    "id",
    "source",
    "published",
    "start",
    "end",
    "text",
    "value_min",
    "value_max",
    "hedge",
    "unit",
    "measure",
    "subject",
    "subject_id",
    "as_of",
    "sense",
    "status",
    "measure_key",
    "parts",
    "same_as",
    "statement",
    "rule",
];
const TIMES: &[&str] = &[
    "document",
    "version",
    "id",
    "source",
    "published",
    "start",
    "end",
    "text",
    "value",
    "type",
    "mod",
    "calendar",
    "original",
    "zone",
    "anchor",
    "anchor_id",
    "alternatives",
    "earliest",
    "latest",
    "rule",
];
const ENTITIES: &[&str] =
    &["document", "version", "id", "source", "published", "name", "kind", "roles", "mentions", "rule"];
const DOCUMENTS: &[&str] = &[
    "document",
    "version",
    "raw_sha256",
    "producer",
    "source",
    "section",
    "agency",
    "country",
    "url",
    "author",
    "language",
    "title",
    "published",
    "updated",
    "reference_date",
    "reference_date_from",
    "statements",
    "figures",
    "times",
    "entities",
];

fn comma_separated(store: &Store, what: &str, out: &mut impl Write) -> Result<u64, Fault> {
    let columns = match what {
        "statements" => STATEMENTS,
        "figures" => FIGURES,
        "times" => TIMES,
        "entities" => ENTITIES,
        "documents" => DOCUMENTS,
        _ => return Err(Fault::of("--what records", "fault.records-are-json")),
    };
    // Spreadsheets take a file for UTF-8 by this mark.
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns)?;
    let mut n = 0;
    store.each_document(|d| {
        let record = store.record(&d)?;
        let values: Vec<Option<(f64, f64)>> = record.figures.iter().map(|f| Some(bounds(f.value))).collect();
        for (place, row) in entries(&d, &record, what)?.iter().enumerate() {
            let cells = columns.iter().map(|column| match *column {
                "value_min" | "value_max" => values
                    .get(place)
                    .copied()
                    .flatten()
                    .map_or_else(String::new, |(a, b)| if *column == "value_min" { plain(a) } else { plain(b) }),
                "start" | "end" if what == "statements" => end_of(row, column),
                column => cell(column, &row[column]),
            });
            table.write_record(cells)?;
            n += 1;
        }
        Ok(())
    })?;
    table.flush()?;
    Ok(n)
}

fn bounds(value: ValueJson) -> (f64, f64) {
    match value {
        ValueJson::Whole(x) => (x as f64, x as f64),
        ValueJson::Decimal(x) => (x, x),
        ValueJson::WholeRange([a, b]) => (a as f64, b as f64),
        ValueJson::Range([a, b]) => (a, b),
    }
}

fn plain(x: f64) -> String {
    format!("{x}")
}

/// Where a statement's content begins and ends.
fn end_of(row: &Value, column: &str) -> String {
    let pieces = row["content"].as_array();
    let ends = pieces.into_iter().flatten().filter_map(|p| p[column].as_u64());
    let end = if column == "start" { ends.min() } else { ends.max() };
    end.map_or_else(String::new, |n| n.to_string())
}

/// A value as a cell: the words of spans, lists with bars, ids with spaces.
fn cell(column: &str, value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(s) => s.clone(),
        Value::Array(list) => {
            let between = match column {
                "figures" | "about" | "parts" | "alternatives" => " ",
                "content" => " … ",
                "chain" => " < ",
                _ => " | ",
            };
            list.iter().map(|v| cell("", v)).collect::<Vec<_>>().join(between)
        }
        Value::Object(fields) => match (fields.get("name"), fields.get("text")) {
            (Some(Value::String(name)), _) => name.clone(),
            (_, Some(Value::String(text))) => text.clone(),
            _ => String::new(),
        },
        other => return other.to_string(),
    };
    // A cell that begins like a formula would be run by a spreadsheet.
    if text.starts_with(['=', '+', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
