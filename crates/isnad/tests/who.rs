//! Who is whom over articles of several outlets, asked of the program as a user does; decisions are kept and taken back.

mod desk;

use desk::Desk;
use serde_json::Value;

/// Three outlets spell one minister in three ways; a player has the name of another minister.
fn desk() -> Desk {
    let desk = Desk::new();
    let rows = [
        ("a", "2021-02-03", "قال وزير الخارجية الإسباني أنطونيو ريفيرا إن بلاده سترسل مساعدات."),
        ("b", "2022-05-06", "أكد وزير خارجية إسبانيا انتونيو ريفييرا أن المساعدات وصلت."),
        ("c", "2023-01-02", "أعلن وزير المالية المصري محمد سالم أن العجز تراجع."),
        ("d", "2023-01-03", "قال اللاعب محمد سالم إن المباراة كانت صعبة."),
        ("e", "2024-01-03", "قال وزير الخارجية الإسباني السابق أنطونيو ريفيرا إن السلام ممكن."),
    ];
    let lines: String = rows
        .iter()
        .map(|(id, day, text)| {
            format!(
                "{}\n",
                serde_json::json!({"id": id, "source": format!("outlet {id}"), "published": day, "text": text})
            )
        })
        .collect();
    let path = desk.file("articles.jsonl", lines);
    assert_eq!(desk.run(&["read", "--quiet", &path]).code, 0);
    desk
}

fn results(desk: &Desk, args: &[&str]) -> Vec<Value> {
    desk.json(args)["results"].as_array().cloned().expect("results")
}

#[test]
fn one_person_in_two_spellings_with_the_days_of_the_office() {
    let desk = desk();
    let found = results(&desk, &["who", "ريفيرا", "--json"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["articles"], 3);
    assert_eq!(found[0]["offices"].as_array().map(Vec::len), Some(1), "{found:?}");
    let office = &found[0]["offices"][0];
    assert_eq!((&office["from"], &office["to"]), (&Value::from("2021-02-03"), &Value::from("2022-05-06")));
    assert_eq!(office["over_by"], "2024-01-03");
    let told = desk.run(&["who", "ريفيرا"]).out;
    assert!(told.contains("2021-02-03 … 2022-05-06") && told.contains("over by 2024-01-03"), "{told}");
    let holders = results(&desk, &["who", "--office", "وزيرة الخارجية الإسبانية", "--json"]);
    assert_eq!(holders.len(), 1);
    assert_eq!(desk.run(&["who", "--office", "وزير الخارجية الفرنسي"]).code, 1);
}

#[test]
fn a_speaker_is_found_under_every_spelling() {
    let desk = desk();
    let said = results(&desk, &["statements", "--speaker", "انتونيو ريفييرا", "--json"]);
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn two_people_of_one_name_are_two_until_a_person_decides() {
    let desk = desk();
    let two = results(&desk, &["who", "محمد سالم", "--json"]);
    assert_eq!(two.len(), 2, "{two:?}");
    let ids: Vec<&str> = two.iter().filter_map(|i| i["entities"][0].as_str()).collect();
    let done = desk.run(&["same", ids[0], ids[1], "--reason", "هو الوزير واللاعب"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert_eq!(results(&desk, &["who", "محمد سالم", "--json"]).len(), 1);
    // Reading the same again keeps what was decided.
    assert_eq!(desk.run(&["reread"]).code, 0);
    assert_eq!(results(&desk, &["who", "محمد سالم", "--json"]).len(), 1);
    assert_eq!(desk.run(&["undo", "1"]).code, 0);
    assert_eq!(results(&desk, &["who", "محمد سالم", "--json"]).len(), 2);
    let kept = results(&desk, &["decisions", "--json"]);
    assert_eq!(kept.len(), 1, "the history stays");
    assert!(kept[0]["withdrawn_at"].is_string());
    assert_eq!(desk.run(&["undo", "1"]).code, 1);
    assert_eq!(desk.run(&["same", "a", "nothing"]).code, 1);
}

#[test]
fn a_file_of_the_first_age_is_brought_up_to_date() {
    let desk = Desk::new();
    {
        // A store as it looked before names had keys: one article with one minister.
        let text = "قال وزير الخارجية الإسباني أنطونيو ريفيرا إن بلاده سترسل مساعدات.";
        let c = rusqlite::Connection::open(desk.db()).expect("the store");
        // The words are indexed anew; tables that the tokenizer of that age needs are made without it.
        let schema = include_str!("../src/store/schema.sql").replace(", tokenize = 'isnad'", "");
        c.execute_batch(&schema).expect("the first tables");
        c.execute_batch(&format!(
            "PRAGMA application_id = 0x49534E44; PRAGMA user_version = 1;
             INSERT INTO documents (key, id, published, day, version) VALUES (1, 'a', '2021-02-03', '2021-02-03', 1);
             INSERT INTO versions VALUES (1, 1, 'v', 'r', 'i', 'text', 'a.txt', '2021-02-03T00:00:00Z', '[]', '[]', '[]', '{{}}');
             INSERT INTO texts VALUES (1, '{text}');
             INSERT INTO readings VALUES (1, 1, 1, 'isnad 0', '2021-02-03T00:00:00Z', '2021-02-03', 'input', 'current', '[]');
             INSERT INTO names VALUES (1, 'انطونيو ريفيرا', 'أنطونيو ريفيرا');
             INSERT INTO name_words (rowid, name) VALUES (1, 'انطونيو ريفيرا');
             INSERT INTO entities VALUES (1, 1, 1, 'e1', 'أنطونيو ريفيرا', 'person', 'title-and-name', 1);
             INSERT INTO entity_roles VALUES (1, 0, 4, 26);"
        ))
        .expect("the article");
    }
    assert_ne!(desk.run(&["who", "ريفيرا"]).code, 0, "an older file is not changed by a listing");
    let mended = desk.run(&["doctor"]);
    assert!(!mended.out.is_empty(), "{}", mended.err);
    let found = results(&desk, &["who", "ريفيرا", "--json"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["offices"][0]["office"], "وزير الخارجية الإسباني");
    assert_eq!(results(&desk, &["who", "--office", "وزير الخارجية الإسباني", "--json"]).len(), 1);
}

#[test]
fn what_a_person_found_stays_through_a_new_reading_and_is_taken_back() {
    let desk = desk();
    let said = results(&desk, &["statements", "--json"]);
    let id =
        format!("{}#{}", said[0]["document"].as_str().expect("an article"), said[0]["id"].as_str().expect("an id"));
    assert_eq!(desk.run(&["review"]).code, 1, "nobody has looked yet");
    assert_eq!(desk.run(&["review", &id]).code, 2, "who looked is missing");
    assert_eq!(desk.run(&["review", "nothing#s1", "--by", "هالة"]).code, 1);
    assert_eq!(desk.run(&["review", &id, "--by", "هالة", "--wrong", "--note", "القائل غيره"]).code, 0);
    assert_eq!(desk.run(&["reread"]).code, 0);
    let kept = results(&desk, &["review", "--json"]);
    assert_eq!((&kept[0]["right"], &kept[0]["reviewer"]), (&Value::from(false), &Value::from("هالة")), "{kept:?}");
    assert_eq!(
        format!("{}#{}", kept[0]["document"].as_str().expect("text"), kept[0]["entry"].as_str().expect("text")),
        id
    );
    assert_eq!(desk.run(&["review", "--undo", "1"]).code, 0);
    assert_eq!(desk.run(&["review", "--undo", "1"]).code, 1, "it stands no longer");
    assert!(results(&desk, &["review", "--json"])[0]["withdrawn_at"].is_string());
}
