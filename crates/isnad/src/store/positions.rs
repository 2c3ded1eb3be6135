//! What speakers say on a subject, as `isnad-link` wants it: claims with their day, and whom the article says they answer.

use std::collections::BTreeMap;

use isnad_link::position::{Claim, Opposition, Position, answered, positions};

use super::figures::sentence_of;
use super::load::Document;
use super::open::Store;
use super::select::{Filter, Shelf, StatementRow};
use crate::fault::Fault;

/// Statements of one subject that are weighed: the newest.
const MOST: usize = 400;

/// Acts that say that something is so.
const ASSERTING: [&str; 10] =
    ["say", "affirm", "announce", "deny", "refuse", "agree", "allege", "promise", "criticise", "warn"];

/// Positions on a subject.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    /// Statements on the subject.
    pub rows: Vec<StatementRow>,
    /// The same as claims, by the same indices.
    pub claims: Vec<Claim>,
    /// What each speaker holds, who says most first.
    pub positions: Vec<Position>,
    /// Where two speakers disagree.
    pub disagreements: Vec<Opposition>,
}

impl Store {
    /// What is said on a subject, by one speaker or by all.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn positions(&self, subject: &str, filter: &Filter) -> Result<Positions, Fault> {
        let asked = Filter { about: Some(subject.to_owned()), limit: MOST, offset: 0, ..filter.clone() };
        let mut rows = self.statements(&asked)?.rows;
        rows.retain(|r| r.statement.speaker_name.is_some());
        // By article and place, so that nothing depends on the way they were found.
        rows.sort_by(|a, b| (&a.document.id, &a.statement.id).cmp(&(&b.document.id, &b.statement.id)));
        let mut shelf = Shelf::new(self);
        let mut speakers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for row in &rows {
            let names = speakers.entry(row.document.key).or_default();
            let name = row.statement.speaker_name.clone().unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut claims = Vec::new();
        for row in &rows {
            let (_, text) = shelf.get(row.document.key)?;
            claims.push(claim(row, &text, speakers.get(&row.document.key).map_or(&[], Vec::as_slice)));
        }
        let (positions, disagreements) = positions(&claims, subject);
        Ok(Positions { rows, claims, positions, disagreements })
    }
}

fn claim(row: &StatementRow, text: &super::load::Text, speakers: &[String]) -> Claim {
    let s = &row.statement;
    let name = s.speaker_name.clone().unwrap_or_default();
    let words: Vec<&str> = s.content.iter().map(|c| c.text.as_str()).collect();
    let mut passage = s.occasion.as_ref().map(|o| o.text.clone()).unwrap_or_default();
    if let Some((start, end)) = s.content.first().and_then(|c| Some((c.start?, c.end?))) {
        passage.push(' ');
        passage.push_str(&sentence_of(text, start, end));
    }
    let names: Vec<&str> = speakers.iter().map(String::as_str).collect();
    let answers = answered(&passage, &names).into_iter().filter_map(|n| names.get(n));
    Claim {
        document: row.document.id.clone(),
        entry: s.id.clone(),
        speaker_key: isnad_text::fold(&name),
        day: day(row, &row.document),
        asserts: ASSERTING.contains(&s.act.as_str()),
        denies: matches!(s.act.as_str(), "deny"),
        content: words.join(" … "),
        answers: answers.filter(|n| **n != name).map(|n| isnad_text::fold(n)).collect(),
        speaker: name,
    }
}

fn day(row: &StatementRow, d: &Document) -> Option<jiff::civil::Date> {
    let of = |day: &str| day.parse().ok();
    row.statement.said_on.as_deref().and_then(of).or_else(|| d.day.as_deref().and_then(of))
}
