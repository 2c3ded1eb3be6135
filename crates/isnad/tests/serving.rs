//! Does the server answer everybody, whatever one of them asks or another program writes?

mod desk;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use desk::Desk;

/// `isnad serve` on a desk; it ends with this value.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn at(desk: &Desk) -> Served {
        let mut child = program(desk)
            .args(["--lang", "en", "serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|a| a.split('/').next()).expect(&line).to_owned();
        Served { child, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream
    }

    /// Sends a request whole and reads the answer: its status and its text.
    fn ask(&self, head: &str, body: &[u8]) -> (u16, String) {
        let mut stream = self.connect();
        let head = format!("{head} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        stream.write_all(format!("{head}{length}\r\n").as_bytes()).expect("sent");
        // The server may refuse before all is sent.
        let _sent = stream.write_all(body);
        let mut answer = Vec::new();
        let _read = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(0);
        (status, answer)
    }

    fn get(&self, path: &str) -> u16 {
        self.ask(&format!("GET {path}"), b"").0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

fn program(desk: &Desk) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("isnad"));
    command.arg("--db").arg(desk.db()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn pages_answer_while_articles_are_read() {
    let desk = Desk::with_examples();
    let mut lines = String::new();
    for n in 0..120 {
        let text = format!(
            "قال وزير الصحة سامي الراشد إن عدد المستشفيات بلغ {} مستشفى. وأضاف الوزير أن العمل جار في المدينة رقم {n}.",
            n * 3 + 20
        );
        lines
            .push_str(&serde_json::json!({"id": format!("n{n}"), "published": "2022-03-04", "text": text}).to_string());
        lines.push('\n');
    }
    let file = desk.file("more.jsonl", lines);
    let served = Served::at(&desk);
    let mut writer = program(&desk).args(["read", "--quiet", &file]).spawn().expect("the program");
    let mut asked = 0;
    loop {
        let ended = writer.try_wait().expect("a state").is_some();
        for path in ["/", "/statements", "/figures", "/timeline", "/search?q=a", "/api/v1/documents", "/sources"] {
            assert_eq!(served.get(path), 200, "{path}");
            asked += 1;
        }
        if ended {
            break;
        }
    }
    assert!(asked >= 7);
    // What was written is seen by whoever asks after it.
    let (_, documents) = served.ask("GET /api/v1/documents?limit=200", b"");
    assert!(documents.contains("\"n119\"") && documents.contains("\"n0\""));
}

#[test]
fn what_is_no_word_completes_to_nothing() {
    let desk = Desk::with_examples();
    let served = Served::at(&desk);
    for typed in ["%05%C2%86%C3%92%01%22%C3%879%21%2F", "%22", "9!/", "a%22b*c", "%D8%A8%D9%84%D9%8A%229"] {
        assert_eq!(served.get(&format!("/api/v1/complete?q={typed}")), 200, "{typed}");
        assert_eq!(served.get(&format!("/api/v1/complete?q=speaker:{typed}")), 200, "{typed}");
    }
}

#[test]
fn who_asks_too_much_stops_nobody_else() {
    let desk = Desk::with_examples();
    let served = Served::at(&desk);
    // Some who take nothing of what they are sent, some who never finish their question, and vast questions.
    let mut held = Vec::new();
    // Words that begin with any two letters: thirty of them are looked for.
    let letters = ["%D8%A7", "%D9%84", "%D9%85", "%D8%A8", "%D9%88", "%D9%8A"];
    let vast: String = letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}*+OR+"))).collect();
    for request in [
        "GET /api/v1/records.jsonl HTTP/1.1\r\nHost: ",
        "GET /statements HTTP/1.1\r\nX-Slow: ",
        &format!("GET /search?q={vast} HTTP/1.1\r\nHost: "),
    ] {
        for _ in 0..12 {
            let mut stream = served.connect();
            let whole = if request.ends_with("Host: ") { format!("{}\r\n\r\n", served.address) } else { String::new() };
            stream.write_all(format!("{request}{whole}").as_bytes()).expect("sent");
            held.push(stream);
        }
    }
    for path in ["/", "/statements", "/search?q=a", "/api/v1/figures", "/timeline"] {
        assert_eq!(served.get(path), 200, "{path}");
    }
    drop(held);
    let refused = |head: &str, body: &[u8]| served.ask(head, body).0;
    assert_eq!(refused("POST /verify", &vec![b'a'; 9 << 20]) / 100, 4);
    assert_eq!(refused(&format!("GET /search?q={}", "a".repeat(200_000)), b"") / 100, 4);
    assert_eq!(served.get("/api/v1/statements?limit=100000"), 400);
    assert_eq!(served.get("/api/v1/search?q=x&cursor=o99999999999999999999"), 400);
    assert_eq!(served.get("/statements"), 200);
}

#[test]
fn pages_do_not_shift_while_articles_come() {
    let desk = Desk::new();
    let file = desk.file("first.jsonl", desk::articles(30));
    assert_eq!(desk.run(&["read", "--quiet", &file]).code, 0);
    let served = Served::at(&desk);
    let body = |path: &str| -> serde_json::Value {
        let (status, answer) = served.ask(&format!("GET {path}"), b"");
        assert_eq!(status, 200, "{path}: {answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").map_or("", |a| a.1)).expect(path)
    };
    let word = "%D8%A7%D9%84%D9%85%D8%AD%D8%B5%D9%88%D9%84";
    let lists = ["documents?limit=7", "statements?limit=7", "figures?limit=7", &format!("search?q={word}&limit=7")];
    let mut first: Vec<serde_json::Value> = lists.iter().map(|l| body(&format!("/api/v1/{l}"))).collect();
    // The newest of all stand before everything that was listed.
    let more: String = desk::articles(12).replace("farm-", "late-").replace("2023-", "2031-");
    let more = desk.file("more.jsonl", more);
    assert_eq!(desk.run(&["read", "--quiet", &more]).code, 0);
    for (list, page) in lists.iter().zip(&mut first) {
        let mut seen: Vec<String> = Vec::new();
        loop {
            let rows = page["results"].as_array().expect("a list");
            seen.extend(rows.iter().map(|r| format!("{} {}", r["document"], r["id"])));
            let Some(next) = page["next"].as_str() else { break };
            *page = body(&format!("/api/v1/{list}&cursor={next}"));
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "{list}: nothing comes twice");
        assert!(all >= 30 && seen.iter().all(|s| s.contains("farm-")), "{list}: {all}");
    }
}

#[test]
fn the_api_says_what_the_command_line_says() {
    let desk = Desk::with_examples();
    let cited = {
        let first = desk.json(&["statements", "--json", "--limit", "1"])["results"][0].clone();
        format!("{}#{}", first["document"].as_str().expect("an id"), first["id"].as_str().expect("an id"))
    };
    for more in [&["--note", "كما في النص"][..], &["--wrong"]] {
        assert_eq!(desk.run(&[&["review", &cited, "--by", "سلمى"], more].concat()).code, 0);
    }
    let served = Served::at(&desk);
    let body = |path: &str| -> serde_json::Value {
        let (status, answer) = served.ask(&format!("GET {path}"), b"");
        assert_eq!(status, 200, "{path}: {answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").map_or("", |a| a.1)).expect(path)
    };
    let word = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let (subject, quote) = ("التحالف الدولي", "الأسباب التي قام من أجلها التحالف زالت");
    let unheard = "سنزرع شجرة زيتون أمام كل بيت في القرية";
    for (command, path, some) in [
        (vec!["stories"], "stories?".to_owned(), true),
        (vec!["stories", "--from", "2019", "--to", "2021-06"], "stories?from=2019&to=2021-06&".to_owned(), false),
        (vec!["stories", subject], format!("stories?subject={}&", word(subject)), false),
        (vec!["differences"], "differences?".to_owned(), true),
        (vec!["differences", subject], format!("differences?subject={}&", word(subject)), true),
        (vec!["differences", "--kind", "updated"], "differences?kind=updated&".to_owned(), true),
        (vec!["verify", quote], format!("verify?quote={}&", word(quote)), true),
        (
            vec!["verify", quote, "--speaker", "بلينكن", "--on", "2024-12"],
            format!("verify?quote={}&speaker={}&on=2024-12&", word(quote), word("بلينكن")),
            true,
        ),
        (vec!["verify", unheard], format!("verify?quote={}&", word(unheard)), false),
    ] {
        let wanted = desk.json(&[&command[..], &["--json", "--limit", "200"]].concat());
        assert_eq!(body(&format!("/api/v1/{path}limit=200")), wanted, "{path}");
        assert!(!some || wanted["results"].as_array().is_some_and(|r| !r.is_empty()), "{path}: nothing to compare");
    }
    assert!(body(&format!("/api/v1/verify?quote={}", word(unheard)))["searched"]["outlets"].is_array());
    let reviews = body("/api/v1/reviews");
    assert_eq!(reviews, desk.json(&["review", "--json"]));
    assert_eq!(
        (reviews["results"][0]["right"].as_bool(), reviews["results"][1]["right"].as_bool()),
        (Some(true), Some(false))
    );
    // Page by page comes what comes at once.
    for list in [
        "stories?",
        "differences?",
        "differences?kind=arithmetic&",
        "reviews?",
        &format!("verify?quote={}&", word(quote)),
    ] {
        let whole = body(&format!("/api/v1/{list}limit=200"));
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = body(&format!("/api/v1/{list}limit=1{cursor}"));
            rows.extend(page["results"].as_array().expect("a list").clone());
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(serde_json::json!(rows), whole["results"], "{list}");
    }
    let (_, answer) = served.ask("HEAD /api/v1/stories", b"");
    let tag = answer.lines().find(|l| l.to_ascii_lowercase().starts_with("etag: ")).map(|l| l[6..].to_owned());
    let known = format!("GET /api/v1/stories HTTP/1.1\r\nIf-None-Match: {}\r\nX-Rest:", tag.expect("a tag"));
    assert_eq!(served.ask(&known, b"").0, 304);
}

#[test]
fn what_many_articles_say_does_not_shift_while_articles_come() {
    let desk = Desk::with_examples();
    let served = Served::at(&desk);
    let body = |path: &str| -> serde_json::Value {
        let (status, answer) = served.ask(&format!("GET /api/v1/{path}"), b"");
        assert_eq!(status, 200, "{path}: {answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").map_or("", |a| a.1)).expect(path)
    };
    let said = "الأسباب التي قام من أجلها التحالف زالت";
    let quote: String = said.bytes().map(|b| format!("%{b:02X}")).collect();
    let lists = ["stories?", "differences?", &format!("verify?quote={quote}&")];
    let before: Vec<serde_json::Value> = lists.iter().map(|l| body(&format!("{l}limit=200"))).collect();
    let first: Vec<serde_json::Value> = lists.iter().map(|l| body(&format!("{l}limit=1"))).collect();
    // A new story, told twice, with the same words and another number for what was counted.
    let text = format!(
        "قال رئيس الوزراء محمد شياع السوداني إن «{said}». وبلغ عدد الجنود الأميركيين في العراق 1700 جندي.\nوأضاف السوداني أن عدد دول التحالف الدولي بلغ 91 دولة."
    );
    let row = |id: &str, source: &str| serde_json::json!({"id": id, "source": source, "published": "2031-05-06", "title": "السوداني عن التحالف", "text": text});
    let file =
        desk.file("late.jsonl", format!("{}\n{}\n", row("late-1", "جريدة الحقل"), row("late-2", "جريدة الساحل")));
    assert_eq!(desk.run(&["read", "--quiet", &file]).code, 0);
    for ((list, before), page) in lists.iter().zip(before).zip(first) {
        let mut rows = page["results"].as_array().expect("a list").clone();
        let mut next = page["next"].clone();
        while let Some(cursor) = next.as_str() {
            let page = body(&format!("{list}limit=1&cursor={cursor}"));
            rows.extend(page["results"].as_array().expect("a list").clone());
            next = page["next"].clone();
        }
        assert!(!rows.is_empty(), "{list}");
        assert_eq!(serde_json::json!(rows), before["results"], "{list}");
        assert_ne!(body(&format!("{list}limit=200"))["results"], before["results"], "{list}: something came");
    }
}

#[test]
fn who_calls_wrongly_is_told_how_to_call() {
    let desk = Desk::with_examples();
    let served = Served::at(&desk);
    for (head, status, name) in [
        ("POST /api/v1/documents", 405, "only-read"),
        ("DELETE /api/v1/records.jsonl", 405, "only-read"),
        ("GET /api/v1/nothing", 404, "about:blank"),
        ("GET /api/v1/documents/%FF", 404, "about:blank"),
        ("GET /api/v1/search", 400, "needed"),
        ("GET /api/v1/documents?limit=1&limit=2", 400, "twice"),
        ("GET /api/v1/documents?colour=red", 400, "parameter"),
        ("GET /api/v1/statements?from=soon", 400, "day"),
        ("GET /api/v1/statements?act=sing", 400, "choice"),
        ("GET /api/v1/statements?cursor=o5", 400, "cursor"),
        ("GET /api/v1/stories?to=later", 400, "day"),
        ("GET /api/v1/stories?kind=direct", 400, "parameter"),
        ("GET /api/v1/differences?kind=direct", 400, "choice"),
        ("GET /api/v1/verify", 400, "needed"),
        ("GET /api/v1/verify?quote=%20", 400, "needed"),
        ("GET /api/v1/verify?quote=a&on=soon", 400, "day"),
        (&format!("GET /api/v1/verify?quote={}", "a".repeat(1500)), 400, "long"),
        ("GET /api/v1/reviews?limit=0", 400, "limit"),
        ("GET /feeds/statements.atom?to=", 400, "day"),
        ("GET /feeds/search.json", 400, "needed"),
        ("GET /feeds/other.atom", 404, "about:blank"),
        (&format!("GET /api/v1/search?q={}", "a".repeat(1500)), 400, "long"),
    ] {
        let (got, answer) = served.ask(head, b"");
        assert_eq!(got, status, "{head}");
        let whole = answer.to_ascii_lowercase();
        assert!(whole.contains("content-type: application/problem+json"), "{head}: {answer}");
        assert!(!whole.contains("access-control-"), "{head}");
        let body: serde_json::Value =
            serde_json::from_str(answer.split_once("\r\n\r\n").map_or("", |a| a.1)).unwrap_or_default();
        assert!(body["type"].as_str().is_some_and(|t| t.ends_with(name)), "{head}: {body}");
        let detail = body["detail"].as_str().unwrap_or("");
        let cure = matches!(name, "parameter" | "choice").then_some("/api/openapi.json").unwrap_or("");
        assert!(detail.len() > 10 && detail.contains(cure), "{head}: {body}");
    }
    // HEAD tells the same without a body; another name than this server's own is somebody's trick.
    let (status, answer) = served.ask("HEAD /api/v1/documents", b"");
    assert!(
        status == 200 && answer.ends_with("\r\n\r\n") && answer.to_ascii_lowercase().contains("etag: "),
        "{answer}"
    );
    let mut stream = served.connect();
    stream
        .write_all(b"GET /api/v1/documents HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 421"), "{answer}");
}

#[test]
fn a_citation_says_who_looked_at_it() {
    let desk = Desk::new();
    let text = "قالت وزيرة الصحة سعاد المنصوري إن المستشفى الجديد سيفتح أبوابه في الخريف المقبل.";
    let path = desk.file("one.txt", text);
    assert_eq!(desk.run(&["read", "--quiet", &path]).code, 0);
    let said = desk.json(&["statements", "--json"]);
    let row = &said["results"][0];
    let (article, entry) = (row["document"].as_str().expect("an article"), row["id"].as_str().expect("an id"));
    let served = Served::at(&desk);
    let there = format!("/cite/{article}?entry={entry}");
    let read = || served.ask(&format!("GET {there}"), b"").1;
    assert!(read().contains("not reviewed by a person"));
    let (status, told) = served.ask(&format!("POST {there}"), b"found=right");
    assert_eq!(status, 400, "{told}");
    assert_eq!(served.ask(&format!("POST {there}"), "by=هالة <b>&found=right&note=كما في المصدر".as_bytes()).0, 303);
    let after = read();
    assert!(after.contains("reviewed by هالة") && !after.contains("not reviewed by a person)"), "{after}");
    assert!(after.contains("كما في المصدر") && !after.contains("هالة <b>"), "what a person wrote is escaped");
    assert_eq!(served.ask(&format!("POST /cite/{article}?entry=none"), "by=هالة".as_bytes()).0, 404);
}
