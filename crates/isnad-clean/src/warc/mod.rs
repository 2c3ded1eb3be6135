//! Which pages does a web archive (WARC) hold? One record after another, whatever is broken between them.
//!
//! Reads bytes from any reader, plain or packed (one gzip member a record, or one for all); gives [`Arrival`]s. A length
//! that lies, a record cut short, bytes that are no record: each is told once and reading goes on at the next record.
//! Memory is bounded by the largest record that is taken.

mod http;
mod input;

use std::io::Read;

pub use http::{Http, charset};
use input::Input;

/// Longer records are passed over.
pub const LARGEST_RECORD: usize = 64 << 20;
/// No head of a record is longer.
const LONGEST_HEAD: usize = 64 << 10;

/// What comes next in an archive.
#[derive(Debug)]
pub enum Arrival<'a> {
    /// A record.
    Record(Record<'a>),
    /// Something that is none, told once.
    Broken(Broken),
}

/// What was wrong at a place of the archive; reading goes on behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Byte of the archive's file.
    pub offset: u64,
    /// What was wrong.
    pub why: Fault,
}

/// What can be wrong with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Bytes that are no record.
    Garbage,
    /// The file or its gzip member ends inside a record.
    CutShort,
    /// The length that a record declares is not its length.
    WrongLength,
    /// A gzip member that cannot be unpacked to its end.
    BadGzip,
    /// A record of more than 64 MB.
    TooLarge,
    /// The file cannot be read on.
    Unreadable,
}

/// A record of an archive.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// Where it begins in the file: its own byte, or that of the gzip member that holds it.
    pub offset: u64,
    /// Where it begins inside its gzip member; 0 in a plain file.
    pub within: u64,
    /// `WARC-Type`: `response`, `request`, `warcinfo` …
    pub kind: &'a str,
    /// `WARC-Target-URI`.
    pub address: Option<&'a str>,
    /// `WARC-Date`.
    pub date: Option<&'a str>,
    /// `WARC-Payload-Digest`.
    pub digest: Option<&'a str>,
    /// `Content-Type` of the record.
    pub media: &'a str,
    /// Its block: for a response the HTTP head and the page.
    pub block: &'a [u8],
    /// It is shorter than it declares.
    pub cut: bool,
}

impl Record<'_> {
    /// Whether it holds a page that a server answered with.
    pub fn is_response(&self) -> bool {
        self.kind.eq_ignore_ascii_case("response") && self.media.to_ascii_lowercase().starts_with("application/http")
    }

    /// The answer of the server, taken apart.
    pub fn http(&self) -> Option<Http<'_>> {
        Http::read(self.block)
    }

    /// A cheap look at the bytes: whether letters of Arabic are among them, in any encoding of the web. No parsing.
    pub fn looks_arabic(&self) -> bool {
        (self.is_response() || self.kind.eq_ignore_ascii_case("resource")) && looks_arabic(self.block)
    }
}

/// So many letters make a page one that has Arabic.
const LETTERS: usize = 80;

/// Whether bytes seem to hold Arabic: letters in UTF-8, a declared old encoding, numbered entities, or many high bytes
/// that are no UTF-8.
///
/// ```
/// assert!(isnad_clean::warc::looks_arabic("قال الوزير ".repeat(20).as_bytes()));
/// assert!(!isnad_clean::warc::looks_arabic("The minister said. ".repeat(20).as_bytes()));
/// ```
pub fn looks_arabic(bytes: &[u8]) -> bool {
    // Plain sums over the bytes: the compiler does sixteen at once.
    let sum = |f: fn(u8) -> bool| {
        bytes.chunks(255).map(|c| usize::from(c.iter().map(|&b| u8::from(f(b))).sum::<u8>())).sum::<usize>()
    };
    let utf_8 = sum(|b| matches!(b, 0xD8..=0xDB));
    if utf_8 >= LETTERS {
        // Most of them are followed by the second half of a letter, in UTF-8.
        let pairs = bytes.windows(2).filter(|w| matches!(w, [0xD8..=0xDB, 0x80..=0xBF])).take(LETTERS).count();
        if pairs >= LETTERS {
            return true;
        }
    }
    let entities = || memchr::memmem::find_iter(bytes, b"&#1").filter(|&at| entity(bytes, at)).take(LETTERS).count();
    if sum(|b| b >= 0x80) >= LETTERS {
        let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
        if utf_8 < LETTERS && std::str::from_utf8(cut_at_letter(head)).is_ok() {
            return entities() >= LETTERS;
        }
        return matches!(crate::decode::guess(head).name(), "windows-1256" | "ISO-8859-6") || entities() >= LETTERS;
    }
    entities() >= LETTERS
}

/// Without a letter of UTF-8 that the end cuts in two.
fn cut_at_letter(bytes: &[u8]) -> &[u8] {
    let end = (0..4).find_map(|n| {
        let at = bytes.len().checked_sub(n + 1)?;
        let b = *bytes.get(at)?;
        (b & 0xC0 != 0x80).then_some(if b >= 0xC0 { at } else { at + 1 })
    });
    bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes)
}

/// `&#1569;` to `&#1610;`: a letter of Arabic as a number.
fn entity(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 3..at + 7), Some([b'5' | b'6', b'0'..=b'9', b'0'..=b'9', b';']))
}

/// An archive being read.
#[derive(Debug)]
pub struct Archive<R> {
    input: Input<R>,
    /// Records given.
    pub records: u64,
    /// What was broken, in all.
    pub broken: u64,
    pending: Option<Broken>,
    /// Bytes of the record given last, not yet passed.
    taken: usize,
}

/// So far is looked for the true end of a record that declares too much.
const NEAR: usize = 4 << 20;

impl<R: Read> Archive<R> {
    /// Reads an archive from its first byte, or from the first byte of any of its records or gzip members.
    pub fn new(reader: R) -> Self {
        Archive { input: Input::new(reader, 0), records: 0, broken: 0, pending: None, taken: 0 }
    }

    /// As [`Self::new`], where the reader stands at byte `offset` of its file.
    pub fn from_offset(reader: R, offset: u64) -> Self {
        Archive { input: Input::new(reader, offset), records: 0, broken: 0, pending: None, taken: 0 }
    }

    /// Bytes of the file read so far.
    pub fn position(&self) -> u64 {
        self.input.position()
    }

    fn tell(&mut self, offset: u64, why: Fault) -> Arrival<'_> {
        self.broken += 1;
        Arrival::Broken(Broken { offset, why })
    }

    /// The next record, or what is broken before it; `None` at the end.
    pub fn next_record(&mut self) -> Option<Arrival<'_>> {
        self.input.pass(self.taken);
        self.taken = 0;
        if let Some(broken) = self.pending.take() {
            return Some(self.tell(broken.offset, broken.why));
        }
        self.input.skip_blank();
        if self.input.is_at_end() {
            return self.input.take_fault().map(|(offset, why)| self.tell(offset, why));
        }
        let (offset, within) = self.input.place();
        if !self.input.starts_record() {
            let why = self.input.take_fault().map_or(Fault::Garbage, |f| f.1);
            self.input.seek_record();
            return Some(self.tell(offset, why));
        }
        let Some(head) = self.input.head(LONGEST_HEAD) else {
            let why = if self.input.ended_piece() { Fault::CutShort } else { Fault::Garbage };
            let why = self.input.take_fault().map_or(why, |f| f.1);
            self.input.pass(5);
            self.input.seek_record();
            return Some(self.tell(offset, why));
        };
        let declared = length(self.input.bytes(0, head));
        let (end, why) = match declared {
            Some(n) if n <= LARGEST_RECORD => self.end_of(head, n),
            _ => match declared.and_then(|_| self.near_end(head)) {
                Some(end) => (end, Some(Fault::WrongLength)),
                None => {
                    let why = if declared.is_some() { Fault::TooLarge } else { Fault::WrongLength };
                    self.input.pass(5);
                    self.input.seek_record();
                    return Some(self.tell(offset, why));
                }
            },
        };
        self.pending = why.map(|why| Broken { offset, why });
        self.taken = end;
        self.records += 1;
        let all = self.input.bytes(0, end);
        let (head, block) = all.split_at_checked(head).unwrap_or((all, &[]));
        let head = std::str::from_utf8(head).unwrap_or_default();
        Some(Arrival::Record(Record {
            offset,
            within,
            kind: field(head, "warc-type").unwrap_or(""),
            address: field(head, "warc-target-uri").map(|a| a.trim_matches(['<', '>'])),
            date: field(head, "warc-date"),
            digest: field(head, "warc-payload-digest"),
            media: field(head, "content-type").unwrap_or(""),
            block,
            cut: why == Some(Fault::CutShort),
        }))
    }

    /// Where a record ends that declares more than any may have: at the next one, or at the end of the file or member,
    /// where that comes soon.
    fn near_end(&mut self, head: usize) -> Option<usize> {
        let there = self.input.fill(head + NEAR);
        self.input.find_record(head, there).or((there < head + NEAR).then_some(there))
    }

    /// Where a record ends whose head has `head` bytes and whose block declares `n`, and what is wrong with that.
    fn end_of(&mut self, head: usize, n: usize) -> (usize, Option<Fault>) {
        let there = self.input.fill(head + n);
        if there < head + n {
            // The file or the member ends first; another record may stand inside what was declared.
            let fault = self.input.take_fault().map(|f| f.1);
            return match self.input.find_record(head, there) {
                Some(at) => (at, Some(Fault::WrongLength)),
                None => (there, Some(fault.unwrap_or(Fault::CutShort))),
            };
        }
        if self.input.is_followed_soundly(head + n) {
            return (head + n, None);
        }
        // Too long by some records, or too short by some bytes.
        if let Some(at) = self.input.find_record(head, head + n) {
            return (at, Some(Fault::WrongLength));
        }
        let at = self.input.next_record_from(head + n, head + LARGEST_RECORD);
        (at, Some(Fault::WrongLength))
    }
}

/// A field of a head, by its name in small letters.
fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (n, value) = line.split_once(':')?;
        (n.len() == name.len() && n.eq_ignore_ascii_case(name)).then_some(value.trim())
    })
}

fn length(head: &[u8]) -> Option<usize> {
    field(std::str::from_utf8(head).ok()?, "content-length")?.parse().ok()
}
