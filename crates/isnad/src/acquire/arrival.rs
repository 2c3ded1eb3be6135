//! What came in, in which order?
//!
//! Paths in the order given, folders by name, what lies in a container in its own order: the order is the same on every
//! run, so that the output is. Big files are read piece by piece.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::open::{How, Opened, kind_by_name, one};
use super::origin::Origin;
use super::problem::Problem;

/// The form of a document, or of what holds documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain text: the whole input is one article.
    Text,
    /// A web page.
    Html,
    /// One JSON object a line; a row of a table and an entry of a feed become one.
    JsonLines,
    /// A table with named columns.
    Csv,
    /// A web archive.
    Warc,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A PDF with a text layer.
    Pdf,
}

impl Form {
    /// The word for it on the command line and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Html => "html",
            Form::JsonLines => "jsonl",
            Form::Csv => "csv",
            Form::Warc => "warc",
            Form::Feed => "feed",
            Form::Pdf => "pdf",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Form> {
        [Form::Text, Form::Html, Form::JsonLines, Form::Csv, Form::Warc, Form::Feed, Form::Pdf]
            .into_iter()
            .find(|f| f.name() == name)
    }
}

/// One document as it came: a file, a page, a row, a record.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The path, with the line of a row, the place of a record.
    pub label: String,
    /// What it is: text, a page or a row.
    pub form: Form,
    /// Its bytes, unchanged.
    pub bytes: Vec<u8>,
    /// How it came.
    pub origin: Origin,
}

/// A document, or a problem with one.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// A document.
    Piece(Piece),
    /// Something that could not be read.
    Problem(Problem),
}

/// What was passed over without being a failure, and how far the files are read.
#[derive(Debug, Default)]
pub struct Passed {
    /// Bytes of files read.
    pub bytes: AtomicU64,
    /// Records of archives whose bytes hold no Arabic.
    pub not_arabic: AtomicU64,
    /// Entries of feeds that are a headline alone.
    pub headlines: AtomicU64,
    /// Files of folders and archives that are of no known kind.
    pub unknown: AtomicU64,
}

impl Passed {
    /// So much is read.
    pub fn read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

/// All that the paths hold, one after another.
pub struct Arrivals {
    paths: std::vec::IntoIter<PathBuf>,
    how: How,
    folder: Option<walkdir::IntoIter>,
    open: Option<Opened>,
}

impl std::fmt::Debug for Arrivals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arrivals of {:?}", self.paths)
    }
}

impl Arrivals {
    /// What `paths` hold (`-` is standard input).
    pub fn of(paths: &[PathBuf], how: How) -> Self {
        Arrivals { paths: Vec::from(paths).into_iter(), how, folder: None, open: None }
    }

    /// What is passed over while it is read.
    pub fn passed(&self) -> Arc<Passed> {
        Arc::clone(&self.how.passed)
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
                        .filter(|e| kind_by_name(&e.path().to_string_lossy()).is_some())
                        .map(|e| file(e.path()))
                        .sum()
                } else {
                    file(path)
                }
            })
            .sum()
    }

    fn open(&mut self, path: &Path) -> Opened {
        let label = path.display().to_string();
        if path.as_os_str() == "-" {
            return super::open::stream("-", "", Box::new(std::io::stdin()), &self.how, 0);
        }
        if path.is_dir() {
            self.folder = Some(walk(path));
            return Box::new(std::iter::empty());
        }
        let told = |p: Problem| one(Arrival::Problem(p));
        match path.metadata() {
            Ok(m) if m.len() == 0 && m.is_file() => return told(Problem::new(label, "problem.empty-file")),
            Err(e) => return told(io_problem(&label, &e)),
            Ok(_) => {}
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(e) => return told(io_problem(&label, &e)),
        };
        super::open::file(path, &label, file, &self.how)
    }

    fn next_of_folder(&mut self) -> Option<Opened> {
        let entry = self.folder.as_mut()?.next();
        let Some(entry) = entry else {
            self.folder = None;
            return None;
        };
        match entry {
            Err(e) => {
                let label = e.path().map_or_else(String::new, |p| p.display().to_string());
                let cause = e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                Some(one(Arrival::Problem(io_problem(&label, &cause))))
            }
            Ok(entry) if !entry.file_type().is_file() => Some(Box::new(std::iter::empty())),
            Ok(entry) if kind_by_name(&entry.path().to_string_lossy()).is_none() => {
                self.how.passed.unknown.fetch_add(1, Ordering::Relaxed);
                Some(Box::new(std::iter::empty()))
            }
            Ok(entry) => Some(self.open(entry.path())),
        }
    }
}

impl Iterator for Arrivals {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(arrival) = open.next() {
                    return Some(arrival);
                }
                self.open = None;
            }
            if self.folder.is_some() {
                self.open = self.next_of_folder();
            } else {
                let path = self.paths.next()?;
                self.open = Some(self.open(&path));
            }
        }
    }
}

/// Counts the bytes that are read through it.
pub(super) struct Counted<R> {
    pub(super) reader: R,
    pub(super) passed: Arc<Passed>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buf)?;
        self.passed.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Folders by name; what begins with a dot is left out, unless it was named itself.
fn walk(path: &Path) -> walkdir::IntoIter {
    walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter()
}

/// What the system said of a file, in the user's words.
pub(super) fn io_problem(label: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    if super::packed::is_bomb(error) {
        return Problem::new(label, "problem.bomb");
    }
    let key = match error.kind() {
        ErrorKind::NotFound => "problem.missing",
        ErrorKind::PermissionDenied => "problem.forbidden",
        _ => "problem.unreadable",
    };
    Problem::new(label, key).with("cause", error.to_string())
}
