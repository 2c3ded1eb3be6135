//! An article as its reader saw it: what was said, by whom, with which figures and days, marked in the text; what is not
//! of the article greyed; copies and evidence beside it.

use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::http::header::{self, HeaderValue};

use crate::cli::lines::short;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Said};
use crate::store::{Document, Kept, Store, Text};
use crate::wire::RecordJson;

#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage {
    f: Frame,
    d: Document,
    day: DayOf,
    day_from: String,
    origins: Vec<(String, String)>,
    title: String,
    text: Html,
    said: Vec<Said>,
    figures: Vec<Told>,
    copies: Vec<(String, String, DayOf)>,
    story: Option<super::stories::Head>,
    versions: Vec<Kept>,
    evidence: String,
    authors: Vec<(&'static str, String)>,
    notes: Vec<String>,
}

struct Told {
    href: String,
    amount: Html,
    what: String,
    series: Option<String>,
}

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question, &id)).await;
    page(&asked, made)
}

/// The document of an id, or nothing here.
pub(super) fn find(store: &Store, id: &str) -> Result<Document, Wrong> {
    let mut found = store.documents_named(id, 2)?.into_iter();
    match (found.next(), found.next()) {
        (Some(d), None) => Ok(d),
        _ => Err(Wrong::Missing),
    }
}

fn make(store: &Store, asked: &Asked, id: &str) -> Result<ArticlePage, Wrong> {
    let d = find(store, id)?;
    let record = store.record(&d)?;
    let text = store.text(d.version)?;
    let copies = store.copies_of(&d)?.into_iter().filter(|c| c.key != d.key).map(|c| {
        (view::article(&c, None), c.title.clone().unwrap_or_else(|| c.outlet().to_owned()), DayOf::of(c.day.as_deref()))
    });
    let evidence = format!("/evidence/{}", crate::serve::asked::encoded(&d.id, true));
    let copies = copies.collect();
    let versions = store.versions(&d)?;
    let story = store.story_with(&d)?.map(|row| super::stories::head(&row, asked.words()));
    Ok(ArticlePage { copies, story, versions, evidence, ..with(asked, d, &record, &text) })
}

/// The page of a record that is not in the store.
pub(super) fn of_record(asked: &Asked, r: &RecordJson) -> Result<ArticlePage, Wrong> {
    let d = Document {
        id: r.id.clone(),
        source: r.source.clone(),
        published: r.published.clone(),
        day: r.reference_date.clone(),
        title: r.title.as_ref().map(|t| t.text.clone()),
        url: r.url.clone(),
        label: asked.words().text("web.not-kept").to_owned(),
        ..Document::default()
    };
    let mut page = with(asked, d, r, &Text::of(r.text.clone()));
    // What is not kept cannot be cited.
    page.said.iter_mut().for_each(|s| s.cite.clear());
    Ok(page)
}

fn with(asked: &Asked, d: Document, record: &RecordJson, text: &Text) -> ArticlePage {
    let t = asked.words();
    // Without a headline the first line stands for it.
    let first = || text.text.lines().map(str::trim).find(|l| !l.is_empty()).map(|l| short(l, 90));
    let title = d.title.clone().or_else(first).unwrap_or_else(|| d.outlet().to_owned());
    let said = record
        .statements
        .iter()
        .map(|s| Said { href: format!("#{}", s.id), ..Said::at(&d, s, d.day.as_deref(), t) })
        .collect();
    let figures = record.figures.iter().map(|f| Told {
        href: format!("#{}", f.id),
        amount: view::amount(f, t),
        what: [f.unit.as_deref(), f.measure.as_deref()].into_iter().flatten().next_back().unwrap_or(&f.text).to_owned(),
        series: f.subject.as_deref().map(view::figures),
    });
    let figures = figures.collect();
    let authors = [("web.author", &record.author), ("web.agency", &record.agency), ("web.section", &record.section)];
    ArticlePage {
        copies: Vec::new(),
        story: None,
        versions: Vec::new(),
        text: marked(record, text, d.title.as_deref()),
        day: DayOf::of(d.published.as_deref().or(d.day.as_deref())),
        day_from: view::named(t, "label.day-from", &record.reference_date_from),
        origins: record
            .origins
            .iter()
            .map(|(field, from)| (view::named(t, "label.field", field), view::named(t, "label.found", from)))
            .collect(),
        evidence: String::new(),
        authors: authors.into_iter().filter_map(|(k, v)| Some((t.text(k), v.clone()?))).collect(),
        notes: record.notes.iter().map(|n| n.message.clone()).filter(|m| !m.is_empty()).collect(),
        f: Frame::of(asked, "", title.clone()),
        said,
        figures,
        title,
        d,
    }
}

/// The bytes as they came: as plain text or a file, never as a page that could run.
pub(super) async fn evidence(State(app): State<Arc<App>>, asked: Asked, Path(id): Path<String>) -> Response<Body> {
    let made = app
        .ask(move |store| {
            let d = find(store, &id)?;
            Ok(store.evidence(d.version)?)
        })
        .await;
    match made {
        Ok(bytes) => {
            let mut response = crate::serve::answer::file("text/plain; charset=utf-8", bytes);
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
            headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"evidence.txt\""));
            response
        }
        Err(wrong) => page::<ArticlePage>(&asked, Err(wrong)),
    }
}

/// Something that begins and ends in the text.
struct Mark<'a> {
    at: Range<usize>,
    class: &'static str,
    /// The entry that it belongs to, for its first piece.
    id: Option<&'a str>,
    title: Option<&'a str>,
    href: Option<String>,
}

/// The text with everything marked: paragraphs as lines, spans that may overlap cut into pieces that do not.
fn marked(r: &RecordJson, text: &Text, headline: Option<&str>) -> Html {
    let marks = marks(r, text);
    let kinds: Vec<(Range<usize>, &str)> =
        r.blocks.iter().map(|b| (text.bytes(b.start, b.end), b.kind.as_str())).collect();
    let mut out = String::with_capacity(text.text.len() * 2);
    if r.title.as_ref().is_some_and(|t| t.start.is_none())
        && let Some(headline) = headline
    {
        out.push_str(&format!("<p class=\"head\" dir=\"auto\">{}</p>", html::article(headline)));
    }
    let title = r.title.as_ref().and_then(|t| Some(text.bytes(t.start?, t.end?)));
    let mut begun: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    let mut at = 0;
    for line in text.text.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let kind = kinds.iter().find(|(k, _)| k.start < range.end && k.end > range.start).map_or("body", |k| k.1);
        let class = if title.as_ref().is_some_and(|t| t.start < range.end && t.end > range.start) {
            " class=\"head\""
        } else if matches!(kind, "headline" | "sub-headline") {
            " class=\"sub\""
        } else {
            ""
        };
        out.push_str(&format!("<p{class} dir=\"auto\">"));
        pieces(&text.text, &range, &marks, &mut begun, &mut out);
        out.push_str("</p>\n");
    }
    Safe(out)
}

fn marks<'a>(r: &'a RecordJson, text: &Text) -> Vec<Mark<'a>> {
    let mut out = Vec::new();
    let mut add = |start: u32, end: u32, class, id: Option<&'a str>, title, href| {
        out.push(Mark { at: text.bytes(start, end), class, id, title, href });
    };
    for f in &r.furniture {
        add(f.start, f.end, "fu", Some(f.id.as_str()), Some(f.reason.as_str()), None);
    }
    for s in &r.statements {
        for c in &s.content {
            if let (Some(a), Some(b)) = (c.start, c.end) {
                add(a, b, "st", Some(s.id.as_str()), s.speaker_name.as_deref(), None);
            }
        }
        for (span, class) in [(&s.speaker, "sp"), (&s.cue, "cu")] {
            if let Some((a, b)) = span.as_ref().and_then(|s| Some((s.start?, s.end?))) {
                add(a, b, class, None, None, None);
            }
        }
    }
    for f in &r.figures {
        let href = f.subject.as_deref().map(view::figures);
        add(f.start, f.end, "fi", Some(f.id.as_str()), f.measure.as_deref(), href);
    }
    for t in &r.times {
        add(t.start, t.end, "ti", Some(t.id.as_str()), t.value.as_deref(), None);
    }
    for e in &r.entities {
        for m in &e.mentions {
            let href = matches!(e.kind.as_str(), "person" | "organisation" | "country").then(|| view::person(&e.name));
            add(m.start, m.end, "en", None, Some(e.name.as_str()), href);
        }
    }
    out.sort_by_key(|m| (m.at.start, std::cmp::Reverse(m.at.end)));
    out
}

fn pieces<'a>(
    text: &str,
    line: &Range<usize>,
    marks: &[Mark<'a>],
    begun: &mut std::collections::BTreeSet<&'a str>,
    out: &mut String,
) {
    let last = marks.partition_point(|m| m.at.start < line.end);
    let here = marks.iter().take(last).filter(|m| m.at.end > line.start && m.at.start < m.at.end);
    // No mark ends within a date, an address or a number with its sign: they would lose their order.
    let runs = html::own_orders(text.get(line.clone()).unwrap_or(""));
    let within = |at: usize| {
        let inside = at.checked_sub(line.start).and_then(|at| runs.iter().find(|r| r.start < at && at < r.end));
        inside.map(|r| r.start + line.start..r.end + line.start)
    };
    let widened =
        |m: &'_ Range<usize>| within(m.start).map_or(m.start, |r| r.start)..within(m.end).map_or(m.end, |r| r.end);
    let here: Vec<(Range<usize>, &Mark)> = here.map(|m| (widened(&m.at), m)).collect();
    let mut cuts: Vec<usize> = here.iter().flat_map(|(at, _)| [at.start, at.end]).collect();
    cuts.extend([line.start, line.end]);
    cuts.retain(|c| (line.start..=line.end).contains(c));
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        let Some(words) = text.get(*from..*to) else { continue };
        let covering: Vec<&Mark> =
            here.iter().filter(|(at, _)| at.start <= *from && at.end >= *to).map(|(_, m)| *m).collect();
        if covering.is_empty() {
            out.push_str(&html::article(words));
            continue;
        }
        let mut classes: Vec<&str> = covering.iter().map(|m| m.class).collect();
        classes.sort_unstable();
        classes.dedup();
        // Where two entries begin at one place, the first is marked on the piece and the others before it.
        let mut id = String::new();
        for new in covering.iter().filter_map(|m| m.id) {
            if begun.insert(new) {
                if id.is_empty() {
                    id = format!(" id=\"{}\"", html::text(new));
                } else {
                    out.push_str(&format!("<span id=\"{}\"></span>", html::text(new)));
                }
            }
        }
        // The innermost mark says what it is.
        let title = covering.iter().rev().find_map(|m| m.title);
        let title = title.map_or_else(String::new, |t| format!(" title=\"{}\"", html::text(t)));
        let href = covering.iter().rev().find_map(|m| m.href.as_deref());
        let (open, close) = match href {
            Some(href) => (format!("a href=\"{}\"", html::text(href)), "a"),
            None => ("span".to_owned(), "span"),
        };
        out.push_str(&format!("<{open} class=\"{}\"{id}{title}>{}</{close}>", classes.join(" "), html::article(words)));
    }
}
