//! Which runs of text does a page show, in reading order? One a block-level element or line break.
//!
//! Reads the flattened tree, gives [`Segment`]s: the text with single spaces, how much of it is links, and the element.

use isnad_text::FurnitureReason;

use super::tree::{Tag, Tree};

/// A run of text between two block boundaries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Segment {
    /// The innermost block-level element.
    pub(crate) element: u32,
    /// The first text node.
    pub(crate) first: u32,
    pub(crate) text: String,
    /// Letters and digits in all, and in links.
    pub(crate) letters: u32,
    pub(crate) linked: u32,
    pub(crate) words: u32,
    /// What the classes around it say.
    pub(crate) aside: Option<FurnitureReason>,
    pub(crate) caption: bool,
    pub(crate) post: bool,
    pub(crate) quoted: bool,
    pub(crate) item: bool,
    pub(crate) heading: bool,
    pub(crate) paragraph: bool,
    /// The page has no paragraphs: lines are taken for them.
    pub(crate) lenient: bool,
}

impl Segment {
    /// Whether it reads like a paragraph of an article.
    pub(crate) fn is_good(&self) -> bool {
        let links = self.linked * 100 / self.letters.max(1);
        self.aside.is_none()
            && !self.heading
            && !self.caption
            && links < 40
            && (self.words >= 20
                || (self.lenient && self.words >= 5 && self.linked == 0)
                || (self.words >= 8 && ends_sentence(&self.text))
                || (self.words >= 12 && self.paragraph))
    }

    /// Whether most of it is links.
    pub(crate) fn is_links(&self) -> bool {
        self.linked * 2 > self.letters
    }
}

/// Whether a text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '»' | ')' | '\'' | '’' | ']' | ' ') || isnad_text::letters::is_invisible(c)
    })
    .ends_with(['.', '؟', '?', '!', '…', '۔', ':', '。', '！', '？'])
}

/// Appends words with single spaces between.
pub(crate) fn push_words(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control() {
            out.push(c);
        }
    }
}

/// The segments of a page.
pub(crate) fn segments(tree: &Tree) -> Vec<Segment> {
    let weights = weights(tree);
    let bodies = bodies(tree);
    let named: Vec<u32> = bodies.iter().copied().filter(|&b| tree.node(b).is_some_and(|n| n.names.body)).collect();
    let all = weights.last().copied().unwrap_or(0);
    let mut out: Vec<Segment> = Vec::new();
    let mut current = Segment::default();
    // Open block-level elements, and where what surrounds the text ends.
    let mut open: Vec<u32> = Vec::new();
    let mut skip = 0u32;
    let (mut link, mut quote, mut caption, mut post) = (0u32, 0u32, 0u32, 0u32);
    let mut aside: (u32, Option<FurnitureReason>) = (0, None);
    let mut flush = |current: &mut Segment| {
        let mut done = std::mem::take(current);
        if done.letters > 0 {
            done.text.truncate(done.text.trim_end().len());
            // Scripts without spaces have a word for every few letters.
            done.words = (done.text.split(' ').count() as u32).max(done.letters / 6);
            out.push(done);
        }
    };
    for (at, node) in tree.nodes.iter().enumerate() {
        let i = at as u32;
        while open.last().is_some_and(|&e| tree.node(e).is_none_or(|n| n.end <= i)) {
            open.pop();
            flush(&mut current);
        }
        if i < skip {
            continue;
        }
        if aside.0 <= i {
            aside = (0, None);
        }
        if node.tag == Tag::Text {
            if current.letters == 0 && current.text.is_empty() {
                let element = open.last().copied().unwrap_or(0);
                let holder = tree.node(element);
                current.element = element;
                current.first = i;
                current.aside = aside.1;
                current.caption = i < caption;
                current.post = i < post;
                current.quoted = i < quote;
                current.item = open.iter().rev().take(2).any(|&e| tree.node(e).is_some_and(|n| n.tag == Tag::Li));
                current.heading = holder.is_some_and(|n| n.tag.is_heading());
                current.paragraph = holder.is_some_and(|n| n.tag == Tag::P);
            }
            let letters = node.text.chars().filter(|&c| crate::lexicon::is_letter(c)).count() as u32;
            push_words(&mut current.text, &node.text);
            current.letters += letters;
            if i < link {
                current.linked += letters;
            }
            continue;
        }
        if node.tag.is_unseen() || node.hidden {
            // A page may wrap its whole article in what it hides until a script runs.
            let share = share(&weights, i, node.end);
            if node.tag != Tag::Dialog && share * 2 > all && !node.tag.is_unseen() {
                // Seen after all.
            } else {
                skip = node.end;
                if node.tag.is_block() {
                    flush(&mut current);
                }
                continue;
            }
        }
        if node.tag.is_block() {
            flush(&mut current);
            if node.tag != Tag::Br && node.tag != Tag::Hr {
                open.push(i);
            }
        }
        match node.tag {
            Tag::A => link = link.max(node.end),
            Tag::Blockquote => quote = quote.max(node.end),
            _ => {}
        }
        if node.names.post {
            post = post.max(node.end);
        } else if node.names.caption && share(&weights, i, node.end) * 4 < all.max(1) {
            caption = caption.max(node.end);
        } else if aside.1.is_none()
            && let Some(reason) = node.names.aside
            && (share(&weights, i, node.end) * 5 < all.max(1) * 2
                || (node.names.laid_over && !holds(&bodies, i, node.end)))
            && (node.names.laid_over || !within(&named, i, node.end))
        {
            aside = (node.end, Some(reason));
        }
    }
    flush(&mut current);
    out
}

/// Running sum of the letters of long texts outside links: how much of what reads like an article lies before a node.
fn weights(tree: &Tree) -> Vec<u64> {
    let mut sums = Vec::with_capacity(tree.nodes.len() + 1);
    let mut sum = 0u64;
    sums.push(0);
    let mut skip = 0u32;
    for (i, node) in tree.nodes.iter().enumerate() {
        if (node.tag.is_unseen() || node.tag == Tag::A) && node.end > skip {
            skip = node.end;
        }
        if node.tag == Tag::Text && i as u32 >= skip && node.text.len() >= 60 {
            let long = node.text.len().min(4000) as u64;
            sum += long;
        }
        sums.push(sum);
    }
    sums
}

/// Nodes that speak for an article around them: its first headline, `article`, a body by class; in order.
fn bodies(tree: &Tree) -> Vec<u32> {
    let speaks = |n: &super::tree::Node| matches!(n.tag, Tag::H1 | Tag::Article) || n.names.body;
    tree.nodes.iter().enumerate().filter(|(_, n)| speaks(n)).map(|(i, _)| i as u32).collect()
}

/// Whether a subtree holds one of them; a page without any says nothing.
fn holds(bodies: &[u32], from: u32, to: u32) -> bool {
    bodies.is_empty() || within(bodies, from, to)
}

/// Whether one of the nodes lies in a subtree.
fn within(bodies: &[u32], from: u32, to: u32) -> bool {
    bodies.get(bodies.partition_point(|&b| b < from)).is_some_and(|&b| b < to)
}

fn share(weights: &[u64], from: u32, to: u32) -> u64 {
    let at = |i: u32| weights.get(i as usize).copied().unwrap_or(0);
    at(to).saturating_sub(at(from))
}
