//! Any bytes, under any declared encoding: they become text, and UTF-8 stays what it was.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], Option<&str>)| {
    let (bytes, declared) = input;
    let (text, _) = isnad_clean::decode_as(bytes, declared).into_text();
    if let Ok(utf8) = std::str::from_utf8(bytes) {
        assert_eq!(text.trim_start_matches('\u{FEFF}'), utf8.trim_start_matches('\u{FEFF}'));
    }
});
