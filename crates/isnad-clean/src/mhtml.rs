//! Which page is in a file that a browser saved whole (MHTML)? The first page of its parts.
//!
//! Reads the bytes of a mail with parts, gives the bytes of the page as they were, its encoding and its address.

/// A page out of a saved file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The page's bytes.
    pub page: Vec<u8>,
    /// The encoding that the part declares.
    pub charset: Option<String>,
    /// The address it was saved from.
    pub url: Option<String>,
}

/// Whether bytes begin as a saved page does.
pub fn is_mhtml(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or_default()).to_ascii_lowercase();
    let first = head.lines().next().unwrap_or("");
    let mail = ["from:", "mime-version:", "content-type:", "snapshot-content-location:", "subject:", "date:"];
    mail.iter().any(|m| first.starts_with(m)) && head.contains("multipart/related")
}

/// The page in a saved file, if there is one.
///
/// ```
/// let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\
///     Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/1\r\n\r\n<p>=D9=86=D8=B9=\r\n=D9=85</p>\r\n--b--\r\n";
/// let saved = isnad_clean::mhtml(file.as_bytes()).unwrap();
/// assert_eq!(saved.page, "<p>نعم</p>\r\n".as_bytes());
/// assert_eq!(saved.url.as_deref(), Some("https://a.example/1"));
/// ```
pub fn mhtml(bytes: &[u8]) -> Option<Saved> {
    let (head, body) = split_head(bytes)?;
    let address = field(&head, "snapshot-content-location");
    let kind = field(&head, "content-type")?;
    let boundary = parameter(&kind, "boundary")?;
    let mark = format!("--{boundary}");
    let mut at = memchr::memmem::find(body, mark.as_bytes())?;
    loop {
        let from = at + mark.len();
        let rest = body.get(from..)?;
        if rest.starts_with(b"--") {
            return None;
        }
        let next = memchr::memmem::find(rest, mark.as_bytes());
        let part = rest.get(..next.unwrap_or(rest.len()))?;
        if let Some((head, content)) = split_head(trim_start(part))
            && let Some(kind) = field(&head, "content-type")
            && kind.to_ascii_lowercase().starts_with("text/html")
        {
            let coding = field(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
            let page = match coding.as_str() {
                "quoted-printable" => quoted_printable(content),
                "base64" => base64(content),
                _ => content.to_vec(),
            };
            let url = field(&head, "content-location").filter(|u| u.contains("://")).or(address);
            return Some(Saved { page, charset: parameter(&kind, "charset"), url });
        }
        at = from + next?;
    }
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    bytes.get(blank..).unwrap_or_default()
}

/// Head and body, the head's folded lines put together.
fn split_head(bytes: &[u8]) -> Option<(Vec<String>, &[u8])> {
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|n| (n, n + 4));
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|n| (n, n + 2));
    let (end, from) = [crlf, lf].into_iter().flatten().min()?;
    let mut lines: Vec<String> = Vec::new();
    for line in String::from_utf8_lossy(bytes.get(..end)?).lines().take(400) {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&format!(" {}", line.trim())),
            _ => lines.push(line.to_owned()),
        }
    }
    Some((lines, bytes.get(from..)?))
}

fn field(head: &[String], name: &str) -> Option<String> {
    head.iter().find_map(|line| {
        let (n, value) = line.split_once(':')?;
        n.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (n, v) = part.split_once('=')?;
        n.trim().eq_ignore_ascii_case(name).then(|| v.trim().trim_matches('"').to_owned())
    })
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&b, tail)) = rest.split_first() {
        let hex = |b: &u8| char::from(*b).to_digit(16);
        rest = match (b, tail) {
            (b'=', [b'\r', b'\n', tail @ ..] | [b'\n', tail @ ..]) => tail,
            (b'=', [a, c, more @ ..]) if hex(a).is_some() && hex(c).is_some() => {
                out.push((hex(a).unwrap_or(0) * 16 + hex(c).unwrap_or(0)) as u8);
                more
            }
            _ => {
                out.push(b);
                tail
            }
        };
    }
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 3 / 4);
    let (mut held, mut bits) = (0u32, 0u32);
    for &b in bytes {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xFF_FFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xFF) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_and_nothing() {
        assert_eq!(base64(b"2YbYudmF"), "نعم".as_bytes());
        for bytes in ["", "MIME-Version: 1.0\n\n", "Content-Type: multipart/related; boundary=b\n\n--b--"] {
            assert_eq!(mhtml(bytes.as_bytes()), None);
        }
        assert!(is_mhtml(b"From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n"));
        assert!(!is_mhtml("قال".as_bytes()));
    }
}
