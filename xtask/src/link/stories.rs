//! Which articles tell one event? Articles whose `query` is `wire:ID` are labelled: one ID, one story. The other articles
//! of the folder stand among them and count as nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use isnad_extract::EntityKind;
use isnad_link::story::{Link, PROMISING, Report, Story, Teller, Telling, WINDOW, fold, judge};

use super::load::{Known, articles};

pub(super) fn run(folder: &Path, show: usize) -> Result<(), String> {
    let known = articles(folder, 1_000)?;
    let started = Instant::now();
    let tellers: Vec<Teller> = known.iter().map(teller).collect();
    let read = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let (links, candidates) = links(&tellers);
    let linked = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let stories = fold(&tellers, &links);
    let folded = started.elapsed().as_secs_f64();
    println!(
        "{} articles: read {read:.1} s, {candidates} pairs share a key, {} are close ({linked:.1} s), {} stories ({folded:.1} s)",
        known.len(),
        links.len(),
        stories.len()
    );
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for story in &stories {
        *sizes.entry(story.articles.len()).or_default() += 1;
    }
    println!("stories by articles: {sizes:?}");
    score(&known, &stories);
    let titles: BTreeMap<&str, &Known> = known.iter().map(|k| (k.id.as_str(), k)).collect();
    for story in stories.iter().step_by((stories.len() / show.max(1)).max(1)).take(show) {
        println!("\n{}  {:?} {:?}", story.name.as_deref().unwrap_or("-"), story.first, story.outlets);
        for id in &story.articles {
            let k = titles.get(id.as_str());
            let title = k.and_then(|k| k.title.as_deref()).unwrap_or("-");
            println!("    {id} {} {}", k.and_then(|k| k.published.as_deref()).unwrap_or("-"), title.trim());
        }
    }
    Ok(())
}

fn teller(known: &Known) -> Teller {
    let (article, record) = known.read();
    let names: Vec<(&str, EntityKind)> = record.entities.iter().map(|e| (e.name.as_str(), e.kind)).collect();
    let furniture: Vec<isnad_text::Span> = article.furniture.iter().map(|f| f.span).collect();
    let telling = Telling::of(&Report {
        document: &known.id,
        published: known.day(),
        title: known.title.as_deref(),
        text: &article.text,
        furniture: &furniture,
        names: &names,
    });
    Teller { telling, source: known.source.clone(), title: known.title.clone(), time: known.published.clone() }
}

/// Joins on the keys and judges what meets, as a store does.
fn links(tellers: &[Teller]) -> (Vec<Link>, usize) {
    let mut rows: Vec<(u64, usize)> = Vec::new();
    for (i, t) in tellers.iter().enumerate() {
        rows.extend(t.telling.keys().into_iter().map(|k| (k, i)));
    }
    rows.sort_unstable();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let near = |a: usize, b: usize| match (tellers[a].telling.published, tellers[b].telling.published) {
        (Some(a), Some(b)) => a.until(b).map_or(0, |s| s.get_days()).abs() <= WINDOW,
        _ => true,
    };
    for holders in rows.chunk_by(|a, b| a.0 == b.0) {
        for (n, (_, b)) in holders.iter().enumerate() {
            pairs.extend(holders.iter().take(n).filter(|(_, a)| near(*a, *b)).map(|(_, a)| (*a, *b)));
        }
    }
    let links = pairs.iter().filter_map(|&(a, b)| {
        let (one, other) = (&tellers[a].telling, &tellers[b].telling);
        let close = judge(one, other);
        (close >= PROMISING).then(|| Link { one: one.document.clone(), other: other.document.clone(), close })
    });
    (links.collect(), pairs.len())
}

/// BCubed precision, recall and F1 over the labelled articles.
fn score(known: &[Known], stories: &[Story]) {
    let label = |k: &Known| k.query.as_deref().filter(|q| q.starts_with("wire:")).map(str::to_owned);
    let wanted: BTreeMap<&str, String> = known.iter().filter_map(|k| Some((k.id.as_str(), label(k)?))).collect();
    if wanted.is_empty() {
        println!("no labelled articles (`query` of the form wire:ID): nothing to score");
        return;
    }
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, story) in stories.iter().enumerate() {
        found.extend(story.articles.iter().map(|a| (a.as_str(), n)));
    }
    let group = |id: &&str| found.get(*id).copied().unwrap_or(usize::MAX);
    let (mut precision, mut recall) = (0.0, 0.0);
    for (id, label) in &wanted {
        let together: Vec<&&str> =
            wanted.keys().filter(|o| *o == id || group(id) != usize::MAX && group(o) == group(id)).collect();
        let same = wanted.iter().filter(|(_, l)| *l == label).count();
        let right = together.iter().filter(|o| wanted.get(**o) == Some(label)).count();
        precision += right as f64 / together.len() as f64;
        recall += right as f64 / same as f64;
        if right < same {
            println!("  apart: {id} of {label}, with {right} of {same}");
        }
    }
    let n = wanted.len() as f64;
    let (p, r) = (precision / n, recall / n);
    println!(
        "{} labelled articles: BCubed precision {p:.3}, recall {r:.3}, F1 {:.3}",
        wanted.len(),
        2.0 * p * r / (p + r)
    );
    let strangers = stories
        .iter()
        .filter(|s| s.articles.iter().any(|a| wanted.contains_key(a.as_str())))
        .flat_map(|s| s.articles.iter().filter(|a| !wanted.contains_key(a.as_str())))
        .count();
    println!("unlabelled articles in their stories: {strangers}");
}
