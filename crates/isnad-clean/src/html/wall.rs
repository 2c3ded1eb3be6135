//! Is this page an article at all, or a front of headlines, an error, a wall of consent or of scripts?
//!
//! Reads the segments and what was taken for the article, gives the sort of page that holds none ([`Wall`]). A page that
//! calls itself an article is believed against the look of a front; an error or a wall is told by its own words
//! (`lexicon/walls.tsv`), and only where hardly anything else stands on the page.

use std::collections::HashMap;
use std::sync::LazyLock;

use isnad_text::{Note, Table};

use super::blocks::Segment;
use super::finder::Found;
use super::tree::{Tag, Tree};
use crate::lexicon::Words;

/// A sort of page that holds no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wall {
    /// Headlines with their first lines, each leading to its own page.
    Front,
    /// Not there, not allowed, not working.
    Error,
    /// It asks for consent before it shows anything.
    Consent,
    /// It shows nothing without scripts, or checks its reader.
    Script,
    /// None of these, and no article either.
    Nothing,
}

impl Wall {
    /// What the reader is told.
    pub(crate) fn note(self) -> Note {
        let (code, message) = match self {
            Wall::Front => ("section-front", "The page lists other pages and holds no article of its own."),
            Wall::Error => ("error-page", "The page says that what was asked for is not there."),
            Wall::Consent => ("consent-wall", "The page asks for consent and shows no article before it is given."),
            Wall::Script => ("script-wall", "The page shows its text by scripts alone, or checks who reads it."),
            Wall::Nothing => ("no-article", "No part of the page reads like an article."),
        };
        Note { code, message: message.to_owned(), span: None }
    }
}

/// Phrases by their first word.
type Phrases = HashMap<String, Vec<(Vec<String>, Wall)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let table = Table::read(include_str!("../../lexicon/walls.tsv"), 1).unwrap_or(Table { rows: Vec::new() });
    let mut out = Phrases::new();
    let mut words = Words::default();
    for row in &table.rows {
        let wall = match row.column(0) {
            "error" => Wall::Error,
            "consent" => Wall::Consent,
            _ => Wall::Script,
        };
        for form in row.forms() {
            words.read(form, 0, form.len(), usize::MAX);
            let keys: Vec<String> = (0..words.len()).map(|i| words.key(i).to_owned()).collect();
            if let Some(first) = keys.first().cloned() {
                out.entry(first).or_default().push((keys, wall));
            }
        }
    }
    out
});

/// A page with more letters of paragraphs is an article, whatever else it says.
const SHORT: u32 = 900;

/// What sort of page this is, where it holds no article. `declared`: it calls itself one.
pub(crate) fn wall(
    tree: &Tree,
    segments: &[Segment],
    found: Option<&Found>,
    declared: bool,
    title: Option<&str>,
) -> Option<Wall> {
    let inside = found.and_then(|f| segments.get(f.from..f.to)).unwrap_or_default();
    let good: u32 = inside.iter().filter(|s| s.is_good()).map(|s| s.letters).sum();
    if good < SHORT {
        let mut words = Words::default();
        if is_error(tree, title, &mut words) {
            return Some(Wall::Error);
        }
        // What the finder took, or all that the page shows.
        let shown = if good > 0 { inside } else { segments };
        for wall in [Wall::Script, Wall::Consent] {
            if speaks_of(shown, wall, &mut words) && !(declared && good > 300) {
                return Some(wall);
            }
        }
    }
    if !declared && is_front(tree, segments, inside, good) {
        return Some(Wall::Front);
    }
    if found.is_some() {
        return None;
    }
    let letters: u32 = segments.iter().map(|s| s.letters).sum();
    if letters < 300 && tree.scripts >= 3 {
        return Some(Wall::Script);
    }
    Some(Wall::Nothing)
}

/// Whether the page's title or its first headings are those of an error.
fn is_error(tree: &Tree, title: Option<&str>, words: &mut Words) -> bool {
    let heading = |t: Tag| matches!(t, Tag::H1 | Tag::H2);
    let heads = tree.nodes.iter().enumerate().filter(|(_, n)| heading(n.tag)).take(4);
    let heads = heads.map(|(i, _)| tree.text_of(i as u32, 200));
    [title.unwrap_or("").to_owned(), tree.title.clone()].into_iter().chain(heads).any(|text| {
        words.read(&text, 0, text.len(), 24);
        phrase(words, Wall::Error).is_some_and(|said| {
            // «404» within a headline of many words is a number.
            let alone = if said == 1 { 3 } else { said + 6 };
            words.len() <= alone
        })
    })
}

/// The length of a phrase of this sort among the words.
fn phrase(words: &Words, wall: Wall) -> Option<usize> {
    (0..words.len()).find_map(|i| {
        let list = PHRASES.get(words.key(i))?.iter();
        list.filter(|(keys, w)| *w == wall && keys.iter().enumerate().all(|(n, k)| words.key(i + n) == k))
            .map(|(keys, _)| keys.len())
            .max()
    })
}

/// Whether most of what is shown speaks of consent, or of scripts and checks.
fn speaks_of(shown: &[Segment], wall: Wall, words: &mut Words) -> bool {
    let (mut all, mut said) = (0u32, 0u32);
    for s in shown.iter().filter(|s| !s.is_links()).take(60) {
        words.read(&s.text, 0, s.text.len(), 200);
        all += s.letters;
        if phrase(words, wall).is_some() {
            said += s.letters;
        }
    }
    said > 0 && said * 2 >= all && all < SHORT * 2
}

/// Whether a line is the headline of another page.
fn is_headline(s: &Segment) -> bool {
    s.is_links() && s.words >= 4
}

/// The element in which a line's own element stands.
fn parent_of(tree: &Tree, s: &Segment) -> u32 {
    tree.node(s.element).map_or(0, |n| n.parent)
}

/// An article without the cards of other pages behind it: three or more headlines that lead elsewhere, each with its
/// first lines in an element of its own.
pub(crate) fn without_cards(tree: &Tree, segments: &[Segment], found: Found) -> Found {
    let inside = segments.get(found.from..found.to).unwrap_or_default();
    let Some(own) = inside.iter().find(|s| s.is_good()).map(|s| parent_of(tree, s)) else { return found };
    let (mut to, mut at, mut cards) = (found.to, inside.len(), 0);
    while let Some(n) = inside.get(..at).and_then(|i| i.iter().rposition(Segment::is_good)) {
        let before = inside.get(..n).and_then(|i| i.iter().rposition(|s| s.words >= 4));
        let head = before.filter(|&b| inside.get(b).is_some_and(is_headline));
        let (Some(head), true) = (head, inside.get(n).is_some_and(|s| parent_of(tree, s) != own)) else { break };
        cards += 1;
        (to, at) = (found.from + head, head);
    }
    // The paragraphs before them stand together; a list of entries, each in its own element, is one to its end.
    let kept = inside.get(..at).unwrap_or_default().iter().filter(|s| s.is_good());
    let (all, together) = kept.fold((0, 0), |(a, t), s| (a + 1, t + u32::from(parent_of(tree, s) == own)));
    if cards >= 3 && together * 10 >= all * 8 { Found { to, ..found } } else { found }
}

/// Whether what was taken for an article is headlines that lead elsewhere, each with its first lines; or whether hardly
/// anything but headlines stands on the page.
fn is_front(tree: &Tree, segments: &[Segment], inside: &[Segment], good: u32) -> bool {
    let (mut goods, mut carded) = (0u32, 0u32);
    let mut parents: HashMap<u32, u32> = HashMap::new();
    let mut before: Option<&Segment> = None;
    for s in inside {
        if s.is_good() {
            goods += 1;
            carded += u32::from(before.is_some_and(is_headline));
            let parent = parent_of(tree, s);
            *parents.entry(parent).or_default() += 1;
        }
        // Days and sections stand between a card's headline and its lines.
        if s.words >= 4 {
            before = Some(s);
        }
    }
    let together = parents.values().copied().max().unwrap_or(0);
    if goods >= 4 && carded * 10 >= goods * 7 && together * 5 <= goods * 2 {
        return true;
    }
    let headlines = segments.iter().filter(|s| is_headline(s)).count();
    let titled = tree.nodes.iter().any(|n| n.tag == Tag::H1) || inside.iter().any(|s| s.heading && s.linked == 0);
    (good == 0 && headlines >= 8) || (goods <= 1 && good < 250 && headlines >= 20 && !titled)
}
