//! Pages and feeds from a server on this machine that behaves as badly as servers do.

mod desk;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use desk::{Desk, Ran};

/// What the server answers: bytes, written as they are.
type Answer = Box<dyn Fn(&Request) -> Vec<u8> + Send + Sync>;

struct Request {
    headers: BTreeMap<String, String>,
    /// How many times this path was asked, this time with it.
    times: usize,
}

/// A server with a page for each path; every question is written down.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Server {
    fn new(pages: Vec<(&'static str, Answer)>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, pages) = (Arc::clone(&asked), Arc::new(pages));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, pages) = (Arc::clone(&log), Arc::clone(&pages));
                std::thread::spawn(move || serve(stream, &pages, &log));
            }
        });
        Server { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How many times a path was asked.
    fn times(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|(p, _)| p == path).count()
    }
}

fn serve(mut stream: TcpStream, pages: &[(&'static str, Answer)], log: &Mutex<Vec<(String, Instant)>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or("").to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) <= 2 {
            break;
        }
        if let Some((n, v)) = line.split_once(':') {
            headers.insert(n.to_ascii_lowercase(), v.trim().to_owned());
        }
    }
    let times = {
        let mut log = log.lock().unwrap();
        log.push((path.clone(), Instant::now()));
        log.iter().filter(|(p, _)| *p == path).count()
    };
    let request = Request { headers, times };
    let answer = pages.iter().find(|(p, _)| *p == path).map(|(_, a)| a(&request));
    let answer =
        answer.unwrap_or_else(|| b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec());
    // A client that goes away early is no fault of the test.
    let _ = stream.write_all(&answer);
    let _ = stream.flush();
}

fn ok(kind: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    with("200 OK", &format!("Content-Type: {kind}\r\n"), body)
}

fn with(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn always(bytes: Vec<u8>) -> Answer {
    Box::new(move |_| bytes.clone())
}

fn page(n: u32) -> String {
    format!(
        "<html lang=ar><head><title>المحصول رقم {n}</title></head><body><nav><a href=/>الرئيسية</a></nav><article><h1>المحصول رقم {n}</h1>
         <p>قال وزير الزراعة سامر الخطيب، يوم الثلاثاء، إن المحصول في المنطقة رقم {n} بلغ 120 ألف طن هذا العام.</p>
         <p>وأضاف أن الموسم رقم {n} كان جيدا، وأن الوزارة ستوزع البذور على المزارعين قبل نهاية العام.</p></article></body></html>"
    )
}

fn run(desk: &Desk, args: &[&str]) -> Ran {
    let mut all = args.to_vec();
    all.extend(["--pause", "0", "--allow-private", "-q"]);
    let mut command = desk.command(&all);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    desk::ran(&mut command)
}

#[test]
fn a_page_is_kept_with_its_headers_and_asked_again_only_where_it_changed() {
    let server = Server::new(vec![(
        "/1",
        Box::new(|r: &Request| match r.headers.get("if-none-match").map(String::as_str) {
            Some("\"v1\"") if r.times < 3 => with("304 Not Modified", "ETag: \"v1\"\r\n", ""),
            _ if r.times < 3 => {
                with("200 OK", "Content-Type: text/html\r\nETag: \"v1\"\r\nX-Served-By: a test\r\n", page(1))
            }
            _ => with("200 OK", "Content-Type: text/html\r\nETag: \"v2\"\r\n", page(1).replace("120", "130")),
        }),
    )]);
    let desk = Desk::new();
    let url = server.url("/1");
    for _ in 0..3 {
        let ran = run(&desk, &["fetch", &url]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
    assert_eq!((server.times("/1"), server.times("/robots.txt")), (3, 3));
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 1);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 2);
    assert_eq!(
        desk.count("SELECT count(*) FROM evidence WHERE origin LIKE '%x-served-by%a test%' AND length(raw) > 200"),
        1
    );
}

#[test]
fn what_the_site_forbids_is_not_asked() {
    let server = Server::new(vec![
        ("/robots.txt", always(ok("text/plain", "User-agent: *\nDisallow: /closed\n"))),
        ("/closed/1", always(ok("text/html", page(1)))),
        ("/open/1", always(ok("text/html", page(2)))),
    ]);
    let desk = Desk::new();
    let ran = run(&desk, &["fetch", &server.url("/closed/1"), &server.url("/open/1")]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("robots.txt") && ran.err.lines().count() == 1, "{}", ran.err);
    assert_eq!((server.times("/closed/1"), server.times("/open/1")), (0, 1));
}

#[test]
fn machines_of_this_house_are_refused_also_behind_a_redirect() {
    let server = Server::new(vec![("/1", always(ok("text/html", page(1))))]);
    let desk = Desk::new();
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254"] {
        let url = format!("http://{host}:{}/1", server.port);
        let ran = desk.run(&["fetch", "-q", &url]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("--allow-private"), "{url}: {}", ran.err);
    }
    assert_eq!(server.times("/1"), 0);
}

#[test]
fn redirects_are_followed_and_end() {
    let to = |to: &str| always(with("302 Found", &format!("Location: {to}\r\n"), ""));
    let server = Server::new(vec![
        ("/a", to("b?x=1")),
        ("/b?x=1", to("/c")),
        ("/c", always(ok("text/html", page(1)))),
        ("/round", to("/round")),
        ("/out", to("ftp://a.example/")),
    ]);
    let desk = Desk::new();
    assert_eq!(run(&desk, &["fetch", &server.url("/a")]).code, 0);
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE url LIKE '%/c'"), 1);
    assert!(run(&desk, &["fetch", &server.url("/round")]).err.contains("redirects"));
    assert_eq!(server.times("/round"), 9);
    assert!(run(&desk, &["fetch", &server.url("/out")]).err.contains("leads to an address that is none"));
}

#[test]
fn bad_servers_cost_one_message_each() {
    let bomb = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(&vec![b'a'; 80 << 20]).unwrap();
        out.finish().unwrap()
    };
    let large = "x".repeat(17 << 20);
    let server = Server::new(vec![
        ("/gone", always(with("410 Gone", "", ""))),
        ("/closed", always(with("403 Forbidden", "", "no"))),
        ("/bomb", always(with("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb))),
        ("/large", always(ok("text/html", &large))),
        (
            "/lying",
            always(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>short".to_vec()),
        ),
        ("/endless-head", always([b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-A: b\r\n".repeat(200_000)].concat())),
        ("/no-http", always(b"hello, who are you?\r\n\r\n".to_vec())),
        ("/picture", always(ok("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))),
        ("/empty", always(ok("text/html", ""))),
        ("/front", always(ok("text/html", "<ul><li><a href=/a>خبر</a><li><a href=/b>خبر</a></ul>"))),
        (
            "/slow",
            Box::new(|_| {
                std::thread::sleep(Duration::from_secs(4));
                ok("text/html", page(9))
            }),
        ),
        ("/good", always(ok("text/html", page(1)))),
    ]);
    let desk = Desk::new();
    let wanted = [
        ("/gone", "is not there"),
        ("/closed", "refuses"),
        ("/bomb", "grows beyond all proportion"),
        ("/large", "larger than 16 MB"),
        ("/lying", "breaks off"),
        ("/endless-head", "not understood"),
        ("/no-http", "not understood"),
        ("/picture", "a picture"),
        ("/empty", "is empty"),
        ("/front", "no article"),
        ("/slow", "in time"),
    ];
    let mut urls: Vec<String> = wanted.iter().map(|(p, _)| server.url(p)).collect();
    urls.push(server.url("/good"));
    let mut args = vec!["fetch", "--patience", "1"];
    args.extend(urls.iter().map(String::as_str));
    let ran = run(&desk, &args);
    assert_eq!(ran.code, 2);
    for (path, words) in wanted {
        let url = format!("{}:", server.url(path));
        let line = ran.err.lines().find(|l| l.starts_with(&url)).unwrap_or_else(|| panic!("{path}\n{}", ran.err));
        assert!(line.contains(words), "{line}");
    }
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 1);
    assert_eq!(desk.count("SELECT count(*) FROM failures"), wanted.len() as i64);
    let listed = desk.run(&["sources", "--failed"]);
    assert!(listed.out.contains("/gone") && listed.out.contains("is not there (status 410)"), "{}", listed.out);
}

#[test]
fn what_fails_for_a_while_is_tried_again_and_what_failed_can_be_read_later() {
    let server = Server::new(vec![
        (
            "/later",
            Box::new(
                |r: &Request| {
                    if r.times < 3 { with("503 Busy", "Retry-After: 0\r\n", "") } else { ok("text/html", page(1)) }
                },
            ),
        ),
        (
            "/much-later",
            Box::new(|r: &Request| if r.times < 2 { with("404 Not Found", "", "") } else { ok("text/html", page(2)) }),
        ),
    ]);
    let desk = Desk::new();
    assert_eq!(run(&desk, &["fetch", &server.url("/later"), &server.url("/much-later")]).code, 2);
    assert_eq!(server.times("/later"), 3);
    assert_eq!((desk.count("SELECT count(*) FROM documents"), desk.count("SELECT count(*) FROM failures")), (1, 1));
    let ran = run(&desk, &["update", "--failed"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!((desk.count("SELECT count(*) FROM documents"), desk.count("SELECT count(*) FROM failures")), (2, 0));
}

#[test]
fn one_site_is_asked_with_a_pause() {
    let server = Server::new(vec![("/1", always(ok("text/html", page(1)))), ("/2", always(ok("text/html", page(2))))]);
    let desk = Desk::new();
    let mut command =
        desk.command(&["fetch", "-q", "--allow-private", "--pause", "0.3", &server.url("/1"), &server.url("/2")]);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(name);
    }
    assert_eq!(desk::ran(&mut command).code, 0);
    let asked = server.asked.lock().unwrap();
    let gaps: Vec<Duration> = asked.windows(2).map(|w| w[1].1 - w[0].1).collect();
    assert!(gaps.iter().all(|g| *g >= Duration::from_millis(280)), "{gaps:?}");
}

fn rss(entries: &[(&str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(link, more)| format!("<item><title>خبر & خبر</title><link>{link}</link><pubDate>الأربعاء، 07 أكتوبر 2020</pubDate>{more}</item>"))
        .collect();
    format!("<?xml version='1.0'?><rss><channel><title>جريدة الحقل</title>{items}</channel></rss>")
}

#[test]
fn a_feed_is_followed_and_only_what_is_new_is_read() {
    let whole = format!(
        "<description><![CDATA[<p>{}</p>]]></description>",
        "قال الوزير إن المحصول بلغ مئة ألف طن هذا العام في كل المناطق. ".repeat(14)
    );
    let more = whole.clone();
    let server = Server::new(vec![
        (
            "/",
            always(ok(
                "text/html",
                "<html><head><link rel=alternate type='application/rss+xml' href='/rss'></head><body></body></html>",
            )),
        ),
        (
            "/rss",
            Box::new(move |r: &Request| {
                if r.headers.get("if-none-match").map(String::as_str) == Some("\"2\"") {
                    return with("304 Not Modified", "", "");
                }
                let mut list = vec![("/1", ""), ("/2?utm_source=rss", ""), ("/refused", more.as_str())];
                if r.times > 2 {
                    list.insert(0, ("/3", ""));
                }
                // windows-1256, as nobody declares it.
                let text = rss(&list);
                let bytes = encoding(&text);
                with(
                    "200 OK",
                    &format!("Content-Type: text/xml\r\nETag: \"{}\"\r\n", if r.times > 2 { 2 } else { 1 }),
                    bytes,
                )
            }),
        ),
        ("/1", always(ok("text/html", page(1)))),
        ("/2?utm_source=rss", always(ok("text/html", page(2)))),
        ("/3", always(ok("text/html", page(3)))),
        ("/refused", always(with("403 Forbidden", "", ""))),
    ]);
    let desk = Desk::new();
    let ran = run(&desk, &["follow", &server.url("/")]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // Two pages, and the article that the feed itself sent.
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 3, "{}{}", ran.out, ran.err);
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE published = '2020-10-07'"), 3);
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE source = 'جريدة الحقل'"), 3);
    assert_eq!(run(&desk, &["update"]).code, 0);
    assert_eq!((server.times("/1"), server.times("/3")), (1, 1));
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 4);
    let pages = server.asked.lock().unwrap().len();
    assert_eq!(run(&desk, &["update"]).code, 0);
    // robots.txt and the feed, which has not changed.
    assert_eq!(server.asked.lock().unwrap().len(), pages + 2);
    let listed = desk.json(&["follow", "--json"]);
    assert_eq!(listed["results"][0]["title"], "جريدة الحقل");
    // A feed that has had nothing new for long is named: its newest page is of years ago.
    assert!(run(&desk, &["follow"]).out.contains("Silent for"));
    let silent = run(&desk, &["update", "--silent", "0"]);
    assert!(silent.out.contains("Silent for"), "{}", silent.out);
    // The list of feeds goes out and comes in again.
    let list = desk.run(&["follow", "--export", "-"]).out;
    let other = Desk::new();
    let file = other.file("feeds.opml", &list);
    assert_eq!(other.run(&["follow", "--later", "--import", &file]).code, 0);
    assert_eq!(other.json(&["follow", "--json"])["results"][0]["url"], server.url("/rss"));
    assert_eq!(other.run(&["follow", "--remove", &server.url("/rss")]).code, 0);
    assert_eq!(other.run(&["follow"]).code, 1);
}

/// A text in windows-1256: the letters of Arabic in it are these.
fn encoding(text: &str) -> Vec<u8> {
    let letters = "ءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىي";
    text.chars()
        .map(|c| match c {
            '،' => 0xA1,
            c if c.is_ascii() => c as u8,
            c => letters.chars().position(|l| l == c).map_or(b'?', |n| 0xC1 + n as u8),
        })
        .collect()
}

#[test]
fn a_sitemap_of_news_is_followed_page_by_page() {
    let server = Server::new(vec![
        (
            "/map.xml",
            always(ok("application/xml", "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>")),
        ),
        (
            "/news.xml",
            always(ok(
                "application/xml",
                "<urlset xmlns:n='n'><url><loc>/1</loc><n:news><n:publication_date>2024-09-30</n:publication_date></n:news></url><url><loc>/2</loc></url></urlset>",
            )),
        ),
        ("/1", always(ok("text/html", page(1)))),
        ("/2", always(ok("text/html", page(2)))),
    ]);
    let desk = Desk::new();
    let ran = run(&desk, &["follow", "--most", "1", &server.url("/map.xml")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE published = '2024-09-30'"), 1);
    assert!(ran.out.contains("left for the next run"), "{}", ran.out);
    assert_eq!(run(&desk, &["update"]).code, 0);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 2);
}
