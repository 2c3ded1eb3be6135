//! Does a search find what it must, and nothing else? The table `search/cases.tsv` over the articles beside it; recall and
//! precision of each layer are printed (`cargo test --test searching -- --nocapture`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use isnad::store::{Filter, Layer, Search, Store, Why};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("search.db");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/articles.jsonl");
    assert_cmd::Command::cargo_bin("isnad")
        .expect("the program")
        .arg("--db")
        .arg(&db)
        .args(["read", "--quiet"])
        .arg(articles)
        .assert()
        .success();
    let store = Store::listing(&db).expect("a store");
    (folder, store)
}

fn found(store: &Store, query: &str, layer: Layer) -> BTreeSet<String> {
    let filter = Filter { limit: 500, ..Filter::default() };
    let search = Search { query: query.to_owned(), layer, filter, ..Search::default() };
    store.find(&search).expect(query).hits.into_iter().map(|h| h.document.id).collect()
}

#[test]
fn the_table_holds() {
    let (_folder, store) = store();
    let table = include_str!("search/cases.tsv");
    let mut wrong = Vec::new();
    let mut cases = 0;
    // Asked for, found, found rightly: by layer.
    let mut sums: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let (query, layer, ids) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let ids = |known: bool| ids.split(' ').filter(move |i| *i != "-" && i.starts_with('!') == known);
        let wanted: BTreeSet<String> = ids(false).map(str::to_owned).collect();
        let known: BTreeSet<String> = ids(true).map(|i| i.trim_start_matches('!').to_owned()).collect();
        let got = found(&store, query, Layer::named(layer).expect(layer));
        let sum = sums.entry(layer).or_default();
        sum.0 += wanted.len();
        sum.1 += got.len();
        sum.2 += got.intersection(&wanted).count();
        cases += 1;
        // A known wrong answer counts as wrong; where it is wrong no more, the table is to be mended.
        let expected: BTreeSet<String> = wanted.union(&known).cloned().collect();
        if got != expected {
            let missing: Vec<&String> = expected.difference(&got).collect();
            let extra: Vec<&String> = got.difference(&expected).collect();
            wrong.push(format!("{query} ({layer}): not found {missing:?}, wrongly found {extra:?}"));
        }
    }
    for (layer, (wanted, got, right)) in &sums {
        let share = |n: usize| *right as f64 / n.max(1) as f64;
        println!("search {layer}: recall {:.3}, precision {:.3} ({wanted} wanted)", share(*wanted), share(*got));
    }
    println!("{cases} cases");
    assert!(cases >= 400, "{cases} cases");
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// What may be typed by mistake, or to see what happens.
const ODD: [&str; 48] = [
    "\"",
    "«",
    "»",
    "“",
    "”",
    "'",
    "-",
    "\u{2212}",
    "OR",
    "|",
    "AND",
    "NOT",
    "NEAR(",
    "NEAR/3",
    "*",
    "^",
    "{title}:",
    "text:",
    "words MATCH",
    "rowid:1",
    ":",
    "speaker:",
    "speaker:\"",
    "from:",
    "to:99999",
    "kind:x",
    "act:",
    "unit:%",
    "about:\u{202E}",
    "foo:bar",
    "=",
    "~",
    "=~",
    "(",
    ")",
    "; --",
    "\\",
    "%",
    "\u{202E}",
    "\u{200F}",
    "\u{0}",
    "\u{1}",
    "\u{4}",
    "🙂",
    "العراق",
    "وزير*",
    "a",
    "٢٠١٩",
];

#[test]
fn any_query_is_answered() {
    let (_folder, store) = store();
    let ask = |query: &str| {
        let filter = Filter { limit: 5, ..Filter::default() };
        let search = Search { query: query.to_owned(), facets: true, filter, ..Search::default() };
        store.find(&search).unwrap_or_else(|e| panic!("{query:?}: {e:?}"))
    };
    // The same pieces each time: a linear congruence, by Knuth's numbers.
    let mut state = 20_240_917u64;
    let mut draw = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for round in 0..1500 {
        let mut query = String::new();
        for _ in 0..=draw(7) {
            query.push_str(ODD[draw(ODD.len())]);
            if draw(2) == 0 {
                query.push(' ');
            }
        }
        let layer = Layer::ALL[round % Layer::ALL.len()];
        let search = Search { query: query.clone(), layer, ..Search::default() };
        store.find(&search).unwrap_or_else(|e| panic!("{query:?}: {e:?}"));
        store.completions(&query, round % 2 == 0, 5).unwrap_or_else(|e| panic!("{query:?}: {e:?}"));
    }
    // Vast ones.
    let distinct: String = (0..5000).map(|n| format!("كلمة{n} OR ")).collect();
    for query in
        ["العراق".repeat(2000), "العراق ".repeat(1500), distinct.clone(), "\"".repeat(10_000), "-".repeat(10_000)]
    {
        ask(&query);
    }
    assert!(ask(&distinct).notes.iter().any(|n| n.0 == "fault.query-many"));
    // A sensible reading: what is no sign is as if it were not there.
    let plain = ask("العراق").total;
    assert!(plain > 0);
    for query in [
        "\"العراق",
        "العراق\"",
        "«العراق",
        "العراق -",
        "- العراق",
        "OR OR العراق",
        "العراق OR",
        "العراق | |",
        "(العراق)",
        "\u{202B}العراق\u{202C}",
        "العر\u{200D}اق",
        "العراق speaker:",
        "العراق ا*",
        "العراق from:soon",
        "العراق kind:nothing",
        "العراق \u{0}",
    ] {
        assert_eq!(ask(query).total, plain, "{query:?}");
    }
    for (query, note) in [
        ("speaker:", "fault.query-empty"),
        ("from:soon", "fault.day"),
        ("act:sings", "fault.choice"),
        ("ا*", "fault.query-short"),
        ("«القوات العراقية", "fault.query-open"),
        ("colour:red", "fault.query-field"),
        ("لون:\"أحمر قان\"", "fault.query-field"),
    ] {
        assert_eq!(ask(query).notes.first().map(|n| n.0), Some(note), "{query}");
    }
    for query in ["12:30", "https://example.org/a", "قال: العراق", "speaker:بلينكن \"العراق\"", "«العراق» أ"]
    {
        assert_eq!(ask(query).notes, [], "{query}");
    }
    // Words of the index's own language are words.
    for query in ["العراق NEAR سوريا", "العراق AND zzz", "{title}: العراق zzz", "العراق\" OR \"a"]
    {
        assert!(ask(query).total <= plain, "{query}");
    }
}

#[test]
fn a_result_says_why_and_marks_the_printed_words() {
    let (_folder, store) = store();
    let ask = |query: &str| {
        let filter = Filter { limit: 20, ..Filter::default() };
        store.find(&Search { query: query.to_owned(), facets: true, filter, ..Search::default() }).expect(query)
    };
    let results = ask("الولايات");
    let why = |id: &str| {
        let hit = results.hits.iter().find(|h| h.document.id == id).expect(id);
        let mark = hit.found.first().expect("a mark");
        (hit.passage[mark.at.clone()].to_owned(), mark.why)
    };
    assert_eq!(why("us1"), ("الولايات".to_owned(), Why::Same));
    assert_eq!(why("us2"), ("للولايات".to_owned(), Why::Clitic));
    let facets = results.facets.clone().expect("facets");
    assert_eq!(facets.sources.iter().map(|f| f.articles).sum::<u64>(), results.total);
    assert_eq!(facets.years.first().map(|f| f.value.as_str()), Some("2021"));

    let named = ask("داعش");
    assert!(named.aliases.iter().any(|a| a.contains("الدولة")), "{:?}", named.aliases);
    assert!(named.hits.iter().flat_map(|h| &h.found).any(|m| m.why == Why::Alias));
    // The headline weighs more than the text.
    assert_eq!(ask("الفيضان").hits.first().map(|h| h.document.id.as_str()), Some("ti1"));
    // What is misspelled is suggested, not silently taken.
    let wrong = ask("اللقاخ");
    assert_eq!(wrong.total, 0);
    assert_eq!(wrong.suggestions.first().map(String::as_str), Some("اللقاح"));
}
