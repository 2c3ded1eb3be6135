//! Rows as a Parquet file, for those who count with columns: text, whole numbers and real numbers, each of which may be
//! missing.
//!
//! The plainest file that the format allows: one page a column and group of rows, `PLAIN` values, gzip. Written as rows
//! come; no more than a group is held in memory.
//!
//! Not here: nested columns; lists are told as the CSV tells them.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// A whole number (64 bits).
    Whole,
    /// A real number (64 bits).
    Real,
}

impl Kind {
    /// The number that the format gives it.
    fn code(self) -> i64 {
        match self {
            Kind::Whole => 2,
            Kind::Real => 5,
            Kind::Text => 6,
        }
    }
}

/// A file that is being written.
#[derive(Debug)]
pub struct Parquet<W: Write> {
    out: W,
    at: u64,
    columns: Vec<Column>,
    /// Rows of the group under way, and of all that are written.
    held: usize,
    rows: usize,
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Column {
    name: &'static str,
    kind: Kind,
    there: Vec<bool>,
    values: Vec<u8>,
}

#[derive(Debug)]
struct Group {
    rows: usize,
    chunks: Vec<Chunk>,
}

#[derive(Debug)]
struct Chunk {
    at: u64,
    plain: u64,
    packed: u64,
}

const MARK: &[u8] = b"PAR1";
/// A group ends at so many rows, or at so many bytes of values.
const ROWS: usize = 100_000;
const BYTES: usize = 64 << 20;

impl<W: Write> Parquet<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn begin(mut out: W, columns: impl Iterator<Item = (&'static str, Kind)>) -> io::Result<Self> {
        out.write_all(MARK)?;
        let columns = columns.map(|(name, kind)| Column { name, kind, there: Vec::new(), values: Vec::new() });
        Ok(Parquet { out, at: 4, columns: columns.collect(), held: 0, rows: 0, groups: Vec::new() })
    }

    /// Takes a row: a cell that is empty, or no number where one is held, is missing.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for (n, column) in self.columns.iter_mut().enumerate() {
            let cell = cells.get(n).map_or("", String::as_str);
            let there = match column.kind {
                Kind::Text if cell.is_empty() => false,
                Kind::Text => {
                    column.values.extend_from_slice(&(cell.len() as u32).to_le_bytes());
                    column.values.extend_from_slice(cell.as_bytes());
                    true
                }
                Kind::Whole => cell.parse::<i64>().map(|x| column.values.extend_from_slice(&x.to_le_bytes())).is_ok(),
                Kind::Real => cell.parse::<f64>().map(|x| column.values.extend_from_slice(&x.to_le_bytes())).is_ok(),
            };
            column.there.push(there);
        }
        self.held += 1;
        self.rows += 1;
        let bytes: usize = self.columns.iter().map(|c| c.values.len()).sum();
        if self.held >= ROWS || bytes >= BYTES { self.group() } else { Ok(()) }
    }

    /// Writes the group under way.
    fn group(&mut self) -> io::Result<()> {
        let mut chunks = Vec::new();
        for column in &mut self.columns {
            let mut page = levels(&column.there);
            page.append(&mut column.values);
            column.there.clear();
            let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
            packed.write_all(&page)?;
            let packed = packed.finish()?;
            // A data page: its sizes, how many values, in which encodings.
            let mut head = Thrift::default();
            head.number(1, I32, 0).number(2, I32, page.len() as i64).number(3, I32, packed.len() as i64);
            head.open(5).number(1, I32, self.held as i64).number(2, I32, PLAIN).number(3, I32, RLE).number(4, I32, RLE);
            head.close().end();
            let head = head.bytes;
            self.out.write_all(&head)?;
            self.out.write_all(&packed)?;
            let chunk = Chunk {
                at: self.at,
                plain: (head.len() + page.len()) as u64,
                packed: (head.len() + packed.len()) as u64,
            };
            self.at += chunk.packed;
            chunks.push(chunk);
        }
        self.groups.push(Group { rows: self.held, chunks });
        self.held = 0;
        Ok(())
    }

    /// Ends the file; gives how many rows it has.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn finish(mut self) -> io::Result<usize> {
        if self.held > 0 {
            self.group()?;
        }
        let mut foot = Thrift::default();
        foot.number(1, I32, 1);
        foot.list(2, STRUCT, self.columns.len() + 1);
        foot.enter().text(4, "row").number(5, I32, self.columns.len() as i64).close();
        for column in &self.columns {
            foot.enter().number(1, I32, column.kind.code()).number(3, I32, OPTIONAL).text(4, column.name);
            if column.kind == Kind::Text {
                foot.number(6, I32, UTF8);
            }
            foot.close();
        }
        foot.number(3, I64, self.rows as i64);
        foot.list(4, STRUCT, self.groups.len());
        for group in &self.groups {
            foot.enter().list(1, STRUCT, group.chunks.len());
            for (chunk, column) in group.chunks.iter().zip(&self.columns) {
                foot.enter().number(2, I64, chunk.at as i64).open(3).number(1, I32, column.kind.code());
                foot.list(2, I32, 2).bare(PLAIN).bare(RLE).list(3, BINARY, 1).bytes_of(column.name);
                foot.number(4, I32, GZIP).number(5, I64, group.rows as i64);
                foot.number(6, I64, chunk.plain as i64).number(7, I64, chunk.packed as i64);
                foot.number(9, I64, chunk.at as i64).close().close();
            }
            let size: u64 = group.chunks.iter().map(|c| c.plain).sum();
            foot.number(2, I64, size as i64).number(3, I64, group.rows as i64).close();
        }
        foot.text(6, concat!("isnad version ", env!("CARGO_PKG_VERSION"))).end();
        self.out.write_all(&foot.bytes)?;
        self.out.write_all(&(foot.bytes.len() as u32).to_le_bytes())?;
        self.out.write_all(MARK)?;
        self.out.flush()?;
        Ok(self.rows)
    }
}

/// Which values are there, as runs, with their length before them.
fn levels(there: &[bool]) -> Vec<u8> {
    let mut runs = Vec::new();
    for run in there.chunk_by(|a, b| a == b) {
        varint(&mut runs, (run.len() as u64) << 1);
        runs.push(u8::from(run.first() == Some(&true)));
    }
    let mut out = (runs.len() as u32).to_le_bytes().to_vec();
    out.append(&mut runs);
    out
}

fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n as u8) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

// Numbers of the format: types of Thrift's compact protocol, encodings, repetition, codec.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;
const PLAIN: i64 = 0;
const RLE: i64 = 3;
const OPTIONAL: i64 = 1;
const UTF8: i64 = 0;
const GZIP: i64 = 2;

/// Thrift's compact protocol, as much of it as a Parquet file needs.
#[derive(Debug, Default)]
struct Thrift {
    bytes: Vec<u8>,
    /// The field before, of the structure under way and of those round it.
    last: u8,
    outer: Vec<u8>,
}

impl Thrift {
    fn field(&mut self, id: u8, kind: u8) {
        // Fields come in order and lie less than sixteen apart.
        self.bytes.push((id - self.last) << 4 | kind);
        self.last = id;
    }

    fn number(&mut self, id: u8, kind: u8, n: i64) -> &mut Self {
        self.field(id, kind);
        self.bare(n)
    }

    fn bare(&mut self, n: i64) -> &mut Self {
        varint(&mut self.bytes, ((n << 1) ^ (n >> 63)) as u64);
        self
    }

    fn text(&mut self, id: u8, text: &str) -> &mut Self {
        self.field(id, BINARY);
        self.bytes_of(text)
    }

    fn bytes_of(&mut self, text: &str) -> &mut Self {
        varint(&mut self.bytes, text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    fn list(&mut self, id: u8, kind: u8, n: usize) -> &mut Self {
        self.field(id, LIST);
        if n < 15 {
            self.bytes.push((n as u8) << 4 | kind);
        } else {
            self.bytes.push(0xF0 | kind);
            varint(&mut self.bytes, n as u64);
        }
        self
    }

    /// A structure as a field.
    fn open(&mut self, id: u8) -> &mut Self {
        self.field(id, STRUCT);
        self.enter()
    }

    /// A structure of a list.
    fn enter(&mut self) -> &mut Self {
        self.outer.push(self.last);
        self.last = 0;
        self
    }

    fn close(&mut self) -> &mut Self {
        self.bytes.push(0);
        self.last = self.outer.pop().unwrap_or(0);
        self
    }

    fn end(&mut self) {
        self.bytes.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_begins_and_ends_with_its_mark() {
        let mut file = Vec::new();
        let columns = [("name", Kind::Text), ("n", Kind::Whole), ("x", Kind::Real)];
        let mut table = Parquet::begin(&mut file, columns.into_iter()).expect("begun");
        for cells in [["أ", "1", "2.5"], ["", "x", ""]] {
            table.row(&cells.map(str::to_owned)).expect("a row");
        }
        assert_eq!(table.finish().expect("finished"), 2);
        assert!(file.starts_with(MARK) && file.ends_with(MARK));
        let foot: [u8; 4] = file[file.len() - 8..file.len() - 4].try_into().expect("four bytes");
        assert!((u32::from_le_bytes(foot) as usize) < file.len());
        // One there, one missing: two runs of one.
        assert_eq!(levels(&[true, false]), [4, 0, 0, 0, 2, 1, 2, 0]);
    }
}
