//! Prints what each word of a sentence can be: `cargo run -p isnad-extract --example tags -- SENTENCE`.
use isnad_extract::{Document, lexicon::lexicon};
use isnad_text::Article;
fn main() {
    let text = std::env::args().nth(1).unwrap();
    let a = Article { text, ..Article::default() };
    let d = Document::of(&a);
    for i in 0..d.tokens.len() {
        println!("{i} {:?} {}", d.tokens.kind(i), d.tokens.key(i));
        for m in d.tags.at(i) {
            println!(
                "     {:?} {} {:?} {:?} len {} pron {:?}",
                m.class,
                lexicon().row(m).map_or("", |r| r.key),
                m.features,
                m.proclitics,
                m.len,
                m.pronoun
            );
        }
    }
}
