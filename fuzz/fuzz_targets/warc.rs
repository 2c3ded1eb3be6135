//! Any archive: every record lies inside it, reading ends.
#![no_main]

use isnad_clean::warc::{Archive, Arrival};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut archive = Archive::new(bytes);
    let mut arrivals = 0;
    while let Some(arrival) = archive.next_record() {
        arrivals += 1;
        // A record or a broken piece takes bytes; a packed one of a few bytes holds some hundred at most.
        assert!(arrivals <= bytes.len() * 1100 + 2);
        if let Arrival::Record(record) = arrival {
            let _ = (record.looks_arabic(), record.http());
        }
    }
});
