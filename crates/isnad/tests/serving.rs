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
    let vast = "%D8%A7*+OR+".repeat(60);
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
