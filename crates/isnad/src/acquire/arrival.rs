//! What came in, in which order?
//!
//! Paths in the order given, folders by name, rows of a file by line: the order is the same on every run, so that the
//! output is. A big file of rows is read a line at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::problem::Problem;

/// The form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain text: the whole input is one article.
    Text,
    /// A web page.
    Html,
    /// One JSON object a line.
    JsonLines,
}

impl Form {
    /// The word for it on the command line and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Html => "html",
            Form::JsonLines => "jsonl",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Form> {
        [Form::Text, Form::Html, Form::JsonLines].into_iter().find(|f| f.name() == name)
    }
}

/// One document as it came: a file, a page or a row.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The path, with the line for a row.
    pub label: String,
    /// What it is; a row is [`Form::JsonLines`].
    pub form: Form,
    /// Its bytes, unchanged.
    pub bytes: Vec<u8>,
}

/// A document, or a problem with one.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// A document.
    Piece(Piece),
    /// Something that could not be read.
    Problem(Problem),
}

/// All that the paths hold, one after another.
#[derive(Debug)]
pub struct Arrivals {
    paths: std::vec::IntoIter<PathBuf>,
    from: Option<Form>,
    folder: Option<walkdir::IntoIter>,
    rows: Option<Rows>,
    /// Files of a folder that are of no known kind.
    pub left_aside: usize,
}

struct Rows {
    label: String,
    lines: Box<dyn BufRead + Send>,
    number: u64,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.label, self.number)
    }
}

/// Longer rows and files are refused rather than filling the memory.
const LARGEST: u64 = 512 << 20;

impl Arrivals {
    /// What `paths` hold (`-` is standard input), read as `from` where it is given, else by name and content.
    pub fn of(paths: &[PathBuf], from: Option<Form>) -> Self {
        Arrivals { paths: Vec::from(paths).into_iter(), from, folder: None, rows: None, left_aside: 0 }
    }

    /// The bytes that the paths hold, as far as the file system tells; 0 where it does not.
    pub fn size_of(paths: &[PathBuf]) -> u64 {
        let file = |p: &Path| p.metadata().map(|m| if m.is_file() { m.len() } else { 0 }).unwrap_or(0);
        paths
            .iter()
            .map(|path| {
                if path.is_dir() {
                    walk(path)
                        .filter_map(Result::ok)
                        .filter(|e| kind_by_name(e.path()).is_some())
                        .map(|e| file(e.path()))
                        .sum()
                } else {
                    file(path)
                }
            })
            .sum()
    }

    fn open(&mut self, path: &Path) -> Option<Arrival> {
        let label = path.display().to_string();
        if path.as_os_str() == "-" {
            return self.stream("-", Box::new(BufReader::new(std::io::stdin())), None);
        }
        if path.is_dir() {
            self.folder = Some(walk(path));
            return None;
        }
        let problem = |e: &std::io::Error| Some(Arrival::Problem(io_problem(&label, e)));
        match path.metadata() {
            Ok(m) if m.len() == 0 && m.is_file() => {
                return Some(Arrival::Problem(Problem::new(label, "problem.empty-file")));
            }
            Err(e) => return problem(&e),
            Ok(_) => {}
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(e) => return problem(&e),
        };
        let gz = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
        let lines: Box<dyn BufRead + Send> = if gz {
            Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)))
        } else {
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        self.stream(&label, lines, kind_by_name(path))
    }

    /// Rows are read one after another, anything else whole.
    fn stream(&mut self, label: &str, mut bytes: Box<dyn BufRead + Send>, by_name: Option<Form>) -> Option<Arrival> {
        let head = match bytes.fill_buf() {
            Ok(head) => head,
            Err(e) => return Some(Arrival::Problem(io_problem(label, &e))),
        };
        if head.is_empty() {
            return Some(Arrival::Problem(Problem::new(label, "problem.empty-file")));
        }
        if let Some(what) = binary(head) {
            return Some(Arrival::Problem(Problem::new(label, "problem.binary").with("what", what)));
        }
        let form = self.from.or(by_name).unwrap_or_else(|| kind_by_content(head));
        if form == Form::JsonLines {
            self.rows = Some(Rows { label: label.to_owned(), lines: bytes, number: 0 });
            return None;
        }
        let mut whole = Vec::new();
        match bytes.take(LARGEST).read_to_end(&mut whole) {
            Ok(n) if n as u64 == LARGEST => Some(Arrival::Problem(Problem::new(label, "problem.too-large"))),
            Ok(_) => Some(Arrival::Piece(Piece { label: label.to_owned(), form, bytes: whole })),
            Err(e) => Some(Arrival::Problem(io_problem(label, &e))),
        }
    }

    fn next_row(&mut self) -> Option<Arrival> {
        let rows = self.rows.as_mut()?;
        loop {
            let mut line = Vec::new();
            let read = (&mut rows.lines).take(LARGEST).read_until(b'\n', &mut line);
            rows.number += 1;
            let label = format!("{}:{}", rows.label, rows.number);
            match read {
                Ok(0) => {
                    self.rows = None;
                    return None;
                }
                Ok(n) if n as u64 == LARGEST => {
                    self.rows = None;
                    return Some(Arrival::Problem(Problem::new(label, "problem.too-large")));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                        line.pop();
                    }
                    return Some(Arrival::Piece(Piece { label, form: Form::JsonLines, bytes: line }));
                }
                Err(e) => {
                    self.rows = None;
                    return Some(Arrival::Problem(io_problem(&label, &e)));
                }
            }
        }
    }

    fn next_of_folder(&mut self) -> Option<Option<Arrival>> {
        let entry = match self.folder.as_mut()?.next() {
            Some(entry) => entry,
            None => {
                self.folder = None;
                return None;
            }
        };
        match entry {
            Err(e) => {
                let label = e.path().map_or_else(String::new, |p| p.display().to_string());
                let cause = e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                Some(Some(Arrival::Problem(io_problem(&label, &cause))))
            }
            Ok(entry) if !entry.file_type().is_file() => Some(None),
            Ok(entry) if kind_by_name(entry.path()).is_none() => {
                self.left_aside += 1;
                Some(None)
            }
            Ok(entry) => Some(self.open(entry.path())),
        }
    }
}

impl Iterator for Arrivals {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            if self.rows.is_some() {
                if let Some(arrival) = self.next_row() {
                    return Some(arrival);
                }
            } else if self.folder.is_some() {
                if let Some(Some(arrival)) = self.next_of_folder() {
                    return Some(arrival);
                }
            } else {
                let path = self.paths.next()?;
                if let Some(arrival) = self.open(&path) {
                    return Some(arrival);
                }
            }
        }
    }
}

/// Folders by name; what begins with a dot is left out, unless it was named itself.
fn walk(path: &Path) -> walkdir::IntoIter {
    walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter()
}

fn kind_by_name(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if name.starts_with('.') {
        return None;
    }
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" => Some(Form::Text),
        "html" | "htm" | "xhtml" => Some(Form::Html),
        "jsonl" | "ndjson" | "json" => Some(Form::JsonLines),
        _ => None,
    }
}

fn kind_by_content(head: &[u8]) -> Form {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let lower: Vec<u8> = head.iter().skip(start).take(1024).map(u8::to_ascii_lowercase).collect();
    if lower.starts_with(b"{") {
        Form::JsonLines
    } else if lower.starts_with(b"<")
        && [&b"<html"[..], b"<!doctype", b"<head", b"<body", b"<article", b"<div"].iter().any(|t| find(&lower, t))
    {
        Form::Html
    } else {
        Form::Text
    }
}

fn find(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}

/// The sort of file, where the first bytes show that it holds no text.
fn binary(head: &[u8]) -> Option<&'static str> {
    match isnad_clean::decode(head.get(..8192).unwrap_or(head)) {
        isnad_clean::Decoded::Binary(what) => Some(what),
        isnad_clean::Decoded::Text { .. } => None,
    }
}

fn io_problem(label: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let key = match error.kind() {
        ErrorKind::NotFound => "problem.missing",
        ErrorKind::PermissionDenied => "problem.forbidden",
        _ => "problem.unreadable",
    };
    Problem::new(label, key).with("cause", error.to_string())
}
