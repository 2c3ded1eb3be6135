//! Any text as an article: reading never fails, the record is sound, the same text gives the same record.
#![no_main]

use isnad_extract::{Context, read, sound};
use isnad_text::Article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let context = Context { explain: text.len().is_multiple_of(2), ..Context::default() };
    let record = read(&article, &context);
    assert_eq!(sound(text, &record), Ok(()));
    assert_eq!(format!("{record:?}"), format!("{:?}", read(&article, &context)));
});
