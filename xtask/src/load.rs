//! How long does a reader wait when the record is large, and while it is being written? Makes a corpus of many articles from
//! a folder's by repetition with changed names and days, reads it into a store, and asks its pages and its search over HTTP.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bench::{any_binary, corpus};

/// What is asked: a sort and a query, a page or a subject a line.
const ASKED: &str = include_str!("../words/load.tsv");

/// The lines of a sort.
fn asked(sort: &str) -> Vec<&'static str> {
    let lines = ASKED.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    lines.filter(|l| l.0 == sort).map(|l| l.1).collect()
}

/// Requests in a second, and for how long.
const RATE: u32 = 50;
const SECONDS: u32 = 30;

/// Runs the measurement over `times` copies of the folder's articles; `keep`: a store to make or to use again.
///
/// # Errors
/// The folder or the program is missing, or the program fails.
pub fn run(folder: &Path, times: usize, keep: Option<&Path>) -> Result<(), String> {
    let binary = any_binary()?;
    let place = std::env::temp_dir().join(format!("isnad-load-{}", std::process::id()));
    std::fs::create_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()))?;
    let done = measure(&binary, folder, &place, times, keep);
    let removed = std::fs::remove_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()));
    done.and(removed)
}

fn measure(binary: &Path, folder: &Path, place: &Path, times: usize, keep: Option<&Path>) -> Result<(), String> {
    let database = keep.map_or_else(|| place.join("load.db"), Path::to_owned);
    let input = place.join("corpus.jsonl");
    if !database.exists() {
        let (articles, bytes) = make(folder, &input, 0, times)?;
        println!("{articles} articles, {:.0} MB of JSON Lines", bytes as f64 / 1e6);
        let start = Instant::now();
        finish(read(binary, &database, &input)?)?;
        let took = start.elapsed().as_secs_f64();
        let size = database.metadata().map_or(0, |m| m.len());
        println!(
            "import: {took:.1} s, {:.0} articles/s, {:.1} MB/s",
            articles as f64 / took,
            bytes as f64 / 1e6 / took
        );
        println!("store: {:.0} MB, {:.1} times the input", size as f64 / 1e6, size as f64 / bytes.max(1) as f64);
    }
    let server = Server::start(binary, &database)?;
    println!("\nsearch with facets, one after another (API)      p50 ms   p99 ms  worst ms");
    let searches = asked("search");
    let mut all = Vec::new();
    for round in 0..10 {
        for query in &searches {
            // Each time another page of it, so that no answer was made before.
            let path = format!("/api/v1/search?limit={}&q={}", 20 + round, encoded(query));
            all.push((*query, server.get(&path)?));
        }
    }
    told("first of each", all.iter().take(searches.len()).map(|a| a.1));
    told("all", all.iter().map(|a| a.1));
    let worst = all.iter().max_by_key(|a| a.1).map_or("", |a| a.0);
    println!("slowest: {worst}");
    println!("\nthe first visit to each page, one after another");
    let mut visits = Vec::new();
    for path in server.paths()? {
        visits.push((server.get(&path)?, path));
    }
    told("all", visits.iter().map(|v| v.0));
    let worst = visits.iter().max_by_key(|v| v.0).map_or("", |v| v.1.as_str());
    println!("slowest: {worst}");
    println!("\npages at {RATE} requests a second for {SECONDS} s");
    told("nothing else goes on", server.pages()?.into_iter());
    // The same while another part of the corpus is read into the file.
    let more = place.join("more.jsonl");
    make(folder, &more, times, times + 1)?;
    let mut import = read(binary, &database, &more)?;
    let waits = server.pages()?;
    let busy = import.try_wait().map_err(|e| e.to_string())?.is_none();
    told(if busy { "while an import runs" } else { "while an import runs (it ended before)" }, waits.into_iter());
    import.kill().map_err(|e| e.to_string())?;
    import.wait().map_err(|e| e.to_string())?;
    Ok(())
}

/// Writes copies `from..to` of the articles: the first as they are, the others with changed names and days.
fn make(folder: &Path, path: &Path, from: usize, to: usize) -> Result<(usize, u64), String> {
    let say = |e: std::io::Error| format!("{}: {e}", path.display());
    let rows = corpus::load(folder, usize::MAX)?;
    let names = Names::of(&rows);
    let mut out = BufWriter::new(File::create(path).map_err(say)?);
    let mut articles = 0;
    for copy in from..to {
        for row in &rows {
            let line = if copy == 0 { row.line.clone() } else { names.changed(row, copy) };
            writeln!(out, "{line}").map_err(say)?;
            articles += 1;
        }
    }
    out.flush().map_err(say)?;
    Ok((articles, path.metadata().map_err(say)?.len()))
}

/// Words that stand after a title are names; each copy exchanges them for one another, so that no two copies are one text.
struct Names {
    words: Vec<String>,
}

impl Names {
    fn of(rows: &[corpus::Row]) -> Names {
        let titles = isnad_extract::lexicon::lexicon().rows(isnad_extract::lexicon::Class::GivenName);
        let mut words: Vec<String> = titles.iter().flat_map(|r| r.forms().map(str::to_owned)).collect();
        words.retain(|w| !w.contains(' ') && w.chars().count() > 2);
        words.sort();
        words.dedup();
        if rows.is_empty() {
            words.clear();
        }
        Names { words }
    }

    fn changed(&self, row: &corpus::Row, copy: usize) -> String {
        let Ok(mut value) = serde_json::from_str::<Value>(&row.line) else { return row.line.clone() };
        let mut n = 0;
        let words = row.text.split_inclusive(char::is_whitespace).map(|piece| {
            let word = piece.trim_end();
            n += 1;
            if let Ok(at) = self.words.binary_search_by(|w| w.as_str().cmp(word)) {
                let other = self.words.get((at + copy * 37) % self.words.len()).map_or(word, String::as_str);
                return piece.replacen(word, other, 1);
            }
            // A number moves with the copy, and every few sentences a word is left out.
            if word.len() < 5 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() {
                let number: usize = word.parse().unwrap_or(0);
                return piece.replacen(word, &format!("{}", number + copy), 1);
            }
            if n % 5 == copy % 5 { String::new() } else { piece.to_owned() }
        });
        let text: String = words.collect();
        let day = row.published.as_deref().and_then(|d| d.parse::<jiff::civil::Date>().ok());
        let moved = day.and_then(|d| d.checked_sub(jiff::Span::new().days(copy as i64 * 17)).ok());
        if let Value::Object(fields) = &mut value {
            fields.insert("text".into(), Value::from(text));
            fields.insert("id".into(), Value::from(format!("{}-{copy}", row.id)));
            fields.remove("url");
            if let Some(day) = moved {
                fields.insert("published".into(), Value::from(day.to_string()));
            }
        }
        value.to_string()
    }
}

fn read(binary: &Path, database: &Path, input: &Path) -> Result<Child, String> {
    Command::new(binary)
        .arg("--db")
        .arg(database)
        .args(["read", "--quiet", "--from", "jsonl"])
        .arg(input)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{}: {e}", binary.display()))
}

fn finish(mut child: Child) -> Result<(), String> {
    let status = child.wait().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("isnad read: {status}")) }
}

/// `isnad serve`, ended with this value.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(binary: &Path, database: &Path) -> Result<Server, String> {
        let mut child = Command::new(binary)
            .arg("--db")
            .arg(database)
            .args(["--lang", "en", "serve", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{}: {e}", binary.display()))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(|e| e.to_string())?;
        }
        let address = line.split("http://").nth(1).and_then(|a| a.split(['/', '\n']).next());
        match address {
            Some(address) => Ok(Server { address: address.trim().to_owned(), child }),
            None => Err(format!("isnad serve said: {line}")),
        }
    }

    fn get(&self, path: &str) -> Result<Duration, String> {
        get(&self.address, path)
    }

    /// Some articles and a statement of each, by id.
    fn statements(&self) -> Result<Vec<(String, String)>, String> {
        let mut out = Vec::new();
        for subject in asked("subject") {
            let body = ask(&self.address, &format!("/api/v1/statements?limit=20&about={}", encoded(subject)))?;
            let found: Value = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
            let rows = found["results"].as_array().cloned().unwrap_or_default();
            out.extend(
                rows.iter().filter_map(|r| Some((r["document"].as_str()?.to_owned(), r["id"].as_str()?.to_owned()))),
            );
        }
        Ok(out)
    }

    /// The addresses of the stories on the first page of them.
    fn stories(&self) -> Result<Vec<String>, String> {
        let page = ask(&self.address, "/stories")?;
        let links = String::from_utf8_lossy(&page).into_owned();
        let links = links.split("href=\"").filter_map(|l| l.split('"').next());
        Ok(links.filter(|l| l.starts_with("/stories/")).map(str::to_owned).collect())
    }

    /// The addresses of all pages, each of every subject that stands in it, and of as many articles and stories.
    fn paths(&self) -> Result<Vec<String>, String> {
        let (pages, subjects) = (asked("page"), asked("subject"));
        let (statements, stories) = (self.statements()?, self.stories()?);
        let mut out = Vec::new();
        for (n, subject) in subjects.iter().enumerate() {
            // Far from each other in the list: of other subjects and other days.
            let statement = statements.get(n * 17 % statements.len().max(1)).cloned().unwrap_or_default();
            let story = stories.get(n % stories.len().max(1)).map_or("/stories", String::as_str);
            for page in &pages {
                let page = page.replace("[]", &statement.0).replace("<>", &statement.1).replace("{}", subject);
                out.push(written(&page.replace("()", story)));
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|path| seen.insert(path.clone()));
        Ok(out)
    }

    /// Opens pages at an even pace, whatever the answers take; the wait of each.
    fn pages(&self) -> Result<Vec<Duration>, String> {
        let waits = Arc::new(Mutex::new(Vec::new()));
        let failed = Arc::new(AtomicBool::new(false));
        let paths = self.paths()?;
        let start = Instant::now();
        let mut threads = Vec::new();
        for n in 0..RATE * SECONDS {
            let due = start + Duration::from_secs(1) / RATE * n;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let path = paths.get(n as usize % paths.len().max(1)).cloned().unwrap_or_default();
            let (address, waits, failed) = (self.address.clone(), Arc::clone(&waits), Arc::clone(&failed));
            threads.push(std::thread::spawn(move || match get(&address, &path) {
                Ok(wait) => waits.lock().map(|mut w| w.push(wait)).unwrap_or_default(),
                Err(e) => {
                    if !failed.swap(true, Ordering::Relaxed) {
                        println!("{path}: {e}");
                    }
                }
            }));
        }
        for thread in threads {
            thread.join().map_err(|_| "a request ended badly".to_owned())?;
        }
        let waits = waits.lock().map_err(|e| e.to_string())?.clone();
        let asked = (RATE * SECONDS) as usize;
        if waits.len() < asked {
            println!("{} of {asked} requests failed", asked - waits.len());
        }
        Ok(waits)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request; how long it took to the last byte.
fn get(address: &str, path: &str) -> Result<Duration, String> {
    let start = Instant::now();
    ask(address, path).map(|_| start.elapsed())
}

/// The body of the answer to one request on a connection of its own.
fn ask(address: &str, path: &str) -> Result<Vec<u8>, String> {
    let say = |e: std::io::Error| e.to_string();
    let mut stream = TcpStream::connect(address).map_err(say)?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).map_err(say)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").map_err(say)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(say)?;
    let status = answer.get(9..12).unwrap_or(b"");
    if status != b"200" {
        return Err(format!("status {}", String::from_utf8_lossy(status)));
    }
    let body = answer.windows(4).position(|w| w == b"\r\n\r\n").map_or(0, |at| at + 4);
    Ok(answer.split_off(body))
}

/// An address with the letters that must be written otherwise.
fn written(path: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"/?&=-_.~%".contains(&b);
    path.bytes().map(|b| if kept(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect()
}

fn told(name: &str, waits: impl Iterator<Item = Duration>) {
    let mut waits: Vec<Duration> = waits.collect();
    waits.sort();
    let at = |share: f64| {
        let place = ((waits.len() as f64 * share).ceil() as usize).saturating_sub(1);
        waits.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!("{name:<44} {:>10.1} {:>8.1} {:>9.1}   ({} requests)", at(0.5), at(0.99), at(1.0), waits.len());
}
