//! What is kept stays kept: the same twice, changed texts, forgetting, reading again, a killed run, a bad file.

mod desk;

use desk::{Desk, articles, examples};

#[test]
fn the_same_twice_changes_nothing() {
    let desk = Desk::with_examples();
    let before = desk.run(&["export", "--to", "jsonl", "--what", "records"]).out;
    let ran = desk.run(&["read", &examples()]);
    assert!(ran.out.contains("12 already known"), "{}", ran.out);
    assert_eq!(before, desk.run(&["export", "--to", "jsonl", "--what", "records"]).out);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 12);
    assert_eq!(desk.count("SELECT count(*) FROM readings"), 12);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn a_changed_text_is_a_new_version_and_the_old_one_stays() {
    let desk = Desk::new();
    let first = articles(3);
    let file = desk.file("a.jsonl", &first);
    desk.run(&["read", "-q", &file]);
    let file = desk.file("a.jsonl", first.replace("جيداً", "ممتازاً"));
    let ran = desk.run(&["read", &file]);
    assert!(ran.out.contains("3 changed texts"), "{}", ran.out);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 3);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 6);
    assert_eq!(desk.run(&["search", "ممتازا"]).code, 0);
    assert_eq!(desk.run(&["search", "جيدا"]).code, 1, "the index follows the text that stands");
    // A text that comes back is the version it was.
    let file = desk.file("a.jsonl", &first);
    desk.run(&["read", "-q", &file]);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 6);
    assert_eq!(desk.run(&["search", "جيدا"]).code, 0);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn new_particulars_of_the_same_text_are_read_again() {
    let desk = Desk::new();
    let file = desk.file("a.jsonl", articles(1));
    desk.run(&["read", "-q", &file]);
    let file = desk.file("a.jsonl", articles(1).replace("2023-01-01", "2023-05-05"));
    assert!(desk.run(&["read", &file]).out.contains("1 with new particulars"));
    assert_eq!(desk.count("SELECT count(*) FROM documents WHERE day = '2023-05-05'"), 1);
    assert_eq!(desk.count("SELECT count(*) FROM versions"), 1);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn a_forgotten_document_is_gone_and_not_read_again() {
    let desk = Desk::new();
    let file = desk.file("a.jsonl", articles(4).replace("سامر الخطيب رقم 2", "زياد القصاص رقم 2"));
    desk.run(&["read", "-q", &file]);
    assert_eq!(desk.run(&["search", "القصاص"]).code, 0);
    assert_eq!(desk.run(&["forget", "farm-0002"]).code, 2, "a reason is wanted");
    let ran = desk.run(&["forget", "farm-0002", "--reason", "a court's order"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(desk.run(&["search", "القصاص"]).code, 1);
    assert_eq!(desk.run(&["statements", "--speaker", "القصاص"]).code, 1);
    assert_eq!(desk.count("SELECT count(*) FROM names WHERE name LIKE '%القصاص%'"), 0);
    assert!(desk.run(&["show", "farm-0002"]).out.contains("a court's order"));
    let again = desk.run(&["read", &file]);
    assert!(again.out.contains("1 forgotten, not read again"), "{}", again.out);
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 3);
    assert_eq!(desk.count("SELECT count(*) FROM log WHERE what = 'forget' AND reason = 'a court''s order'"), 1);
    let bytes = std::fs::read(desk.db()).unwrap();
    let name = "القصاص".as_bytes();
    assert!(!bytes.windows(name.len()).any(|w| w == name), "nothing of it is left in the file");
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn reading_again_gives_the_same_record() {
    let desk = Desk::with_examples();
    let before = desk.run(&["export", "--to", "jsonl", "--what", "records"]).out;
    let ran = desk.run(&["reread"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("12 articles were read again"), "{}", ran.out);
    let after = desk.run(&["export", "--to", "jsonl", "--what", "records"]).out;
    for (a, b) in before.lines().zip(after.lines()) {
        assert_eq!(a, b);
    }
    assert_eq!(desk.count("SELECT count(*) FROM readings"), 12);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_killed_run_leaves_a_whole_store_that_the_same_command_completes() {
    let desk = Desk::new();
    let file = desk.file("many.jsonl", articles(1500));
    let program = assert_cmd::cargo::cargo_bin("isnad");
    let start = |command: &str| {
        let mut c = std::process::Command::new(&program);
        c.current_dir(desk.path("")).arg(command);
        if command == "read" {
            c.args(["-q", "--jobs", "2", &file]);
        }
        c.stdout(std::process::Stdio::null()).spawn().unwrap()
    };
    for pause in [5, 30, 60, 120, 200, 350, 500] {
        let mut child = start("read");
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        if desk.db().exists() {
            let ran = desk.run(&["doctor"]);
            let fresh = ran.err.contains("no store here yet");
            assert!(ran.code == 0 || fresh, "after {pause} ms: {}{}", ran.out, ran.err);
        }
    }
    assert!(start("read").wait().unwrap().success());
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 1500);
    assert_eq!(desk.count("SELECT count(DISTINCT id) FROM documents"), 1500);
    assert_eq!(desk.count("SELECT count(*) FROM readings"), 1500);
    let whole = desk.run(&["export", "--to", "jsonl", "--what", "statements"]).out;
    for pause in [40, 150, 400] {
        let mut child = start("reread");
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(desk.run(&["doctor"]).code, 0, "after {pause} ms");
        assert_eq!(
            whole,
            desk.run(&["export", "--to", "jsonl", "--what", "statements"]).out,
            "one reading stands at any time"
        );
    }
    assert!(start("reread").wait().unwrap().success());
    assert_eq!(desk.count("SELECT count(*) FROM readings"), 1500);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn two_runs_at_once_keep_everything_once() {
    let desk = Desk::new();
    let a = desk.file("a.jsonl", articles(300));
    let program = assert_cmd::cargo::cargo_bin("isnad");
    desk.run(&["read", "-q", &desk.file("one.jsonl", articles(1))]);
    let start =
        || std::process::Command::new(&program).current_dir(desk.path("")).args(["read", "-q", &a]).spawn().unwrap();
    let (mut x, mut y) = (start(), start());
    assert!(x.wait().unwrap().success());
    assert!(y.wait().unwrap().success());
    assert_eq!(desk.count("SELECT count(*) FROM documents"), 300);
    assert_eq!(desk.run(&["doctor"]).code, 0);
}

#[test]
fn a_file_that_is_no_store_is_told_apart() {
    let desk = Desk::new();
    let missing = desk.run(&["statements"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("no store here yet"), "{}", missing.err);
    desk.file(
        "isnad.db",
        "this is a letter, not a database, and long enough to be looked at as one by SQLite, or so it seems to be",
    );
    for args in [&["statements"][..], &["doctor"], &["read", "-q", "x.txt"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains("not a store of isnad"), "{}", ran.err);
    }
    std::fs::remove_file(desk.db()).unwrap();
    rusqlite::Connection::open(desk.db()).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    assert!(desk.run(&["read", "-q", "x.txt"]).err.contains("not a store of isnad"));
}

#[test]
fn a_newer_store_is_not_touched() {
    let desk = Desk::with_examples();
    rusqlite::Connection::open(desk.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for args in [&["statements"][..], &["read", "-q", &examples()], &["doctor"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("newer isnad"), "{}", ran.err);
    }
}

#[test]
fn a_damaged_store_is_told() {
    let desk = Desk::with_examples();
    let mut bytes = std::fs::read(desk.db()).unwrap();
    let middle = bytes.len() / 2;
    bytes[4096..middle].fill(0xAB);
    std::fs::write(desk.db(), bytes).unwrap();
    for args in [&["statements"][..], &["doctor"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn a_locked_store_says_so() {
    let desk = Desk::with_examples();
    let other = rusqlite::Connection::open(desk.db()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(desk.run(&["statements", "--limit", "1"]).code, 0, "reading goes on");
    let ran = desk::ran(desk.command(&["read", "-q", &examples()]).env("ISNAD_WAIT", "1"));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("another program is writing"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_store_that_may_only_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_examples();
    let mode =
        |path: std::path::PathBuf, m: u32| std::fs::set_permissions(path, std::fs::Permissions::from_mode(m)).unwrap();
    mode(desk.db(), 0o444);
    let writable = std::fs::OpenOptions::new().append(true).open(desk.db()).is_ok();
    mode(desk.path(""), 0o555);
    assert_eq!(desk.run(&["statements", "--limit", "1"]).code, 0);
    if !writable {
        let ran = desk.run(&["read", "-q", &examples()]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("read-only") || ran.err.contains("permission"), "{}", ran.err);
    }
    mode(desk.path(""), 0o755);
}
