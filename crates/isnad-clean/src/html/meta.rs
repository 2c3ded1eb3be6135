//! What does a page say of its article? Headline, outlet, section, author, days, address, language.
//!
//! Reads JSON-LD first, then `meta`, microdata, `time` and what is visible beside the headline. A field is left empty
//! rather than filled with something else: an author is never the outlet, an agency or an address.

use isnad_text::{Article, Field, Found, Title};

use super::blocks::Segment;
use super::days;
use super::finder::Found as Place;
use super::linked::{self, Linked};
use super::tree::{Tag, Tree};
use crate::lexicon::{Sorts, Words, lexicon};
use crate::meta_names::is_name;

/// What is said, and where.
pub(super) type Said = (String, Found);

/// A value with the place in which it was found.
pub(super) fn from(found: Found, value: Option<String>) -> Option<Said> {
    value.map(|v| (v, found))
}

/// Fills an article with what its page says; whether the page calls itself an article.
pub(crate) fn fill(
    article: &mut Article,
    tree: &Tree,
    segments: &[Segment],
    found: Option<&Place>,
    url: Option<&str>,
) -> bool {
    let said = linked::read(&tree.linked);
    let mut keep = Keep { article };
    let at = keep.field(Field::Url, address(tree, url));
    let known = crate::Outlets::known().of(at.as_deref()).map(|o| o.name.clone());
    let outlet = from(Found::Outlets, known).or_else(|| outlet(tree, &said));
    let title = headline(tree, segments, found, &said, outlet.as_ref().map(|o| o.0.as_str()));
    let outlet = outlet.or_else(|| suffix(tree, title.as_ref().map(|t| t.0.as_str())));
    // A headline that is seen and that the page's title repeats, of several words as those of sections are not.
    let headed = title.as_ref().is_some_and(|t| t.1 == Found::Heading && t.0.split_whitespace().count() >= 5);
    keep.field(Field::Source, outlet);
    keep.field(Field::Title, title);
    let section = from(Found::Linked, said.section.clone());
    keep.field(Field::Section, section.or_else(|| meta(tree, &["article:section", "og:article:section", "section"])));
    keep.field(Field::Published, days::published(tree, segments, found, &said, at.as_deref()));
    keep.field(Field::Updated, days::updated(tree, &said));
    let language = from(Found::Linked, said.language.clone())
        .or_else(|| from(Found::Markup, tree.lang.clone()))
        .or_else(|| meta(tree, &["og:locale", "content-language"]));
    let code = language.and_then(|(l, found)| Some((l.get(..2)?.to_ascii_lowercase(), found)));
    keep.field(Field::Language, code.filter(|(l, _)| l.bytes().all(|b| b.is_ascii_lowercase())));
    author(article, tree, segments, found, &said);
    // Fronts list many articles; each page speaks of its own.
    let graph = meta(tree, &["og:type"]).is_some_and(|t| t.0.to_ascii_lowercase().contains("article"));
    (1..=3).contains(&said.articles) || graph || headed || meta(tree, &["article:published_time"]).is_some()
}

/// Keeps the fields of an article with where they were found.
struct Keep<'a> {
    article: &'a mut Article,
}

impl Keep<'_> {
    fn field(&mut self, field: Field, said: Option<Said>) -> Option<String> {
        let (value, found) = said?;
        let out = Some(value.clone());
        let slot = match field {
            Field::Url => &mut self.article.url,
            Field::Source => &mut self.article.source,
            Field::Section => &mut self.article.section,
            Field::Published => &mut self.article.published,
            Field::Updated => &mut self.article.updated,
            Field::Language => &mut self.article.language,
            Field::Author => &mut self.article.author,
            Field::Agency => &mut self.article.agency,
            _ => {
                self.article.title = Some(Title { span: None, text: value });
                self.article.found_in(Field::Title, found);
                return out;
            }
        };
        *slot = Some(value);
        self.article.found_in(field, found);
        out
    }
}

/// The first filled `meta` of these names.
pub(super) fn meta(tree: &Tree, names: &[&str]) -> Option<Said> {
    names.iter().find_map(|name| {
        let (_, content) = tree.metas.iter().find(|(n, c)| n == name && !c.is_empty())?;
        let graph = name.starts_with("og:") || name.starts_with("article:");
        let found = if graph { Found::OpenGraph } else { Found::Meta };
        Some((linked::plain(content), found)).filter(|c| !c.0.is_empty())
    })
}

fn address(tree: &Tree, url: Option<&str>) -> Option<Said> {
    let full = |u: &str| u.starts_with("http://") || u.starts_with("https://");
    let canonical = tree.canonical.clone().filter(|u| full(u) && path_of(u).len() > 1);
    from(Found::Markup, canonical)
        .or_else(|| meta(tree, &["og:url"]).filter(|u| full(&u.0) && path_of(&u.0).len() > 1))
        .or_else(|| from(Found::Input, url.map(str::to_owned)))
}

/// What follows the host in an address.
pub(super) fn path_of(url: &str) -> &str {
    url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("")
}

/// Whether a name of an outlet is one, and not an address or a handle.
fn is_outlet(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 60
        && !name.contains("://")
        && !name.contains("www.")
        && !name.starts_with('@')
        && !(name.contains('.') && !name.contains(' ') && name.is_ascii())
}

fn outlet(tree: &Tree, said: &Linked) -> Option<Said> {
    let headline = meta(tree, &["og:title"]).map(|t| t.0).or_else(|| said.headline.clone());
    meta(tree, &["og:site_name"])
        .filter(|n| is_outlet(&n.0))
        .or_else(|| suffix(tree, headline.as_deref()))
        .or_else(|| from(Found::Linked, said.publisher.clone().filter(|n| is_outlet(n))))
        .or_else(|| {
            meta(tree, &["application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"])
                .filter(|n| is_outlet(&n.0))
        })
}

const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", "| ", " |"];

/// The part of the page's title that is not the headline.
fn suffix(tree: &Tree, headline: Option<&str>) -> Option<Said> {
    let headline = headline?;
    let outlet = SEPARATORS.iter().find_map(|s| {
        let (head, tail) = tree.title.rsplit_once(s)?;
        let (head, tail) = (head.trim(), tail.trim());
        if key(head).contains(&key(headline)) || key(headline).contains(&key(head)) {
            Some(tail).filter(|t| is_outlet(t) && t.split(' ').count() <= 6)
        } else if key(tail) == key(headline) {
            Some(head).filter(|t| is_outlet(t) && t.split(' ').count() <= 6)
        } else {
            None
        }
    });
    from(Found::PageTitle, outlet.map(str::to_owned))
}

fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title without the outlet at its head or foot.
fn bare<'t>(title: &'t str, outlet: Option<&str>) -> &'t str {
    let mut title = title.trim();
    for s in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(s) {
            let short = tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3;
            let named = outlet.is_some_and(|o| key(o).contains(&key(tail)) || key(tail).contains(&key(o)));
            if named || (short && matches!(s, " | " | "| " | " |")) {
                title = head.trim();
            }
        }
        if let Some((head, tail)) = title.split_once(s)
            && outlet.is_some_and(|o| !key(head).is_empty() && (key(o) == key(head)))
        {
            title = tail.trim();
        }
    }
    title
}

fn headline(
    tree: &Tree,
    segments: &[Segment],
    found: Option<&Place>,
    said: &Linked,
    outlet: Option<&str>,
) -> Option<Said> {
    let from_head = meta(tree, &["og:title", "twitter:title", "title", "dc.title"]);
    let known: Vec<&str> =
        [said.headline.as_deref(), from_head.as_ref().map(|t| t.0.as_str()), Some(tree.title.as_str())]
            .into_iter()
            .flatten()
            .filter(|t| !t.trim().is_empty())
            .collect();
    // A heading that the page's title repeats is the headline as the reader sees it.
    let seen = tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, n)| matches!(n.tag, Tag::H1 | Tag::H2 | Tag::H3) || n.property.contains("headline"));
    let keys: Vec<(String, String)> = known.iter().map(|t| (key(t), key(bare(t, outlet)))).collect();
    let mut weak = None;
    for (i, n) in seen.take(80) {
        let text = tree.text_of(i as u32, 600);
        let k = key(&text);
        if k.chars().count() < 8 {
            continue;
        }
        if keys.iter().any(|(whole, bare)| whole.contains(&k) || (k.contains(bare) && !bare.is_empty())) {
            return Some((bare(&text, outlet).to_owned(), Found::Heading));
        }
        if n.tag == Tag::H1 && weak.is_none() {
            weak = Some(text);
        }
    }
    from(Found::Linked, said.headline.clone())
        .or(from_head)
        .map(|(t, found)| (bare(&t, outlet).to_owned(), found))
        .filter(|t| !t.0.is_empty())
        .or_else(|| from(Found::Heading, weak))
        .or_else(|| from(Found::PageTitle, Some(bare(&tree.title, outlet).to_owned()).filter(|t| !t.is_empty())))
        .or_else(|| {
            let first = segments.get(found?.from)?;
            from(Found::Heading, first.heading.then(|| first.text.clone()))
        })
}

/// The author, where the page names a person; an agency in the author's place is the agency.
fn author(article: &mut Article, tree: &Tree, segments: &[Segment], found: Option<&Place>, said: &Linked) {
    let mut candidates: Vec<Said> = said.authors.iter().map(|a| (a.clone(), Found::Linked)).collect();
    candidates.extend(meta(
        tree,
        &["author", "article:author", "og:article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"],
    ));
    for (i, n) in tree.nodes.iter().enumerate() {
        if n.property.split(' ').any(|p| p == "author") {
            candidates.push((tree.text_of(i as u32, 200), Found::Microdata));
        }
    }
    let from = found.map_or(0, |f| f.from.saturating_sub(15));
    let to = found.map_or(0, |f| f.to.min(f.from + 6));
    for s in segments.get(from..to).unwrap_or_default() {
        if s.words <= 10 && byline(&s.text).is_some() {
            candidates.push((s.text.clone(), Found::Visible));
        }
    }
    let outlet = article.source.clone().unwrap_or_default();
    let lexicon = lexicon();
    let mut words = Words::default();
    let mut keep = Keep { article };
    for (c, found) in candidates {
        let c = linked::plain(&c);
        let name = byline(&c).unwrap_or(c.as_str());
        let name = name
            .split([',', '،', '|', '–', '—', '•'])
            .next()
            .unwrap_or("")
            .split(" - ")
            .next()
            .unwrap_or("")
            .trim()
            .trim_end_matches(':')
            .trim();
        words.read(name, 0, name.len(), 6);
        let (sorts, taken) = lexicon.sorts_at(&words, 0);
        if words.len() > 0 && sorts.has(Sorts::AGENCY) && taken == words.len() {
            if keep.article.agency.is_none() {
                keep.field(Field::Agency, Some((name.to_owned(), found)));
            }
            continue;
        }
        let own = !key(name).is_empty()
            && (key(&outlet).contains(&key(name)) || (!outlet.is_empty() && key(name).contains(&key(&outlet))));
        if is_name(name) && !own {
            keep.field(Field::Author, Some((name.to_owned(), found)));
            return;
        }
    }
}

/// What follows «كتب:», «كتبت», «By» in a byline.
fn byline(text: &str) -> Option<&str> {
    let mut words = Words::default();
    words.read(text, 0, text.len(), 12);
    let lexicon = lexicon();
    let mut at = 0;
    let mut seen = false;
    while at < words.len() {
        let (sorts, taken) = lexicon.sorts_at(&words, at);
        if !sorts.has(Sorts::BYLINE) {
            break;
        }
        seen = true;
        at += taken.max(1);
    }
    let rest = text.get(words.start(at)..)?.trim();
    (seen && !rest.is_empty()).then_some(rest)
}
