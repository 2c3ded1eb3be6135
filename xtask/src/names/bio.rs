//! What do annotated tokens look like? Reads `token<TAB>tag` lines and makes an article of some sentences.

use std::path::Path;

use isnad_extract::{Context, Document, EntityKind, entity};
use isnad_text::{Article, Kind, Span};

/// A sort of name that the annotated set and this program share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sort {
    /// A person.
    Person,
    /// A body.
    Body,
    /// A place or state.
    Place,
}

impl Sort {
    /// All of them.
    pub(crate) const ALL: [Sort; 3] = [Sort::Person, Sort::Body, Sort::Place];

    /// Its name in the table that is printed.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::Body => "organisation",
            Sort::Place => "place, country",
        }
    }

    fn of_tag(tag: &str) -> Option<Sort> {
        Some(match tag.get(2..)? {
            "PERS" => Sort::Person,
            "ORG" => Sort::Body,
            "LOC" => Sort::Place,
            _ => return None,
        })
    }

    /// The sort of one of our kinds; events have none.
    pub(crate) fn of_kind(kind: EntityKind) -> Option<Sort> {
        Some(match kind {
            EntityKind::Person => Sort::Person,
            EntityKind::Organisation => Sort::Body,
            EntityKind::Country | EntityKind::Place => Sort::Place,
            EntityKind::Event => return None,
        })
    }
}

/// A name: tokens of its sentence (first, one past the last) and its sort.
pub(crate) type Name = (usize, usize, Sort);

/// A sentence of the annotated set.
#[derive(Debug, Default, Clone)]
pub(crate) struct Marked {
    /// Its tokens as they stand.
    pub(crate) tokens: Vec<String>,
    /// The names annotated in it.
    pub(crate) names: Vec<Name>,
}

/// The sentences of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Marked>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut sentences = Vec::new();
    let mut now = Marked::default();
    for line in text.lines().chain([""]) {
        let Some((token, tag)) = line.split_once('\t') else {
            if !now.tokens.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
            continue;
        };
        let at = now.tokens.len();
        now.tokens.push(token.to_owned());
        if let Some(sort) = Sort::of_tag(tag) {
            match now.names.last_mut() {
                Some(last) if tag.starts_with("I-") && last.1 == at && last.2 == sort => last.1 = at + 1,
                _ => now.names.push((at, at + 1, sort)),
            }
        }
    }
    Ok(sentences)
}

/// Several sentences as one article, with the place of each token.
#[derive(Debug)]
pub(crate) struct Page {
    /// The article.
    pub(crate) article: Article,
    /// Of each sentence the places of its tokens.
    pub(crate) places: Vec<Vec<Span>>,
}

/// How many sentences make an article: the set tells no documents apart.
pub(crate) const SENTENCES: usize = 20;

/// The article of these sentences, one a line.
pub(crate) fn page(sentences: &[Marked]) -> Page {
    let mut text = String::new();
    let mut places = Vec::new();
    for sentence in sentences {
        let mut spans = Vec::new();
        for token in &sentence.tokens {
            if !spans.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(token);
            spans.push(Span::at(start, text.len()));
        }
        text.push('\n');
        places.push(spans);
    }
    Page { article: Article { text, ..Article::default() }, places }
}

/// A mention that was read: where, of what sort, with the key of its head noun where it has one.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The sentence.
    pub(crate) sentence: usize,
    /// The name as it was read.
    pub(crate) name: Name,
    /// The head noun (`sort of noun:key of its line`), where more follows it.
    pub(crate) head: Option<String>,
    /// The rule.
    pub(crate) rule: &'static str,
}

/// What the room of names reads in an article.
pub(crate) fn find(page: &Page) -> Vec<Found> {
    let document = Document::of(&page.article);
    let entities = entity::find(&document, &Context::default(), &[]);
    let mut found = Vec::new();
    for m in &entities.mentions {
        let Some(e) = entities.entities.get(m.entity) else { continue };
        let Some(sort) = Sort::of_kind(e.kind) else { continue };
        let Some(sentence) = page.places.iter().position(|s| s.last().is_some_and(|t| m.span.start < t.end)) else {
            continue;
        };
        let Some(places) = page.places.get(sentence) else { continue };
        let first = places.partition_point(|t| t.end <= m.span.start);
        let end = places.partition_point(|t| t.start < m.span.end);
        let rule = e.mentions.iter().find(|x| x.span == m.span).map_or("", |x| x.rule);
        let head = head(&document, m.span, sort).filter(|_| end > first + 1);
        found.push(Found { sentence, name: (first, end, sort), head, rule });
    }
    found
}

/// The head noun that a mention begins with, by the key of its line in the lexicon.
fn head(document: &Document, span: Span, sort: Sort) -> Option<String> {
    use isnad_extract::lexicon::{Class, lexicon};
    let first = document.tokens.iter().position(|t| t.span.end > span.start && t.kind == Kind::Word)?;
    let class = match sort {
        Sort::Body => Class::OrganisationHead,
        Sort::Place => Class::PlaceHead,
        Sort::Person => return None,
    };
    let m = document.entry(first, class)?;
    let article = m.proclitics.has(isnad_text::Proclitics::AL);
    lexicon().row(m).map(|r| format!("{class:?}:{}{}", if article { "al-" } else { "" }, r.key))
}
