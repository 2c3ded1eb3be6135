//! Which figures are called a conflict? Prints each pair with both passages, for people to read, and counts the kinds.

use std::collections::BTreeMap;
use std::path::Path;

use isnad_extract::{Figure, Record};
use isnad_link::copy::{Copies, CopyKind, CopyText, Head, Pair, Sketch, groups, judge};
use isnad_link::difference::{DifferenceKind, differences};
use isnad_link::series::{Point, fold};
use isnad_text::{Article, Span, sentences, tokenise};

use super::load::{Known, articles};

pub(super) fn run(folder: &Path, show: usize) -> Result<(), String> {
    let known = articles(folder, 1_000)?;
    let mut points = Vec::new();
    let mut texts = Vec::new();
    for k in &known {
        let (article, record) = k.read();
        points.extend(record.figures.iter().map(|f| point(k, &article, &record, f)));
        texts.push(article);
    }
    let copies = copies(&known, &texts);
    let series = fold(&points, &copies);
    let found = differences(&series, &points);
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for d in &found {
        *kinds.entry((d.kind.name(), d.reason.name())).or_default() += 1;
    }
    println!(
        "{} articles, {} figures, {} series, {} differences",
        known.len(),
        points.len(),
        series.len(),
        found.len()
    );
    for ((kind, reason), n) in kinds {
        println!("  {n:>5}  {kind} ({reason})");
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for d in &found {
        let n = shown.entry(d.reason.name()).or_default();
        *n += 1;
        if d.kind != DifferenceKind::Conflict && *n > show {
            continue;
        }
        let Some(s) = series.get(d.series) else { continue };
        let word = |t: &Option<String>| t.clone().unwrap_or("-".into());
        println!(
            "\n{} ({}): {} | {} | {} {:?}",
            d.kind.name(),
            d.reason.name(),
            word(&s.subject),
            word(&s.measure),
            word(&s.unit),
            s.measure_words
        );
        for i in [d.earlier, d.later] {
            let Some(p) = points.get(i) else { continue };
            let day = p.published.map_or("-".into(), |d| d.to_string());
            println!("    {day} {} [{}] as of {} by {}", p.text, p.document, word(&p.as_of), word(&p.speaker));
            println!("        {}", p.sentence.chars().take(400).collect::<String>());
        }
    }
    Ok(())
}

fn point(known: &Known, article: &Article, record: &Record, f: &Figure) -> Point {
    let subject = f.subject.and_then(|s| record.entities.get(s));
    let said = f.statement.and_then(|s| record.statements.get(s));
    Point {
        document: known.id.clone(),
        entry: format!("{:?}", f.span),
        source: known.source.clone(),
        agency: article.agency.clone(),
        published: record.reference,
        subject: subject.map(|e| e.name.clone()),
        subject_aliases: subject
            .map_or(Vec::new(), |e| e.mentions.iter().map(|m| m.span.of(&article.text).to_owned()).collect()),
        measure: f.measure.clone(),
        measure_key: f.measure_key.clone(),
        unit: f.unit.clone(),
        value: f.value,
        hedge: f.hedge,
        as_of: f.as_of.clone(),
        sense: f.sense,
        status: f.status,
        speaker: said.and_then(|s| s.speaker_name.clone()),
        chain: said.map_or(Vec::new(), |s| s.chain.iter().map(|l| l.name.clone()).collect()),
        text: f.span.of(&article.text).to_owned(),
        sentence: sentence(&article.text, f.span),
    }
}

/// The sentence of a paragraph that holds a place.
fn sentence(text: &str, at: Span) -> String {
    let from = text.get(..at.start as usize).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let to = text.get(at.end as usize..).and_then(|t| t.find('\n')).map_or(text.len(), |i| at.end as usize + i);
    let paragraph = text.get(from..to).unwrap_or("");
    let tokens = tokenise(paragraph);
    let inside = Span::at(at.start as usize - from, at.end as usize - from);
    sentences(paragraph, &tokens, &[])
        .iter()
        .map(|s| tokens.cover(s.first, s.end))
        .find(|s| s.overlaps(inside))
        .map_or_else(|| paragraph.to_owned(), |s| s.of(paragraph).to_owned())
}

fn copies(known: &[Known], texts: &[Article]) -> Copies {
    let sketches: Vec<Sketch> = texts.iter().map(|a| Sketch::of(&a.text, &[])).collect();
    let mut pairs = Vec::new();
    for (i, one) in sketches.iter().enumerate() {
        for (j, _) in sketches.iter().enumerate().skip(i + 1).filter(|(_, o)| one.promising(o)) {
            let (Some(a), Some(b)) = (texts.get(i), texts.get(j)) else { continue };
            if let Some(link) = judge(&CopyText::of(&a.text, &[]), &CopyText::of(&b.text, &[])) {
                let (part, whole) =
                    if link.second_larger || link.kind != CopyKind::Contained { (i, j) } else { (j, i) };
                let name = |n: usize| known.get(n).map_or(String::new(), |k| k.id.clone());
                pairs.push(Pair { part: name(part), whole: name(whole), kind: link.kind });
            }
        }
    }
    let heads: Vec<Head> = known.iter().map(|k| Head { document: k.id.clone(), published: k.day() }).collect();
    Copies::of(&groups(&heads, &pairs))
}
