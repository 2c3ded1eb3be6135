//! What a user may hand over by mistake: each gets one sentence, and the rest goes on.

mod desk;

use std::io::Write;

use desk::{Desk, articles, ran};

const GOOD: &str = "قال وزير الزراعة سامر الخطيب، يوم الثلاثاء، إن المحصول بلغ 120 ألف طن هذا العام.";

/// Reads `files` beside a good article: one line of trouble that says `words`, exit code 2, the good article is kept.
fn one_message(desk: &Desk, file: &str, words: &str) {
    let good = desk.file("good.txt", GOOD);
    let ran = desk.run(&["read", "-q", file, &good]);
    assert_eq!(ran.code, 2, "{file}: {}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{file}: {}", ran.err);
    assert!(ran.err.contains(words), "{file}: {}", ran.err);
    assert!(ran.err.contains(file), "the thing is named: {}", ran.err);
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE title IS NULL OR title IS NOT NULL"), 1 + extra(desk));
}

/// Documents beyond the good one (a file with a few broken bytes is read).
fn extra(desk: &Desk) -> i64 {
    desk.count("SELECT count(*) FROM versions WHERE label NOT LIKE '%good.txt'")
}

#[test]
fn empty_binary_and_missing_files() {
    let desk = Desk::new();
    one_message(&desk, &desk.file("empty.txt", ""), "is empty");
    one_message(&desk, &desk.file("blank.txt", "  \n\n "), "holds no text");
    one_message(&desk, &desk.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "is no text");
    one_message(&desk, &desk.file("report.pdf", b"%PDF-1.7\n%\xE2\xE3"), "is a damaged PDF");
    one_message(&desk, &desk.file("zeros.txt", [0u8; 500]), "is no text");
    one_message(&desk, desk.path("not-there.txt").to_str().unwrap(), "no such file");
    assert_eq!(extra(&desk), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_opened() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let folder = desk.path("closed");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
    let may = std::fs::read_dir(&folder).is_ok();
    if !may {
        one_message(&desk, folder.to_str().unwrap(), "no permission");
    }
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn broken_letters_are_read_and_told() {
    let desk = Desk::new();
    let mut bytes = GOOD.repeat(4).into_bytes();
    bytes.extend_from_slice(b" \xFF\xFE\xD8 ");
    one_message(&desk, &desk.file("broken.txt", &bytes), "not valid UTF-8");
    assert_eq!(extra(&desk), 1);
}

#[test]
fn another_language_is_a_warning_only() {
    let desk = Desk::new();
    let file =
        desk.file("english.txt", "The minister told reporters on Tuesday that the number had reached 87 states.");
    let ran = desk.run(&["read", "-q", &file]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("does not seem to be Arabic"), "{}", ran.err);
    let in_arabic = desk.run(&["--lang", "ar", "extract", &file]);
    assert!(in_arabic.err.contains("لا يبدو نصا عربيا"), "{}", in_arabic.err);
}

#[test]
fn old_encodings_are_read() {
    let desk = Desk::new();
    // «مصر والعراق» and more in windows-1256.
    let bytes: Vec<u8> =
        b"\xDE\xC7\xE1 \xC7\xE1\xE6\xD2\xED\xD1 \xC5\xE4 \xE3\xD5\xD1 \xE6\xC7\xE1\xDA\xD1\xC7\xDE ".repeat(20);
    let ran = desk.run(&["extract", &desk.file("old.txt", bytes)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("قال الوزير إن مصر والعراق"), "{}", ran.out);
}

#[test]
fn rows_that_are_no_rows_are_named_by_their_line() {
    let desk = Desk::new();
    let rows = format!(
        "{}{{\"id\": \"cut\", \"text\": \"قال الوز\n[1, 2]\n{{\"id\": \"no-text\"}}\nnot json\n\n{{\"id\": \"last\", \"text\": \"{GOOD}\"}}\n",
        articles(1)
    );
    let file = desk.file("rows.jsonl", rows);
    let ran = desk.run(&["read", "-q", &file]);
    assert_eq!(ran.code, 2);
    for (line, words) in [(2, "breaks off"), (3, "no object"), (4, "neither"), (5, "no JSON")] {
        let told = ran.err.lines().find(|l| l.contains(&format!("rows.jsonl:{line}:"))).unwrap_or_default();
        assert!(told.contains(words), "line {line}: {}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), 4, "{}", ran.err);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 2);
}

#[test]
fn folders_are_read_in_the_order_of_names_and_other_files_left_aside() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).unwrap();
    std::fs::create_dir(desk.path("in/sub")).unwrap();
    for (name, word) in [("in/b.txt", "باء"), ("in/a.txt", "ألف"), ("in/sub/c.txt", "جيم")] {
        desk.file(name, format!("{GOOD} {word}"));
    }
    desk.file("in/picture.jpg", b"\xFF\xD8\xFF");
    desk.file("in/.hidden.txt", GOOD);
    let out = desk.run(&["extract", desk.path("in").to_str().unwrap()]);
    assert_eq!(out.code, 0, "{}", out.err);
    let order: Vec<bool> = ["ألف", "باء", "جيم"].iter().zip(out.out.lines()).map(|(w, l)| l.contains(w)).collect();
    assert_eq!(order, [true, true, true]);
    assert_eq!(out.out.lines().count(), 3);
}

#[test]
fn standard_input_and_the_form_that_is_told() {
    let desk = Desk::new();
    let from_pipe = |args: &[&str], input: &str| ran(desk.command(args).write_stdin(input.as_bytes().to_vec()));
    assert_eq!(from_pipe(&["extract", "-"], GOOD).out.lines().count(), 1);
    assert_eq!(from_pipe(&["extract", "-"], &articles(3)).out.lines().count(), 3);
    assert_eq!(from_pipe(&["extract", "--from", "text", "-"], &articles(3)).out.lines().count(), 1);
    assert_eq!(from_pipe(&["extract", "-"], "").code, 2);
    let page =
        format!("<!DOCTYPE html><html><body><article><h1>عنوان الخبر هنا</h1><p>{GOOD}</p></article></body></html>");
    let out = from_pipe(&["extract", "-"], &page).out;
    assert!(!out.contains("<article>"), "{out}");
}

#[test]
fn what_is_given_with_a_document_is_kept() {
    let desk = Desk::new();
    let file = desk.file("a.txt", GOOD);
    let args = ["extract", "--published", "2024-05-17", "--source", "جريدة", "--country", "eg", &file];
    let record: serde_json::Value = serde_json::from_str(&desk.run(&args).out).unwrap();
    assert_eq!(record["reference_date"], "2024-05-17");
    assert_eq!(record["reference_date_from"], "input");
    assert_eq!(record["source"], "جريدة");
    assert_eq!(record["country"], "EG");
    assert_eq!(desk.run(&["extract", "--published", "soon", &file]).code, 2);
    assert_eq!(desk.run(&["extract", "--country", "Egypt", &file]).code, 2);
}

#[test]
fn the_page_and_the_address_tell_the_day() {
    let desk = Desk::new();
    let row = |fields: &str| format!("{{{fields}, \"text\": \"{GOOD}\"}}\n");
    let rows = row("\"url\": \"https://a.example/2024/5/17/x\"") + &row("\"published\": \"2024-05-18T10:00:00Z\"");
    let out = desk.run(&["extract", &desk.file("a.jsonl", rows)]).out;
    let records: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(
        (&records[0]["reference_date"], &records[0]["reference_date_from"]),
        (&"2024-05-17".into(), &"url".into())
    );
    assert_eq!(
        (&records[1]["reference_date"], &records[1]["reference_date_from"]),
        (&"2024-05-18".into(), &"input".into())
    );
}

#[test]
fn a_very_long_line_is_read() {
    let desk = Desk::new();
    let mut file = std::io::BufWriter::new(std::fs::File::create(desk.path("long.jsonl")).unwrap());
    file.write_all(b"{\"id\": \"long\", \"text\": \"").unwrap();
    for _ in 0..20_000 {
        file.write_all("كلمة أخرى في سطر طويل جدا ".as_bytes()).unwrap();
    }
    file.write_all(b"\"}\n").unwrap();
    file.flush().unwrap();
    let ran = desk.run(&["read", "-q", desk.path("long.jsonl").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn the_same_bytes_come_out_whatever_the_number_of_threads() {
    let desk = Desk::new();
    let file = desk.file("many.jsonl", articles(150));
    let one = desk.run(&["extract", "--jobs", "1", &file]).out;
    assert_eq!(one.lines().count(), 150);
    assert_eq!(one, desk.run(&["extract", "--jobs", "1", &file]).out);
    assert_eq!(one, desk.run(&["extract", "--jobs", "2", &file]).out);
    assert_eq!(one, desk.run(&["extract", "--jobs", "7", &file]).out);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_closes_early_is_no_fault() {
    let desk = Desk::new();
    let file = desk.file("many.jsonl", articles(400));
    let program = assert_cmd::cargo::cargo_bin("isnad");
    let line = format!("{} extract {file} | head -1 >/dev/null; echo ${{PIPESTATUS[0]}}", program.display());
    let out = std::process::Command::new("bash").args(["-c", &line]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), "0");
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}

#[test]
fn pages_without_an_article_are_told_what_they_are() {
    let desk = Desk::new();
    let cards: String = (1..6)
        .map(|n| format!("<div><h3><a href=/{n}>الوزارة تعلن نتائج المرحلة {n} من المشروع</a></h3><p>أعلنت الوزارة أمس نتائج المرحلة {n} من مشروع الطرق في المحافظات الشمالية.</p></div>"))
        .collect();
    let wall = "<title>المرسى</title><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك، ونعالج بياناتك الشخصية لعرض إعلانات تناسبك.</p>";
    for (name, page, says) in [
        ("front.html", format!("<html><title>أخبار</title><h1>أخبار</h1>{cards}"), "lists other pages"),
        (
            "gone.html",
            "<html><title>الصفحة غير موجودة</title><h1>404</h1><p>ربما نُقلت الصفحة.</p>".to_owned(),
            "is not there",
        ),
        ("consent.html", format!("<html>{wall}"), "asks for consent"),
        (
            "app.html",
            format!("<html><title>المرسى</title><div id=app></div>{}", "<script src=a></script>".repeat(5)),
            "by scripts alone",
        ),
    ] {
        one_message(&desk, &desk.file(name, page), says);
    }
    assert_eq!(extra(&desk), 0);
}

#[test]
fn an_article_says_where_its_facts_were_found() {
    let desk = Desk::new();
    let html = "<html lang=ar><title>الوزارة تعلن نتائج المشروع</title><meta property='og:site_name' content='صحيفة الحقل'><h1>الوزارة تعلن نتائج المشروع</h1><time datetime=2024-05-17>17 مايو</time><article><p>أعلنت الوزارة أمس نتائج المرحلة الأولى من مشروع الطرق في المحافظات الشمالية.</p></article>";
    let page = desk.file("page.jsonl", serde_json::json!({"id": "a1", "html": html, "section": "اقتصاد"}).to_string());
    assert_eq!(desk.run(&["read", &page, "--country", "EG"]).code, 0);
    let origins = desk.json(&["show", "a1", "--json"])["origins"].clone();
    assert_eq!(origins["title"], "heading");
    assert_eq!(origins["source"], "opengraph");
    assert_eq!(origins["published"], "time-element");
    assert_eq!((&origins["country"], &origins["section"]), (&"input".into(), &"input".into()));
    assert!(desk.run(&["show", "a1"]).out.contains("OpenGraph"));
    // A new reading keeps them.
    assert_eq!(desk.run(&["reread"]).code, 0);
    assert_eq!(desk.json(&["show", "a1", "--json"])["origins"], origins);
}
