//! Which lines of a plain text are the article's, and which the page's?
//!
//! Reads a text as it was copied or stored, furniture left in; gives the [`Article`] with the text unchanged. Lines are
//! sorted by their words (a lexicon of what themes and plug-ins print), by where they stand, by what is said twice and
//! by the shape of a sentence. What no rule is sure of stays with the article.

mod glued;
mod head;
mod labels;
mod lines;
mod links;
pub(crate) mod meta;
mod page;
mod rest;

use isnad_text::{Article, Block, BlockKind, Field, Found, Title};

use crate::lexicon::{Words, lexicon};
use labels::{Effect, Hit};
use page::Page;

/// What the input already knows of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known<'a> {
    /// Its headline.
    pub title: Option<&'a str>,
    /// Its outlet.
    pub source: Option<&'a str>,
}

/// The article in a plain text: `text` unchanged, furniture marked.
///
/// ```
/// let text = "شارك الخبر: فيسبوك | تويتر\nقال الوزير إن العدد بلغ 87 دولة، وإنه سيرتفع في العام المقبل.\nالتعليقات (0)";
/// let article = isnad_clean::plain(text);
/// assert_eq!(article.text, text);
/// let marked: Vec<_> = article.furniture.iter().map(|f| (f.span.of(text), f.reason.name())).collect();
/// assert_eq!(marked, [("شارك الخبر: فيسبوك | تويتر", "share"), ("التعليقات (0)", "comments")]);
/// ```
pub fn plain(text: &str) -> Article {
    plain_with(text, &Known::default())
}

/// As [`plain`], with what the input knows of the document.
pub fn plain_with(text: &str, known: &Known<'_>) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    let title = known.title.map(str::trim).filter(|t| !t.is_empty());
    let mut page = Page::of(text);
    mark(&mut page, title);
    article.blocks = page.blocks();
    article.furniture = page.furniture();
    article.title = match (page.headline, page.headline_piece) {
        (Some(i), _) => {
            let line = page.line(i);
            let span = isnad_text::Span::at(line.start, line.end);
            Some(Title { span: Some(span), text: line.of(text).to_owned() })
        }
        (None, Some(span)) => {
            split_headline(&mut article.blocks, span);
            Some(Title { span: Some(span), text: span.of(text).to_owned() })
        }
        (None, None) => title.map(|t| Title { span: None, text: t.to_owned() }),
    };
    if let Some(t) = title
        && article.title.as_ref().is_none_or(|a| a.span.is_none())
    {
        article.title = Some(Title { span: None, text: t.to_owned() });
    }
    meta::fill(&mut article, &page);
    if let Some(source) = known.source {
        article.source = Some(source.to_owned());
        article.found_in(Field::Source, Found::Input);
    }
    if article.title.is_some() {
        article.found_in(Field::Title, if title.is_some() { Found::Input } else { Found::Heading });
    }
    crate::language::note(&mut article);
    article
}

/// Marks furniture inside an article whose blocks and headline are known already.
pub(crate) fn mark_inside(text: &str, article: &mut Article) {
    let mut page = Page::of(text);
    let lexicon = lexicon();
    let mut words = Words::default();
    let mut hits: Vec<Option<Hit>> = Vec::with_capacity(page.lines.len());
    for block in &article.blocks {
        let i = page.lines.partition_point(|l| l.end <= block.span.start as usize);
        if block.kind == BlockKind::Headline {
            page.headline = Some(i);
        }
        if block.kind != BlockKind::Body {
            page.set_kind(i, block.kind);
        }
    }
    for piece in &article.furniture {
        let i = page.lines.partition_point(|l| l.end <= piece.span.start as usize);
        page.furnish(i, piece.reason, piece.rule);
    }
    for i in 0..page.lines.len() {
        let line = page.line(i);
        let hit = labels::label(lexicon, text, &line, &mut words).filter(|_| page.headline != Some(i));
        if let Some(h) = hit.filter(|h| !h.outside_only) {
            apply(&mut page, i, &h);
        }
        hits.push(hit);
    }
    page.find_prose();
    rest::lists(&mut page, &hits);
    rest::repeats(&mut page);
    head::bylines(&mut page, lexicon);
    rest::policies(&mut page, lexicon);
    glued::glued(&mut page, lexicon);
    article.furniture = page.furniture();
    for block in &mut article.blocks {
        let i = page.lines.partition_point(|l| l.end <= block.span.start as usize);
        if let Some(kind) = page.mark(i).kind.filter(|_| block.kind == BlockKind::Body) {
            block.kind = kind;
        }
    }
    let marked: Vec<bool> = page.marks.iter().map(|m| m.furniture.is_some() && m.kind.is_none()).collect();
    article.blocks.retain(|b| {
        let i = page.lines.partition_point(|l| l.end <= b.span.start as usize);
        !marked.get(i).copied().unwrap_or(false)
    });
}

/// Marks every line of the page.
fn mark(page: &mut Page<'_>, title: Option<&str>) {
    let lexicon = lexicon();
    let mut words = Words::default();
    let mut hits: Vec<Option<Hit>> = Vec::with_capacity(page.lines.len());
    for i in 0..page.lines.len() {
        let line = page.line(i);
        let hit = labels::label(lexicon, page.text, &line, &mut words);
        // A first guess, so that notices are not taken for paragraphs.
        if let Some(h) = hit.filter(|h| !h.outside_only) {
            apply(page, i, &h);
        }
        hits.push(hit);
    }
    page.find_prose_without(|i| hits.get(i).is_some_and(Option::is_some));
    for (i, hit) in hits.iter().enumerate() {
        let outside = i < page.prose.0 || i >= page.prose.1;
        if let Some(h) = hit.filter(|h| h.outside_only && outside) {
            apply(page, i, &h);
        }
    }
    rest::lists(page, &hits);
    page.find_prose();
    let known = title.and_then(|t| lines::cut(t).first().filter(|l| l.letters >= 4).map(|l| l.hash));
    head::head(page, lexicon, known);
    rest::foot_headline(page);
    rest::repeats(page);
    links::linked_headlines(page);
    rest::foot(page, lexicon);
    rest::policies(page, lexicon);
    rest::card_dates(page, lexicon);
    glued::glued(page, lexicon);
}

fn apply(page: &mut Page<'_>, i: usize, hit: &Hit) {
    match hit.effect {
        Effect::Line | Effect::Items | Effect::Foot => page.furnish(i, hit.reason, hit.rule),
        Effect::Stamp => page.set_kind(i, BlockKind::Dateline),
        // The glued rule cuts these.
        Effect::Lead(_) => {}
    }
}

/// Cuts the block that holds a headline within a line.
fn split_headline(blocks: &mut Vec<Block>, headline: isnad_text::Span) {
    let Some(at) = blocks.iter().position(|b| b.span.contains(headline)) else { return };
    let Some(whole) = blocks.get_mut(at) else { return };
    let end = whole.span.end;
    whole.span.end = headline.start;
    let empty = whole.span.is_empty();
    blocks.insert(at + 1, Block { span: headline, kind: BlockKind::Headline, path: None });
    if headline.end < end {
        let span = isnad_text::Span::new(headline.end, end);
        blocks.insert(at + 2, Block { span, kind: BlockKind::Body, path: None });
    }
    if empty {
        blocks.remove(at);
    }
}
