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

/// Points of all series: unit, status, value, day.
fn told(desk: &Desk, subject: &str) -> Vec<(String, String, f64, String)> {
    let mut out = Vec::new();
    for series in listed(desk, &["figures", subject]) {
        for p in series["points"].as_array().into_iter().flatten() {
            let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
            let day = p["as_of"].as_str().or(p["published"].as_str()).unwrap_or("").to_owned();
            out.push((text(&p["unit"]), text(&series["status"]), p["value"].as_f64().unwrap_or(0.0), day));
        }
    }
    out
}

/// The members of the coalition, as states and as members.
fn the_members(told: &[(String, String, f64, String)]) {
    let has = |unit: &str, value: f64, day: &str| {
        told.iter().any(|(u, s, v, d)| u == unit && s == "actual" && *v == value && d.starts_with(day))
    };
    for (unit, value, day) in [
        ("دولة", 12.0, "2014"),
        ("دولة", 76.0, "2020-01"),
        ("عضو", 81.0, "2020-01"),
        ("دولة", 83.0, "2021-03"),
        ("عضو", 83.0, "2021-03"),
        ("دولة", 87.0, "2024-09"),
    ] {
        assert!(has(unit, value, day), "{value} {unit} {day}: {told:?}");
    }
}

/// Speakers of each disagreement, and how many turned.
fn disagreeing(desk: &Desk, subject: &str) -> (Vec<(String, String)>, usize) {
    let rows = listed(desk, &["positions", subject]);
    let name = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let pairs = rows.iter().flat_map(|r| r["disagreements"].as_array().cloned().unwrap_or_default());
    let turns = rows.iter().filter_map(|r| r["turns"].as_array()).map(Vec::len).sum();
    (pairs.map(|p| (name(&p["one_speaker"]), name(&p["other_speaker"]))).collect(), turns)
}

#[test]
fn the_coalition_of_the_examples() {
    let desk = Desk::with_examples();
    let told = told(&desk, "التحالف");
    the_members(&told);
    let sums = listed(&desk, &["differences", "التحالف", "--kind", "arithmetic"]);
    assert!(sums.iter().any(|s| s["reason"] == "adds_up"), "{sums:?}");
    // Who says that the mission is over and who says that it is not are two speakers: nobody turned.
    let (pairs, turns) = disagreeing(&desk, "التحالف");
    assert!(pairs.iter().any(|(a, b)| a.contains("بلينكن") && b.contains("السوداني")), "{pairs:?}");
    assert_eq!(turns, 0);
    let promised = listed(&desk, &["promises", "بلينكن"]);
    let amounts: Vec<f64> = promised
        .iter()
        .flat_map(|p| p["pledged"].as_array().cloned().unwrap_or_default())
        .filter_map(|f| f["value"].as_f64())
        .collect();
    assert!(amounts.contains(&168e6), "{amounts:?}");
}

#[test]
fn a_quotation_is_held_against_the_record() {
    let desk = Desk::with_examples();
    let first = |args: &[&str]| listed(&desk, args).into_iter().next().unwrap_or_default();
    let same = first(&["verify", "الأسباب التي قام من أجلها التحالف زالت", "--speaker", "السوداني"]);
    assert_eq!((same["likeness"].as_str(), same["another"].as_bool()), (Some("same"), Some(false)));
    let turned = first(&["verify", "الأسباب التي قام من أجلها التحالف لم تزل", "--speaker", "بلينكن"]);
    assert_eq!((turned["likeness"].as_str(), turned["another"].as_bool()), (Some("negated"), Some(true)));
    let ran = desk.run(&["--lang", "ar", "verify", "سنزرع شجرة زيتون أمام كل بيت في القرية"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("غير موجود في ما لدينا") && ran.out.contains("2024-10"), "{}", ran.out);
}

#[test]
fn a_dossier_needs_nothing_beside_itself() {
    let desk = Desk::with_examples();
    let path = desk.path("d.html");
    let file = path.to_str().unwrap();
    assert_eq!(desk.run(&["--lang", "ar", "dossier", "التحالف", "-o", file]).code, 0);
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("<svg class=\"chart\""));
    for outside in ["<script", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Every line leads to a sentence that stands in the page.
    for target in page.split("href=\"#").skip(1).filter_map(|p| p.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
    }
    assert!(desk.run(&["dossier", "التحالف", "-o", desk.path("d.md").to_str().unwrap()]).code == 0);
    let csv = desk.path("d.csv");
    assert!(desk.run(&["dossier", "التحالف", "-o", csv.to_str().unwrap()]).code == 0);
    assert!(std::fs::read_to_string(csv).unwrap().contains("part,day,who,words,value"));
    assert_eq!(desk.run(&["dossier", "لا أحد بهذا الاسم"]).code, 1);
}

/// The five articles beside the repository, where they are there.
#[test]
fn the_coalition_of_the_seeds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let days = [
        ("000", "2020-01-04"),
        ("001", "2021-07-28"),
        ("002", "2024-09-30"),
        ("003", "2023-09-06"),
        ("004", "2021-03-24"),
    ];
    let files: Vec<_> = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    if files.len() < days.len() {
        eprintln!("skipped: no articles in {}", folder.display());
        return;
    }
    let desk = Desk::new();
    for (number, day) in days {
        let file = files.iter().find(|f| f.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)));
        let file = file.and_then(|f| f.to_str()).expect(number);
        assert_eq!(desk.run(&["read", "--quiet", "--published", day, file]).code, 0);
    }
    let points = told(&desk, "التحالف");
    the_members(&points);
    let all: Vec<Value> = listed(&desk, &["figures"]);
    let every = |status: &str, value: f64| {
        all.iter().any(|s| {
            s["status"] == status
                && s["points"].as_array().into_iter().flatten().any(|p| p["value"].as_f64() == Some(value))
        })
    };
    for value in [4.5e6, 8e6, 2500.0, 1000.0] {
        assert!(every("actual", value), "{value}");
    }
    for value in [148e6, 168e6] {
        assert!(every("pledged", value), "{value}");
    }
    let sums = listed(&desk, &["differences", "--kind", "arithmetic"]);
    assert!(sums.iter().any(|s| s["reason"] == "adds_up"), "{sums:?}");
    let (pairs, turns) = disagreeing(&desk, "التحالف");
    assert!(pairs.iter().any(|(a, b)| a.contains("السوداني") && b.contains("الخارجية")), "{pairs:?}");
    assert_eq!(turns, 0);
    let conflicts = listed(&desk, &["differences", "--kind", "conflict"]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
}
