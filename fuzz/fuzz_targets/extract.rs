//! Any text as an article: reading never fails, spans are words of the text, the same text gives the same record.
#![no_main]

use isnad_extract::{Context, read, rules};
use isnad_text::Article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let context = Context { explain: text.len().is_multiple_of(2), ..Context::default() };
    let record = read(&article, &context);
    for time in &record.times {
        assert!(!time.span.of(text).is_empty() && rules().any(|r| r.name == time.rule));
    }
    for figure in &record.figures {
        assert!(!figure.span.of(text).is_empty() && rules().any(|r| r.name == figure.rule));
    }
    for mention in record.entities.iter().flat_map(|e| &e.mentions) {
        assert!(!mention.span.of(text).is_empty() && rules().any(|r| r.name == mention.rule));
    }
    for statement in &record.statements {
        assert!(statement.content.iter().all(|c| !c.of(text).is_empty()));
        assert!(rules().any(|r| r.name == statement.rule));
    }
    assert_eq!(format!("{record:?}"), format!("{:?}", read(&article, &context)));
});
