//! Any PDF: its text is given or refused, never more.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = isnad_clean::pdf(bytes);
});
