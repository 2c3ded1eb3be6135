//! What does an address ask for? The language, the path and what stands after the question mark, in one value.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HOST};
use axum::http::request::Parts;

use super::app::App;
use crate::cli::{Glossary, Lang};

/// A request, as pages see it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The language in which to answer.
    pub(super) lang: Lang,
    /// The path, as it was sent.
    pub(super) path: String,
    /// What stands after the question mark, decoded, in its order.
    pub(super) pairs: Vec<(String, String)>,
    /// Whether the address itself names the language.
    pub(super) named: bool,
    /// By which name this server was called.
    pub(super) host: String,
    /// What a reader's last visit saw, as the first page wrote it.
    pub(super) seen: String,
}

/// Longer values are no question that a person asks.
const LONGEST: usize = 2000;

impl Asked {
    /// The words of the language.
    pub(super) fn words(&self) -> Glossary {
        Glossary { lang: self.lang }
    }

    /// The value of a name; `None` where it is empty or not there.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.trim())
            .filter(|v| !v.is_empty() && v.len() <= LONGEST)
    }

    /// The same, as a string of its own.
    pub(super) fn own(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The value of a name as a number, between bounds.
    pub(super) fn number(&self, name: &str, usual: usize, most: usize) -> usize {
        self.get(name).and_then(|v| v.parse().ok()).unwrap_or(usual).min(most)
    }

    /// The address of this page with some values changed: `None` takes one away. Pages are counted from the start again.
    pub(super) fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self
            .pairs
            .iter()
            .filter(|(n, v)| !v.is_empty() && n != "offset" && !changes.iter().any(|(c, _)| c == n))
            .map(|(n, v)| (n.as_str(), v.as_str()));
        let added = changes.iter().filter_map(|(n, v)| v.map(|v| (*n, v)));
        address(&self.path, kept.chain(added))
    }

    /// The whole address of a page of this server.
    pub(super) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// The address of this page in the other language.
    pub(super) fn flipped(&self) -> String {
        let other = if self.lang == Lang::Arabic { "en" } else { "ar" };
        let kept = self.pairs.iter().filter(|(n, _)| n != "lang").map(|(n, v)| (n.as_str(), v.as_str()));
        address(&self.path, kept.chain(std::iter::once(("lang", other))))
    }
}

/// A path with values after the question mark.
pub(super) fn address<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    for (n, (name, value)) in pairs.enumerate() {
        out.push(if n == 0 { '?' } else { '&' });
        out.push_str(&encoded(name, false));
        out.push('=');
        out.push_str(&encoded(value, false));
    }
    out
}

/// Text as part of an address; `/` stays in a path.
pub(super) fn encoded(text: &str, path: bool) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            b'/' if path => out.push('/'),
            b' ' if !path => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// What stands after a question mark or in a form, decoded. Never fails: what is no text becomes `�`.
pub(super) fn decoded(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|p| !p.is_empty()).take(64);
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (plain(name), plain(value))
        })
        .collect()
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
        match (*first, hex(tail.first()), hex(tail.get(1))) {
            (b'%', Some(a), Some(b)) => {
                bytes.push((a * 16 + b) as u8);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            (b'+', _, _) => {
                bytes.push(b' ');
                rest = tail;
            }
            (other, _, _) => {
                bytes.push(other);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let pairs = decoded(parts.uri.query().unwrap_or(""));
        let named = pairs.iter().find(|(n, _)| n == "lang").and_then(|(_, v)| lang(v));
        let header = |name| parts.headers.get(name).and_then(|v| v.to_str().ok());
        let cookie = |name: &str| header(COOKIE).and_then(|c| c.split(';').find_map(|p| p.trim().strip_prefix(name)));
        let kept = cookie("isnad-lang=").and_then(lang);
        Ok(Asked {
            lang: named.or(kept).unwrap_or(app.lang),
            path: parts.uri.path().to_owned(),
            pairs,
            named: named.is_some(),
            seen: cookie("isnad-seen=").unwrap_or("").to_owned(),
            host: header(HOST).unwrap_or("").to_owned(),
        })
    }
}

fn lang(name: &str) -> Option<Lang> {
    match name {
        "ar" => Some(Lang::Arabic),
        "en" => Some(Lang::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        let pairs = [("q", "«التحالف الدولي» OR 87%"), ("source", "أ&ب=ج+د")];
        let written = address("/search", pairs.into_iter());
        assert!(written.is_ascii());
        let (_, query) = written.split_once('?').unwrap_or_default();
        let read = decoded(query);
        assert_eq!(read, pairs.map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(decoded("a=%FF%zz&b"), [("a".into(), "\u{FFFD}%zz".into()), ("b".into(), String::new())]);
    }
}
