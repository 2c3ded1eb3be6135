//! Which room takes how long? One thread, text to record, and each room by itself on what the rooms before it gave.

use std::time::Duration;

use isnad_extract::{Context, Document, ReferenceFrom, entity, figure, quantity, read, statement, time};
use isnad_text::{Article, sentences, tokenise};

use super::corpus::Row;
use super::{mb, median, timed};

/// The rooms that can be asked for alone, in the order in which they read.
pub(super) const STAGES: &[&str] = &["time", "quantity", "entity", "statement", "figure"];

/// Prints a line for the whole extraction and one for each room; of one `stage` its line alone.
pub(super) fn print(rows: &[Row], bytes: usize, runs: usize, stage: Option<&str>) {
    println!("one thread                                   MB/s   ns/byte    found");
    let line = |name: &str, times: Vec<Duration>, found: usize| {
        if times.is_empty() {
            return;
        }
        let t = median(times).as_secs_f64();
        println!("{name:<38} {:>10.1} {:>9.2} {found:>8}", mb(bytes) / t, t * 1e9 / bytes as f64);
    };
    let contexts: Vec<Context> = rows.iter().map(context).collect();
    let whole = if stage.is_none() { runs } else { 0 };
    let (articles, times) =
        repeat(whole, || rows.iter().map(|r| isnad_clean::plain(&r.text)).collect::<Vec<Article>>());
    line("clean: text to article", times, articles.len());
    let (found, times) = repeat(whole, || {
        let records = articles.iter().zip(&contexts).map(|(a, c)| read(a, c));
        records.map(|r| r.times.len() + r.figures.len() + r.entities.len() + r.statements.len()).sum::<usize>()
    });
    line("extract: article to record", times, found);
    let (words, times) = repeat(whole, || articles.iter().map(|a| tokenise(&a.text).len()).sum::<usize>());
    line("  tokens", times, words);
    let (cut, times) =
        repeat(whole, || articles.iter().map(|a| sentences(&a.text, &tokenise(&a.text), &[]).len()).sum::<usize>());
    line("  tokens and sentences", times, cut);
    let (documents, times) = repeat(whole, || articles.iter().map(Document::of).collect::<Vec<_>>());
    line("  tokens, classes and sentences", times, documents.len());

    let asked = |room: &str| if stage.is_none_or(|s| s == room) { runs } else { 0 };
    let contexts: Vec<Context> = documents
        .iter()
        .zip(&contexts)
        .map(|(d, c)| {
            let (published, reference_from) = time::reference(d, c);
            Context { published, reference_from, ..c.clone() }
        })
        .collect();
    let all = || documents.iter().zip(&contexts);
    let (found, spent) = repeat(asked("time"), || all().map(|(d, c)| time::find(d, c)).collect::<Vec<_>>());
    line("  time", spent, found.iter().map(Vec::len).sum());
    let times = found;
    let (quantities, spent) =
        repeat(asked("quantity"), || all().zip(&times).map(|((d, c), t)| quantity::find(d, c, t)).collect::<Vec<_>>());
    line("  quantity", spent, quantities.iter().map(Vec::len).sum());
    let (entities, spent) =
        repeat(asked("entity"), || all().zip(&times).map(|((d, c), t)| entity::find(d, c, t)).collect::<Vec<_>>());
    line("  entity", spent, entities.iter().map(|e| e.mentions.len()).sum());
    let (statements, spent) = repeat(asked("statement"), || {
        all().zip(&times).zip(&entities).map(|(((d, c), t), e)| statement::find(d, c, t, e)).collect::<Vec<_>>()
    });
    line("  statement", spent, statements.iter().map(Vec::len).sum());
    let (figures, spent) = repeat(asked("figure"), || {
        let found = all().zip(&times).zip(&quantities).zip(&entities).zip(&statements);
        found.map(|(((((d, c), t), q), e), s)| figure::find(d, c, t, q, e, s)).collect::<Vec<_>>()
    });
    line("  figure", spent, figures.iter().map(Vec::len).sum());
}

fn context(row: &Row) -> Context {
    let published = row.published.as_deref().and_then(|d| d.parse().ok());
    let reference_from = if published.is_some() { ReferenceFrom::Input } else { ReferenceFrom::None };
    Context { published, reference_from, ..Context::default() }
}

/// What a call gives and how long each of several runs took, the first left out.
fn repeat<T>(runs: usize, f: impl Fn() -> T) -> (T, Vec<Duration>) {
    let (mut value, _) = timed(&f);
    let mut times = Vec::new();
    for _ in 0..runs {
        let (again, time) = timed(&f);
        times.push(time);
        value = again;
    }
    (value, times)
}
