//! What many articles say together, asked through the program: stories, copies, and that the order of reading changes nothing.

mod desk;

use desk::Desk;
use serde_json::{Value, json};

/// The results of a listing.
fn listed(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let ran = desk.run(&[args, &["--json", "--limit", "500"]].concat());
    assert!(ran.code < 2, "{args:?}: {}", ran.err);
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    value["results"].as_array().cloned().unwrap_or_default()
}

/// Made-up reports: `n` of one event on two days, some of them copies, and as many of other events.
fn reports() -> Vec<Value> {
    let lead = "انهار جسر الوادي في مدينة زهران صباح الجمعة وأنقذ الدفاع المدني 14 عاملا كانوا فوقه عند الفجر";
    let rest = "وقال العقيد نادر السروجي إن أعمال الصيانة كانت جارية منذ أسبوعين وإن لجنة هندسية ستفحص الأعمدة والقواعد قبل رفع الأنقاض من مجرى النهر";
    let own = "وأنقذت فرق الإطفاء 14 عاملا من تحت جسر الوادي المنهار في زهران، بحسب ما روى العقيد نادر السروجي الذي أشرف على نقلهم إلى المستشفى";
    let article = |id: &str, day: &str, text: String| json!({"id": id, "source": format!("صحيفة {id}"), "published": day, "text": text});
    let mut out = vec![
        article("a", "2024-05-03", format!("{lead}. {rest}.")),
        article("b", "2024-05-03", format!("{lead}. {rest}. وتعمل الرافعات حتى المساء.")),
        article("c", "2024-05-04", format!("{lead}.")),
        article("d", "2024-05-04", format!("{own}.")),
    ];
    for (id, text) in [
        ("x", "افتتح المحافظ مهرجان الزيتون في وادي الكروم بحضور جمهور واسع من سكان القرى المجاورة."),
        ("y", "فاز فريق الشراع بسباق الزوارق عند جزيرة المرجان بعد أربع ساعات من الريح الشديدة."),
    ] {
        out.push(article(id, "2024-05-03", text.to_owned()));
    }
    out
}

fn desk_of(rows: &[Value]) -> Desk {
    let desk = Desk::new();
    // One run a row: every article comes for itself.
    for row in rows {
        let path = desk.file("row.jsonl", format!("{row}\n"));
        let ran = desk.run(&["read", "--quiet", &path]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    desk
}

#[test]
fn stories_and_copies_do_not_depend_on_the_order_of_reading() {
    let mut rows = reports();
    let all = desk_of(&rows);
    let (stories, copies) = (listed(&all, &["stories"]), listed(&all, &["copies"]));
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!(stories[0]["articles"].as_array().map(Vec::len), Some(4));
    // The copies are no sources of their own.
    assert_eq!(stories[0]["origins"], 2);
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0]["head"]["document"], "a");
    for turn in [3, 5] {
        rows.rotate_left(turn);
        rows.swap(0, 2);
        let other = desk_of(&rows);
        assert_eq!(listed(&other, &["stories"]), stories);
        assert_eq!(listed(&other, &["copies"]), copies);
    }
}

#[test]
fn a_text_that_hundreds_print_is_one_text() {
    let text = "أعلنت هيئة الأرصاد أن موجة غبار كثيف تعبر السهل الشرقي ليل الأحد وتستمر حتى ظهر الإثنين ونصحت السائقين بتجنب الطريق الصحراوي";
    let rows: Vec<String> = (0..230)
        .map(|n| {
            json!({"id": format!("p{n:03}"), "published": "2024-03-10", "text": format!("{text}. نشرة {}.", ["الصباح", "الظهر", "المساء"][n % 3])})
                .to_string()
        })
        .collect();
    let desk = Desk::new();
    let path = desk.file("rows.jsonl", rows.join("\n"));
    assert_eq!(desk.run(&["read", "--quiet", &path]).code, 0);
    let copies = listed(&desk, &["copies"]);
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0]["copies"].as_array().map(Vec::len), Some(229));
}

#[test]
fn what_was_forgotten_tells_no_story() {
    let desk = desk_of(&reports());
    for id in ["a", "b", "c"] {
        assert_eq!(desk.run(&["forget", id, "--reason", "طلب"]).code, 0);
    }
    assert!(listed(&desk, &["stories"]).is_empty());
    assert!(listed(&desk, &["copies"]).is_empty());
}

#[test]
fn a_copy_shows_what_it_shares() {
    let desk = desk_of(&reports());
    let pairs = listed(&desk, &["copies", "c"]);
    let shared = pairs[0]["shared"][0]["head"]["text"].as_str().unwrap_or("");
    assert!(shared.starts_with("انهار جسر الوادي"), "{shared}");
    let ran = desk.run(&["--lang", "ar", "copies", "c"]);
    assert!(ran.out.contains("حرفيا في كلتيهما"), "{}", ran.out);
    assert_eq!(desk.run(&["copies", "d"]).code, 1);
}
