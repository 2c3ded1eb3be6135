//! What does a page say of its article? Headline, outlet, section, author, days, address, language.
//!
//! Reads JSON-LD first, then `meta`, microdata, `time` and what is visible beside the headline. A field is left empty
//! rather than filled with something else: an author is never the outlet, an agency or an address.

use isnad_text::{Article, Title};

use super::blocks::Segment;
use super::finder::Found;
use super::linked::{self, Linked};
use super::tree::{Tag, Tree};
use crate::lexicon::{Sorts, Words, lexicon};
use crate::meta_names::is_name;

/// Fills an article with what its page says.
pub(crate) fn fill(article: &mut Article, tree: &Tree, segments: &[Segment], found: Option<&Found>, url: Option<&str>) {
    let said = linked::read(&tree.linked);
    article.url = address(tree, url);
    article.source = crate::Outlets::known().of(article.url.as_deref()).map(|o| o.name.clone());
    if article.source.is_none() {
        article.source = outlet(tree, &said);
    }
    let title = headline(tree, segments, found, &said, article.source.as_deref());
    article.title = title.map(|text| Title { span: None, text });
    if article.source.is_none() {
        article.source = suffix(tree, article.title.as_ref().map(|t| t.text.as_str()));
    }
    article.section =
        said.section.clone().or_else(|| meta(tree, &["article:section", "og:article:section", "section"]));
    article.published = published(tree, segments, found, &said, article.url.as_deref());
    article.updated = said.modified.clone().or_else(|| {
        meta(tree, &["article:modified_time", "og:updated_time", "datemodified", "last-modified"])
            .or_else(|| dated_property(tree, "datemodified"))
    });
    author(article, tree, segments, found, &said);
    let lang =
        said.language.clone().or_else(|| tree.lang.clone()).or_else(|| meta(tree, &["og:locale", "content-language"]));
    article.language = lang
        .and_then(|l| l.get(..2).map(str::to_ascii_lowercase))
        .filter(|l| l.bytes().all(|b| b.is_ascii_lowercase()));
}

/// The first filled `meta` of these names.
fn meta(tree: &Tree, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        tree.metas
            .iter()
            .find(|(n, c)| n == name && !c.is_empty())
            .map(|(_, c)| linked::plain(c))
            .filter(|c| !c.is_empty())
    })
}

fn address(tree: &Tree, url: Option<&str>) -> Option<String> {
    let full = |u: &str| u.starts_with("http://") || u.starts_with("https://");
    let canonical = tree.canonical.clone().filter(|u| full(u) && path_of(u).len() > 1);
    canonical
        .or_else(|| meta(tree, &["og:url"]).filter(|u| full(u) && path_of(u).len() > 1))
        .or_else(|| url.map(str::to_owned))
}

fn path_of(url: &str) -> &str {
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

fn outlet(tree: &Tree, said: &Linked) -> Option<String> {
    meta(tree, &["og:site_name"])
        .filter(|n| is_outlet(n))
        .or_else(|| suffix(tree, meta(tree, &["og:title"]).or_else(|| said.headline.clone()).as_deref()))
        .or_else(|| said.publisher.clone().filter(|n| is_outlet(n)))
        .or_else(|| {
            meta(tree, &["application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"])
                .filter(|n| is_outlet(n))
        })
}

const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", "| ", " |"];

/// The part of the page's title that is not the headline.
fn suffix(tree: &Tree, headline: Option<&str>) -> Option<String> {
    let headline = headline?;
    SEPARATORS.iter().find_map(|s| {
        let (head, tail) = tree.title.rsplit_once(s)?;
        let (head, tail) = (head.trim(), tail.trim());
        if key(head).contains(&key(headline)) || key(headline).contains(&key(head)) {
            Some(tail).filter(|t| is_outlet(t) && t.split(' ').count() <= 6)
        } else if key(tail) == key(headline) {
            Some(head).filter(|t| is_outlet(t) && t.split(' ').count() <= 6)
        } else {
            None
        }
        .map(str::to_owned)
    })
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
    found: Option<&Found>,
    said: &Linked,
    outlet: Option<&str>,
) -> Option<String> {
    let og = meta(tree, &["og:title", "twitter:title", "title", "dc.title"]);
    let known: Vec<&str> = [said.headline.as_deref(), og.as_deref(), Some(tree.title.as_str())]
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
    let mut weak = None;
    for (i, n) in seen.take(80) {
        let text = tree.text_of(i as u32, 600);
        let k = key(&text);
        if k.chars().count() < 8 {
            continue;
        }
        if known
            .iter()
            .any(|t| key(t).contains(&k) || (k.contains(&key(bare(t, outlet))) && !key(bare(t, outlet)).is_empty()))
        {
            return Some(bare(&text, outlet).to_owned());
        }
        if n.tag == Tag::H1 && weak.is_none() {
            weak = Some(text);
        }
    }
    let from_meta =
        said.headline.as_deref().or(og.as_deref()).map(|t| bare(t, outlet).to_owned()).filter(|t| !t.is_empty());
    from_meta.or(weak).or_else(|| Some(bare(&tree.title, outlet).to_owned()).filter(|t| !t.is_empty())).or_else(|| {
        let first = segments.get(found?.from)?;
        first.heading.then(|| first.text.clone())
    })
}

/// Whether a value can be a day: it has a digit and is short.
fn is_day(value: &str) -> bool {
    (6..=80).contains(&value.len()) && value.chars().filter(|c| c.is_numeric()).count() >= 3
}

fn published(
    tree: &Tree,
    segments: &[Segment],
    found: Option<&Found>,
    said: &Linked,
    url: Option<&str>,
) -> Option<String> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "article:published",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "pubdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
        "sailthru.date",
        "parsely-pub-date",
        "article.published",
        "article_date_original",
        "created",
        "originalpublicationdate",
        "release_date",
        "rnews:datepublished",
        "cxenseparse:recs:publishtime",
        "datecreated",
        "article:create",
        "displaydate",
        "og:pubdate",
    ];
    let found = said
        .published
        .clone()
        .filter(|d| is_day(d))
        .or_else(|| meta(tree, NAMES).filter(|d| is_day(d)))
        .or_else(|| dated_property(tree, "datepublished").or_else(|| dated_property(tree, "datecreated")))
        .or_else(|| tree.trackback.clone().filter(|d| is_day(d)))
        .or_else(|| time_element(tree, found))
        .or_else(|| url.and_then(day_in_address))
        .or_else(|| visible(segments, found))
        .or_else(|| meta(tree, &["article:modified_time", "og:updated_time"]).filter(|d| is_day(d)));
    found.map(|d| extended(&d))
}

/// «20200316T13:00:00Z» as «2020-03-16T13:00:00Z»; anything else as it is.
fn extended(day: &str) -> String {
    match (day.get(..8), day.get(8..)) {
        (Some(digits), Some(rest))
            if digits.bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || rest.starts_with('T')) =>
        {
            let part = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
            format!("{}-{}-{}{rest}", part(0, 4), part(4, 6), part(6, 8))
        }
        _ => day.to_owned(),
    }
}

/// Microdata: `itemprop="datePublished"` with its value or text.
fn dated_property(tree: &Tree, name: &str) -> Option<String> {
    tree.nodes.iter().enumerate().filter(|(_, n)| n.property.contains(name)).find_map(|(i, n)| {
        n.value.clone().filter(|v| is_day(v)).or_else(|| Some(tree.text_of(i as u32, 200)).filter(|t| is_day(t)))
    })
}

/// The `time` element nearest before the article's first paragraph, or the first inside it.
fn time_element(tree: &Tree, found: Option<&Found>) -> Option<String> {
    let at = found.map_or(0, |f| f.element);
    let times = || tree.nodes.iter().enumerate().filter(|(_, n)| n.tag == Tag::Time && !n.hidden);
    let value = |(i, n): (usize, &super::tree::Node)| {
        n.value.clone().filter(|v| is_day(v)).or_else(|| Some(tree.text_of(i as u32, 200)).filter(|t| is_day(t)))
    };
    let end = tree.node(at).map_or(0, |n| n.end) as usize;
    let parent = tree.node(at).and_then(|n| tree.node(n.parent)).map_or(0, |n| n.parent) as usize;
    times()
        .filter(|&(i, _)| i >= parent && i < end)
        .find_map(value)
        .or_else(|| times().filter(|&(i, _)| i < end).filter_map(value).next_back())
}

/// «/2020/3/17/» in an address; also «20200317».
fn day_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = path_of(url).split(['/', '-', '_', '.', '?']).collect();
    let number = |s: &str, low: u32, high: u32| s.parse::<u32>().ok().filter(|n| (low..=high).contains(n));
    for w in parts.windows(3) {
        let [y, m, d] = w else { continue };
        if y.len() == 4
            && let (Some(y), Some(m), Some(d)) = (number(y, 1990, 2100), number(m, 1, 12), number(d, 1, 31))
        {
            return Some(format!("{y:04}-{m:02}-{d:02}"));
        }
    }
    parts.iter().find_map(|p| {
        let day = p.get(..8)?;
        let (y, m, d) =
            (number(day.get(..4)?, 1990, 2100)?, number(day.get(4..6)?, 1, 12)?, number(day.get(6..8)?, 1, 31)?);
        (p.len() == 8 || p.len() >= 14).then(|| format!("{y:04}-{m:02}-{d:02}"))
    })
}

/// A line beside the headline that is a day: short, with a month and a year.
fn visible(segments: &[Segment], found: Option<&Found>) -> Option<String> {
    let lexicon = lexicon();
    let mut words = Words::default();
    let (from, to) = found.map_or((0, segments.len().min(60)), |f| (f.from.saturating_sub(25), f.to));
    let inside = |n: usize| found.is_some_and(|f| n >= f.from);
    let mut best: Option<String> = None;
    for n in from..to {
        let Some(s) = segments.get(n) else { break };
        if s.letters > 80 || s.words > 16 || (inside(n) && best.is_some()) {
            continue;
        }
        words.read(&s.text, 0, s.text.len(), 20);
        let sorts = |w: usize| lexicon.sorts_at(&words, w).0;
        let month = (0..words.len()).any(|w| sorts(w).has(Sorts::DATE));
        let year = (0..words.len()).any(|w| {
            words.is_number(w)
                && words.key(w).len() == 4
                && (words.key(w).starts_with("20") || words.key(w).starts_with("19"))
        });
        let numbers = (0..words.len()).filter(|&w| words.is_number(w)).count();
        if year && numbers >= 2 && (month || numbers >= 3) {
            best = Some(s.text.clone());
        }
    }
    best
}

/// The author, where the page names a person.
fn author(article: &mut Article, tree: &Tree, segments: &[Segment], found: Option<&Found>, said: &Linked) {
    let mut candidates: Vec<String> = said.authors.clone();
    candidates.extend(meta(
        tree,
        &["author", "article:author", "og:article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"],
    ));
    for (i, n) in tree.nodes.iter().enumerate() {
        if n.property.split(' ').any(|p| p == "author") {
            candidates.push(tree.text_of(i as u32, 200));
        }
    }
    let from = found.map_or(0, |f| f.from.saturating_sub(15));
    let to = found.map_or(0, |f| f.to.min(f.from + 6));
    for s in segments.get(from..to).unwrap_or_default() {
        if s.words <= 10 && byline(&s.text).is_some() {
            candidates.push(s.text.clone());
        }
    }
    let outlet = article.source.clone().unwrap_or_default();
    let lexicon = lexicon();
    let mut words = Words::default();
    for c in candidates {
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
        let agency = words.len() > 0 && lexicon.sorts_at(&words, 0).0.has(Sorts::AGENCY);
        if agency {
            article.agency.get_or_insert(name.to_owned());
            continue;
        }
        let own = !key(name).is_empty()
            && (key(&outlet).contains(&key(name)) || (!outlet.is_empty() && key(name).contains(&key(&outlet))));
        if is_name(name) && !own {
            article.author = Some(name.to_owned());
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
