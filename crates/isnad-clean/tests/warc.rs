//! Archives as crawlers leave them: sound, cut, lying.
use std::io::{Cursor, Write};

use isnad_clean::warc::{Archive, Arrival, Fault, Http, looks_arabic};

fn record(address: &str, page: &str, length: Option<usize>) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let length = length.unwrap_or(http.len());
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-09-30T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
    )
    .into_bytes()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Addresses with lengths of pages, and what was broken.
fn read(bytes: &[u8]) -> (Vec<(String, usize)>, Vec<Fault>) {
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    let mut archive = Archive::new(Cursor::new(bytes));
    while let Some(arrival) = archive.next_record() {
        match arrival {
            Arrival::Record(r) => {
                let page = r.http().map_or(0, |h| h.page().len());
                pages.push((r.address.unwrap_or("").to_owned(), page));
            }
            Arrival::Broken(b) => faults.push(b.why),
        }
        assert!(pages.len() + faults.len() < 1000, "it ends");
    }
    (pages, faults)
}

fn names(pages: &[(String, usize)]) -> Vec<&str> {
    pages.iter().map(|p| p.0.as_str()).collect()
}

#[test]
fn a_sound_archive_plain_and_packed() {
    let all = [record("a", "one", None), record("b", &"two ".repeat(200_000), None), record("c", "three", None)];
    for bytes in [all.concat(), packed(&all.concat()), all.iter().flat_map(|r| packed(r)).collect()] {
        let (pages, faults) = read(&bytes);
        assert_eq!(pages, [("a".into(), 3), ("b".into(), 800_000), ("c".into(), 5)]);
        assert_eq!(faults, []);
    }
}

#[test]
fn a_record_is_found_again_by_its_offset() {
    let all = [record("a", "one", None), record("b", "two", None), record("c", "three", None)];
    for bytes in [all.concat(), packed(&all.concat()), all.iter().flat_map(|r| packed(r)).collect()] {
        let mut places = Vec::new();
        let mut archive = Archive::new(Cursor::new(bytes.as_slice()));
        while let Some(arrival) = archive.next_record() {
            if let Arrival::Record(r) = arrival {
                places.push((r.offset, r.within, r.address.unwrap().to_owned()));
            }
        }
        assert_eq!(places.len(), 3);
        for (offset, within, address) in places {
            let mut again = Archive::from_offset(Cursor::new(&bytes[offset as usize..]), offset);
            let found = loop {
                match again.next_record() {
                    Some(Arrival::Record(r)) if r.within == within => break r.address.map(str::to_owned),
                    Some(_) => {}
                    None => break None,
                }
            };
            assert_eq!(found, Some(address));
        }
    }
}

#[test]
fn lengths_that_lie_cost_one_record_at_most() {
    for lie in [10, 100_000, 50_000_000, 900_000_000, 1_000_000_000_000] {
        let all =
            [record("a", "one", None), record("b", "a page of some words", Some(lie)), record("c", "three", None)];
        for bytes in [all.concat(), all.iter().flat_map(|r| packed(r)).collect()] {
            let (pages, faults) = read(&bytes);
            assert_eq!(names(&pages), ["a", "b", "c"], "{lie}");
            assert!(faults.iter().all(|f| matches!(f, Fault::WrongLength | Fault::CutShort)) && faults.len() == 1);
        }
    }
    for head in ["Content-Length: -5", "Content-Length: 99999999999999999999999"] {
        let lying = String::from_utf8(record("b", "x", None)).unwrap();
        let line = lying.lines().find(|l| l.starts_with("Content-Length")).unwrap();
        let lying = lying.replace(line, head);
        let bytes = [record("a", "one", None), lying.into_bytes(), record("c", "three", None)].concat();
        let (pages, faults) = read(&bytes);
        assert_eq!(names(&pages), ["a", "c"], "{head}");
        assert_eq!(faults.len(), 1);
    }
}

#[test]
fn broken_members_and_garbage_are_told_and_passed() {
    let (a, b, c) = (
        packed(&record("a", "one", None)),
        packed(&record("b", &"two ".repeat(500), None)),
        packed(&record("c", "three", None)),
    );
    let mut cut = b.clone();
    cut.truncate(cut.len() / 2);
    let mut torn = b.clone();
    let middle = torn.len() / 2;
    torn[middle..middle + 6].fill(0xFF);
    for broken in [cut.clone(), torn, b"no archive at all, \x1f\x8b\x08 neither".to_vec()] {
        let (pages, faults) = read(&[a.clone(), broken, c.clone()].concat());
        assert_eq!(pages.first().map(|p| p.0.as_str()), Some("a"));
        assert_eq!(pages.last().map(|p| p.0.as_str()), Some("c"));
        assert!(!faults.is_empty());
    }
    // The end of a file is missing.
    let (pages, faults) = read(&[a, cut].concat());
    assert_eq!(names(&pages)[0], "a");
    assert_eq!(faults, [Fault::CutShort]);
    let plain =
        [record("a", "one", None), b"garbage between records\r\n".to_vec(), record("c", "three", None)].concat();
    let (pages, faults) = read(&plain);
    assert_eq!((names(&pages), faults), (vec!["a", "c"], vec![Fault::WrongLength]));
    for nothing in [b"".as_slice(), b"\0\0\0", b"\x1f\x8b", b"WARC/1.0", b"WARC/1.0\r\n\r\n", &[0xFF; 5000]] {
        assert_eq!(read(nothing).0.len(), 0);
    }
}

#[test]
fn pages_of_arabic_are_told_by_their_bytes() {
    let arabic = "<p>قال الوزير إن العدد بلغ سبعا وثمانين دولة في العام الماضي.</p>".repeat(6);
    assert!(looks_arabic(arabic.as_bytes()));
    for label in ["windows-1256", "iso-8859-6"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        assert!(looks_arabic(&encoding.encode(&arabic).0), "{label}");
    }
    let numbered: String =
        arabic.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", c as u32) }).collect();
    assert!(looks_arabic(numbered.as_bytes()));
    for other in
        ["Le ministre a déclaré à la presse que l’été était bientôt là. ".repeat(40), "Министр сказал. ".repeat(40)]
    {
        assert!(!looks_arabic(other.as_bytes()));
        for label in ["windows-1251", "windows-1252"] {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            assert!(!looks_arabic(&encoding.encode(&other).0), "{label}");
        }
    }
}

#[test]
fn answers_in_chunks_and_packed() {
    let page = "<p>words</p>".repeat(50);
    let zip = packed(page.as_bytes());
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat();
    let head = |more: &str| format!("HTTP/1.1 200 OK\r\n{more}\r\n\r\n").into_bytes();
    for block in [
        [head("Content-Encoding: gzip"), zip.clone()].concat(),
        [head("Transfer-Encoding: chunked"), chunk(page.as_bytes())].concat(),
        [head("Transfer-Encoding: chunked\r\nContent-Encoding: gzip"), chunk(&zip)].concat(),
        // Crawlers leave the header and take the chunks away.
        [head("Transfer-Encoding: chunked"), page.clone().into_bytes()].concat(),
    ] {
        assert_eq!(Http::read(&block).unwrap().page(), page.as_bytes());
    }
}
