//! Is the person found whom a title introduces or a cue of speech names?
//!
//! Of ANERcorp's persons (both splits told apart) those that stand within four tokens after an office or honorific, and
//! those that stand next to a verb of speech: how many are read exactly, how many at least in part.

use std::path::Path;

use isnad_extract::Document;
use isnad_extract::lexicon::{Class, Features};

use super::bio::{self, Marked, Page, SENTENCES, Sort};

/// How many of a group were read.
#[derive(Debug, Default, Clone, Copy)]
struct Group {
    all: usize,
    exact: usize,
    overlap: usize,
}

/// Prints exact and overlapping finds for each group of persons; `show` misses.
///
/// # Errors
/// A sentence for the terminal: no such files.
pub fn run(folder: &Path, show: usize) -> Result<(), String> {
    println!("ANERcorp's persons                          all  exact  overlap");
    for split in ["dev", "train"] {
        let sentences = bio::read(&folder.join(format!("anercorp-camel-{split}.bio")))?;
        let mut groups = [Group::default(); 4];
        let mut shown = 0;
        for chunk in sentences.chunks(SENTENCES) {
            let page = bio::page(chunk);
            measure(chunk, &page, &mut groups, &mut |line| {
                if shown < show && split == "dev" {
                    println!("{line}");
                    shown += 1;
                }
            });
        }
        let names = ["after a title", "beside a cue of speech", "either of them", "neither"];
        for (name, g) in names.iter().zip(groups) {
            let part = |n: usize| 100.0 * n as f64 / g.all.max(1) as f64;
            let name = format!("{split}: {name}");
            println!("  {name:<38} {:>6} {:>5.1}% {:>6.1}%", g.all, part(g.exact), part(g.overlap));
        }
    }
    Ok(())
}

fn measure(chunk: &[Marked], page: &Page, groups: &mut [Group; 4], miss: &mut dyn FnMut(String)) {
    let document = Document::of(&page.article);
    let found = bio::find(page);
    for (n, sentence) in chunk.iter().enumerate() {
        for name in sentence.names.iter().filter(|x| x.2 == Sort::Person) {
            let class = |token: usize, classes: &[Class]| {
                let Some(span) = page.places.get(n).and_then(|s| s.get(token)) else { return false };
                let i = document.tokens.at_or_after(span.start);
                classes.iter().any(|c| {
                    let mut all = document.tags.all(i, *c);
                    all.any(|m| {
                        *c != Class::SpeechVerb || m.features.has(Features::PAST) || m.features.has(Features::PRESENT)
                    })
                })
            };
            let title =
                (1..=4).filter_map(|k| name.0.checked_sub(k)).any(|t| class(t, &[Class::Office, Class::Honorific]));
            let cue = name.0.checked_sub(1).is_some_and(|t| class(t, &[Class::SpeechVerb, Class::SourceCue]))
                || class(name.1, &[Class::SpeechVerb]);
            let read = found.iter().filter(|f| f.sentence == n && f.name.2 == Sort::Person);
            let exact = read.clone().any(|f| f.name == *name);
            let overlap = read.clone().any(|f| f.name.0 < name.1 && name.0 < f.name.1);
            let member = [title, cue, title || cue, !title && !cue];
            for (g, _) in groups.iter_mut().zip(member).filter(|(_, m)| *m) {
                g.all += 1;
                g.exact += usize::from(exact);
                g.overlap += usize::from(overlap);
            }
            if !exact && (title || cue) {
                let words = |a: usize, b: usize| sentence.tokens.get(a..b.min(sentence.tokens.len())).unwrap_or(&[]);
                let before = words(name.0.saturating_sub(4), name.0).join(" ");
                let after = words(name.1, name.1 + 2).join(" ");
                let got: Vec<String> = read
                    .filter(|f| f.name.0 < name.1 && name.0 < f.name.1)
                    .map(|f| words(f.name.0, f.name.1).join(" "))
                    .collect();
                miss(format!(
                    "missed  {before} [{}] {after}   read: {}",
                    words(name.0, name.1).join(" "),
                    got.join(" | ")
                ));
            }
        }
    }
}
