//! The pages as a browser gets them: each answers, nothing of others is markup, nobody else may send a form.

mod desk;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use desk::Desk;

/// A server on a desk; it ends with the test.
struct Server {
    child: Child,
    port: u16,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn has(&self, header: &str) -> bool {
        self.head.to_ascii_lowercase().contains(&header.to_ascii_lowercase())
    }
}

impl Server {
    fn on(desk: &Desk) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isnad"))
            .args(["--db", desk.db().to_str().expect("UTF-8"), "--lang", "en", "serve", "--port", "0", "--offline"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut told = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut told).expect("its address");
        let port = told.split("127.0.0.1:").nth(1).and_then(|p| p.split('/').next()).expect("a port");
        Server { port: port.parse().expect("a number"), child }
    }

    /// Asks with headers of one's own; the host is this server's, unless they name one.
    fn ask(&self, first: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: 127.0.0.1:{}\r\n", self.port) };
        let long = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        write!(stream, "{first} HTTP/1.1\r\n{host}{headers}{long}Connection: close\r\n\r\n").expect("a question");
        stream.write_all(body).expect("a body");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let at = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&all[..at]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        Answer { status, head, body: all[at + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", &[])
    }

    /// Sends the form of the page «Add» with a text.
    fn add(&self, text: &str, what: &str, headers: &str) -> Answer {
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = format!("{}{}--b--\r\n", part("text", text), part("do", what));
        let headers = format!("Content-Type: multipart/form-data; boundary=b\r\n{headers}");
        self.ask("POST /add", &headers, body.as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn every_page_answers_and_runs_nothing_of_its_own() {
    let desk = Desk::with_examples();
    let server = Server::on(&desk);
    let (subject, speaker) = (encoded("التحالف"), encoded("أنتوني بلينكن"));
    let quote = encoded("مهمة التحالف العسكرية في العراق لن تنتهي بحلول سبتمبر 2025");
    let pages = [
        "/".to_owned(),
        format!("/search?q={subject}"),
        format!("/verify?quote={quote}&speaker={speaker}"),
        format!("/verify?quote={}", encoded("الميناء الجديد يستقبل أولى السفن في الصيف")),
        "/statements".to_owned(),
        format!("/figures?subject={subject}"),
        format!("/differences?subject={subject}"),
        format!("/timeline?subject={subject}&zoom=month"),
        "/stories".to_owned(),
        "/stories/raseef-2024-01-19".to_owned(),
        format!("/dossier?subject={speaker}"),
        "/articles/raseef-2024-01-19".to_owned(),
        format!("/names/{speaker}"),
        "/sources".to_owned(),
        "/feeds".to_owned(),
        "/add".to_owned(),
    ];
    for lang in ["ar", "en"] {
        for page in &pages {
            let path = format!("{page}{}lang={lang}", if page.contains('?') { '&' } else { '?' });
            let answer = server.get(&path);
            let html = answer.text();
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.has("content-security-policy: default-src 'none'"), "{path}");
            assert!(html.contains("<main id=\"main\"") && html.contains("<h1"), "{path}");
            assert!(html.len() < 40_000, "{path}: {} bytes", html.len());
            for inline in [" style=\"", " onclick=", "<script>", "javascript:", "…</h1>"] {
                assert!(!html.contains(inline), "{path}: {inline}");
            }
            for piece in html.split("<script").skip(1) {
                assert!(piece.starts_with(" src=\"/static/page.js\""), "{path}");
            }
        }
    }
    let negated = server.get(&format!("/verify?quote={quote}&speaker={speaker}")).text();
    assert!(negated.contains("<del>لن</del>"), "{negated}");
    for form in ["html", "docx", "md", "csv"] {
        let file = server.get(&format!("/dossier/dossier.{form}?subject={speaker}"));
        assert_eq!(file.status, 200, "{form}");
        assert!(file.has("content-disposition: attachment") && file.body.len() > 500, "{form}");
    }
    assert_eq!(server.get("/dossier/dossier.exe?subject=x").status, 404);
    let packed = server.ask("GET /", "Accept-Encoding: gzip\r\n", &[]);
    assert!(packed.has("content-encoding: gzip") && packed.body.starts_with(&[0x1F, 0x8B]));
}

#[test]
fn text_of_others_is_shown_and_never_run() {
    let desk = Desk::new();
    let hostile = "قال الوزير سالم الدوري <script>alert(1)</script> إن \"العدد\u{202E} 45.7% في 2019-05-12 & انظر https://a.example/?a=1&b='x'.";
    desk.file("one.txt", hostile);
    assert_eq!(desk.run(&["read", "--quiet", "one.txt"]).code, 0);
    let server = Server::on(&desk);
    let shown = server.add(hostile, "show", "Origin: null\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(shown.status, 200, "{}", shown.head);
    let statements = server.get("/statements").text();
    assert!(shown.text().contains("&lt;script&gt;alert(1)"), "what was pasted is shown as it is");
    for html in [shown.text(), statements] {
        assert!(!html.contains("<script>"), "{html}");
        assert!(!html.contains('\u{202E}'), "no sign that turns the text is sent raw");
        assert!(html.contains("<bdi dir=\"ltr\">2019-05-12</bdi>"), "{html}");
        assert!(html.contains("<bdi dir=\"ltr\">45.7%</bdi>"), "{html}");
    }
}

#[test]
fn nobody_else_may_ask_or_send_a_form() {
    let desk = Desk::with_examples();
    let server = Server::on(&desk);
    let text = "قالت الوزيرة منى العامري إن المدرسة ستفتح أبوابها في الخريف المقبل.";
    assert_eq!(server.ask("GET /", "Host: evil.example\r\n", &[]).status, 421);
    for foreign in [
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: null\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        assert_eq!(server.add(text, "keep", foreign).status, 403, "{foreign}");
    }
    let own = format!("Origin: http://127.0.0.1:{}\r\nSec-Fetch-Site: same-origin\r\n", server.port);
    let kept = server.add(text, "keep", &own);
    assert_eq!(kept.status, 303, "{}", kept.head);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 13);
    assert_eq!(server.add("", "keep", &own).status, 422, "nothing was sent");
    // Offline nobody is asked: an address is refused with its reason, a feed is noted as it is.
    assert_eq!(server.add("https://news.example/1", "show", &own).status, 422);
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let follow = |url: &str| {
        let body = format!("do=add&url={}", encoded(url));
        server.ask("POST /feeds", &format!("{form}{own}"), body.as_bytes()).status
    };
    assert_eq!((follow("https://news.example/rss"), follow("no address")), (303, 422));
    assert!(server.get("/feeds").text().contains("https://news.example/rss"));
    assert!(server.get("/feeds/list.opml").text().contains("https://news.example/rss"));
}
