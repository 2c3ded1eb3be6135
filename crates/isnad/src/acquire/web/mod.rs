//! What does an address of the web answer? One question at a time, politely, within limits.
//!
//! `robots.txt` is asked first and obeyed; one connection a site, with a pause between two questions; redirects, sizes and
//! times are bounded; addresses of this house (private, loopback) are refused by name and after the name is resolved,
//! unless the user allows them; what fails for a while is tried again.

mod fetching;
mod link;
mod robots;

use std::collections::HashMap;
use std::io::Read;
use std::time::{Duration, Instant};

use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::packed::{gunzip, is_bomb};
use super::problem::Problem;

pub use fetching::{Asked, Fetching, Task, feed_tasks};
pub use link::Link;
use robots::Robots;

/// How the web is asked.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Whether addresses of this house may be asked.
    pub allow_private: bool,
    /// Between two questions to one site.
    pub pause: Duration,
    /// For one question, its answer read.
    pub patience: Duration,
    /// How often something is asked that fails for a while.
    pub tries: u32,
}

impl Default for Manners {
    fn default() -> Self {
        Manners { allow_private: false, pause: Duration::from_secs(2), patience: Duration::from_secs(30), tries: 3 }
    }
}

/// No page is larger, packed or unpacked.
const LARGEST: u64 = 16 << 20;
/// A list of addresses may be larger.
const LARGEST_LIST: u64 = 64 << 20;
const REDIRECTS: usize = 8;
/// No site is waited for longer between two questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What was known of an address when it was asked before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The address that answered in the end.
    pub url: Link,
    /// 200, or 304 where nothing has changed.
    pub status: u16,
    /// All headers, in order.
    pub headers: Vec<(String, String)>,
    /// What it sent, unpacked.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header by its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The encoding that it declares.
    pub fn charset(&self) -> Option<String> {
        isnad_clean::warc::charset(self.header("content-type")?).map(str::to_owned)
    }
}

/// Somebody who asks the web.
#[derive(Debug)]
pub struct Web {
    agent: ureq::Agent,
    manners: Manners,
    sites: HashMap<String, Site>,
}

#[derive(Debug)]
struct Site {
    robots: Option<Result<Robots, Problem>>,
    next: Instant,
}

/// Resolves names, and gives addresses of the open web only.
#[derive(Debug)]
struct Open {
    resolver: DefaultResolver,
    allow_private: bool,
}

#[derive(Debug)]
struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an address of this house")
    }
}

impl std::error::Error for Private {}

impl Resolver for Open {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut out = self.empty();
        for address in found.iter().filter(|a| link::is_public(a.ip())) {
            out.push(*address);
        }
        if out.is_empty() { Err(ureq::Error::Io(std::io::Error::other(Private))) } else { Ok(out) }
    }
}

/// How one question ended, where it gave no answer.
enum Trouble {
    /// It may be better in a while, at the earliest after so long.
    Later(Problem, Duration),
    Never(Problem),
}

impl Web {
    /// Somebody with these manners.
    pub fn new(manners: Manners) -> Self {
        let config = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(manners.patience))
            .timeout_connect(Some(Duration::from_secs(10).min(manners.patience)))
            .max_idle_connections_per_host(1)
            .accept_encoding("gzip")
            .user_agent(concat!("isnad/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Open { resolver: DefaultResolver::default(), allow_private: manners.allow_private };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        Web { agent, manners, sites: HashMap::new() }
    }

    /// When the site of an address may be asked again.
    pub(super) fn ready(&self, link: &Link) -> Instant {
        self.sites.get(&link.site()).map_or_else(Instant::now, |s| s.next)
    }

    /// What an address answers; with what was known of it, perhaps that nothing has changed.
    ///
    /// # Errors
    /// One sentence: refused, gone, too large, too slow, not to be asked.
    pub fn get(&mut self, url: &str, before: &Before, list: bool) -> Result<Answer, Box<Problem>> {
        let told = |key| Box::new(Problem::new(url, key));
        let mut link = Link::read(url).ok_or_else(|| told("problem.address"))?;
        for _ in 0..=REDIRECTS {
            if !self.manners.allow_private && link.is_private() {
                return Err(told("problem.private"));
            }
            self.robots(&link).map_err(|p| Box::new(Problem { label: url.to_owned(), ..p }))?;
            let answer = self.patiently(&link, url, before, if list { LARGEST_LIST } else { LARGEST })?;
            if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
                return Ok(answer);
            }
            let to = answer.header("location").unwrap_or_default();
            link = link.join(to).ok_or_else(|| told("problem.redirect"))?;
        }
        Err(told("problem.redirects"))
    }

    /// Asks, and asks again what fails for a while.
    fn patiently(&mut self, link: &Link, label: &str, before: &Before, most: u64) -> Result<Answer, Box<Problem>> {
        let mut wait = Duration::from_secs(1).max(self.manners.pause);
        let mut n = 1;
        loop {
            self.pause(link);
            let asked = self.ask(link, label, before, most);
            let rest = self.rest(link);
            if let Some(site) = self.sites.get_mut(&link.site()) {
                site.next = Instant::now() + rest;
            }
            match asked {
                Ok(answer) => return Ok(answer),
                Err(Trouble::Never(problem)) => return Err(Box::new(problem)),
                Err(Trouble::Later(problem, _)) if n >= self.manners.tries => return Err(Box::new(problem)),
                Err(Trouble::Later(_, at_least)) => {
                    std::thread::sleep(wait.max(at_least).min(LONGEST_PAUSE));
                    wait *= 2;
                    n += 1;
                }
            }
        }
    }

    /// How long the site wants to be left in peace.
    fn rest(&self, link: &Link) -> Duration {
        let site = self.sites.get(&link.site()).and_then(|s| s.robots.as_ref()?.as_ref().ok()?.delay);
        let asked = site.and_then(|d| Duration::try_from_secs_f32(d).ok()).unwrap_or_default();
        self.manners.pause.max(asked.min(LONGEST_PAUSE))
    }

    fn pause(&mut self, link: &Link) {
        let site = self.sites.entry(link.site()).or_insert_with(|| Site { robots: None, next: Instant::now() });
        let left = site.next.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            std::thread::sleep(left);
        }
    }

    /// Whether the site lets this program ask for the address.
    fn robots(&mut self, link: &Link) -> Result<(), Problem> {
        let site = link.site();
        if self.sites.get(&site).is_none_or(|s| s.robots.is_none()) {
            let file = Link { path: "/robots.txt".to_owned(), ..link.clone() };
            let asked = self.patiently(&file, &file.to_string(), &Before::default(), LARGEST);
            let read = match asked {
                Ok(a) if a.status == 200 => Ok(Robots::read(&isnad_clean::decode(&a.body).into_text().0)),
                // A site that has none allows all; where it stands elsewhere it is not sought.
                Ok(_) => Ok(Robots::default()),
                Err(p) if matches!(p.key, "problem.gone" | "problem.refused" | "problem.status") => {
                    Ok(Robots::default())
                }
                Err(p) => Err(*p),
            };
            self.sites.entry(site.clone()).or_insert_with(|| Site { robots: None, next: Instant::now() }).robots =
                Some(read);
        }
        match self.sites.get(&site).and_then(|s| s.robots.as_ref()) {
            Some(Ok(robots)) if !robots.allows(&link.path) => Err(Problem::new("", "problem.robots")),
            Some(Err(problem)) => Err(problem.clone()),
            _ => Ok(()),
        }
    }

    /// One question, one answer.
    fn ask(&self, link: &Link, label: &str, before: &Before, most: u64) -> Result<Answer, Trouble> {
        let mut request = self.agent.get(link.to_string());
        if let Some(etag) = &before.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &before.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let response = request.call().map_err(|e| trouble(label, &e))?;
        let status = response.status().as_u16();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(n, v)| (n.as_str().to_owned(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
            .collect();
        let mut answer = Answer { url: link.clone(), status, headers, body: Vec::new() };
        let told = |key| Problem::new(label, key).with("status", status.to_string());
        match status {
            200 | 203 => {}
            301 | 302 | 303 | 304 | 307 | 308 => return Ok(answer),
            404 | 410 => return Err(Trouble::Never(told("problem.gone"))),
            401 | 403 | 451 => return Err(Trouble::Never(told("problem.refused"))),
            429 | 500..=599 => {
                let asked = answer.header("retry-after").and_then(|s| s.trim().parse().ok()).unwrap_or(0);
                return Err(Trouble::Later(told("problem.server"), Duration::from_secs(asked)));
            }
            _ => return Err(Trouble::Never(told("problem.status"))),
        }
        let too_large =
            || Trouble::Never(Problem::new(label, "problem.too-large").with("size", format!("{} MB", most >> 20)));
        if answer.header("content-length").and_then(|l| l.parse::<u64>().ok()).is_some_and(|l| l > most) {
            return Err(too_large());
        }
        let mut body = Vec::new();
        let reader = response.into_body().into_reader();
        match reader.take(most + 1).read_to_end(&mut body) {
            Err(e) => return Err(trouble(label, &ureq::Error::Io(e))),
            Ok(n) if n as u64 > most => return Err(too_large()),
            Ok(_) => {}
        }
        // Packed for the way, or a packed file.
        if body.starts_with(&[0x1F, 0x8B]) {
            let mut page = Vec::new();
            match gunzip(std::io::Cursor::new(body)).take(most + 1).read_to_end(&mut page) {
                Err(e) if is_bomb(&e) => return Err(Trouble::Never(Problem::new(label, "problem.bomb"))),
                Err(_) if page.is_empty() => return Err(Trouble::Never(Problem::new(label, "problem.cut"))),
                Ok(n) if n as u64 > most => return Err(Trouble::Never(Problem::new(label, "problem.bomb"))),
                // What could be unpacked of a page that was cut is a page.
                Ok(_) | Err(_) => body = page,
            }
        }
        if body.is_empty() {
            return Err(Trouble::Never(Problem::new(label, "problem.empty-file")));
        }
        answer.body = body;
        Ok(answer)
    }
}

/// What the client said, in the user's words.
fn trouble(label: &str, error: &ureq::Error) -> Trouble {
    use ureq::Error as E;
    let told = |key| Problem::new(label, key).with("cause", error.to_string());
    let later = |key| Trouble::Later(told(key), Duration::ZERO);
    match error {
        E::Timeout(_) => later("problem.slow"),
        E::HostNotFound => Trouble::Later(told("problem.host"), Duration::ZERO),
        E::ConnectionFailed => later("problem.connection"),
        E::Io(e) if e.get_ref().is_some_and(|e| e.is::<Private>()) => Trouble::Never(told("problem.private")),
        E::Io(e) if e.kind() == std::io::ErrorKind::TimedOut => later("problem.slow"),
        E::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => later("problem.cut"),
        E::Io(e) if e.to_string().contains("lookup") || e.to_string().contains("resolve") => later("problem.host"),
        E::Io(_) => later("problem.connection"),
        E::Tls(_) | E::Rustls(_) => Trouble::Never(told("problem.tls")),
        E::LargeResponseHeader(..) => Trouble::Never(told("problem.answer")),
        _ => Trouble::Never(told("problem.answer")),
    }
}
