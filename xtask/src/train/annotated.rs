//! How far does the same trainer come with labels made by people? Learned, scored, thrown away: nothing of it ships.

use std::path::Path;

use isnad_extract::Document;
use isnad_extract::entity::tagger::{Clusters, Looks, Model, Reader};
use isnad_text::Article;

use super::learner::{Example, Hide, Learner};
use crate::bench::corpus;
use crate::names::anercorp::print;
use crate::names::bio::{self, Marked, Name, Sort};

/// Rounds: a small set bears more of them.
const ROUNDS: usize = 12;

/// Learns from the training split in `folder` and scores its development split; clusters come from articles of `corpus`.
///
/// # Errors
/// A sentence for the terminal: no such files.
pub fn run(folder: &Path, corpus: &Path, megabytes: usize) -> Result<(), String> {
    let train = bio::read(&folder.join("anercorp-camel-train.bio"))?;
    let dev = bio::read(&folder.join("anercorp-camel-dev.bio"))?;
    let rows = corpus::load(corpus, megabytes * 1_000_000)?;
    let articles: Vec<Article> = rows.iter().map(|r| isnad_clean::plain(&r.text)).collect();
    let bytes = super::company(&articles);
    let clusters = Clusters::of(&bytes);
    let examples: Vec<Example> = train.iter().map(|m| example(m, &clusters).0).collect();
    let mut learner = Learner::new();
    learner.learn(&examples, ROUNDS, Hide { classes: 20, words: 40, titles: 10 });
    let bytes = learner.bytes(&bytes);
    let model = Model::of(&bytes).ok_or("the weights are of another make")?;
    let mut reader = Reader::new(&model, 0);
    let mut read: Vec<(usize, Name)> = Vec::new();
    for (s, marked) in dev.iter().enumerate() {
        let (example, places) = example(marked, &clusters);
        for (a, b, kind) in reader.read(&example.looks) {
            let (Some(first), Some(last), Some(sort)) = (places.get(*a), places.get(b - 1), Sort::of_kind(*kind))
            else {
                continue;
            };
            read.push((s, (*first, last + 1, sort)));
        }
    }
    print("the same trainer on its training split (never shipped)", &dev, &read);
    Ok(())
}

/// One sentence as an example, and of each of our tokens the token of the set that holds it.
fn example(marked: &Marked, clusters: &Clusters) -> (Example, Vec<usize>) {
    let page = bio::page(std::slice::from_ref(marked));
    let document = Document::of(&page.article);
    let spans = page.places.first().map_or(&[][..], Vec::as_slice);
    let places: Vec<usize> = document.tokens.iter().map(|t| spans.partition_point(|s| s.end <= t.span.start)).collect();
    let mut looks = Looks::default();
    looks.fill(&document, clusters, 0, places.len());
    let mut allowed = vec![1u8; places.len()];
    let mut names = Vec::new();
    for (first, end, sort) in &marked.names {
        let a = places.partition_point(|p| p < first);
        let b = places.partition_point(|p| p < end);
        let begin = match sort {
            Sort::Person => 1,
            Sort::Body => 3,
            Sort::Place => 5,
        };
        for (i, slot) in allowed.iter_mut().enumerate().take(b).skip(a) {
            *slot = 1 << (begin + u8::from(i > a));
        }
        names.push((a, b));
    }
    let mut example = Example { looks, allowed, names };
    example.mend();
    (example, places)
}
