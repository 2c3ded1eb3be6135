//! Which articles does a feed, a sitemap or a list of feeds name? RSS, RDF, Atom, JSON Feed, sitemaps, OPML.
//!
//! Reads decoded text, gives a [`Feed`] with its entries in order. Feeds of the web are seldom quite XML: bare ampersands,
//! HTML entities, missing ends and blank lines before the head are borne; what breaks off keeps what came before. Days
//! are handed on as they stand.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::html::plain_entities as plain;

/// The sort of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedKind {
    /// RSS, RDF, Atom or JSON Feed: articles with some of their text.
    Feed,
    /// A sitemap: addresses of pages.
    Sitemap,
    /// A list of sitemaps.
    SitemapIndex,
    /// A list of feeds (OPML).
    Opml,
}

/// A feed, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// The name of the outlet or list.
    pub title: Option<String>,
    /// What it names, in order.
    pub entries: Vec<FeedEntry>,
    /// It breaks off or is no XML at some place; what came before is here.
    pub broken: bool,
}

/// One article, page or feed that is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its address.
    pub url: Option<String>,
    /// Its headline, or the name of a feed.
    pub title: Option<String>,
    /// When it was published, as it stands there.
    pub published: Option<String>,
    /// When it was changed, as it stands there.
    pub updated: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its section.
    pub section: Option<String>,
    /// The outlet, where the entry names it.
    pub source: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its text or a summary, as HTML.
    pub content: Option<String>,
}

/// What sort of list a text is, by its first element.
///
/// ```
/// use isnad_clean::{FeedKind, feed_kind};
/// assert_eq!(feed_kind("\n<?xml version='1.0'?><rss version='2.0'>"), Some(FeedKind::Feed));
/// assert_eq!(feed_kind("<urlset xmlns='x'>"), Some(FeedKind::Sitemap));
/// assert_eq!(feed_kind("<html>"), None);
/// ```
pub fn feed_kind(text: &str) -> Option<FeedKind> {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if rest.starts_with('{') {
        let head: String = rest.chars().take(2000).collect();
        return head.contains("jsonfeed.org/version").then_some(FeedKind::Feed);
    }
    // Declarations and comments come first.
    for _ in 0..20 {
        let skip = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        rest = rest.split_once(skip)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?.split([' ', '>', '\n', '\r', '\t', '/']).next()?;
    match name.rsplit(':').next()?.to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "feed" => Some(FeedKind::Feed),
        "urlset" => Some(FeedKind::Sitemap),
        "sitemapindex" => Some(FeedKind::SitemapIndex),
        "opml" => Some(FeedKind::Opml),
        _ => None,
    }
}

/// Reads a feed, a sitemap or a list of feeds.
///
/// ```
/// let text = "<rss><channel><title>ضحى</title><item><title>أ & ب</title><link>https://a.example/1</link></item></channel></rss>";
/// let feed = isnad_clean::feed(text);
/// assert_eq!(feed.title.as_deref(), Some("ضحى"));
/// assert_eq!(feed.entries[0].title.as_deref(), Some("أ & ب"));
/// ```
pub fn feed(text: &str) -> Feed {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if text.starts_with('{') { json(text) } else { xml(text) }
}

/// No field is longer; the rest of it is left out.
const LONGEST: usize = 4 << 20;
/// Elements deeper than this are read as text of the one above.
const DEEPEST: usize = 64;

/// The fields of an entry, and the field that text goes to.
#[derive(Debug, Default)]
struct Reading {
    feed: Feed,
    entry: Option<FeedEntry>,
    /// Open elements: their names without prefix, in small letters, and the text in them.
    open: Vec<(String, String)>,
    deeper: usize,
}

fn xml(text: &str) -> Feed {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut r = Reading::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => r.start(&e, false),
            Ok(Event::Empty(e)) => r.start(&e, true),
            Ok(Event::End(e)) => r.end(&local(e.name().as_ref())),
            Ok(Event::Text(t)) => r.text(&t),
            Ok(Event::CData(t)) => r.text(&t),
            Ok(Event::GeneralRef(name)) => {
                r.text(&plain_one(&name));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                r.feed.broken = true;
                break;
            }
        }
    }
    r.feed.broken |= r.entry.is_some();
    r.finish();
    r.feed
}

/// What one entity stands for; one that nobody knows stays as it is.
fn plain_one(name: &str) -> String {
    let said = format!("&{name};");
    match name {
        "nbsp" => " ".to_owned(),
        _ => plain(&said),
    }
}

fn local(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    name.rsplit(':').next().unwrap_or("").to_owned()
}

fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    e.attributes().with_checks(false).flatten().find_map(|a| {
        let same = a.key.as_ref().eq_ignore_ascii_case(name);
        same.then(|| plain(&a.value)).filter(|v| !v.is_empty())
    })
}

/// Elements whose own markup is part of their text.
fn holds_markup(name: &str) -> bool {
    matches!(name, "content" | "encoded" | "description" | "summary")
}

impl Reading {
    fn start(&mut self, e: &BytesStart<'_>, empty: bool) {
        let name = local(e.name().as_ref());
        if self.open.len() >= DEEPEST {
            self.deeper += usize::from(!empty);
            return;
        }
        let inside = self.open.last().is_some_and(|(n, _)| holds_markup(n)) && self.entry.is_some();
        if inside {
            self.text(&format!("<{name}>"));
            if !empty {
                // A paragraph of the content: its text goes to the content.
                self.deeper += 1;
            }
            return;
        }
        match name.as_str() {
            "item" | "entry" | "url" | "sitemap" if self.entry.is_none() || name != "url" => {
                self.close_entry();
                self.entry = Some(FeedEntry::default());
                self.open.truncate(self.open.iter().position(|(n, _)| *n == name).unwrap_or(self.open.len()));
            }
            "outline" => {
                if let Some(url) = attribute(e, "xmlurl") {
                    let title = attribute(e, "title").or_else(|| attribute(e, "text"));
                    self.feed.entries.push(FeedEntry { url: Some(url), title, ..FeedEntry::default() });
                }
            }
            "link" => {
                let rel = attribute(e, "rel").unwrap_or_default();
                if let Some(href) = attribute(e, "href")
                    && let Some(entry) = &mut self.entry
                    && (rel.is_empty() || rel == "alternate")
                {
                    entry.url.get_or_insert(href);
                }
            }
            "guid" => {
                // A mark that is no address is none.
                let link = attribute(e, "ispermalink").is_none_or(|v| v != "false");
                if !empty {
                    self.open.push((if link { "guid" } else { "mark" }.to_owned(), String::new()));
                }
                return;
            }
            "category" => {
                if let (Some(term), Some(entry)) =
                    (attribute(e, "label").or_else(|| attribute(e, "term")), &mut self.entry)
                {
                    entry.section.get_or_insert(term);
                }
            }
            _ => {}
        }
        if !empty {
            self.open.push((name, String::new()));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, held)) = self.open.last_mut()
            && held.len() < LONGEST
        {
            held.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            // The end of markup inside a content, or of what lies too deep.
            if self.open.last().is_none_or(|(n, _)| n != name) {
                self.deeper -= 1;
                if self.open.last().is_some_and(|(n, _)| holds_markup(n)) {
                    self.text(&format!("</{name}>"));
                }
                return;
            }
            self.deeper = 0;
        }
        // Ends that fit nothing open are passed; missing ends are made up for.
        let guid = |n: &str| n == name || (name == "guid" && n == "mark");
        let Some(at) = self.open.iter().rposition(|(n, _)| guid(n)) else { return };
        while self.open.len() > at {
            let Some((name, text)) = self.open.pop() else { break };
            self.field(&name, &text);
        }
    }

    fn field(&mut self, name: &str, text: &str) {
        if matches!(name, "item" | "entry" | "sitemap" | "url") {
            self.close_entry();
            return;
        }
        let inner = if holds_markup(name) { text.trim().to_owned() } else { plain(text) };
        if inner.is_empty() {
            return;
        }
        let parent = self.open.last().map(|(n, _)| n.as_str()).unwrap_or("");
        let Some(entry) = &mut self.entry else {
            if name == "title" && matches!(parent, "channel" | "feed" | "head") {
                self.feed.title.get_or_insert(inner);
            }
            return;
        };
        let slot = match name {
            "title" => &mut entry.title,
            "loc" => &mut entry.url,
            "link" | "guid" if looks_like_address(&inner) => &mut entry.url,
            "pubdate" | "published" | "date" | "publication_date" | "issued" | "created" => &mut entry.published,
            "updated" | "modified" | "lastmod" => &mut entry.updated,
            "creator" => &mut entry.author,
            "author" if !inner.contains('@') => &mut entry.author,
            "name" if parent == "author" => &mut entry.author,
            "name" if parent == "publication" => &mut entry.source,
            "source" => &mut entry.source,
            "language" => &mut entry.language,
            "category" => &mut entry.section,
            "encoded" | "content" => {
                // The whole text stands before a summary.
                if entry.content.as_ref().is_none_or(|c| c.len() < inner.len()) {
                    entry.content = Some(inner);
                }
                return;
            }
            "description" | "summary" => &mut entry.content,
            _ => return,
        };
        slot.get_or_insert(inner);
    }

    fn close_entry(&mut self) {
        if let Some(entry) = self.entry.take()
            && entry != FeedEntry::default()
        {
            self.feed.entries.push(entry);
        }
    }

    /// Ends what is still open.
    fn finish(&mut self) {
        while let Some((name, text)) = self.open.pop() {
            self.field(&name, &text);
        }
        self.close_entry();
    }
}

fn looks_like_address(text: &str) -> bool {
    (text.contains("://") || text.starts_with('/')) && !text.contains(char::is_whitespace)
}

fn json(text: &str) -> Feed {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Feed { broken: true, ..Feed::default() } };
    let string =
        |v: &Value, name: &str| v.get(name).and_then(Value::as_str).map(str::to_owned).filter(|s| !s.is_empty());
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entries = items.iter().map(|item| {
        let person = |v: &Value| v.get("name").and_then(Value::as_str).map(str::to_owned);
        let author = item.get("author").and_then(person);
        let authors = item.get("authors").and_then(Value::as_array).and_then(|a| a.first()).and_then(person);
        FeedEntry {
            url: string(item, "url").or_else(|| string(item, "external_url")),
            title: string(item, "title"),
            published: string(item, "date_published"),
            updated: string(item, "date_modified"),
            author: author.or(authors),
            section: item.get("tags").and_then(|t| t.get(0)).and_then(Value::as_str).map(str::to_owned),
            source: None,
            language: string(item, "language").or_else(|| string(&value, "language")),
            content: string(item, "content_html")
                .or_else(|| string(item, "content_text"))
                .or_else(|| string(item, "summary")),
        }
    });
    Feed { title: string(&value, "title"), entries: entries.collect(), broken: false }
}

/// The feeds that a page names in its head, as they stand there.
///
/// ```
/// let page = "<link rel='alternate' type=\"application/rss+xml\" title='x' href=/rss><link rel=stylesheet href=/a.css>";
/// assert_eq!(isnad_clean::feed_links(page), ["/rss"]);
/// ```
pub fn feed_links(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for at in memchr::memchr_iter(b'<', page.as_bytes()) {
        if !page.get(at + 1..at + 5).is_some_and(|name| name.eq_ignore_ascii_case("link")) {
            continue;
        }
        // No tag is longer; the end of one that is never closed is not looked for over the page.
        let rest = page.get(at + 5..).unwrap_or("");
        let end = rest.char_indices().take(4000).find(|&(_, c)| c == '>').map(|(i, _)| i);
        let tag = end.and_then(|e| rest.get(..e)).unwrap_or("");
        let lower = tag.to_ascii_lowercase();
        if ["application/rss+xml", "application/atom+xml", "application/feed+json"].iter().any(|t| lower.contains(t))
            && let Some(from) = lower.find("href")
            && let Some(value) = tag.get(from + 4..).and_then(|v| v.trim_start().strip_prefix('='))
        {
            let value = value.trim_start();
            let (quote, value) = match value.chars().next() {
                Some(q @ ('"' | '\'')) => (q, value.get(1..).unwrap_or("")),
                _ => (' ', value),
            };
            let href = value.split(quote).next().unwrap_or("").trim().trim_end_matches('/');
            if !href.is_empty() && !lower.contains("comments") {
                out.push(plain(value.split(quote).next().unwrap_or("").trim()));
            }
        }
    }
    out
}

/// A list of feeds as OPML: addresses with names.
///
/// ```
/// let list = isnad_clean::opml(&[("https://a.example/rss", Some("صحيفة المرسى"))]);
/// assert_eq!(isnad_clean::feed(&list).entries[0].title.as_deref(), Some("صحيفة المرسى"));
/// ```
pub fn opml(feeds: &[(&str, Option<&str>)]) -> String {
    let safe = |s: &str| s.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>isnad</title></head>\n<body>\n",
    );
    for (url, title) in feeds {
        let name = safe(title.unwrap_or(url));
        out.push_str(&format!("<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{}\"/>\n", safe(url)));
    }
    out.push_str("</body>\n</opml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_as_sites_write_them() {
        let rss = "\n\n<?xml version=\"1.0\"?><rss xmlns:content='c' xmlns:dc='d'><channel><title>صحيفة المرسى</title><link>https://m.example/</link>
            <item><title><![CDATA[الميناء & المرفأ]]></title><link>https://m.example/?a=1&b=2</link><dc:creator>نادر الصباغ</dc:creator>
            <pubDate>الأربعاء، 07 أكتوبر 2020</pubDate><description>قصير</description><content:encoded><![CDATA[<p>قال &laquo;نعم&raquo;</p>]]></content:encoded></item>
            <item><title>R&D بعد غد&nbsp;هنا</title><guid isPermaLink='false'>77</guid><guid>https://m.example/2</guid></item>
            <item><title>مبتور";
        let feed = feed(rss);
        assert_eq!(feed.title.as_deref(), Some("صحيفة المرسى"));
        assert!(feed.broken);
        assert_eq!(feed.entries.len(), 3);
        let first = &feed.entries[0];
        assert_eq!(first.title.as_deref(), Some("الميناء & المرفأ"));
        assert_eq!(first.url.as_deref(), Some("https://m.example/?a=1&b=2"));
        assert_eq!(first.published.as_deref(), Some("الأربعاء، 07 أكتوبر 2020"));
        assert_eq!(first.author.as_deref(), Some("نادر الصباغ"));
        assert_eq!(first.content.as_deref(), Some("<p>قال &laquo;نعم&raquo;</p>"));
        assert_eq!(feed.entries[1].url.as_deref(), Some("https://m.example/2"));
        assert_eq!(feed.entries[1].title.as_deref(), Some("R&D بعد غد هنا"));
    }

    #[test]
    fn atom_sitemaps_and_lists() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>ضحى</title><entry><title type='html'>خبر</title><link rel='self' href='/x'/><link href='https://d.example/1'/>
            <author><name>رانيا</name></author><published>2024-09-30T10:00:00Z</published><content type='xhtml'><div><p>قال</p> ثم مضى</div></content></entry></feed>";
        let atom = feed(atom);
        assert_eq!(atom.title.as_deref(), Some("ضحى"));
        assert_eq!(atom.entries[0].url.as_deref(), Some("https://d.example/1"));
        assert_eq!(atom.entries[0].author.as_deref(), Some("رانيا"));
        assert_eq!(atom.entries[0].content.as_deref(), Some("<div><p>قال</p> ثم مضى</div>"));
        let map = feed(
            "<urlset xmlns:n='news'><url><loc>https://d.example/2</loc><lastmod>2024-10-01</lastmod><n:news><n:publication><n:name>ضحى</n:name><n:language>ar</n:language></n:publication><n:publication_date>2024-09-30</n:publication_date><n:title>عنوان</n:title></n:news></url></urlset>",
        );
        let entry = &map.entries[0];
        assert_eq!((entry.url.as_deref(), entry.source.as_deref()), (Some("https://d.example/2"), Some("ضحى")));
        assert_eq!((entry.published.as_deref(), entry.updated.as_deref()), (Some("2024-09-30"), Some("2024-10-01")));
        let index = feed("<sitemapindex><sitemap><loc>https://d.example/s.xml</loc></sitemap></sitemapindex>");
        assert_eq!(index.entries[0].url.as_deref(), Some("https://d.example/s.xml"));
        let json = feed(
            "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"ضحى\",\"items\":[{\"url\":\"https://d.example/3\",\"content_html\":\"<p>قال</p>\",\"authors\":[{\"name\":\"رانيا\"}]}]}",
        );
        assert_eq!(json.entries[0].author.as_deref(), Some("رانيا"));
    }

    #[test]
    fn hostile_feeds_end() {
        let deep = format!("<rss><channel><item>{}", "<a>".repeat(200_000));
        assert_eq!(feed(&deep).entries.len(), 0);
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>";
        assert!(feed(bomb).entries[0].title.as_ref().unwrap().len() < 40);
        for text in ["", "<", "<rss", "<rss><item></rss>", "{", "<rss>&", "</item></item>"] {
            let _ = feed(text);
        }
    }
}
