//! An answer of a server, as archives keep it: status, headers, page.

use std::borrow::Cow;
use std::io::Read;

/// The head and the page of an answer.
#[derive(Debug, Clone)]
pub struct Http<'a> {
    /// Its status: 200, 404 …
    pub status: u16,
    head: Cow<'a, str>,
    body: &'a [u8],
}

/// A packed page may grow to so much, and so many times its size.
const LARGEST_PAGE: u64 = 64 << 20;

impl<'a> Http<'a> {
    /// Takes an answer apart; `None` where the bytes are none.
    pub fn read(block: &'a [u8]) -> Option<Http<'a>> {
        let crlf = memchr::memmem::find(block, b"\r\n\r\n").map(|n| (n, n + 4));
        let lf = memchr::memmem::find(block, b"\n\n").map(|n| (n, n + 2));
        let (end, from) = match (crlf, lf) {
            (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
            (a, b) => a.or(b),
        }?;
        let head = String::from_utf8_lossy(block.get(..end.min(64 << 10))?);
        let mut first = head.lines().next()?.split_ascii_whitespace();
        if !first.next()?.starts_with("HTTP") {
            return None;
        }
        let status = first.next()?.parse().ok()?;
        Some(Http { status, head, body: block.get(from..).unwrap_or_default() })
    }

    /// A header by its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (n, value) = line.split_once(':')?;
            n.trim().eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// Whether it says that it is a page, or says nothing.
    pub fn is_page(&self) -> bool {
        self.header("content-type").is_none_or(|t| {
            let t = t.to_ascii_lowercase();
            t.is_empty()
                || t.starts_with("text/html")
                || t.starts_with("application/xhtml")
                || t.starts_with("text/plain")
        })
    }

    /// The encoding that it declares.
    pub fn charset(&self) -> Option<&str> {
        charset(self.header("content-type")?)
    }

    /// The page, out of its chunks and unpacked where it still is packed.
    pub fn page(&self) -> Cow<'a, [u8]> {
        let chunked = self.header("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
        let whole = match dechunked(self.body).filter(|_| chunked) {
            Some(whole) => Cow::Owned(whole),
            None => Cow::Borrowed(self.body),
        };
        if !whole.starts_with(&[0x1F, 0x8B]) {
            return whole;
        }
        let mut page = Vec::new();
        let most = LARGEST_PAGE.min(whole.len() as u64 * 200 + 65_536);
        // What can be unpacked of a page cut short is kept.
        let _told = flate2::read::MultiGzDecoder::new(&*whole).take(most).read_to_end(&mut page);
        Cow::Owned(page)
    }
}

/// The `charset` of a media type.
///
/// ```
/// assert_eq!(isnad_clean::warc::charset("text/html; charset=\"windows-1256\""), Some("windows-1256"));
/// ```
pub fn charset(media: &str) -> Option<&str> {
    media.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// The chunks of a body put together; `None` where it is not in chunks. A cut body gives what there is.
fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut first = true;
    loop {
        let Some(line) = memchr::memchr(b'\n', body.get(..body.len().min(256))?) else {
            return (!first).then_some(out);
        };
        let size = std::str::from_utf8(body.get(..line)?).ok().and_then(|s| s.trim().split(';').next());
        let Some(size) = size.and_then(|s| usize::from_str_radix(s.trim(), 16).ok()) else {
            return (!first).then_some(out);
        };
        if size == 0 {
            return Some(out);
        }
        first = false;
        let from = line + 1;
        out.extend_from_slice(body.get(from..from.saturating_add(size).min(body.len()))?);
        let Some(rest) = body.get(from.saturating_add(size)..) else { return Some(out) };
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}
