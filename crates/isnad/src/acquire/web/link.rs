//! Addresses of the web: taken apart, completed from the page they stand on, written so that a server understands them.

use std::net::IpAddr;

/// An address of http or https, in ASCII.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    pub(super) secure: bool,
    /// Host and port as they are written.
    pub(super) host: String,
    pub(super) port: Option<u16>,
    /// Path and query, from the first slash.
    pub(super) path: String,
}

impl Link {
    /// Reads an address; Arabic hosts and paths are written as servers want them, what is written so already stays.
    ///
    /// ```
    /// use isnad::acquire::Link;
    /// assert_eq!(Link::read("https://A.example/خبر?س=1#top").unwrap().to_string(), "https://a.example/%D8%AE%D8%A8%D8%B1?%D8%B3=1");
    /// assert_eq!(Link::read("http://موقع.example/%D8%AE").unwrap().to_string(), "http://xn--4gbrim.example/%D8%AE");
    /// assert_eq!(Link::read("ftp://a.example/"), None);
    /// ```
    pub fn read(url: &str) -> Option<Link> {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://")?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let rest = rest.split('#').next()?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (place, path) = rest.split_at_checked(end)?;
        // Names and passwords in addresses are a trap.
        if place.contains('@') {
            return None;
        }
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port.parse().ok()?)),
            _ => (place, None),
        };
        let host = ascii_host(host)?;
        let path = match path {
            "" => "/".to_owned(),
            p if p.starts_with('?') => format!("/{}", escaped(p)),
            p => escaped(p),
        };
        Some(Link { secure, host, port: port.filter(|p| *p != if secure { 443 } else { 80 }), path })
    }

    /// The address that stands as `to` on this page.
    pub fn join(&self, to: &str) -> Option<Link> {
        let to = to.trim();
        let here = self.to_string();
        let scheme = if self.secure { "https" } else { "http" };
        let root = here.strip_suffix(self.path.as_str())?;
        if to.contains("://") && to.split("://").next().is_some_and(|s| s.bytes().all(|b| b.is_ascii_alphabetic())) {
            return Link::read(to);
        }
        if let Some(rest) = to.strip_prefix("//") {
            return Link::read(&format!("{scheme}://{rest}"));
        }
        let path = self.path.split('?').next().unwrap_or("/");
        if to.is_empty() || to.starts_with('#') {
            return Some(self.clone());
        }
        if to.starts_with('?') {
            return Link::read(&format!("{root}{path}{to}"));
        }
        if to.starts_with('/') {
            return Link::read(&format!("{root}{to}"));
        }
        // Other schemes: mailto:, javascript:, data:.
        if to.split(['/', '?']).next().is_some_and(|s| s.contains(':')) {
            return None;
        }
        let folder = path.rsplit_once('/').map_or("", |(f, _)| f);
        let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
        let (way, query) = to.split_once('?').map_or((to, ""), |(w, q)| (w, q));
        for step in way.split('/') {
            match step {
                "." => {}
                ".." => {
                    steps.pop();
                }
                s => steps.push(s),
            }
        }
        let mark = if query.is_empty() { "" } else { "?" };
        Link::read(&format!("{root}/{}{mark}{query}", steps.join("/")))
    }

    /// Scheme, host and port: what shares one `robots.txt` and one pause.
    pub(super) fn site(&self) -> String {
        let here = self.to_string();
        here.strip_suffix(self.path.as_str()).unwrap_or(&here).to_owned()
    }

    /// Whether it names a machine of this house by its address or name.
    pub(super) fn is_private(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        match host.parse::<IpAddr>() {
            Ok(ip) => !is_public(ip),
            Err(_) => {
                let h = self.host.trim_end_matches('.');
                // A number alone is an address of four bytes to some resolvers.
                h == "localhost"
                    || [".localhost", ".local", ".internal", ".lan", ".home.arpa"].iter().any(|e| h.ends_with(e))
                    || h.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                    || h.starts_with("0x")
            }
        }
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.path)
    }
}

/// Whether an address is one of the open web.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b))
                || (a == 192 && b == 0 && c == 0))
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public(IpAddr::V4(v4));
            }
            let [a, b, ..] = v6.segments();
            // What carries an address of four bytes inside is judged by it.
            if a == 0x64 && b == 0xFF9B {
                let [.., x, y] = v6.segments();
                let four = std::net::Ipv4Addr::from(u32::from(x) << 16 | u32::from(y));
                return is_public(IpAddr::V4(four));
            }
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || a & 0xFE00 == 0xFC00
                || a & 0xFFC0 == 0xFE80
                || a == 0x2002
                || (a == 0x2001 && b == 0xDB8)
                || a == 0)
        }
    }
}

/// Letters beyond ASCII, spaces and quotes as `%XX`; what is so already stays.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        match b {
            b'!'..=b'~' if !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') => {
                out.push(char::from(b));
            }
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// A host in small letters; labels beyond ASCII in Punycode.
fn ascii_host(host: &str) -> Option<String> {
    let bad = |c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '[' | ']' | ':'));
    if host.is_empty() || host.len() > 253 || host.contains(bad) || host.starts_with('.') {
        return None;
    }
    let labels: Option<Vec<String>> = host
        .split(['.', '\u{3002}'])
        .map(|l| {
            let l = l.to_lowercase();
            if l.is_ascii() { Some(l) } else { Some(format!("xn--{}", punycode(&l)?)) }
        })
        .collect();
    Some(labels?.join("."))
}

/// A label in Punycode (RFC 3492).
fn punycode(label: &str) -> Option<String> {
    let input: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let mut done = basic;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias) = (128u32, 0u32, 72u32);
    while (done as usize) < input.len() {
        let next = *input.iter().filter(|c| **c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for &c in &input {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c != n {
                continue;
            }
            let (mut q, mut k) = (delta, 36u32);
            loop {
                let t = k.saturating_sub(bias).clamp(1, 26);
                if q < t {
                    break;
                }
                out.push(digit(t + (q - t) % (36 - t))?);
                q = (q - t) / (36 - t);
                k += 36;
            }
            out.push(digit(q)?);
            let mut d = if done == basic { delta / 700 } else { delta / 2 };
            d += d / (done + 1);
            let mut k = 0;
            while d > 455 {
                d /= 35;
                k += 36;
            }
            bias = k + 36 * d / (d + 38);
            delta = 0;
            done += 1;
        }
        delta += 1;
        n += 1;
    }
    Some(out)
}

fn digit(n: u32) -> Option<char> {
    char::from_digit(if n < 26 { n + 10 } else { n.checked_sub(26)? }, 36).filter(|_| n < 36)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_completed_from_their_page() {
        let page = Link::read("https://a.example/news/2024/x.html?id=3").expect("an address");
        for (to, whole) in [
            ("../y", "https://a.example/news/y"),
            ("/z?q=1", "https://a.example/z?q=1"),
            ("//b.example/w", "https://b.example/w"),
            ("?p=2", "https://a.example/news/2024/x.html?p=2"),
            ("v", "https://a.example/news/2024/v"),
            ("http://c.example", "http://c.example/"),
        ] {
            assert_eq!(page.join(to).map(|l| l.to_string()).as_deref(), Some(whole), "{to}");
        }
        for to in ["mailto:a@b.example", "javascript:void(0)", "ftp://x/y"] {
            assert_eq!(page.join(to), None, "{to}");
        }
    }

    #[test]
    fn machines_of_this_house_are_told_from_the_web() {
        for host in [
            "127.0.0.1",
            "10.0.0.8",
            "192.168.1.1",
            "169.254.169.254",
            "[::1]",
            "[fd00::1]",
            "[::ffff:127.0.0.1]",
            "localhost",
            "printer.local",
            "2130706433",
            "0x7f000001",
            "100.64.0.1",
            "0.0.0.0",
        ] {
            assert!(Link::read(&format!("http://{host}/")).is_none_or(|l| l.is_private()), "{host}");
        }
        for host in ["93.184.216.34", "news.example", "[2606:2800:220:1::1]"] {
            assert!(!Link::read(&format!("http://{host}/")).expect("an address").is_private(), "{host}");
        }
        assert_eq!(Link::read("http://user:secret@a.example/"), None);
    }
}
