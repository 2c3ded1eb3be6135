//! Searches, statements and figures as feeds: Atom and JSON Feed, for any reader of feeds.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::openapi::{COUNTED, SAID, SEARCHED};
use super::{needed, one_of, only, problem, raw, tagged};
use crate::serve::answer::Wrong;
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::page::{filter_by, search_of};
use crate::serve::view;
use crate::store::{Filter, Layer, Search, Store};

/// A feed before it is written.
struct Feed {
    title: String,
    path: String,
    page: String,
    items: Vec<Item>,
}

struct Item {
    id: String,
    title: String,
    text: String,
    href: String,
    day: Option<String>,
    author: Option<String>,
}

const ITEMS: usize = 40;

pub(super) async fn search_atom(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_search, true).await
}

pub(super) async fn search_json(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_search, false).await
}

pub(super) async fn statements_atom(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_statements, true).await
}

pub(super) async fn statements_json(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_statements, false).await
}

pub(super) async fn figures_atom(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_figures, true).await
}

pub(super) async fn figures_json(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    give(&app, &headers, asked, of_figures, false).await
}

async fn give(
    app: &Arc<App>,
    headers: &HeaderMap,
    asked: Asked,
    make: fn(&Store, &Asked) -> Result<Feed, Wrong>,
    atom: bool,
) -> Response<Body> {
    let host = headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or("127.0.0.1").to_owned();
    let question = asked.clone();
    match app.ask(move |store| make(store, &question)).await {
        Ok(feed) if atom => {
            tagged(headers, "application/atom+xml; charset=utf-8", feed.atom(&host, &asked).into_bytes())
        }
        Ok(feed) => {
            let bytes = serde_json::to_vec(&feed.json(&host, &asked)).unwrap_or_default();
            tagged(headers, "application/feed+json; charset=utf-8", bytes)
        }
        Err(wrong) => problem(&asked, &wrong),
    }
}

/// What a feed is narrowed to: a day that is none is told, also where it is empty.
fn filter(asked: &Asked) -> Result<Filter, Wrong> {
    filter_by(asked, |name| raw(asked, name), ITEMS, 0)
}

fn of_search(store: &Store, asked: &Asked) -> Result<Feed, Wrong> {
    only(asked, SEARCHED)?;
    needed(asked, "q")?;
    one_of(asked, "layer", &Layer::ALL.map(Layer::name))?;
    one_of(asked, "aliases", &["yes", "no"])?;
    let search = Search { newest: true, facets: false, filter: filter(asked)?, ..search_of(asked, ITEMS)? };
    let found = store.find(&search)?;
    let items = found.hits.into_iter().map(|h| Item {
        id: h.document.id.clone(),
        title: h.document.title.clone().unwrap_or_else(|| h.document.outlet().to_owned()),
        href: view::article(&h.document, None),
        author: Some(h.document.outlet().to_owned()),
        day: h.document.day,
        text: h.passage,
    });
    Ok(Feed {
        items: items.collect(),
        title: if search.query.is_empty() { asked.words().text("web.menu.search").to_owned() } else { search.query },
        path: asked.with(&[]),
        page: Asked { path: "/search".to_owned(), ..asked.clone() }.with(&[]),
    })
}

fn of_statements(store: &Store, asked: &Asked) -> Result<Feed, Wrong> {
    only(asked, SAID)?;
    one_of(asked, "kind", &["direct", "indirect", "mixed"])?;
    one_of(asked, "act", &isnad_extract::Act::ALL.map(isnad_extract::Act::name))?;
    let filter = filter(asked)?;
    let t = asked.words();
    let found = store.statements(&filter)?;
    let items = found.rows.into_iter().map(|r| {
        let said = view::Said::of(&r, t);
        Item {
            id: format!("{}#{}", r.document.id, r.statement.id),
            title: if said.role_differs() { format!("{} — {}", said.who, said.role) } else { said.who },
            text: said.words,
            href: said.href,
            day: r.day,
            author: r.statement.speaker_name,
        }
    });
    let title =
        [filter.speaker.as_deref(), filter.about.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Ok(Feed {
        items: items.collect(),
        title: if title.is_empty() { t.text("web.menu.statements").to_owned() } else { title },
        path: asked.with(&[]),
        page: Asked { path: "/statements".to_owned(), ..asked.clone() }.with(&[]),
    })
}

/// The figures of a subject, of one measure or of one series, the newest first.
fn of_figures(store: &Store, asked: &Asked) -> Result<Feed, Wrong> {
    only(asked, COUNTED)?;
    let (subject, measure, series) = (asked.get("subject"), asked.get("measure"), asked.get("series"));
    let found = store.figures_of(subject, measure, &filter(asked)?)?;
    let mut shown: Vec<(usize, String)> = Vec::new();
    for line in found.series.iter().filter(|s| series.is_none_or(|id| s.id == id)) {
        let name = view::series_name(line, asked.words());
        shown.extend(line.points.iter().map(|p| (p.point, name.clone())));
    }
    let day = |n: usize| {
        found.figures.get(n).and_then(|(d, f)| f.as_of.clone().filter(|d| plain_day(d)).or_else(|| d.day.clone()))
    };
    shown.sort_by_key(|(n, _)| (std::cmp::Reverse(day(*n)), *n));
    let items = shown.into_iter().take(ITEMS).filter_map(|(n, name)| {
        let ((d, f), point) = (found.figures.get(n)?, found.points.get(n)?);
        Some(Item {
            id: format!("{}#{}", d.id, f.id),
            title: format!("{name}: {}", f.text),
            text: point.sentence.clone(),
            href: view::article(d, Some(&f.id)),
            day: day(n),
            author: point.speaker.clone().or_else(|| Some(d.outlet().to_owned())),
        })
    });
    let items = items.collect();
    let title = [subject, measure].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Ok(Feed {
        items,
        title: if title.is_empty() { asked.words().text("web.menu.figures").to_owned() } else { title },
        path: asked.with(&[]),
        page: Asked { path: "/figures".to_owned(), ..asked.clone() }.with(&[("series", None)]),
    })
}

/// A day, a month or a year, and nothing less plain.
fn plain_day(day: &str) -> bool {
    matches!(day.len(), 4 | 7 | 10) && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// A whole day as feeds write a moment; the first of the year nought where it is not known.
fn moment(day: Option<&str>) -> String {
    let day = day.unwrap_or("1970-01-01");
    let day = match day.len() {
        4 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.get(..10).unwrap_or("1970-01-01").to_owned(),
    };
    format!("{day}T00:00:00Z")
}

fn urn(id: &str) -> String {
    format!("urn:isnad:{}", crate::serve::asked::encoded(id, false))
}

/// Text as XML: what XML cannot hold is left out, markup is escaped.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c if isnad_text::letters::is_bidi_control(c) => {}
            c => out.push(c),
        }
    }
    out
}

impl Feed {
    fn atom(&self, host: &str, asked: &Asked) -> String {
        let base = format!("http://{host}");
        let newest = self.items.iter().filter_map(|i| i.day.as_deref()).max();
        let lang = if asked.lang == crate::cli::Lang::Arabic { "ar" } else { "en" };
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
             <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>Isnad</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
            xml(&urn(&self.path)),
            xml(&self.title),
            moment(newest),
            xml(&format!("{base}{}", self.path)),
            xml(&format!("{base}{}", self.page)),
        );
        for i in &self.items {
            let author =
                i.author.as_deref().map_or_else(String::new, |a| format!("<author><name>{}</name></author>\n", xml(a)));
            out.push_str(&format!(
                "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n{author}\
                 <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
                xml(&urn(&i.id)),
                xml(&i.title),
                moment(i.day.as_deref()),
                xml(&format!("{base}{}", i.href)),
                xml(&i.text),
            ));
        }
        out.push_str("</feed>\n");
        out
    }

    fn json(&self, host: &str, asked: &Asked) -> Value {
        let base = format!("http://{host}");
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|i| {
                let mut item = json!({
                    "id": urn(&i.id),
                    "url": format!("{base}{}", i.href),
                    "title": i.title,
                    "content_text": i.text,
                    "date_published": moment(i.day.as_deref()),
                });
                if let (Value::Object(fields), Some(author)) = (&mut item, &i.author) {
                    fields.insert("authors".into(), json!([{"name": author}]));
                }
                item
            })
            .collect();
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": format!("{base}{}", self.page),
            "feed_url": format!("{base}{}", self.path),
            "language": if asked.lang == crate::cli::Lang::Arabic { "ar" } else { "en" },
            "items": items,
        })
    }
}
