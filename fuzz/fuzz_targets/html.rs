//! Any page: cleaning never fails, blocks and furniture lie inside the text that it gives.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let article = isnad_clean::html(page, None);
    for span in article.blocks.iter().map(|b| b.span).chain(article.furniture.iter().map(|f| f.span)) {
        assert!(article.text.get(span.range()).is_some());
    }
});
