//! Any text as it comes off a page: the text stays as it was, blocks and furniture lie inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let article = isnad_clean::plain(text);
    assert_eq!(article.text, text);
    for span in article.blocks.iter().map(|b| b.span).chain(article.furniture.iter().map(|f| f.span)) {
        assert!(text.get(span.range()).is_some());
    }
});
