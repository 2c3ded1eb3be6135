//! `export`: the record as CSV that a spreadsheet opens, as a sheet, as columns, as JSON Lines, or in the forms of others.

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
use crate::wire::{ColumnKind, Parquet, RecordJson, ValueJson};

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
    match args.to.as_str() {
        "jsonl" => json_lines(store, &args.what, out),
        "parquet" => columns(store, &args.what, out),
        "xlsx" => sheet(store, &args.what, out),
        "annotations" => values(store, crate::wire::annotations, out),
        "schema-org" => values(store, crate::wire::quotations, out),
        "ftm" => values(store, crate::wire::ftm_entities, out),
        _ => comma_separated(store, &args.what, out),
    }
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

/// What a form for others makes of each record, one object a line.
fn values(store: &Store, make: fn(&RecordJson) -> Vec<Value>, out: &mut impl Write) -> Result<u64, Fault> {
    let mut n = 0;
    store.each_document(|d| {
        for value in make(&store.record(&d)?) {
            serde_json::to_writer(&mut *out, &value)?;
            out.write_all(b"\n")?;
            n += 1;
        }
        Ok(())
    })?;
    Ok(n)
}

fn columns_of(what: &str) -> Result<&'static [&'static str], Fault> {
    Ok(match what {
        "statements" => STATEMENTS,
        "figures" => FIGURES,
        "times" => TIMES,
        "entities" => ENTITIES,
        "documents" => DOCUMENTS,
        _ => return Err(Fault::of("--what records", "fault.records-are-json")),
    })
}

/// Calls `take` with the cells of each row.
fn each_row(
    store: &Store,
    what: &str,
    columns: &[&str],
    mut take: impl FnMut(Vec<String>) -> Result<(), Fault>,
) -> Result<u64, Fault> {
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
            take(cells.collect())?;
            n += 1;
        }
        Ok(())
    })?;
    Ok(n)
}

fn comma_separated(store: &Store, what: &str, out: &mut impl Write) -> Result<u64, Fault> {
    let columns = columns_of(what)?;
    // Spreadsheets take a file for UTF-8 by this mark.
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(columns)?;
    let quiet = |c: &String| if runs(c) { format!("'{c}") } else { c.clone() };
    let n = each_row(store, what, columns, |cells| Ok(table.write_record(cells.iter().map(quiet))?))?;
    table.flush()?;
    Ok(n)
}

/// Whether a spreadsheet would run a cell as a formula: one that begins like it, in letters of full width too, and is no
/// number.
fn runs(cell: &str) -> bool {
    const SIGNS: [char; 9] = ['=', '+', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    cell.starts_with(SIGNS) || (cell.starts_with('-') && cell.parse::<f64>().is_err())
}

/// A file of columns for those who count with them.
fn columns(store: &Store, what: &str, out: &mut impl Write) -> Result<u64, Fault> {
    let columns = columns_of(what)?;
    let kind = |name: &str| match name {
        "confidence" | "value_min" | "value_max" => ColumnKind::Real,
        "start" | "end" => ColumnKind::Whole,
        name if what == "documents" && NUMBERS.contains(&name) => ColumnKind::Whole,
        _ => ColumnKind::Text,
    };
    let mut table = Parquet::begin(out, columns.iter().map(|c| (*c, kind(c))))?;
    let n = each_row(store, what, columns, |cells| Ok(table.row(&cells)?))?;
    table.finish()?;
    Ok(n)
}

/// Columns that hold numbers, and those that hold days where they are plain.
const NUMBERS: [&str; 9] =
    ["confidence", "start", "end", "value_min", "value_max", "statements", "figures", "times", "entities"];
const DAYS: [&str; 7] = ["published", "updated", "reference_date", "said_on", "as_of", "earliest", "latest"];

/// A sheet that opens from the right: text as text, numbers as numbers, days as days.
fn sheet(store: &Store, what: &str, out: &mut impl Write) -> Result<u64, Fault> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
    let told = |e: XlsxError| match e {
        XlsxError::RowColumnLimitError => Fault::of("", "fault.too-many-rows"),
        e => Fault::Told(Problem::new("", "fault.output").with("cause", e.to_string())),
    };
    let columns = columns_of(what)?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_right_to_left(true);
    let (head, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (n, column) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, n, *column, &head).map_err(told)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(told)?;
    let mut row = 0u32;
    let n = each_row(store, what, columns, |cells| {
        row += 1;
        for (n, (column, cell)) in (0u16..).zip(columns.iter().zip(&cells)).filter(|(_, (_, c))| !c.is_empty()) {
            let listed = what != "documents" && matches!(*column, "figures" | "statements");
            let number = cell.parse::<f64>().ok().filter(|_| NUMBERS.contains(column) && !listed);
            let date = ExcelDateTime::parse_from_str(cell).ok().filter(|_| DAYS.contains(column) && cell.len() == 10);
            match (number, date) {
                (Some(number), _) => sheet.write_number(row, n, number),
                (None, Some(date)) => sheet.write_datetime_with_format(row, n, &date, &day),
                // A cell holds 32,767 letters.
                _ => sheet.write_string(row, n, cell.chars().take(32_000).collect::<String>()),
            }
            .map_err(told)?;
        }
        Ok(())
    })?;
    out.write_all(&book.save_to_buffer().map_err(told)?)?;
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
    match value {
        Value::Null => String::new(),
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
        other => other.to_string(),
    }
}
