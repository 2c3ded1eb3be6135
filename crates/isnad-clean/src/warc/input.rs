//! The bytes of an archive, unpacked as they are wanted: a window that moves over the file.
//!
//! A plain file is one piece; a packed one has a piece for each gzip member. A record never reaches over the end of its
//! piece, so that a broken member costs its own records only.

use std::io::{ErrorKind, Read};

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

use super::Fault;

/// So much is read at once.
const CHUNK: usize = 1 << 18;
/// So much of an open member is kept.
const MOST_KEPT: usize = 8 << 20;
/// What every record begins with.
const MAGIC: &[u8] = b"WARC/";

/// The window.
pub(super) struct Input<R> {
    reader: R,
    /// Bytes of the file that wait to be unpacked (packed files only).
    packed: Vec<u8>,
    packed_at: usize,
    /// Where the open member's bytes begin in `packed`.
    mark: Option<usize>,
    /// Bytes of the current piece; those before `at` are passed.
    out: Vec<u8>,
    at: usize,
    /// Byte of the file behind what was read.
    read: u64,
    /// Where the current piece begins in the file.
    piece: u64,
    /// Bytes of the current piece that were thrown out of `out`.
    dropped: u64,
    gzip: bool,
    inflate: Option<Decompress>,
    ended: bool,
    end: bool,
    fault: Option<(u64, Fault)>,
}

impl<R> std::fmt::Debug for Input<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Input at {}", self.read)
    }
}

impl<R: Read> Input<R> {
    pub(super) fn new(reader: R, offset: u64) -> Self {
        let mut input = Input {
            reader,
            packed: Vec::new(),
            packed_at: 0,
            mark: None,
            out: Vec::new(),
            at: 0,
            read: offset,
            piece: offset,
            dropped: 0,
            gzip: false,
            inflate: None,
            ended: false,
            end: false,
            fault: None,
        };
        input.read_packed();
        input.gzip = input.waiting().starts_with(&[0x1F, 0x8B]);
        if input.gzip {
            input.open_member();
        } else {
            input.out = std::mem::take(&mut input.packed);
            input.ended = input.end;
        }
        input
    }

    pub(super) fn position(&self) -> u64 {
        self.read
    }

    /// Bytes of the file that are read and not unpacked.
    fn waiting(&self) -> &[u8] {
        self.packed.get(self.packed_at..).unwrap_or_default()
    }

    /// Reads one chunk of the file behind what waits; false at the end.
    fn read_packed(&mut self) -> bool {
        if self.end {
            return false;
        }
        // What a member has used stays while it is open: it may turn out to be torn, with others behind the tear.
        if self.mark.is_some_and(|m| self.packed_at - m > MOST_KEPT) {
            self.mark = None;
        }
        let used = self.mark.unwrap_or(self.packed_at);
        if used > 0 {
            self.packed.drain(..used);
            self.packed_at -= used;
            self.mark = self.mark.map(|_| 0);
        }
        let (n, ok) = read_into(&mut self.reader, &mut self.packed);
        self.read += n as u64;
        if !ok {
            self.fault.get_or_insert((self.read, Fault::Unreadable));
        }
        self.end = n == 0;
        n > 0
    }

    /// Opens the gzip member that begins at what waits, else at the next place that looks like one.
    fn open_member(&mut self) -> bool {
        self.out.clear();
        self.at = 0;
        self.dropped = 0;
        self.inflate = None;
        self.mark = None;
        loop {
            while self.waiting().len() < 18 && self.read_packed() {}
            let start = self.read - self.waiting().len() as u64;
            match header(self.waiting()) {
                Some(n) => {
                    self.packed_at += n;
                    self.mark = Some(self.packed_at);
                    self.piece = start;
                    self.ended = false;
                    self.inflate = Some(Decompress::new(false));
                    return true;
                }
                None => {
                    let waiting = self.waiting();
                    if waiting.is_empty() {
                        self.ended = true;
                        return false;
                    }
                    let filled = waiting.iter().any(|&b| b != 0);
                    let next = memmem::find(waiting.get(1..).unwrap_or_default(), &[0x1F, 0x8B, 0x08]);
                    // The first bytes of a mark may stand at the end of what was read.
                    let pass = next.map_or(waiting.len().saturating_sub(2).max(1), |n| n + 1);
                    if filled {
                        self.fault.get_or_insert((start, Fault::BadGzip));
                    }
                    self.packed_at += pass;
                    if self.waiting().len() < 18 && !self.read_packed() && header(self.waiting()).is_none() {
                        self.packed_at = self.packed.len();
                        self.ended = true;
                        return false;
                    }
                }
            }
        }
    }

    /// Unpacks or reads more of the current piece; false at its end.
    fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if !self.gzip {
            self.make_room();
            let (n, ok) = read_into(&mut self.reader, &mut self.out);
            self.read += n as u64;
            if !ok {
                self.fault.get_or_insert((self.read, Fault::Unreadable));
            }
            self.end = n == 0;
            self.ended = n == 0;
            return n > 0;
        }
        self.make_room();
        loop {
            if self.waiting().is_empty() && !self.read_packed() {
                self.ended = true;
                self.inflate = None;
                self.fault.get_or_insert((self.piece, Fault::CutShort));
                return false;
            }
            let Some(inflate) = &mut self.inflate else {
                self.ended = true;
                return false;
            };
            let (before_in, before_out) = (inflate.total_in(), self.out.len());
            self.out.reserve(CHUNK);
            let waiting = self.packed.get(self.packed_at..).unwrap_or_default();
            let status = inflate.decompress_vec(waiting, &mut self.out, FlushDecompress::None);
            self.packed_at += (inflate.total_in() - before_in) as usize;
            let grown = self.out.len() > before_out;
            match status {
                Ok(Status::StreamEnd) => {
                    self.ended = true;
                    self.inflate = None;
                    // Behind it stand its checksum and length, eight bytes.
                    while self.waiting().len() < 8 && self.read_packed() {}
                    self.packed_at = (self.packed_at + 8).min(self.packed.len());
                    return grown;
                }
                Ok(_) if grown => return true,
                Ok(_) => {}
                Err(_) => {
                    self.ended = true;
                    self.inflate = None;
                    self.fault.get_or_insert((self.piece, Fault::BadGzip));
                    // The next member may begin within what this one has swallowed.
                    if let Some(mark) = self.mark.take() {
                        let behind = self.packed.get(mark..).unwrap_or_default();
                        let next = memmem::find_iter(behind, &[0x1F, 0x8B, 0x08])
                            .find(|&n| behind.get(n..).is_some_and(|b| header(b).is_some()));
                        self.packed_at = next.map_or(self.packed_at, |n| mark + n);
                    }
                    return grown;
                }
            }
        }
    }

    /// Throws out what is passed, where that is much.
    fn make_room(&mut self) {
        if self.at > CHUNK && self.at * 2 > self.out.len() {
            self.out.drain(..self.at);
            self.dropped += self.at as u64;
            self.at = 0;
        }
    }

    /// The bytes from the window's start.
    fn rest(&self) -> &[u8] {
        self.out.get(self.at..).unwrap_or_default()
    }

    pub(super) fn bytes(&self, from: usize, to: usize) -> &[u8] {
        self.rest().get(from..to).unwrap_or_default()
    }

    /// Sees to it that `n` bytes are there, as far as the piece goes; how many are (at most `n`).
    pub(super) fn fill(&mut self, n: usize) -> usize {
        while self.rest().len() < n && self.more() {}
        self.rest().len().min(n)
    }

    /// Moves the start of the window on.
    pub(super) fn pass(&mut self, n: usize) {
        self.at = (self.at + n).min(self.out.len());
    }

    /// Passes line breaks and goes on to the next piece where one ends.
    pub(super) fn skip_blank(&mut self) {
        loop {
            let blank = self.rest().iter().take_while(|&&b| matches!(b, b'\r' | b'\n' | b' ' | 0)).count();
            self.pass(blank);
            if !self.rest().is_empty() || self.more() {
                if self.rest().first().is_some_and(|b| !matches!(b, b'\r' | b'\n' | b' ' | 0)) {
                    return;
                }
            } else if !self.gzip || !self.open_member() {
                return;
            }
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty() && self.ended && self.waiting().is_empty()
    }

    /// Whether the current piece has no more than what is in the window.
    pub(super) fn ended_piece(&self) -> bool {
        self.ended
    }

    pub(super) fn take_fault(&mut self) -> Option<(u64, Fault)> {
        self.fault.take()
    }

    /// Where the window starts: byte of the file, and inside its gzip member.
    pub(super) fn place(&self) -> (u64, u64) {
        let inside = self.dropped + self.at as u64;
        if self.gzip { (self.piece, inside) } else { (self.piece + inside, 0) }
    }

    pub(super) fn starts_record(&mut self) -> bool {
        self.fill(MAGIC.len());
        self.rest().starts_with(MAGIC)
    }

    /// Length of the head, its blank line with it.
    pub(super) fn head(&mut self, most: usize) -> Option<usize> {
        let mut want = 2048;
        loop {
            self.fill(want);
            let there = self.bytes(0, self.rest().len().min(most));
            let crlf = memmem::find(there, b"\r\n\r\n").map(|n| n + 4);
            let lf = memmem::find(there.get(..crlf.unwrap_or(there.len())).unwrap_or_default(), b"\n\n").map(|n| n + 2);
            if let Some(n) = lf.or(crlf) {
                return Some(n);
            }
            if want >= most || self.ended {
                return None;
            }
            want *= 4;
        }
    }

    /// Where another record begins between two places of the window.
    pub(super) fn find_record(&self, from: usize, to: usize) -> Option<usize> {
        let bytes = self.bytes(from, to);
        memmem::find_iter(bytes, b"\nWARC/1.")
            .find(|&n| {
                let head = bytes.get(n + 1..(n + 400).min(bytes.len())).unwrap_or_default();
                memmem::find(head, b"WARC-Type:").is_some()
            })
            .map(|n| from + n + 1)
    }

    /// Whether behind `n` bytes comes what must come: line breaks, then a record or the end.
    pub(super) fn is_followed_soundly(&mut self, n: usize) -> bool {
        self.fill(n + 16);
        let behind = self.bytes(n, self.rest().len().min(n + 16));
        let blank = behind.iter().take_while(|&&b| matches!(b, b'\r' | b'\n' | 0)).count();
        let next = behind.get(blank..).unwrap_or_default();
        let end = next.len().min(MAGIC.len());
        next.get(..end) == MAGIC.get(..end)
    }

    /// Where the next record begins behind `from`, or the piece ends; the window grows to `most` bytes.
    pub(super) fn next_record_from(&mut self, from: usize, most: usize) -> usize {
        let mut at = from;
        loop {
            if let Some(found) = self.find_record(at, self.rest().len()) {
                return found;
            }
            at = self.rest().len().saturating_sub(400).max(from);
            if self.rest().len() >= most || !self.more() {
                return self.rest().len().max(from);
            }
        }
    }

    /// Moves the window to the next record, in this piece or a later one.
    pub(super) fn seek_record(&mut self) {
        loop {
            if let Some(found) = self.find_record(0, self.rest().len()) {
                self.pass(found);
                return;
            }
            let keep = self.rest().len().min(400);
            if self.ended {
                self.pass(self.rest().len());
                return;
            }
            self.pass(self.rest().len() - keep);
            self.more();
        }
    }
}

/// Reads a chunk behind what `out` holds: how much, and whether the reader could.
fn read_into(reader: &mut impl Read, out: &mut Vec<u8>) -> (usize, bool) {
    let from = out.len();
    out.resize(from + CHUNK, 0);
    loop {
        match reader.read(out.get_mut(from..).unwrap_or_default()) {
            Ok(n) => {
                out.truncate(from + n);
                return (n, true);
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(_) => {
                out.truncate(from);
                return (0, false);
            }
        }
    }
}

/// Length of the header of a gzip member, if one begins here.
fn header(bytes: &[u8]) -> Option<usize> {
    let [0x1F, 0x8B, 0x08, flags, ..] = bytes else { return None };
    if flags & 0xE0 != 0 {
        return None;
    }
    let mut at = 10;
    if flags & 4 != 0 {
        let extra = bytes.get(at..at + 2)?;
        at += 2 + usize::from(*extra.first()?) + (usize::from(*extra.get(1)?) << 8);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += bytes.get(at..)?.iter().take(4096).position(|&b| b == 0)? + 1;
        }
    }
    at += if flags & 2 != 0 { 2 } else { 0 };
    (at <= bytes.len()).then_some(at)
}
