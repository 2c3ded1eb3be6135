//! One article, cut and looked up once: what every room of this crate reads.

use isnad_text::{Article, Kind, Sentence, Span, Tokens, sentences, tokenise};

use crate::lexicon::{Class, Match, Tags, lexicon};

/// An article with its tokens, their classes and its sentences (furniture is in no sentence).
#[derive(Debug)]
pub struct Document<'a> {
    /// The article as it was cleaned.
    pub article: &'a Article,
    /// Its text.
    pub text: &'a str,
    /// Its words and marks.
    pub tokens: Tokens,
    /// What each token can be.
    pub tags: Tags,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

impl<'a> Document<'a> {
    /// Cuts and looks up the text of an article.
    pub fn of(article: &'a Article) -> Self {
        let text = article.text.as_str();
        let tokens = tokenise(text);
        let tags = lexicon().tag(&tokens);
        let hidden: Vec<Span> = article.furniture.iter().map(|f| f.span).collect();
        let sentences = sentences(text, &tokens, &hidden);
        Document { article, text, tokens, tags, sentences }
    }

    /// The sentence that holds token `i`, as an index into `sentences`.
    pub fn sentence_of(&self, i: usize) -> Option<usize> {
        let n = self.sentences.partition_point(|s| s.end <= i);
        self.sentences.get(n).filter(|s| s.first <= i).map(|_| n)
    }

    /// Whether token `i` can be of `class`.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.tags.has(i, class)
    }

    /// The longest entry of `class` that begins at token `i`.
    pub fn entry(&self, i: usize, class: Class) -> Option<&Match> {
        self.tags.get(i, class)
    }

    /// The byte at which the word of a match begins at token `i`: conjunction and preposition left out, the article kept.
    pub fn word_start(&self, i: usize, m: &Match) -> u32 {
        self.tokens.offset_in(self.text, i, m.word as usize)
    }

    /// Whether token `i` is a word in Arabic script.
    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.kind(i) == Kind::Word
    }
}
