//! Any text: tokens stand in order on characters, sentences hold each of them once.
#![no_main]

use isnad_text::{fold, sentences, tokenise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    let tokens = tokenise(text);
    let mut at = 0;
    for token in tokens.iter() {
        assert!(token.span.start >= at && text.get(token.span.range()).is_some());
        at = token.span.end;
    }
    let held: usize = sentences(text, &tokens, &[]).iter().map(|s| s.end - s.first).sum();
    assert_eq!(held, tokens.len());
});
