//! Which name does an entry have? One made from what it is, never from its order or its rule.

use isnad_text::Span;
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The id of an entry of `section` (`statements`, `figures`, …) that stands at `spans`.
pub fn entry_id(section: &str, spans: &[Span]) -> String {
    let mut hash = Sha256::new();
    hash.update(section.as_bytes());
    for span in spans {
        hash.update(span.start.to_le_bytes());
        hash.update(span.end.to_le_bytes());
    }
    short(section, &hash.finalize())
}

/// The id of an entity: of its sort and name.
pub fn entity_id(kind: &str, name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(isnad_text::fold(name).as_bytes());
    short("entities", &hash.finalize())
}

/// The section's first letter and 48 bits: enough inside one document.
fn short(section: &str, hash: &[u8]) -> String {
    let letter = section.get(..1).unwrap_or("x");
    format!("{letter}{}", hex(hash.get(..6).unwrap_or(hash)))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}
