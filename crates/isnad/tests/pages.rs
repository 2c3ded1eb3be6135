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

/// With the style, the script and the icon, which weigh some 22 KB, a page stays below 60 KB.
const HEAVIEST: usize = 38_000;

/// What a reader sees of a page: no markup, no addresses.
fn visible(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        if !tag.contains("class=\"hash\"") {
            out.push_str(words);
        }
    }
    out
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
            assert!(html.len() < HEAVIEST, "{path}: {} bytes", html.len());
            let shown = visible(&html);
            for form in ["/..", "../", "201X", "T00:"] {
                assert!(!shown.contains(form), "{path}: a form of a standard is shown: {form}");
            }
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

#[test]
fn a_long_article_comes_in_parts_and_each_entry_is_reached() {
    let desk = Desk::new();
    let paragraph = |n: usize| {
        format!(
            "أعلن وزير الزراعة سامر الخطيب في {} أن محصول المنطقة رقم {n} بلغ {} ألف طن. وقال الخطيب: «سنوزع {} جرارا على المزارعين في المنطقة رقم {n} قبل نهاية العام». وأضاف أن الموسم رقم {n} كان جيدا.",
            2000 + n % 20,
            100 + n,
            20 + n
        )
    };
    let text: Vec<String> = (0..120).map(paragraph).collect();
    let row =
        serde_json::json!({"id": "long", "source": "جريدة الحقل", "published": "2023-05-01", "text": text.join("\n")});
    desk.file("long.jsonl", row.to_string());
    assert_eq!(desk.run(&["read", "--quiet", "--from", "jsonl", "long.jsonl"]).code, 0);
    let server = Server::on(&desk);
    let first = server.get("/articles/long").text();
    assert!(first.len() < HEAVIEST, "{} bytes", first.len());
    assert!(first.contains("/articles/long?part=2") && first.contains("رقم 0 ") && !first.contains("رقم 119 "));
    // The whole of what was said is listed, page by page, and each line leads to its part.
    let mut next = first.split("href=\"").find(|p| p.starts_with("/articles/long?said=")).expect("more").to_owned();
    let (mut said, mut last) = (0, String::new());
    while let Some(path) = next.split('"').next().filter(|p| p.starts_with("/articles/long?said=")) {
        let page = server.get(path).text();
        assert!(page.len() < HEAVIEST, "{path}: {} bytes", page.len());
        said += page.matches("<article").count();
        last = page.rsplit("href=\"").find(|p| p.starts_with("/articles/long?at=")).expect("a place").to_owned();
        let from: usize = path.rsplit('=').next().and_then(|n| n.parse().ok()).expect("a number");
        let after = page.split("href=\"").filter(|p| p.starts_with("/articles/long?said="));
        let further = |p: &&str| {
            let n = p.split('"').next().and_then(|p| p.rsplit('=').next()).and_then(|n| n.parse::<usize>().ok());
            n.is_some_and(|n| n > from)
        };
        next = after.into_iter().find(further).unwrap_or("").to_owned();
    }
    assert!(said > 200, "{said}");
    let (address, entry) = last.split('"').next().and_then(|a| a.split_once('#')).expect("an entry");
    let part = server.get(address).text();
    assert!(part.len() < HEAVIEST && part.contains(&format!("id=\"{entry}\"")), "{address}");
    // Subjects, people and the line of time of such a record are no heavier.
    let name = encoded("سامر الخطيب");
    for path in [
        format!("/names/{name}"),
        format!("/dossier?subject={name}"),
        format!("/figures?subject={name}"),
        "/timeline?zoom=day".to_owned(),
        "/timeline?zoom=year".to_owned(),
        "/statements".to_owned(),
        "/".to_owned(),
    ] {
        let page = server.get(&path).text();
        assert!(page.len() < HEAVIEST, "{path}: {} bytes", page.len());
    }
}

#[test]
fn a_citation_says_what_was_supplied_how_it_was_worded_and_what_changed() {
    let desk = Desk::new();
    let row = |id: &str, source: &str, text: &str| {
        serde_json::json!({"id": id, "source": source, "published": "2024-03-05", "title": "الميناء الجديد", "text": text}).to_string()
    };
    let first = "قالت وزيرة النقل منى العامري إن الميناء سيفتح في الصيف.\nوأضافت: «لن يدفع الصيادون رسوما هذا العام».";
    let other = "قالت وزيرة النقل منى العامري، الثلاثاء: «لن يدفع صيادو المدينة أي رسوم هذا العام».";
    desk.file("all.jsonl", format!("{}\n{}\n", row("port", "المنارة", first), row("port-2", "البلاد", other)));
    assert_eq!(desk.run(&["read", "--quiet", "--from", "jsonl", "all.jsonl"]).code, 0);
    let server = Server::on(&desk);
    let page = |words: &str| {
        let list = server.get("/articles/port?lang=ar").text();
        let said =
            list.split("<article").skip(1).find(|a| a.contains(words)).unwrap_or_else(|| panic!("{words}: {list}"));
        let cite = said.split("href=\"").find(|p| p.starts_with("/cite/")).and_then(|p| p.split('"').next());
        server.get(&format!("{}&lang=ar", cite.expect("how to cite it").replace("&amp;", "&"))).text()
    };
    let form = |page: &str, id: &str| {
        let at = page.find(&format!("<pre id=\"{id}\"")).expect("a form");
        page[at..].split("</pre>").next().and_then(|p| p.split_once('>')).map(|p| p.1.to_owned()).expect("its text")
    };
    // The speaker is told in the sentence; the words are the report's, and no form claims that they are quoted.
    let told = page("الميناء سيفتح");
    for id in ["chat", "note", "bibtex", "ris"] {
        let text = form(&told, id);
        assert!(text.contains("منى العامري") && !text.contains("[منى"), "{id}: {text}");
        assert!(text.contains("بمعناه لا بلفظه") && text.contains("لم يراجعه إنسان"), "{id}: {text}");
        assert!(text.contains("المنارة") && !text.contains("«الميناء سيفتح"), "{id}: {text}");
    }
    // The speaker is carried over: in brackets, with the office.
    let carried = page("لن يدفع الصيادون");
    for id in ["chat", "note", "bibtex", "ris"] {
        let text = form(&carried, id);
        assert!(text.contains("[منى العامري]"), "{id}: {text}");
        assert!(text.contains("«لن يدفع الصيادون رسوما هذا العام»") && !text.contains("بمعناه"), "{id}: {text}");
    }
    let chat = form(&carried, "chat");
    // Each line of a message begins with Arabic, or is an address that stands alone.
    for line in chat.lines() {
        let begins = line.trim_start_matches(|c: char| !c.is_alphabetic()).chars().next();
        let alone = line.starts_with("\u{2066}http") && line.ends_with('\u{2069}');
        assert!(alone || begins.is_some_and(|c| ('\u{0620}'..'\u{0700}').contains(&c)), "{line}");
    }
    assert!(chat.contains("2024-03-05") && chat.contains("قُرئ في") && chat.contains("النسخة"), "{chat}");
    // What another outlet prints for the same sentence stands beside it.
    assert!(carried.contains("صيادو المدينة") && carried.contains("البلاد"), "{carried}");
    // A later text with other words is told.
    assert!(!carried.contains("لم تكن هذه الألفاظ"));
    let later = first.replace("لن يدفع الصيادون رسوما هذا العام", "لن يدفع أحد رسوما حتى الخريف");
    desk.file("later.jsonl", row("port", "المنارة", &later));
    assert_eq!(desk.run(&["read", "--quiet", "--from", "jsonl", "later.jsonl"]).code, 0);
    let changed = page("لن يدفع أحد");
    for id in ["chat", "note", "bibtex", "ris"] {
        assert!(form(&changed, id).contains("لم تكن هذه الألفاظ في نسخة سابقة"), "{id}: {changed}");
    }
    assert!(!page("الميناء سيفتح").contains("لم تكن هذه الألفاظ"), "these words were there before");
}

#[test]
fn a_search_tells_what_it_could_not_take() {
    let desk = Desk::with_examples();
    let server = Server::on(&desk);
    let of = |query: &str| server.get(&format!("/search?q={query}&lang=en")).text();
    assert!(of("%C2%ABa").contains("does not close"));
    let page = of("%3Cb%3E:x+colour:red");
    assert!(page.contains("colour\u{2069}:» is no field") && !page.contains("<b>:"), "{page}");
    assert!(of("kind:nothing").contains("none of the values"));
    assert!(!of("12:30").contains("role=\"note\""));
}
