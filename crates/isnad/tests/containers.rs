//! What holds documents: archives, tables, feeds, packed files; and what only pretends to.

mod desk;

use std::io::Write;
use std::time::{Duration, Instant};

use desk::Desk;

fn said(n: u32) -> String {
    format!(
        "قال وزير الزراعة سامر الخطيب، يوم الثلاثاء، إن المحصول في المنطقة رقم {n} بلغ {} ألف طن هذا العام.",
        100 + n
    )
}

fn page(n: u32) -> String {
    format!(
        "<html><body><nav>الرئيسية</nav><article><h1>المحصول رقم {n}</h1><p>{}</p><p>وأضاف أن الموسم رقم {n} كان جيدا، وأن الوزارة ستوزع البذور.</p></article></body></html>",
        said(n)
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn record(url: &str, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-09-30T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

/// Reads a file: articles in the store, standard error.
fn read(desk: &Desk, file: &str, more: &[&str]) -> (i64, String) {
    let mut args = vec!["read", "-q", file];
    args.extend(more);
    let ran = desk.run(&args);
    (desk.count("SELECT count(*) FROM documents"), ran.err)
}

#[test]
fn a_web_archive_is_read_in_place() {
    let english = "<html><body><p>The minister said that the harvest was good this year.</p></body></html>".repeat(20);
    let mut bytes = gzip(&record("https://a.example/1", &page(1).repeat(3)));
    bytes.extend(gzip(&record("https://a.example/en", &english)));
    let torn = gzip(&record("https://a.example/torn", &page(7).repeat(30)));
    bytes.extend_from_slice(&torn[..torn.len() / 2]);
    bytes.extend(gzip(&record("https://a.example/2", &page(2))));
    let desk = Desk::new();
    let file = desk.file("news.warc.gz", &bytes);
    let (n, err) = read(&desk, &file, &[]);
    assert!(err.contains("news.warc.gz@"), "{err}");
    assert!(n >= 2, "{err}");
    assert_eq!(
        desk.count("SELECT count(*) FROM documents WHERE url IN ('https://a.example/1', 'https://a.example/2')"),
        2
    );
    // The pages are not copied, and are found again.
    assert_eq!(desk.count("SELECT coalesce(sum(length(raw)), 0) FROM evidence"), 0);
    let listed = desk.json(&["search", "المحصول", "--json"]);
    let id = listed["results"][0]["document"].as_str().unwrap().to_owned();
    assert!(desk.run(&["show", &id, "--raw"]).out.contains("<article>"));
    assert!(desk.run(&["show", &id, "--furniture"]).out.contains("الرئيسية"));
    std::fs::remove_file(&file).unwrap();
    assert!(desk.run(&["show", &id, "--raw"]).err.contains("is gone"));
}

#[test]
fn tables_with_columns_of_any_name() {
    let desk = Desk::new();
    let csv = desk
        .file("a.csv", format!("العنوان;النص;التاريخ;الرابط\nخبر;\"{}\";2024-09-30;https://a.example/1\n\n", said(1)));
    assert_eq!(read(&desk, &csv, &[]), (1, String::new()));
    assert_eq!(
        desk.count(
            "SELECT count(*) FROM documents WHERE published = '2024-09-30' AND title = 'خبر' AND url IS NOT NULL"
        ),
        1
    );
    let other = desk.file("b.csv", format!("k,story_ar,when\n1,\"{}\",2023-01-02\n", said(2)));
    assert_eq!(read(&desk, &other, &["--columns", "text=story_ar,published=when"]).0, 2);
    let json = desk.file("c.json", format!("[\n {{\"body\": \"{}\"}},\n {{\"body\": \"{}\"}}\n]", said(3), said(4)));
    assert_eq!(read(&desk, &json, &[]).0, 4);
    assert!(desk.run(&["read", &json, "--columns", "nonsense"]).err.contains("names no column"));
}

#[test]
fn packed_files_and_what_is_in_them() {
    let desk = Desk::new();
    let rows = format!("{{\"text\": \"{}\"}}\n", said(1));
    assert_eq!(read(&desk, &desk.file("a.jsonl.gz", gzip(rows.as_bytes())), &[]).0, 1);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in
        [("in/a.html", page(2).into_bytes()), ("in/b.txt.gz", gzip(said(3).as_bytes())), ("in/c.png", b"x".to_vec())]
    {
        zip.start_file(name, plain).unwrap();
        zip.write_all(&content).unwrap();
    }
    let (n, err) = read(&desk, &desk.file("b.zip", zip.finish().unwrap().into_inner()), &[]);
    assert_eq!((n, err.as_str()), (3, ""));
    // zstd: one frame that is stored as it is.
    let text = said(4);
    let mut zst = vec![0x28, 0xB5, 0x2F, 0xFD, 0x20, u8::try_from(text.len()).expect("a short text")];
    zst.extend(((text.len() as u32) << 3 | 1).to_le_bytes().iter().take(3));
    zst.extend(text.as_bytes());
    let (n, err) = read(&desk, &desk.file("c.txt.zst", zst), &[]);
    assert_eq!((n, err.as_str()), (4, ""));
    let mhtml = format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://a.example/9\r\n\r\n{}\r\n--b--\r\n",
        page(5)
    );
    assert_eq!(read(&desk, &desk.file("d.mhtml", mhtml), &[]), (5, String::new()));
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE url = 'https://a.example/9'"), 1);
}

#[test]
fn a_feed_in_a_file() {
    let desk = Desk::new();
    let feed = format!(
        "<rss><channel><title>جريدة الحقل</title><item><title>أ & ب</title><link>https://a.example/1</link><pubDate>٧ أكتوبر ٢٠٢٠</pubDate><description><![CDATA[<p>{}</p><p>{}</p>]]></description></item><item><title>عنوان وحده</title></item></channel></rss>",
        said(1),
        said(2)
    );
    assert_eq!(read(&desk, &desk.file("a.xml", feed), &[]), (1, String::new()));
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE source = 'جريدة الحقل' AND published = '2020-10-07' AND title = 'أ & ب'"), 1);
    let map = desk.file("map.xml", "<urlset><url><loc>https://a.example/1</loc></url></urlset>");
    assert!(read(&desk, &map, &[]).1.contains("isnad follow"));
}

#[test]
fn the_same_text_under_another_address_is_told() {
    let desk = Desk::new();
    let row = |url: &str| format!("{{\"url\": \"{url}\", \"text\": \"{}\"}}\n", said(1));
    let file = desk.file(
        "a.jsonl",
        [row("https://a.example/1"), row("https://a.example/1?utm_source=x"), row("https://b.example/2")].concat(),
    );
    let ran = desk.run(&["read", &file]);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 2);
    assert!(ran.out.contains("known under another address"), "{}", ran.out);
}

#[test]
fn pages_are_cleaned_again_when_asked() {
    let desk = Desk::new();
    let file = desk.file("a.html", page(1));
    assert_eq!(read(&desk, &file, &["--source", "جريدة الحقل", "--published", "2024-01-02"]).0, 1);
    std::fs::remove_file(&file).unwrap();
    let c = rusqlite::Connection::open(desk.db()).unwrap();
    // As if an older program had cleaned it worse.
    c.execute("UPDATE texts SET text = text || ' الرئيسية'", []).unwrap();
    c.execute("UPDATE versions SET version = 'old'", []).unwrap();
    drop(c);
    assert_eq!(desk.run(&["reread"]).code, 0);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 1, "the text that is kept is read again, no more");
    assert_eq!(desk.run(&["reread", "--clean"]).code, 0);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 2);
    assert_eq!(desk.count("SELECT count(*) FROM documents d JOIN texts t ON t.version = d.version WHERE t.text NOT LIKE '%الرئيسية%' AND d.published = '2024-01-02' AND d.source = 'جريدة الحقل'"), 1);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn hostile_files_cost_a_message_and_bounded_time() {
    let desk = Desk::new();
    let good = desk.file("good.txt", said(1));
    let line = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"{}\"}}\n", "ا".repeat(25 << 20), said(3));
    let mut feed = String::from("<rss><channel><title>x</title>");
    while feed.len() < 100 << 20 {
        feed.push_str("<item><title>خبر</title><link>https://a.example/1</link><description>قصير</description></item>");
    }
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("deep.html", "<div>".repeat(2_000_000).into_bytes()),
        ("attributes.html", format!("<p {}>{}</p>", "a=1 ".repeat(1_000_000), said(2)).into_bytes()),
        ("nulls.html", format!("<p>{}</p>{}", said(4), "\0".repeat(200)).into_bytes()),
        ("entities.html", "&amp;#38;&lt;!ENTITY a '&a;'&gt;".repeat(200_000).into_bytes()),
        ("endless.html", "<p>و<b>و<i>و".repeat(300_000).into_bytes()),
        ("bomb.txt.gz", gzip(&vec![b'a'; 100 << 20])),
        ("bomb.gz.zip", gzip(&gzip(&gzip(&gzip(&gzip(&gzip(&gzip(b"a")))))))),
        ("large.feed.xml", feed.into_bytes()),
        ("long.jsonl", line.into_bytes()),
        (
            "lying.warc",
            format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n{}", "x".repeat(1000))
                .into_bytes(),
        ),
    ];
    for (name, bytes) in files {
        let file = desk.file(name, bytes);
        let started = Instant::now();
        let ran = desk.run(&["read", "-q", &file, &good]);
        let took = started.elapsed();
        assert!(matches!(ran.code, 0 | 2), "{name}: {} {}", ran.code, ran.err);
        assert!(!ran.err.contains("fault in this program"), "{name}: {}", ran.err);
        // Generous: the machine may be busy and the build is not the one of the release.
        assert!(took < Duration::from_secs(60), "{name}: {took:?}");
        assert!(ran.err.len() < 4000, "{name}: {}", ran.err);
        std::fs::remove_file(&file).unwrap();
    }
    assert_eq!(
        desk.count(
            "SELECT count(*) FROM documents WHERE key IN (SELECT document FROM versions WHERE label LIKE '%good.txt')"
        ),
        1
    );
    assert_eq!(
        desk.count("SELECT count(*) FROM versions WHERE label LIKE '%long.jsonl:2'"),
        1,
        "the line behind a long one is read"
    );
}
