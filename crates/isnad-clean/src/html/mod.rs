//! Which part of a page of HTML is the article, and what does the page say of it?
//!
//! Reads a decoded page; gives an [`Article`] whose text is the headline and then the blocks of the article, one a
//! line, each with the path of its element; what lies outside the article is not in it. Furniture inside the article's
//! element stays in the text and is marked, by the same rules as in plain text.

mod blocks;
mod classes;
mod days;
mod finder;
mod linked;
mod meta;
mod tree;
mod wall;

use isnad_text::{Article, Block, BlockKind, Furniture, FurnitureReason, Note, Span, Title};

use blocks::Segment;
pub(crate) use linked::plain as plain_entities;
use tree::Tree;

/// The article in an HTML page, decoded.
///
/// ```
/// let page = "<html><body><nav><a href=/>الرئيسية</a></nav><article><h1>الوزير: العدد يرتفع</h1>
/// <p>قال الوزير إن عدد الدول الأعضاء بلغ 87 دولة، وإنه سيرتفع في العام المقبل.</p>
/// <p>وأضاف أن الاجتماع التالي سيعقد في عمان خلال الشهر المقبل.</p></article></body></html>";
/// let article = isnad_clean::html(page, None);
/// assert_eq!(article.title.unwrap().text, "الوزير: العدد يرتفع");
/// assert_eq!(article.text.lines().count(), 3);
/// ```
pub fn html(page: &str, url: Option<&str>) -> Article {
    if nests_too_deeply(page) {
        let mut article = crate::plain(&without_tags(page));
        article
            .notes
            .push(note("broken-html", "The page nests too deeply to be read as HTML; its tags were left out."));
        return article;
    }
    let tree = Tree::of(page);
    let mut segments = blocks::segments(&tree);
    let mut found = finder::find(&tree, &segments);
    if found.is_none() {
        // A theme may give its article the name of something else.
        for s in &mut segments {
            s.aside = None;
        }
        found = finder::find(&tree, &segments);
    }
    let mut article = Article::default();
    let declared = meta::fill(&mut article, &tree, &segments, found.as_ref(), url);
    if declared && found.is_none() {
        // An article of short lines: a story in pictures, a table of results.
        for s in &mut segments {
            s.lenient = true;
        }
        found = finder::find(&tree, &segments);
    }
    let headline = article.title.as_ref().map(|t| t.text.clone());
    let wall = wall::wall(&tree, &segments, found.as_ref(), declared, headline.as_deref());
    let mut out = Writer { article: &mut article, tree: &tree };
    if let Some(title) = &headline {
        out.headline(title);
    }
    match (found, wall) {
        (_, Some(wall)) => article.notes.push(wall.note()),
        (Some(found), None) => {
            let found = wall::without_cards(&tree, &segments, found);
            let chosen = choose(&segments, &found, headline.as_deref());
            for (segment, kind, reason) in chosen {
                out.block(segment, kind, reason);
            }
        }
        (None, None) => {}
    }
    finish(&mut article);
    article
}

/// Codes of the notes by which a page is told to hold no article: a front, an error, a wall, or nothing that reads like one.
pub const NO_ARTICLE: &[&str] = &["section-front", "error-page", "consent-wall", "script-wall", "no-article"];

/// A run of text of a page that is no part of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its words.
    pub text: String,
    /// Why, as far as its element says it.
    pub reason: FurnitureReason,
}

/// What of a page lies outside its article, in reading order.
///
/// ```
/// let page = "<nav>الرئيسية</nav><article><h1>عنوان</h1><p>قال الوزير إن العدد بلغ 87 دولة، وإنه سيرتفع في العام المقبل.</p></article>";
/// let out = isnad_clean::left_out(page);
/// assert_eq!((out[0].text.as_str(), out[0].reason.name()), ("الرئيسية", "navigation"));
/// ```
pub fn left_out(page: &str) -> Vec<LeftOut> {
    if nests_too_deeply(page) {
        return Vec::new();
    }
    let tree = Tree::of(page);
    let segments = blocks::segments(&tree);
    let article = html(page, None);
    let kept: std::collections::BTreeSet<String> = article.text.lines().map(blocks_key).collect();
    segments
        .into_iter()
        .filter(|s| !kept.contains(&blocks_key(&s.text)))
        .map(|s| LeftOut {
            reason: s.aside.unwrap_or(if s.is_links() { FurnitureReason::Navigation } else { FurnitureReason::Other }),
            text: s.text,
        })
        .collect()
}

fn note(code: &'static str, message: &str) -> Note {
    Note { code, message: message.to_owned(), span: None }
}

/// A segment of the article: its sort, and why it is furniture, where it is.
type Chosen<'s> = (&'s Segment, BlockKind, Option<(FurnitureReason, &'static str)>);

/// The segments of the article with their sorts, in reading order; page furniture between them with its reason.
fn choose<'s>(segments: &'s [Segment], found: &finder::Found, headline: Option<&str>) -> Vec<Chosen<'s>> {
    let inside = segments.get(found.from..found.to).unwrap_or_default();
    let last = inside.iter().rposition(Segment::is_good).map_or(0, |n| n + 1);
    let first = inside.iter().position(Segment::is_good).unwrap_or(0);
    let lead = found.lead.and_then(|n| segments.get(n));
    let mut out = Vec::new();
    let title = headline.map(blocks_key);
    let mut open = true;
    if let Some(lead) = lead {
        out.push((lead, BlockKind::Body, None));
    }
    for (n, s) in inside.iter().enumerate() {
        let between = n >= first && n < last;
        if title.as_ref().is_some_and(|t| *t == blocks_key(&s.text)) {
            continue;
        }
        // Behind the last paragraph the article ends with the first thing that is the page's.
        open &= n < last || (s.aside.is_none() && !s.is_links());
        if let Some(reason) = s.aside {
            // Page furniture between paragraphs stays, marked; before and after them it is left out.
            if between && s.letters < 400 {
                out.push((s, BlockKind::Body, Some((reason, "page-element"))));
            }
            continue;
        }
        if s.caption {
            if between || n < first {
                out.push((s, BlockKind::Caption, Some((FurnitureReason::Caption, "figure-caption"))));
            }
            continue;
        }
        if s.post {
            out.push((s, BlockKind::Embed, None));
            continue;
        }
        let kind = match () {
            () if s.heading => BlockKind::SubHeadline,
            () if s.item => BlockKind::List,
            () if s.quoted => BlockKind::Quotation,
            () => BlockKind::Body,
        };
        let keep = match () {
            () if s.is_good() => true,
            // An item that links its own first words is text: it says more than its link.
            () if s.is_links() && between && s.letters - s.linked.min(s.letters) >= 30 && !s.heading => true,
            () if s.is_links() && s.words >= 2 => {
                if between && !s.heading {
                    out.push((s, BlockKind::Body, Some((FurnitureReason::Related, "link-line"))));
                }
                false
            }
            () if s.heading => between,
            () if between => true,
            // A short paragraph or item before the first or behind the last long one.
            () => open && (s.paragraph || s.item) && s.linked == 0 && (s.words >= 2 || is_credit(s)),
        };
        if keep {
            out.push((s, kind, None));
        }
    }
    out
}

/// «--(بترا)»: an agency in brackets, alone on the last line.
fn is_credit(s: &Segment) -> bool {
    s.letters <= 20 && s.text.contains('(') && s.text.ends_with(')')
}

/// Letters and digits alone: equal for texts that say the same.
fn blocks_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Writes blocks, one a line.
struct Writer<'a> {
    article: &'a mut Article,
    tree: &'a Tree,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) -> Span {
        let out = &mut self.article.text;
        if !out.is_empty() {
            out.push('\n');
        }
        let start = out.len();
        out.push_str(text);
        Span::at(start, out.len())
    }

    fn headline(&mut self, title: &str) {
        let span = self.line(title);
        self.article.title = Some(Title { span: Some(span), text: title.to_owned() });
        self.article.blocks.push(Block { span, kind: BlockKind::Headline, path: None });
    }

    fn block(&mut self, segment: &Segment, kind: BlockKind, reason: Option<(FurnitureReason, &'static str)>) {
        let span = self.line(&segment.text);
        if reason.is_none() || kind == BlockKind::Caption {
            let path = Some(self.tree.path(segment.element));
            self.article.blocks.push(Block { span, kind, path });
        }
        if let Some((reason, rule)) = reason {
            self.article.furniture.push(Furniture { span, reason, rule });
        }
    }
}

/// Marks what the plain-text rules take, and sets the language.
fn finish(article: &mut Article) {
    let text = std::mem::take(&mut article.text);
    crate::plain::mark_inside(&text, article);
    article.text = text;
    crate::plain::meta::closing_credit(article);
    crate::plain::meta::seen(article);
    crate::language::note(article);
}

/// Whether elements nest more deeply than any page does; the parser's cost grows with depth.
fn nests_too_deeply(page: &str) -> bool {
    let bytes = page.as_bytes();
    let mut depth = 0i64;
    let mut deepest = 0i64;
    // What the parser may have to do: each element can be looked up through all that are open.
    let mut work = 0i64;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|b| b.iter().position(|&c| c == b'<')) {
        at += found + 1;
        match bytes.get(at) {
            Some(b'/') => depth = (depth - 1).max(0),
            Some(c) if c.is_ascii_alphabetic() => {
                let name = bytes.get(at..at + 6).unwrap_or_default();
                let lower: Vec<u8> =
                    name.iter().take_while(|c| c.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
                let unclosed = matches!(
                    lower.as_slice(),
                    b"br"
                        | b"img"
                        | b"meta"
                        | b"link"
                        | b"input"
                        | b"hr"
                        | b"p"
                        | b"li"
                        | b"option"
                        | b"td"
                        | b"tr"
                        | b"th"
                        | b"dd"
                        | b"dt"
                        | b"source"
                        | b"area"
                        | b"base"
                        | b"col"
                        | b"embed"
                        | b"param"
                        | b"wbr"
                        | b"track"
                        | b"path"
                        | b"use"
                        | b"circle"
                        | b"rect"
                        | b"g"
                        | b"line"
                        | b"tbody"
                        | b"thead"
                );
                // The parser compares each attribute with all before it.
                let tag = bytes.get(at..).unwrap_or_default().iter().take_while(|&&c| c != b'>' && c != b'<');
                if tag.filter(|&&c| c == b'=').count() > 4000 {
                    return true;
                }
                if !unclosed {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                work += depth;
            }
            _ => {}
        }
    }
    deepest > 3000 || work > 100_000_000
}

/// The text of a page, everything between angle brackets left out, a line for each.
fn without_tags(page: &str) -> String {
    let mut out = String::new();
    for piece in page.split('<') {
        let text = piece.split_once('>').map_or("", |(_, t)| t);
        if !text.trim().is_empty() {
            out.push_str(text.trim());
            out.push('\n');
        }
    }
    out
}
