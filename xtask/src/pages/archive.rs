//! How fast are the Arabic pages of a web archive chosen? An archive made of the pages at hand, in memory.

use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Instant;

use isnad_clean::warc::{Archive, Arrival};

/// So many megabytes of records.
const MEGABYTES: usize = 256;

/// Prints megabytes a second, plain and packed.
pub(super) fn print(folder: &Path) -> Result<(), String> {
    let mut pages = Vec::new();
    for set in ["arabic", "scrapinghub", "dates"] {
        pages.extend(super::load(&folder.join(set))?.unwrap_or_default());
    }
    if pages.is_empty() {
        return Ok(());
    }
    let mut records: Vec<Vec<u8>> = Vec::new();
    let mut size = 0;
    while size < MEGABYTES * 1_000_000 {
        for page in &pages {
            let http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_slice(), &page.bytes].concat();
            let mut record = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
                page.url.as_deref().unwrap_or("https://a.example/x"),
                http.len()
            )
            .into_bytes();
            record.extend_from_slice(&http);
            record.extend_from_slice(b"\r\n\r\n");
            size += record.len();
            records.push(record);
        }
    }
    let plain: Vec<u8> = records.concat();
    let mut packed = Vec::new();
    for record in &records {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        out.write_all(record).map_err(|e| e.to_string())?;
        packed.extend(out.finish().map_err(|e| e.to_string())?);
    }
    println!("\nweb archive                  records  Arabic    MB/s (uncompressed)");
    for (name, bytes) in [("plain", &plain), ("gzip a record", &packed)] {
        let mut best = f64::MAX;
        let (mut all, mut arabic) = (0, 0);
        for _ in 0..3 {
            let start = Instant::now();
            (all, arabic) = (0, 0);
            let mut archive = Archive::new(Cursor::new(bytes.as_slice()));
            while let Some(arrival) = archive.next_record() {
                if let Arrival::Record(record) = arrival {
                    all += 1;
                    arabic += usize::from(record.looks_arabic());
                }
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{name:<28}{all:>8}{arabic:>8}{:>8.0}", plain.len() as f64 / 1e6 / best);
    }
    Ok(())
}
