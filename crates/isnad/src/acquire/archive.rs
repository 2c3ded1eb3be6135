//! Which pages of a web archive are ours? Those whose bytes hold Arabic, told before anything is parsed.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::atomic::Ordering;

use isnad_clean::warc::{Archive, Arrival as Came, Fault};

use super::arrival::{Arrival, Form, Piece};
use super::open::{How, Opened};
use super::origin::{Origin, RecordPlace};
use super::problem::Problem;

/// Whether bytes begin a web archive, packed or not.
pub(super) fn is_warc(head: &[u8]) -> bool {
    let starts = |bytes: &[u8]| bytes.trim_ascii_start().starts_with(b"WARC/");
    if starts(head) {
        return true;
    }
    let mut first = Vec::new();
    // The head may end in the middle of a member: what comes out before that tells.
    let _end = flate2::read::GzDecoder::new(head).take(64).read_to_end(&mut first);
    starts(&first)
}

struct Records {
    label: String,
    file: Option<String>,
    archive: Archive<Box<dyn Read + Send>>,
    how: How,
}

/// The Arabic pages of an archive. `file`: its path, where its bytes are read from the first.
pub(super) fn records(label: &str, reader: Box<dyn Read + Send>, how: &How, file: Option<String>) -> Opened {
    Box::new(Records { label: label.to_owned(), file, archive: Archive::new(reader), how: how.clone() })
}

impl Iterator for Records {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            let record = match self.archive.next_record()? {
                Came::Broken(b) => {
                    let label = format!("{}@{}", self.label, b.offset);
                    return Some(Arrival::Problem(Problem::new(label, told(b.why))));
                }
                Came::Record(record) => record,
            };
            let response = record.is_response();
            if !response && !record.kind.eq_ignore_ascii_case("resource") {
                continue;
            }
            if !record.looks_arabic() {
                self.how.passed.not_arabic.fetch_add(1, Ordering::Relaxed);
                continue;
            }
            let mut origin = Origin {
                url: record.address.map(str::to_owned),
                at: record.date.map(str::to_owned),
                record: self.file.clone().map(|file| RecordPlace {
                    file,
                    offset: record.offset,
                    within: record.within,
                }),
                ..Origin::default()
            };
            let mut form = Form::Html;
            let bytes = if response {
                let Some(http) = record.http().filter(|h| h.status == 200 && h.is_page()) else { continue };
                origin.charset = http.charset().map(str::to_owned);
                origin.status = Some(http.status);
                if http.header("content-type").is_some_and(|t| t.starts_with("text/plain")) {
                    form = Form::Text;
                }
                http.page().into_owned()
            } else {
                record.block.to_vec()
            };
            let within = if record.within > 0 { format!("+{}", record.within) } else { String::new() };
            let label = format!("{}@{}{within}", self.label, record.offset);
            return Some(Arrival::Piece(Piece { label, form, bytes, origin }));
        }
    }
}

fn told(why: Fault) -> &'static str {
    match why {
        Fault::Garbage => "problem.warc-garbage",
        Fault::CutShort => "problem.warc-cut",
        Fault::WrongLength => "problem.warc-length",
        Fault::BadGzip => "problem.warc-gzip",
        Fault::TooLarge => "problem.warc-large",
        Fault::Unreadable => "problem.unreadable-on",
    }
}

/// The page of a record, read again from its archive; `None` where the archive is gone or is another.
pub(crate) fn page_at(place: &RecordPlace) -> Option<Vec<u8>> {
    let mut file = File::open(&place.file).ok()?;
    file.seek(SeekFrom::Start(place.offset)).ok()?;
    let mut archive = Archive::from_offset(file, place.offset);
    loop {
        match archive.next_record()? {
            Came::Record(r) if r.offset == place.offset && r.within == place.within => {
                return Some(r.http().map_or_else(|| r.block.to_vec(), |h| h.page().into_owned()));
            }
            Came::Record(r) if r.offset > place.offset => return None,
            _ => {}
        }
    }
}
