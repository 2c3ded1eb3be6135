//! How far may the tagger lean towards names? For several leans, what it adds to the
//! rules on the training split of the annotated set, of each sort: added, exactly right, overlapping a name of any sort.

use std::path::Path;

use isnad_extract::entity::tagger::{Looks, Model, Reader};
use isnad_extract::{Document, entity};

use super::bio::{self, SENTENCES, Sort};

/// What is taken from «no name».
const LEANS: [i32; 9] = [0, 30, 60, 90, 120, 150, 200, 250, 300];

/// Prints the table for the weights as they lie in the crate.
///
/// # Errors
/// A sentence for the terminal: no such files.
pub fn run(folder: &Path, mut show: usize) -> Result<(), String> {
    let weights = crate::train::target();
    let weights = std::fs::read(&weights).map_err(|e| format!("{}: {e}", weights.display()))?;
    let model = Model::of(&weights).ok_or("the weights are of another make")?;
    let sentences = bio::read(&folder.join("anercorp-camel-train.bio"))?;
    let mut counts = [[[0usize; 3]; 3]; LEANS.len()];
    for chunk in sentences.chunks(SENTENCES) {
        let page = bio::page(chunk);
        let document = Document::of(&page.article);
        let known = entity::find_by_rules(&document);
        let mut looks = Looks::default();
        for s in &document.sentences {
            looks.fill(&document, &model.clusters, s.first, s.end);
            for (slot, lean) in counts.iter_mut().zip(&LEANS) {
                let mut reader = Reader::new(&model, *lean);
                for (a, b, kind) in reader.read(&looks) {
                    let span = document.tokens.cover(s.first + a, s.first + b);
                    let Some(sort) = Sort::of_kind(*kind) else { continue };
                    if known.within(span).next().is_some() {
                        continue;
                    }
                    let Some(n) = page.places.iter().position(|p| p.last().is_some_and(|t| span.start < t.end)) else {
                        continue;
                    };
                    let (Some(places), Some(told)) = (page.places.get(n), chunk.get(n)) else { continue };
                    let first = places.partition_point(|t| t.end <= span.start);
                    let end = places.partition_point(|t| t.start < span.end);
                    let Some(c) = slot.get_mut(sort as usize) else { continue };
                    if *lean == 60 && show > 0 {
                        show -= 1;
                        let words =
                            |a: usize, b: usize| told.tokens.get(a..b.min(told.tokens.len())).unwrap_or(&[]).join(" ");
                        let right = if told.names.contains(&(first, end, sort)) { '+' } else { '-' };
                        println!(
                            "{right} {:<13} {} [{}] {}",
                            sort.label(),
                            words(first.saturating_sub(4), first),
                            words(first, end),
                            words(end, end + 3)
                        );
                    }
                    c[0] += 1;
                    c[1] += usize::from(told.names.contains(&(first, end, sort)));
                    c[2] += usize::from(told.names.iter().any(|t| t.0 < end && first < t.1));
                }
            }
        }
    }
    println!("lean   person: added exact overlap   organisation                 place");
    for (lean, c) in LEANS.iter().zip(counts) {
        let cell = |s: Sort| {
            let [all, exact, overlap] = c[s as usize];
            let part = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
            format!("{all:>12} {:>4.0}% {:>6.0}%", part(exact), part(overlap))
        };
        println!("{lean:>6}   {}   {}   {}", cell(Sort::Person), cell(Sort::Body), cell(Sort::Place));
    }
    Ok(())
}
