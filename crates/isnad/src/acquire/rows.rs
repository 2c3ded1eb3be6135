//! Rows of JSON Lines, of tables and of feeds: each a document of its own, as one JSON object.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::atomic::Ordering;

use isnad_clean::FeedEntry;
use serde_json::{Map, Value};

use super::arrival::{Arrival, Form, Piece, io_problem};
use super::open::{How, Opened, buffered, one};
use super::origin::Origin;
use super::problem::Problem;

/// No row is longer; it is passed over and told.
const LONGEST: u64 = 32 << 20;
/// A file of one JSON value is not larger.
const LARGEST_VALUE: u64 = 128 << 20;
/// An entry whose text has fewer letters is a headline with a line below.
const SHORTEST: usize = 120;

fn told(problem: Problem) -> Opened {
    one(Arrival::Problem(problem))
}

fn row(label: String, bytes: Vec<u8>) -> Arrival {
    Arrival::Piece(Piece { label, form: Form::JsonLines, bytes, origin: Origin::default() })
}

/// Lines of JSON; a list of objects, or one object over many lines, in a file named `.json`.
pub(super) fn json(label: &str, name: &str, reader: Box<dyn Read + Send>) -> Opened {
    let mut reader = buffered(reader);
    let list = matches!(reader.fill_buf(), Ok(head) if head.trim_ascii_start().starts_with(b"["));
    let lower = name.to_ascii_lowercase();
    let one_value = lower.ends_with(".json") || lower.ends_with(".json.gz") || lower.ends_with(".json.zst");
    if !list && !one_value {
        return Box::new(Lines { label: label.to_owned(), reader: Some(reader), number: 0 });
    }
    let mut bytes = Vec::new();
    if let Err(e) = reader.by_ref().take(LARGEST_VALUE).read_to_end(&mut bytes) {
        return told(io_problem(label, &e));
    }
    let text = isnad_clean::decode(&bytes).into_text().0;
    match serde_json::from_str::<Value>(&text) {
        Ok(Value::Array(list)) if (bytes.len() as u64) < LARGEST_VALUE => {
            let label = label.to_owned();
            let rows =
                list.into_iter().zip(1..).map(move |(v, n)| row(format!("{label}:{n}"), v.to_string().into_bytes()));
            Box::new(rows)
        }
        Ok(value @ Value::Object(_)) => one(row(format!("{label}:1"), value.to_string().into_bytes())),
        _ => {
            let rest: Box<dyn Read + Send> = Box::new(Cursor::new(bytes).chain(reader));
            Box::new(Lines { label: label.to_owned(), reader: Some(buffered(rest)), number: 0 })
        }
    }
}

struct Lines {
    label: String,
    reader: Option<BufReader<Box<dyn Read + Send>>>,
    number: u64,
}

impl Iterator for Lines {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            let reader = self.reader.as_mut()?;
            let mut line = Vec::new();
            let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut line);
            self.number += 1;
            let label = format!("{}:{}", self.label, self.number);
            match read {
                Ok(0) => {
                    self.reader = None;
                    return None;
                }
                Ok(n) if n as u64 == LONGEST && line.last() != Some(&b'\n') => {
                    if let Err(e) = reader.skip_until(b'\n') {
                        self.reader = None;
                        return Some(Arrival::Problem(io_problem(&label, &e)));
                    }
                    return Some(Arrival::Problem(too_long(label)));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                        line.pop();
                    }
                    return Some(row(label, line));
                }
                Err(e) => {
                    self.reader = None;
                    return Some(Arrival::Problem(io_problem(&label, &e)));
                }
            }
        }
    }
}

fn too_long(label: String) -> Problem {
    Problem::new(label, "problem.too-large").with("size", format!("{} MB", LONGEST >> 20))
}

/// The rows of a table; its first row names the columns.
pub(super) fn table(label: &str, reader: Box<dyn Read + Send>, _how: &How) -> Opened {
    let mut reader = buffered(reader);
    let head = match reader.fill_buf() {
        Ok(head) => head.to_vec(),
        Err(e) => return told(io_problem(label, &e)),
    };
    let utf_8 = isnad_clean::decode(&head);
    let reader: Box<dyn Read + Send> = match utf_8 {
        isnad_clean::Decoded::Text { encoding: "UTF-8", .. } => Box::new(reader),
        _ => {
            // Old encodings and those with two bytes a letter are read whole.
            let mut bytes = Vec::new();
            if let Err(e) = reader.take(LARGEST_VALUE).read_to_end(&mut bytes) {
                return told(io_problem(label, &e));
            }
            Box::new(Cursor::new(isnad_clean::decode(&bytes).into_text().0.into_bytes()))
        }
    };
    let text = isnad_clean::decode(&head).into_text().0;
    let first = text.lines().next().unwrap_or("");
    let count = |c: char| first.matches(c).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|c| (count(*c), *c == ',')).unwrap_or(',');
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter as u8).flexible(true).from_reader(reader);
    let names: Vec<String> = match csv.byte_headers() {
        Ok(names) => names.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect(),
        Err(e) => return told(Problem::new(label, "problem.unreadable").with("cause", e.to_string())),
    };
    if names.len() < 2 {
        return told(Problem::new(label, "problem.table"));
    }
    Box::new(Table { label: label.to_owned(), csv, names, number: 1, done: false })
}

struct Table {
    label: String,
    csv: csv::Reader<Box<dyn Read + Send>>,
    names: Vec<String>,
    number: u64,
    done: bool,
}

impl Iterator for Table {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            if self.done {
                return None;
            }
            let mut record = csv::ByteRecord::new();
            self.number += 1;
            let label = format!("{}:{}", self.label, self.number);
            match self.csv.read_byte_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.as_slice().len() as u64 > LONGEST => return Some(Arrival::Problem(too_long(label))),
                Ok(true) if record.iter().all(<[u8]>::is_empty) => {}
                Ok(true) => {
                    let cells = self.names.iter().zip(record.iter());
                    let object: Map<String, Value> = cells
                        .filter(|(_, v)| !v.is_empty())
                        .map(|(n, v)| (n.clone(), Value::String(String::from_utf8_lossy(v).into_owned())))
                        .collect();
                    return Some(row(label, Value::Object(object).to_string().into_bytes()));
                }
                Err(e) => {
                    self.done = true;
                    return Some(Arrival::Problem(
                        Problem::new(label, "problem.unreadable").with("cause", e.to_string()),
                    ));
                }
            }
        }
    }
}

/// The entries of a feed that have a text; `source`: its outlet, where the feed does not name one.
pub(super) fn entries(label: &str, bytes: &[u8], source: Option<&str>, how: &How) -> Opened {
    let text = isnad_clean::decode(bytes).into_text().0;
    let feed = isnad_clean::feed(&text);
    let mut out = Vec::new();
    let title = feed.title.as_deref().or(source);
    for (entry, n) in feed.entries.iter().zip(1..) {
        match entry_row(entry, title) {
            Some(object) => out.push(row(format!("{label}:{n}"), object)),
            None => {
                how.passed.headlines.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    if feed.broken {
        out.push(Arrival::Problem(Problem::new(label, "problem.feed-broken")));
    } else if feed.entries.is_empty() {
        out.push(Arrival::Problem(Problem::new(label, "problem.feed-empty")));
    }
    Box::new(out.into_iter())
}

/// An entry as a row; `None` where it is a headline alone.
pub(super) fn entry_row(entry: &FeedEntry, source: Option<&str>) -> Option<Vec<u8>> {
    let content = entry.content.as_deref()?;
    let letters = content.chars().filter(|c| c.is_alphabetic()).count();
    if letters < SHORTEST {
        return None;
    }
    let mut object = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), Value::String(value.to_owned()));
        }
    };
    put("url", entry.url.as_deref());
    put("title", entry.title.as_deref());
    put("published", entry.published.as_deref().or(entry.updated.as_deref()));
    put("author", entry.author.as_deref());
    put("section", entry.section.as_deref());
    put("source", entry.source.as_deref().or(source));
    put("language", entry.language.as_deref());
    // A page of the entry's own: what a feed sends is an article already.
    put("html", Some(&format!("<html><body><article class=\"article-body\">{content}</article></body></html>")));
    Some(Value::Object(object).to_string().into_bytes())
}
