//! How fast are the Arabic pages of web archives chosen? `cargo run --release --example archive FILE…` prints MB/s.
use std::io::{Cursor, Read};
use std::time::Instant;

use isnad_clean::warc::{Archive, Arrival};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let mut plain = bytes.len();
        if bytes.starts_with(&[0x1F, 0x8B]) {
            let mut whole = Vec::new();
            let _size = flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut whole);
            plain = whole.len();
        }
        let mut best = f64::MAX;
        let (mut all, mut arabic, mut broken) = (0, 0, 0);
        for _ in 0..3 {
            (all, arabic, broken) = (0, 0, 0);
            let start = Instant::now();
            let mut archive = Archive::new(Cursor::new(bytes.as_slice()));
            while let Some(arrival) = archive.next_record() {
                match arrival {
                    Arrival::Record(r) => {
                        all += 1;
                        arabic += u32::from(r.looks_arabic());
                    }
                    Arrival::Broken(_) => broken += 1,
                }
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{path}: {all} records, {arabic} Arabic, {broken} broken, {:.0} MB/s", plain as f64 / 1e6 / best);
    }
}
