//! What is this stream of bytes, and what does it hold? Told by its first bytes, then by its name.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use isnad_clean::{FeedKind, feed_kind, is_mhtml};

use super::arrival::{Arrival, Counted, Form, Passed, Piece, io_problem};
use super::origin::Origin;
use super::packed::{gunzip, unzstd, zip};
use super::problem::Problem;
use super::row::Columns;
use super::{archive, rows};

/// How things are to be read.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// As what, where the user says it.
    pub from: Option<Form>,
    /// What the fields of rows and tables are called.
    pub columns: Columns,
    /// What is passed over.
    pub passed: Arc<Passed>,
}

/// What something holds, one after another.
pub(super) type Opened = Box<dyn Iterator<Item = Arrival> + Send>;

/// No document is larger: an article has some kilobytes, the longest page some megabytes.
pub(super) const LARGEST: u64 = 16 << 20;
/// No PDF is larger.
const LARGEST_PDF: u64 = 64 << 20;
/// No feed is larger.
const LARGEST_FEED: u64 = 256 << 20;
/// Packed things are unpacked so deep.
const DEEPEST: u8 = 4;
/// So much tells what it is.
const HEAD: u64 = 16 << 10;

/// One arrival alone.
pub(super) fn one(arrival: Arrival) -> Opened {
    Box::new(std::iter::once(arrival))
}

fn told(problem: Problem) -> Opened {
    one(Arrival::Problem(problem))
}

/// What bytes hold that came without a file; `name` is what they are called.
pub fn held_in(name: &str, bytes: Vec<u8>) -> Box<dyn Iterator<Item = Arrival> + Send> {
    stream(name, name, Box::new(Cursor::new(bytes)), &How::default(), 0)
}

/// Opens a file; those that are read from several places keep their name.
pub(super) fn file(path: &Path, label: &str, mut file: File, how: &How) -> Opened {
    let mut head = [0u8; 4];
    let is_zip = matches!(file.read(&mut head), Ok(4)) && head == *b"PK\x03\x04";
    let again = File::open(path);
    match again {
        Err(e) => told(io_problem(label, &e)),
        Ok(again) if is_zip => zip(label, Box::new(again), how, 0),
        Ok(again) => {
            let reader = Counted { reader: again, passed: Arc::clone(&how.passed) };
            let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            named_stream(label, &path.to_string_lossy(), Box::new(reader), how, 0, Some(place.display().to_string()))
        }
    }
}

/// Opens a stream of bytes. `name`: what it is called, for its ending.
pub(super) fn stream(label: &str, name: &str, reader: Box<dyn Read + Send>, how: &How, depth: u8) -> Opened {
    named_stream(label, name, reader, how, depth, None)
}

/// As [`stream`]; `file`: the file itself, where its bytes are read from its first.
fn named_stream(
    label: &str,
    name: &str,
    mut reader: Box<dyn Read + Send>,
    how: &How,
    depth: u8,
    file: Option<String>,
) -> Opened {
    let mut head = Vec::new();
    if let Err(e) = reader.by_ref().take(HEAD).read_to_end(&mut head) {
        return told(io_problem(label, &e));
    }
    if head.is_empty() {
        return told(Problem::new(label, "problem.empty-file"));
    }
    let start = head.clone();
    let reader: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(reader));
    if depth > DEEPEST {
        return told(Problem::new(label, "problem.bomb"));
    }
    if archive::is_warc(&start) || how.from == Some(Form::Warc) {
        return archive::records(label, reader, how, file);
    }
    let inner = inner_name(name);
    if start.starts_with(&[0x1F, 0x8B]) {
        return named_stream(label, inner, gunzip(reader), how, depth + 1, None);
    }
    if start.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        return match unzstd(reader) {
            Ok(reader) => named_stream(label, inner, reader, how, depth + 1, None),
            Err(e) => told(io_problem(label, &e)),
        };
    }
    if start.starts_with(b"PK\x03\x04") {
        return match whole(label, reader, LARGEST_FEED) {
            Ok(bytes) => zip(label, Box::new(Cursor::new(bytes)), how, depth),
            Err(problem) => told(problem),
        };
    }
    if start.starts_with(b"%PDF-") {
        return match whole(label, reader, LARGEST_PDF) {
            Ok(bytes) => piece(label, Form::Pdf, bytes, Origin::default()),
            Err(problem) => told(problem),
        };
    }
    if let Some(what) = binary(&start) {
        return told(Problem::new(label, "problem.binary").with("what", what));
    }
    let text = isnad_clean::decode(&start).into_text().0;
    match how.from.or_else(|| kind_of(name, &text, &start)).unwrap_or(Form::Text) {
        Form::JsonLines => rows::json(label, name, reader),
        Form::Csv => rows::table(label, reader, how),
        Form::Feed => match (feed_kind(&text), whole(label, reader, LARGEST_FEED)) {
            (Some(FeedKind::Sitemap | FeedKind::SitemapIndex), _) => told(Problem::new(label, "problem.sitemap")),
            (Some(FeedKind::Opml), _) => told(Problem::new(label, "problem.opml")),
            (_, Ok(bytes)) => rows::entries(label, &bytes, None, how),
            (_, Err(problem)) => told(problem),
        },
        form => match whole(label, reader, LARGEST) {
            Ok(bytes) if form == Form::Html && is_mhtml(&start) => saved(label, &bytes),
            Ok(bytes) => piece(label, form, bytes, Origin::default()),
            Err(problem) => told(problem),
        },
    }
}

fn piece(label: &str, form: Form, bytes: Vec<u8>, origin: Origin) -> Opened {
    one(Arrival::Piece(Piece { label: label.to_owned(), form, bytes, origin }))
}

/// The page of a file that a browser saved whole.
fn saved(label: &str, bytes: &[u8]) -> Opened {
    match isnad_clean::mhtml(bytes) {
        Some(s) => {
            let origin = Origin { url: s.url, charset: s.charset, ..Origin::default() };
            piece(label, Form::Html, s.page, origin)
        }
        None => told(Problem::new(label, "problem.no-article")),
    }
}

/// All bytes, where they are not too many.
fn whole(label: &str, reader: Box<dyn Read + Send>, most: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match reader.take(most + 1).read_to_end(&mut bytes) {
        Ok(n) if n as u64 > most => {
            Err(Problem::new(label, "problem.too-large").with("size", format!("{} MB", most >> 20)))
        }
        Ok(_) => Ok(bytes),
        Err(e) => Err(io_problem(label, &e)),
    }
}

/// The name without the ending that says how it is packed.
fn inner_name(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    [".gz", ".zst", ".zstd"]
        .iter()
        .find(|e| lower.ends_with(*e))
        .and_then(|e| name.get(..name.len() - e.len()))
        .unwrap_or(name)
}

/// What the name says; `None` for files that nobody would read.
pub(super) fn kind_by_name(name: &str) -> Option<Form> {
    let file = name.rsplit(['/', '\\']).next()?;
    if file.starts_with('.') {
        return None;
    }
    match inner_name(file).rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Form::Text),
        "html" | "htm" | "xhtml" | "shtml" | "aspx" | "php" | "mhtml" | "mht" => Some(Form::Html),
        "jsonl" | "ndjson" | "json" => Some(Form::JsonLines),
        "csv" | "tsv" => Some(Form::Csv),
        "warc" => Some(Form::Warc),
        "rss" | "atom" | "xml" | "rdf" => Some(Form::Feed),
        // What is in it decides.
        "zip" | "pdf" => Some(Form::Text),
        _ => None,
    }
}

/// What a text is: by what it is called where that fits its first letters, else by these.
fn kind_of(name: &str, text: &str, start: &[u8]) -> Option<Form> {
    if feed_kind(text).is_some_and(|k| k != FeedKind::Opml || name.ends_with(".opml") || name.ends_with(".xml")) {
        return Some(Form::Feed);
    }
    if is_mhtml(start) {
        return Some(Form::Html);
    }
    let by_name = kind_by_name(name);
    if by_name == Some(Form::Feed) {
        return Some(kind_by_content(text));
    }
    by_name.or_else(|| Some(kind_by_content(text)))
}

fn kind_by_content(text: &str) -> Form {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let lower: String = text.chars().take(1024).map(|c| c.to_ascii_lowercase()).collect();
    if text.starts_with('{')
        || (text.starts_with('[') && text.trim_start_matches(['[', ' ', '\n', '\r', '\t']).starts_with('{'))
    {
        Form::JsonLines
    } else if lower.starts_with('<')
        && ["<html", "<!doctype", "<head", "<body", "<article", "<div"].iter().any(|t| lower.contains(t))
    {
        Form::Html
    } else {
        Form::Text
    }
}

/// The sort of file, where the first bytes show that it holds no text.
fn binary(head: &[u8]) -> Option<&'static str> {
    match isnad_clean::decode(head.get(..8192).unwrap_or(head)) {
        isnad_clean::Decoded::Binary(what) => Some(what),
        isnad_clean::Decoded::Text { .. } => None,
    }
}

/// A reader with room for a line.
pub(super) fn buffered(reader: Box<dyn Read + Send>) -> BufReader<Box<dyn Read + Send>> {
    BufReader::with_capacity(1 << 16, reader)
}
