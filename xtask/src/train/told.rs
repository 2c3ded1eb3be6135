//! What do the rules tell of a text? Examples from articles: sure names, sure words, and what is left open.

use std::collections::BTreeMap;

use isnad_extract::entity::tagger::{Clusters, Looks, hash};
use isnad_extract::{Document, EntityKind, entity};
use isnad_text::{Article, Kind};

use super::learner::Example;

/// No name.
const NONE: u8 = 1;
/// Nobody knows.
const ANY: u8 = 0x7F;

/// How often a word stands, and how often in a name.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: u32,
    named: u32,
}

/// The tokens of a text as hashes: words, marks as they are, all numbers alike.
pub(super) fn hashes(document: &Document) -> Vec<u64> {
    let tokens = &document.tokens;
    (0..tokens.len()).map(|i| if tokens.kind(i) == Kind::Number { 1 } else { hash(tokens.key(i).as_bytes()) }).collect()
}

/// Which labels (by their bits) each token may have by what the rules read, and the names they read.
fn marks(document: &Document) -> (Vec<u8>, Vec<(usize, usize)>) {
    let mut marks = vec![NONE; document.tokens.len()];
    let mut names = Vec::new();
    let entities = entity::find_by_rules(document);
    for m in &entities.mentions {
        let Some(e) = entities.entities.get(m.entity) else { continue };
        let first = (document.tokens.at_or_after(m.span.start + 1)).saturating_sub(1);
        let end = document.tokens.at_or_after(m.span.end);
        let begin = match e.kind {
            EntityKind::Person => 1,
            EntityKind::Organisation => 3,
            EntityKind::Country | EntityKind::Place => 5,
            EntityKind::Event => 0,
        };
        for i in first..end {
            if let Some(mark) = marks.get_mut(i) {
                *mark = match begin {
                    0 => ANY,
                    b if i == first => 1 << b,
                    b => 1 << (b + 1),
                };
            }
        }
        if begin != 0 {
            names.push((first, end));
        }
    }
    (marks, names)
}

/// Examples of all articles; what the rules leave open is open to the learner.
pub(super) fn examples(articles: &[Article], clusters: &Clusters) -> Vec<Example> {
    let mut counts: BTreeMap<u64, Count> = BTreeMap::new();
    let mut examples = Vec::new();
    for article in articles {
        let document = Document::of(article);
        let (marks, names) = marks(&document);
        for s in &document.sentences {
            let inside = |n: &&(usize, usize)| s.first <= n.0 && n.1 <= s.end;
            let here: Vec<(usize, usize)> =
                names.iter().filter(inside).map(|n| (n.0 - s.first, n.1 - s.first)).collect();
            let mut looks = Looks::default();
            looks.fill(&document, clusters, s.first, s.end);
            let allowed: Vec<u8> = marks.get(s.first..s.end).unwrap_or(&[]).to_vec();
            for (i, mark) in allowed.iter().enumerate() {
                let count = counts.entry(looks.word(i)).or_default();
                count.all += 1;
                count.named += u32::from(*mark != NONE);
            }
            examples.push(Example { looks, allowed, names: here });
        }
    }
    for e in &mut examples {
        for (i, mark) in e.allowed.iter_mut().enumerate() {
            let count = counts.get(&e.looks.word(i)).copied().unwrap_or_default();
            if *mark == NONE && e.looks.unknown(i) && count.named * 20 >= count.all {
                *mark = ANY;
            }
        }
        e.mend();
    }
    examples
}
