//! What is packed: gzip, zstd, ZIP. Unpacked as it is read, and stopped where a little grows without end.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::arrival::{Arrival, io_problem};
use super::open::{How, Opened, kind_by_name, stream};
use super::problem::Problem;

/// So much may come out of anything.
const HARMLESS: u64 = 64 << 20;
/// Beyond that, so many times what went in; text packs ten times, HTML thirty.
const GROWTH: u64 = 200;
/// A file inside a ZIP that is larger is not read.
const LARGEST: u64 = 2 << 30;

/// A reader that counts what goes in.
struct In<R> {
    reader: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for In<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buf)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A reader of what comes out, stopped where it is out of all proportion.
struct Out<R> {
    reader: R,
    taken: Arc<AtomicU64>,
    given: u64,
}

#[derive(Debug)]
struct Bomb;

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("grows beyond all proportion when it is unpacked")
    }
}

impl std::error::Error for Bomb {}

/// Whether reading was stopped by the guard.
pub(super) fn is_bomb(error: &std::io::Error) -> bool {
    error.get_ref().is_some_and(|e| e.is::<Bomb>())
}

impl<R: Read> Read for Out<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buf)?;
        self.given += n as u64;
        if self.given > HARMLESS && self.given > GROWTH * self.taken.load(Ordering::Relaxed) {
            return Err(std::io::Error::other(Bomb));
        }
        Ok(n)
    }
}

/// What a gzip file holds, all its members.
pub(super) fn gunzip(reader: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    let taken = Arc::new(AtomicU64::new(0));
    let reader = flate2::read::MultiGzDecoder::new(In { reader, taken: Arc::clone(&taken) });
    Box::new(Out { reader, taken, given: 0 })
}

/// What a zstd file holds.
pub(super) fn unzstd(reader: impl Read + Send + 'static) -> Result<Box<dyn Read + Send>, std::io::Error> {
    let taken = Arc::new(AtomicU64::new(0));
    let reader = ruzstd::decoding::StreamingDecoder::new(In { reader, taken: Arc::clone(&taken) })
        .map_err(|e| std::io::Error::other(e.to_string()))?;
    Ok(Box::new(Out { reader, taken, given: 0 }))
}

/// A file in which one can go back and forth.
pub(super) trait Place: Read + Seek + Send {}
impl Place for File {}
impl Place for Cursor<Vec<u8>> {}

/// The files of a ZIP, one after another.
struct Zip {
    label: String,
    archive: zip::ZipArchive<Box<dyn Place>>,
    next: usize,
    inner: Option<Opened>,
    how: How,
    depth: u8,
}

/// Opens a ZIP.
pub(super) fn zip(label: &str, place: Box<dyn Place>, how: &How, depth: u8) -> Opened {
    match zip::ZipArchive::new(place) {
        Ok(archive) => {
            Box::new(Zip { label: label.to_owned(), archive, next: 0, inner: None, how: how.clone(), depth })
        }
        Err(e) => {
            let problem = Problem::new(label, "problem.unreadable").with("cause", e.to_string());
            super::open::one(Arrival::Problem(problem))
        }
    }
}

impl Zip {
    /// The next file unpacked; `None` behind the last.
    fn open_next(&mut self) -> Option<Result<Opened, Problem>> {
        if self.next >= self.archive.len() {
            return None;
        }
        let n = self.next;
        self.next += 1;
        let skip: Opened = Box::new(std::iter::empty());
        let mut file = match self.archive.by_index(n) {
            Ok(file) => file,
            Err(e) => {
                let label = format!("{}/{}", self.label, n + 1);
                return Some(Err(Problem::new(label, "problem.unreadable").with("cause", e.to_string())));
            }
        };
        // Names of old archives are in an encoding that nobody says.
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        if file.is_dir() || name.starts_with("__MACOSX/") {
            return Some(Ok(skip));
        }
        let label = format!("{}/{name}", self.label);
        if kind_by_name(&name).is_none() {
            self.how.passed.unknown.fetch_add(1, Ordering::Relaxed);
            return Some(Ok(skip));
        }
        let packed = file.compressed_size();
        self.how.passed.bytes.fetch_add(packed, Ordering::Relaxed);
        let taken = Arc::new(AtomicU64::new(packed));
        let mut bytes = Vec::new();
        let read = Out { reader: &mut file, taken, given: 0 }.take(LARGEST).read_to_end(&mut bytes);
        match read {
            Err(e) => Some(Err(io_problem(&label, &e))),
            Ok(n) if n as u64 == LARGEST => Some(Err(Problem::new(label, "problem.too-large").with("size", "2 GB"))),
            Ok(0) => Some(Err(Problem::new(label, "problem.empty-file"))),
            Ok(_) => Some(Ok(stream(&label, &name, Box::new(Cursor::new(bytes)), &self.how, self.depth + 1))),
        }
    }
}

impl Iterator for Zip {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            if let Some(arrival) = self.inner.as_mut().and_then(Iterator::next) {
                return Some(arrival);
            }
            match self.open_next()? {
                Ok(inner) => self.inner = Some(inner),
                Err(problem) => {
                    self.inner = None;
                    return Some(Arrival::Problem(problem));
                }
            }
        }
    }
}
