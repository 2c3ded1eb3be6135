//! How does an answer leave? As a page with its headers, as a file, or as a page that says what is wrong.

use std::io::Write;

use askama::Template;
use askama::filters::Safe;
use axum::body::{Body, HttpBody};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};

use super::asked::{Asked, address};
use super::html::{self, Html};
use super::view::DayOf;
use crate::cli::{Glossary, Lang};
use crate::fault::Fault;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Nothing is here.
    Missing,
    /// What was asked cannot be: the glossary has the words.
    Asked(&'static str, String),
    /// Something failed.
    Fault(Fault),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Wrong::Fault(fault)
    }
}

impl Wrong {
    /// The status of HTTP.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Wrong::Missing => StatusCode::NOT_FOUND,
            Wrong::Asked(..) => StatusCode::BAD_REQUEST,
            Wrong::Fault(Fault::Told(p)) if matches!(p.key, "fault.busy" | "fault.store-slow" | "fault.store-busy") => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Wrong::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong, in a sentence.
    pub(super) fn told(&self, t: Glossary) -> String {
        match self {
            Wrong::Missing => t.text("web.missing").to_owned(),
            Wrong::Asked(key, value) => t.fill(key, &[("value", value)]),
            Wrong::Fault(Fault::Told(p)) => t.fill(p.key, &p.details),
            Wrong::Fault(_) => t.text("fault.answer").to_owned(),
        }
    }
}

/// What every page has round its own part.
#[derive(Debug)]
pub(super) struct Frame {
    /// The words.
    pub(super) t: Glossary,
    /// The title.
    pub(super) title: String,
    /// The entry of the menu that is open.
    pub(super) here: &'static str,
    /// What stands in the search box.
    pub(super) query: String,
    /// Where the words that this page was asked for are searched in the texts.
    pub(super) elsewhere: Option<String>,
    /// This page in the other language.
    pub(super) flip: String,
}

impl Frame {
    /// The frame of a page.
    pub(super) fn of(asked: &Asked, here: &'static str, title: impl Into<String>) -> Frame {
        let words = ["subject", "speaker", "about", "measure"].into_iter().find_map(|name| asked.get(name));
        Frame {
            t: asked.words(),
            title: title.into(),
            here,
            query: String::new(),
            elsewhere: words.map(|words| address("/search", std::iter::once(("q", words)))),
            flip: asked.flipped(),
        }
    }

    /// The code of the language.
    pub(super) fn lang(&self) -> &'static str {
        if self.t.lang == Lang::Arabic { "ar" } else { "en" }
    }

    /// The direction of reading.
    pub(super) fn dir(&self) -> &'static str {
        if self.t.lang == Lang::Arabic { "rtl" } else { "ltr" }
    }

    /// The words of an entry.
    pub(super) fn text(&self, key: &str) -> &'static str {
        self.t.text(key)
    }

    /// Words of an article, what has an order of its own kept in it.
    pub(super) fn kept(&self, words: &str) -> Html {
        Safe(html::article(words))
    }

    /// Words that this program has put together, their own direction signs kept.
    pub(super) fn own(&self, words: &str) -> Html {
        html::as_is(words)
    }

    /// A day in words.
    pub(super) fn day(&self, day: &DayOf) -> Html {
        html::day(day.read(), self.t)
    }

    /// A count in words.
    pub(super) fn count(&self, key: &str, n: &usize) -> String {
        self.t.count(key, *n as u64)
    }

    /// The entries of the menu: name, address, label.
    pub(super) fn menu(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        MENU.iter().map(|(name, address, label)| (*name, *address, self.t.text(label))).collect()
    }
}

const MENU: &[(&str, &str, &str)] = &[
    ("today", "/", "web.menu.today"),
    ("search", "/search", "web.menu.search"),
    ("verify", "/verify", "web.menu.verify"),
    ("statements", "/statements", "web.menu.statements"),
    ("figures", "/figures", "web.menu.figures"),
    ("differences", "/differences", "web.menu.differences"),
    ("timeline", "/timeline", "web.menu.timeline"),
    ("stories", "/stories", "web.menu.stories"),
    ("dossier", "/dossier", "web.menu.dossier"),
    ("sources", "/sources", "web.menu.sources"),
    ("feeds", "/feeds", "web.menu.feeds"),
    ("add", "/add", "web.menu.add"),
];

#[derive(Template)]
#[template(path = "wrong.html")]
struct WrongPage {
    f: Frame,
    told: String,
}

/// A page, or the page that says why not.
pub(super) fn page<T: Template>(asked: &Asked, made: Result<T, Wrong>) -> Response<Body> {
    let (status, html) = match made {
        Ok(page) => match page.render() {
            Ok(html) => (StatusCode::OK, legible(&html)),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        },
        Err(wrong) => {
            let f = Frame::of(asked, "", asked.words().text("web.wrong"));
            (wrong.status(), WrongPage { told: wrong.told(f.t), f }.render().unwrap_or_default())
        }
    };
    let mut response = file("text/html; charset=utf-8", html.into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if asked.named {
        let cookie = match asked.lang {
            Lang::Arabic => "isnad-lang=ar; Path=/; Max-Age=31536000; SameSite=Lax",
            Lang::English => "isnad-lang=en; Path=/; Max-Age=31536000; SameSite=Lax",
        };
        headers.insert(header::SET_COOKIE, HeaderValue::from_static(cookie));
    }
    response
}

/// The addresses of this server's own pages with their Arabic letters as letters: a browser writes them out by itself, and
/// six signs for each letter are most of the weight of a list of names.
fn legible(html: &str) -> String {
    const OWN: &str = " href=\"/";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(OWN) {
        let (before, tail) = rest.split_at(at + OWN.len());
        let (address, after) = tail.split_at(tail.find('"').unwrap_or(tail.len()));
        out.push_str(before);
        with_letters(address, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn with_letters(address: &str, out: &mut String) {
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let byte = |n: usize| tail.get(n..n + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let pair = byte(1).zip(byte(4)).filter(|_| tail.as_bytes().get(3) == Some(&b'%'));
        let letter = pair.and_then(|(a, b)| std::str::from_utf8(&[a, b]).ok()?.chars().next());
        let long = if let Some(c) = letter.filter(|c| matches!(c, '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}')) {
            out.push(c);
            6
        } else {
            out.push('%');
            1
        };
        rest = tail.get(long..).unwrap_or("");
    }
    out.push_str(rest);
}

/// Bytes of a kind.
pub(super) fn file(kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// What a page may do: nothing but show itself. No script or style but this server's own files, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer.
pub(super) fn guard(response: &mut Response<Body>) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

/// Below this a page is sent as it is.
const SMALL: usize = 2 << 10;
/// No page is larger; files are sent as they are.
const PAGE: usize = 4 << 20;

/// Packs a page, a style or a script for the way; other answers go as they are.
pub(super) async fn packed(response: Response<Body>) -> Response<Body> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|k| k.to_str().ok()).unwrap_or("");
    let fits = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
    let known = response.body().size_hint().exact().and_then(|n| usize::try_from(n).ok());
    if !fits.iter().any(|f| kind.starts_with(f)) || !known.is_some_and(|n| (SMALL..PAGE).contains(&n)) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, PAGE).await else {
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    let mut out = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(4));
    // A vector takes whatever is written to it.
    let _written = out.write_all(&bytes);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    Response::from_parts(parts, Body::from(out.finish().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_letters_in_addresses_are_letters() {
        let link = |address: &str| legible(&format!("<p>%D8%A7</p><a href=\"{address}\">%D8%A7</a>"));
        let kept = |address: &str| format!("<p>%D8%A7</p><a href=\"{address}\">%D8%A7</a>");
        assert_eq!(link("/names/%D8%B9%D9%84%D9%8A%20%D8%A8"), kept("/names/علي%20ب"));
        assert_eq!(
            link("/search?q=%D8%B9%22%3Cb%3E+%D9%8A&amp;x=100%25"),
            kept("/search?q=ع%22%3Cb%3E+ي&amp;x=100%25")
        );
        // What is no letter stays as it is written out: marks, digits, signs that turn the text, letters of three bytes.
        for same in ["/a?q=%D9%8E%D9%A3%D8%9C%E2%80%AE", "/a?q=%D8", "/a?q=%", "/a?q=%D8%A", "https://x.example/%D8%B9"]
        {
            assert_eq!(link(same), kept(same));
        }
    }
}
