//! What speakers say on a subject, as `isnad-link` wants it: claims with their day, and whom the article says they answer.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use isnad_link::position::{Claim, Opposition, Position, answered, positions};

use rusqlite::OptionalExtension;

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
        self.positions_among(subject, filter, MOST)
    }

    /// The same among the newest `most` statements.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn positions_among(&self, subject: &str, filter: &Filter, most: usize) -> Result<Positions, Fault> {
        let (about, asked) = (subject.to_owned(), filter.clone());
        let key = format!("positions|{subject}|{filter:?}|{most}");
        self.recalled(key, move |store| store.positions_of(&about, &asked, most))
    }

    fn positions_of(&self, subject: &str, filter: &Filter, most: usize) -> Result<Positions, Fault> {
        let asked = Filter { about: Some(subject.to_owned()), limit: most, offset: 0, ..filter.clone() };
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
        let who = self.who_speaks(&rows)?;
        let mut claims = Vec::new();
        for row in &rows {
            let (_, text) = shelf.get(row.document.key)?;
            claims.push(claim(row, &text, speakers.get(&row.document.key).map_or(&[], Vec::as_slice), &who));
        }
        let (positions, disagreements) = positions(&claims, subject);
        Ok(Positions { rows, claims, positions, disagreements })
    }

    /// Who is meant by each speaker's name, by the identities of the people and bodies that speak.
    fn who_speaks(&self, rows: &[StatementRow]) -> Result<Speakers, Fault> {
        let mut names: BTreeMap<String, Option<i64>> = BTreeMap::new();
        let mut key = self.connection.prepare_cached("SELECT key FROM names WHERE folded = ?1")?;
        for name in rows.iter().filter_map(|r| r.statement.speaker_name.as_deref()).map(isnad_text::fold) {
            if let Entry::Vacant(free) = names.entry(name) {
                let found: Option<i64> = key.query_row([free.key()], |r| r.get(0)).optional()?;
                free.insert(found);
            }
        }
        let bearers = self.bearers(&names.values().flatten().copied().collect())?;
        // Where all that bear a name are one, so is whoever bears it in an article that was not looked at.
        let mut usual: HashMap<String, Option<String>> = HashMap::new();
        let spoken =
            |r: &StatementRow| Some((r.statement.speaker_name.as_deref().map(isnad_text::fold)?, r.document.key));
        let mut out = HashMap::new();
        for row in rows {
            let Some((name, document)) = spoken(row) else { continue };
            let entry = row.statement.speaker_id.clone().unwrap_or_default();
            let Some(one) = bearers.get(&(row.document.id.clone(), entry)) else { continue };
            let known = usual.entry(name.clone()).or_insert_with(|| Some(one.clone()));
            if known.as_ref().is_some_and(|k| k != one) {
                *known = None;
            }
            out.insert((document, name), one.clone());
        }
        for (name, document) in rows.iter().filter_map(spoken) {
            if let Some(Some(one)) = usual.get(&name) {
                out.entry((document, name)).or_insert_with(|| one.clone());
            }
        }
        Ok(Speakers(out))
    }
}

/// Who the speakers are, by article and name: one key for one speaker under all names.
#[derive(Debug, Default)]
struct Speakers(HashMap<(i64, String), String>);

impl Speakers {
    fn key(&self, document: i64, name: &str) -> String {
        let name = isnad_text::fold(name);
        self.0.get(&(document, name.clone())).cloned().unwrap_or(name)
    }
}

fn claim(row: &StatementRow, text: &super::load::Text, speakers: &[String], who: &Speakers) -> Claim {
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
        speaker_key: who.key(row.document.key, &name),
        day: day(row, &row.document),
        asserts: ASSERTING.contains(&s.act.as_str()),
        denies: matches!(s.act.as_str(), "deny"),
        content: words.join(" … "),
        answers: answers.filter(|n| **n != name).map(|n| who.key(row.document.key, n)).collect(),
        speaker: name,
    }
}

fn day(row: &StatementRow, d: &Document) -> Option<jiff::civil::Date> {
    let of = |day: &str| day.parse().ok();
    row.statement.said_on.as_deref().and_then(of).or_else(|| d.day.as_deref().and_then(of))
}
