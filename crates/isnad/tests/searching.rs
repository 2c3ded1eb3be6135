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
        let wanted: BTreeSet<String> = ids.split(' ').filter(|i| *i != "-").map(str::to_owned).collect();
        let got = found(&store, query, Layer::named(layer).expect(layer));
        let sum = sums.entry(layer).or_default();
        sum.0 += wanted.len();
        sum.1 += got.len();
        sum.2 += got.intersection(&wanted).count();
        cases += 1;
        if got != wanted {
            let missing: Vec<&String> = wanted.difference(&got).collect();
            let extra: Vec<&String> = got.difference(&wanted).collect();
            wrong.push(format!("{query} ({layer}): not found {missing:?}, wrongly found {extra:?}"));
        }
    }
    for (layer, (wanted, got, right)) in &sums {
        let share = |n: usize| *right as f64 / n.max(1) as f64;
        println!("search {layer}: recall {:.3}, precision {:.3} ({wanted} wanted)", share(*wanted), share(*got));
    }
    println!("{cases} cases");
    assert!(cases >= 150, "{cases} cases");
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
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
