//! Each command on the example articles, as a user runs it.

mod desk;

use desk::{Desk, examples, ran};
use serde_json::Value;

#[test]
fn read_ends_with_a_summary_and_the_next_commands() {
    let desk = Desk::new();
    let ran = desk.run(&["read", &examples()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("12 articles read"), "{}", ran.out);
    assert!(ran.out.contains("2014-09-12 to 2024-10-01"), "{}", ran.out);
    for heading in ["Who said what", "Copies", "What to ask next"] {
        assert!(ran.out.contains(heading), "{heading}:\n{}", ran.out);
    }
    assert!(ran.out.lines().count() <= 60, "one screen, not {} lines", ran.out.lines().count());
    assert_eq!(ran.err, "", "a pipe sees no progress");
}

#[test]
fn the_program_speaks_arabic() {
    let desk = Desk::new();
    let ran = desk.run(&["--lang", "ar", "read", &examples()]);
    assert!(ran.out.contains("من قال ماذا"), "{}", ran.out);
    assert!(ran.out.contains("قُرئت 12 مقالة"), "{}", ran.out);
    for (name, value) in [("LC_ALL", "ar_EG.UTF-8"), ("LANG", "ar"), ("ISNAD_LANG", "ar")] {
        let help = desk::ran(desk.command(&["--help"]).env(name, value));
        assert!(help.out.contains("الأوامر"), "{name}={value}: {}", help.out);
    }
    let wrong = desk.run(&["--lang", "ar", "raed"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("أتقصد"), "{}", wrong.err);
}

#[test]
fn statements_are_found_by_part_of_a_name() {
    let desk = Desk::with_examples();
    let ran = desk.run(&["statements", "--speaker", "بلينكن"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("بلينكن"), "{}", ran.out);
    assert!(ran.out.contains("The store holds 12 articles"), "{}", ran.out);
    let spelled = desk.json(&["statements", "--speaker", "بلينكين‌", "--json"]);
    assert_eq!(spelled["results"], Value::Array(vec![]));
    let by_day = desk.json(&["statements", "--from", "2024-09", "--to", "2024-10", "--json", "--limit", "100"]);
    let rows = by_day["results"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row["published"].as_str().is_some_and(|d| d >= "2024-09"), "{row}");
    }
    let acts = desk.json(&["statements", "--act", "deny", "--json"]);
    assert!(acts["results"].as_array().is_some_and(|r| r.iter().all(|s| s["act"] == "deny")));
}

#[test]
fn a_listing_says_where_its_next_page_begins() {
    let desk = Desk::with_examples();
    let first = desk.json(&["statements", "--limit", "5", "--json"]);
    assert_eq!(first["results"].as_array().map(Vec::len), Some(5));
    assert_eq!(first["next"], 5);
    let second = desk.json(&["statements", "--limit", "5", "--offset", "5", "--json"]);
    assert_ne!(first["results"], second["results"]);
    let all = desk.json(&["statements", "--limit", "10000", "--json"]);
    assert_eq!(all["next"], Value::Null);
    let rows = all["results"].as_array().expect("rows");
    assert_eq!(rows.get(5), second["results"].get(0), "the order is the same on every page");
}

#[test]
fn what_an_entry_quotes_stands_at_its_place() {
    let desk = Desk::with_examples();
    for what in ["statements", "figures", "times"] {
        let out = desk.run(&["export", "--to", "jsonl", "--what", what]).out;
        let records = desk.run(&["export", "--to", "jsonl", "--what", "records"]).out;
        let texts: std::collections::HashMap<String, Vec<char>> = records
            .lines()
            .map(|l| serde_json::from_str::<Value>(l).expect("JSON"))
            .map(|r| (r["id"].to_string(), r["text"].as_str().expect("text").chars().collect()))
            .collect();
        assert!(out.lines().count() > 0, "{what}");
        for line in out.lines() {
            let row: Value = serde_json::from_str(line).expect("JSON");
            let text = &texts[&row["document"].to_string()];
            let spans = row["content"].as_array().cloned().unwrap_or_else(|| vec![row.clone()]);
            for span in spans {
                let (a, b) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
                assert_eq!(text[a..b].iter().collect::<String>(), span["text"].as_str().unwrap());
            }
        }
    }
}

#[test]
fn the_store_gives_back_what_extract_prints() {
    let desk = Desk::with_examples();
    let extracted = desk.run(&["extract", &examples()]).out;
    let stored = desk.run(&["export", "--to", "jsonl", "--what", "records"]).out;
    for (a, b) in extracted.lines().zip(stored.lines()) {
        let (a, b): (Value, Value) = (serde_json::from_str(a).expect("JSON"), serde_json::from_str(b).expect("JSON"));
        for (field, value) in a.as_object().expect("object") {
            assert_eq!(value, &b[field], "{} {field}", a["id"]);
        }
    }
    assert_eq!(extracted.lines().count(), stored.lines().count());
}

#[test]
fn search_marks_words_in_the_spelling_of_the_article() {
    let desk = Desk::new();
    let text = "زار الوزير واشنطن، وقال للولاياتِ المتحدة كلمةً.\nوأضاف أن والولايات كلها سواء.";
    let file = desk.file("a.txt", text);
    desk.run(&["read", "-q", &file]);
    let ran = desk.run(&["search", "الولايات"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("[للولاياتِ]"), "{}", ran.out);
    let json = desk.json(&["search", "الولايات", "--json"]);
    let hit = &json["results"][0];
    assert_eq!(hit["count"], 2);
    for mark in hit["matches"].as_array().expect("marks") {
        let (a, b) = (mark["start"].as_u64().unwrap() as usize, mark["end"].as_u64().unwrap() as usize);
        let there: String = text.chars().skip(a).take(b - a).collect();
        assert_eq!(there, mark["text"].as_str().unwrap());
    }
    for query in ["بالولايات", "ولايات", "\"الولايات المتحدة\"", "ولاي*", "واشنطن كلمة"]
    {
        assert_eq!(desk.run(&["search", query]).code, 0, "{query}");
    }
    for query in ["\"المتحدة الولايات\"", "قاهرة", "؟", "\"", "*", "a\" OR \"b"] {
        assert_eq!(desk.run(&["search", query]).code, 1, "{query}");
    }
}

#[test]
fn an_article_and_an_entry_are_shown_by_id_or_its_beginning() {
    let desk = Desk::with_examples();
    let whole = desk.run(&["show", "raseef-2024-10-01"]);
    assert_eq!(whole.code, 0);
    assert!(whole.out.contains("رصيف بيروت"), "{}", whole.out);
    assert_eq!(desk.run(&["show", "raseef-2024-10"]).code, 0, "the beginning of an id");
    let many = desk.run(&["show", "raseef"]);
    assert_eq!(many.code, 1);
    assert!(many.out.contains("raseef-2024-01-19"), "{}", many.out);
    let entry = desk.json(&["statements", "--limit", "1", "--json"])["results"][0].clone();
    let cited = format!("{}#{}", entry["document"].as_str().unwrap(), entry["id"].as_str().unwrap());
    let shown = desk.json(&["show", &cited, "--json"]);
    assert_eq!(shown, entry);
    assert_eq!(desk.run(&["show", entry["id"].as_str().unwrap()]).code, 0, "an entry without its document");
    assert_eq!(desk.run(&["show", "nothing-of-the-kind"]).code, 1);
    let raw = desk.run(&["show", "raseef-2024-10-01", "--raw"]).out;
    assert!(std::fs::read_to_string(format!("{}/agency.jsonl", examples())).unwrap().contains(&raw));
}

#[test]
fn an_entry_is_explained_by_its_rule() {
    let desk = Desk::with_examples();
    let entry = desk.json(&["statements", "--limit", "1", "--json"])["results"][0].clone();
    let cited = format!("{}#{}", entry["document"].as_str().unwrap(), entry["id"].as_str().unwrap());
    let why = desk.json(&["explain", &cited, "--json"]);
    assert_eq!(why["results"][0]["rule"], entry["rule"]);
    let known = desk.json(&["rules", "--json"]);
    let names: Vec<&str> = known["results"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert!(names.contains(&entry["rule"].as_str().unwrap()), "every rule is listed");
    let file = desk.run(&["explain", &format!("{}/05-trainers-maghreb.txt", examples())]);
    assert_eq!(file.code, 0, "{}", file.err);
}

#[test]
fn csv_opens_in_a_spreadsheet() {
    let desk = Desk::with_examples();
    for what in ["statements", "figures", "times", "entities", "documents"] {
        let out = desk.run(&["export", "--to", "csv", "--what", what]).out;
        let table = out.strip_prefix('\u{FEFF}').expect("a byte order mark");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let header = rows.headers().expect("a header").clone();
        assert!(header.iter().any(|h| h == "document"), "{what}");
        assert!(rows.records().all(|r| r.is_ok_and(|r| r.len() == header.len())), "{what}");
    }
    let path = desk.path("out.csv");
    let ran = desk.run(&["export", "--to", "csv", "--output", path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(path.exists());
}

#[test]
fn listings_of_figures_timeline_and_sources_have_one_shape() {
    let desk = Desk::with_examples();
    for args in [&["figures"][..], &["timeline"], &["sources"], &["rules"], &["search", "التحالف"], &["statements"]]
    {
        let mut with = args.to_vec();
        with.push("--json");
        let value = desk.json(&with);
        assert!(value["results"].is_array(), "{args:?}");
        assert!(value.as_object().is_some_and(|o| o.contains_key("next")), "{args:?}");
    }
    let none = ran(&mut desk.command(&["statements", "--speaker", "فلان الفلاني", "--json"]));
    assert_eq!(none.code, 1);
    assert_eq!(none.out.trim(), r#"{"results":[],"next":null}"#);
}

#[test]
fn nothing_in_a_pipe_but_the_words() {
    let desk = Desk::with_examples();
    for args in [&["statements"][..], &["show", "raseef-2024-10-01"], &["--lang", "ar", "timeline"], &["figures"]] {
        let out = desk.run(args).out;
        let hidden =
            out.chars().find(|c| *c == '\u{1b}' || matches!(c, '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202E}'));
        assert_eq!(hidden, None, "{args:?}");
    }
}

#[test]
fn the_manual_and_the_completions_come_from_the_table() {
    let desk = Desk::new();
    assert!(desk.run(&["man"]).out.contains("isnad"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.run(&["completions", shell]).out.contains("statements"), "{shell}");
    }
}

#[test]
fn the_store_keeps_figures_as_they_were_read() {
    let desk = Desk::with_examples();
    let figures = |out: &str| -> std::collections::BTreeMap<String, Value> {
        out.lines()
            .map(|l| serde_json::from_str::<Value>(l).expect("JSON"))
            .map(|r| (r["id"].to_string(), r["figures"].clone()))
            .collect()
    };
    let kept = figures(&desk.run(&["export", "--to", "jsonl", "--what", "records"]).out);
    let read = figures(&desk.run(&["extract", &examples()]).out);
    assert_eq!(kept, read);
    let all: Vec<&Value> = read.values().filter_map(Value::as_array).flatten().collect();
    assert!(all.iter().any(|f| f["total"].is_string() || f["base"].is_string()), "some figure is tied to another");
    assert!(all.iter().all(|f| f["rules"]["subject"].as_str().is_some_and(|r| !r.is_empty())));
}
