//! Is the same person over articles found, and nobody else taken for him?
//!
//! `evaluations/same-person.tsv` says who is who in some articles of a folder, read by hand. Every pair of its lines from
//! two articles whose names are compared at all is one question; a pair is answered *same* where both stand in one identity.
//! Prints precision and recall of *sure*, and how many of the rest are suggested.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use isnad_extract::{Context, EntityKind, Record, ReferenceFrom, read};
use isnad_link::identity::{Found, Sighting, fold, keys, most_company, probes};
use isnad_text::{Article, Table};

use crate::bench::corpus;

const HAND: &str = include_str!("../evaluations/same-person.tsv");

/// Reads the articles in `folder` and compares; the first `show` wrong pairs are printed.
///
/// # Errors
/// No articles, or a table that does not read.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    let table = Table::read(HAND, 1).map_err(|e| e.to_string())?;
    let rows = corpus::load(folder, usize::MAX)?;
    let mut records: Vec<(String, Article, Record, Option<jiff::civil::Date>)> = Vec::new();
    for row in &rows {
        let published = row.published.as_deref().and_then(|d| d.get(..10).unwrap_or(d).parse().ok());
        let context = Context { published, reference_from: ReferenceFrom::Input, ..Context::default() };
        let article = isnad_clean::plain(&row.text);
        let record = read(&article, &context);
        records.push((row.id.clone(), article, record, published));
    }
    let sightings = sightings(&records);
    let found = fold(&sightings, &[]);
    print(&table, &sightings, &found, show);
    Ok(())
}

/// The people of all records.
fn sightings(records: &[(String, Article, Record, Option<jiff::civil::Date>)]) -> Vec<Sighting> {
    let mut articles: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, record, _) in records {
        for entity in &record.entities {
            *articles.entry(&entity.name).or_default() += 1;
        }
    }
    let rare = |name: &str| articles.get(name).copied().unwrap_or(0) <= most_company(records.len());
    let mut out = Vec::new();
    for (id, article, record, day) in records {
        for (n, e) in record.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person) {
            let company = record.entities.iter().filter(|o| o.name != e.name && rare(&o.name));
            out.push(Sighting {
                document: id.clone(),
                entry: n.to_string(),
                kind: e.kind,
                name: e.name.clone(),
                aliases: Vec::new(),
                offices: e.roles.iter().map(|r| r.of(&article.text).to_owned()).collect(),
                company: company.map(|o| o.name.clone()).collect(),
                day: *day,
            });
        }
    }
    out
}

fn print(table: &Table, sightings: &[Sighting], found: &Found, show: usize) {
    let mut identity: Vec<usize> = vec![usize::MAX; sightings.len()];
    for (n, i) in found.identities.iter().enumerate() {
        for s in &i.sightings {
            if let Some(slot) = identity.get_mut(*s) {
                *slot = n;
            }
        }
    }
    let suggested: BTreeSet<(usize, usize)> =
        found.suggestions.iter().map(|s| (s.one.min(s.other), s.one.max(s.other))).collect();
    // A line is an article's person of that name; a name read otherwise today is looked for by its last word.
    let locate = |document: &str, name: &str| {
        let here = || sightings.iter().enumerate().filter(|(_, s)| s.document == document);
        let last = name.split_whitespace().last();
        let by = |test: &dyn Fn(&Sighting) -> bool| here().find(|(_, s)| test(s)).map(|(i, _)| i);
        by(&|s| s.name == name).or_else(|| by(&|s| s.name.split_whitespace().last() == last))
    };
    let lines: Vec<(&str, &str, &str, Option<usize>)> = table
        .rows
        .iter()
        .map(|r| {
            (r.key.rsplit_once('@').map_or(r.key, |(p, _)| p), r.column(0), r.lemma(), locate(r.column(0), r.lemma()))
        })
        .collect();
    let (mut same, mut right, mut said, mut perhaps, mut wrong) = (0, 0, 0, 0, Vec::new());
    for (n, (person, document, name, at)) in lines.iter().enumerate() {
        for (other_person, other_document, other_name, other_at) in lines.iter().skip(n + 1) {
            let meet = |asked: &str, kept: &str| {
                let kept = keys(kept, EntityKind::Person);
                probes(asked, EntityKind::Person).iter().any(|k| kept.contains(k))
            };
            if document == other_document || !meet(name, other_name) && !meet(other_name, name) {
                continue;
            }
            let places = (*at).zip(*other_at).map(|(a, b)| (identity[a], identity[b]));
            let one = places.is_some_and(|(a, b)| a == b);
            let truly = person == other_person;
            same += usize::from(truly);
            said += usize::from(one);
            right += usize::from(one && truly);
            if one != truly {
                let hint = places.is_some_and(|(a, b)| suggested.contains(&(a.min(b), a.max(b))));
                perhaps += usize::from(truly && hint);
                let how = match (one, hint) {
                    (true, _) => "taken for one",
                    (false, true) => "only suggested",
                    (false, false) => "missed",
                };
                wrong.push(format!("{how}: {name} ({document}) · {other_name} ({other_document})"));
            }
        }
    }
    let lost = lines.iter().filter(|(.., at)| at.is_none()).count();
    println!("same person over articles: {} lines, {lost} of them not found as a person today", lines.len());
    println!(
        "  {same} pairs of one person; said {said}, right {right}: precision {:.3}, recall {:.3}; {perhaps} of the missed are suggested",
        right as f64 / (said as f64).max(1.0),
        right as f64 / (same as f64).max(1.0),
    );
    for line in wrong.iter().take(show) {
        println!("  {line}");
    }
}
