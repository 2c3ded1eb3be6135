//! Any feed, sitemap, list of feeds or saved page: reading ends and never fails.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = isnad_clean::decode(bytes).into_text();
    let _ = isnad_clean::feed_kind(&text);
    let _ = isnad_clean::feed(&text);
    let _ = isnad_clean::feed_links(&text);
    let _ = isnad_clean::mhtml(bytes);
});
