//! All that the store holds on one subject, on paper: who or what it is, what happened, how figures moved, what was said by it
//! and about it, where sources differ, which events it stands in, and on which articles all of that rests.
//!
//! - [`Dossier::gather`] asks the store; every line keeps the place of its sentence ([`Dossier::places`]).
//! - `html`, `docx`, `plain`: a page that needs nothing beside itself, a document with footnotes, Markdown, CSV.
//!
//! Not here: the questions themselves (`store`), the drawing of a series (`serve`).

mod docx;
mod html;
mod plain;

use std::collections::BTreeMap;

use isnad_link::series::{Placed, Series};

use crate::cli::Glossary;
use crate::fault::Fault;
use crate::store::{Dated, Document, Filter, Pledge, Positions, StatementRow, Store, StoryRow, SubjectFigures};

/// Lines of each part at most: a dossier is read by people.
const MOST: usize = 200;

/// What is held on one subject.
#[derive(Debug)]
pub struct Dossier {
    /// As it was asked for.
    pub subject: String,
    /// The days asked for.
    pub days: (Option<String>, Option<String>),
    /// Names under which it stands, with their sort and the number of articles.
    pub names: Vec<(String, String, u64)>,
    /// Offices in which it spoke: the words, the first day and the last, and how often.
    pub offices: Vec<(String, String, String, u64)>,
    /// What happened.
    pub timeline: Vec<Dated>,
    /// Figures and their differences.
    pub figures: SubjectFigures,
    /// What it said.
    pub by: Vec<StatementRow>,
    /// What others said about it.
    pub about: Vec<StatementRow>,
    /// Positions on it.
    pub positions: Positions,
    /// Events.
    pub stories: Vec<StoryRow>,
    /// Pledges.
    pub pledges: Vec<Pledge>,
    /// Articles that were used, by outlet.
    pub sources: BTreeMap<String, Vec<Document>>,
    /// The sentence of every place that is cited, by article and entry.
    pub places: BTreeMap<(String, String), Place>,
    /// When it was made, as the store writes times.
    pub made: String,
}

/// A cited place.
#[derive(Debug, Clone)]
pub struct Place {
    /// The article.
    pub document: Document,
    /// The SHA-256 of its text.
    pub version: String,
    /// The entry.
    pub entry: String,
    /// The sentence.
    pub sentence: String,
}

impl Dossier {
    /// Asks the store for all that it holds on `subject` in the days of `filter`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn gather(store: &Store, subject: &str, filter: &Filter, made: String) -> Result<Dossier, Fault> {
        let all = Filter { limit: MOST, offset: 0, ..filter.clone() };
        let by = store.statements(&Filter { speaker: Some(subject.to_owned()), ..all.clone() })?.rows;
        let mut about = store.statements(&Filter { about: Some(subject.to_owned()), ..all.clone() })?.rows;
        let own =
            |r: &StatementRow| by.iter().any(|b| b.statement.id == r.statement.id && b.document.id == r.document.id);
        about.retain(|r| !own(r));
        let mut dossier = Dossier {
            subject: subject.to_owned(),
            days: (filter.from.clone(), filter.to.clone()),
            names: store.names_told(subject)?,
            offices: offices(&by),
            timeline: store.timeline(Some(subject), &all)?.rows,
            figures: store.figures_of(Some(subject), None, &all)?,
            positions: store.positions(subject, &all)?,
            stories: store.stories(Some(subject), &all)?.rows,
            pledges: store.promises(Some(subject), &all)?.rows,
            by,
            about,
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            made,
        };
        dossier.cite(store)?;
        Ok(dossier)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.stories.is_empty()
    }

    /// Notes the sentence of everything that is shown.
    fn cite(&mut self, store: &Store) -> Result<(), Fault> {
        let mut found: Vec<(Document, String, String)> = Vec::new();
        for row in self.by.iter().chain(&self.about).chain(&self.positions.rows) {
            found.push((row.document.clone(), row.statement.id.clone(), store.sentence_of_statement(row)?));
        }
        for row in self.pledges.iter().flat_map(|p| std::iter::once(&p.row).chain(&p.again)) {
            found.push((row.document.clone(), row.statement.id.clone(), store.sentence_of_statement(row)?));
        }
        for (i, (document, figure)) in self.figures.figures.iter().enumerate() {
            let sentence = self.figures.points.get(i).map(|p| p.sentence.clone()).unwrap_or_default();
            found.push((document.clone(), figure.id.clone(), sentence));
        }
        for row in &self.timeline {
            found.push((row.document.clone(), row.id.clone(), row.text.clone()));
        }
        let mut versions: BTreeMap<i64, String> = BTreeMap::new();
        for (document, entry, sentence) in found {
            let version = match versions.get(&document.version) {
                Some(v) => v.clone(),
                None => {
                    let v = store.version_of(document.version)?;
                    versions.insert(document.version, v.clone());
                    v
                }
            };
            let held = self.sources.entry(document.outlet().to_owned()).or_default();
            if !held.iter().any(|d| d.key == document.key) {
                held.push(document.clone());
            }
            let key = (document.id.clone(), entry.clone());
            self.places.entry(key).or_insert(Place { document, version, entry, sentence });
        }
        for held in self.sources.values_mut() {
            held.sort_by(|a, b| (&a.day, &a.id).cmp(&(&b.day, &b.id)));
        }
        Ok(())
    }

    /// The series worth a place of their own: more than one point, those with most first.
    fn series(&self) -> Vec<(usize, &Series)> {
        let mut order: Vec<(usize, &Series)> =
            self.figures.series.iter().enumerate().filter(|(_, s)| s.points.len() > 1).collect();
        order.sort_by_key(|(n, s)| (std::cmp::Reverse(s.points.len()), *n));
        order
    }

    /// Figures that stand alone in their series, in the order of time.
    fn lone(&self) -> Vec<(&Series, &Placed)> {
        let alone = |s: &'_ Series| s.points.len() == 1;
        let mut out: Vec<(&Series, &Placed)> =
            self.figures.series.iter().filter(|s| alone(s)).filter_map(|s| Some((s, s.points.first()?))).collect();
        out.sort_by_key(|(_, p)| (p.to.is_none(), p.to, p.point));
        out
    }

    /// How many sources a series rests on, copies and what one agency gave counted once.
    fn origins(&self, series: &Series) -> usize {
        let mut origins: Vec<&str> = series.points.iter().map(|p| p.origin.as_str()).collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len()
    }

    /// As a page of HTML.
    pub fn html(&self, words: Glossary) -> String {
        html::page(self, words)
    }

    /// As Markdown.
    pub fn markdown(&self, words: Glossary) -> String {
        plain::markdown(self, words)
    }

    /// As a document for word processors, with a footnote under every line.
    ///
    /// # Errors
    /// The writer fails.
    pub fn docx(&self, words: Glossary) -> Result<Vec<u8>, Fault> {
        docx::document(self, words)
    }

    /// As rows of CSV: part, day, who, words, value, outlet, article, entry, address.
    ///
    /// # Errors
    /// The writer fails.
    pub fn csv(&self) -> Result<Vec<u8>, Fault> {
        plain::csv(self)
    }
}

/// The offices in which statements were made, in the order of their first day.
fn offices(by: &[StatementRow]) -> Vec<(String, String, String, u64)> {
    let mut held: BTreeMap<String, (String, String, String, u64)> = BTreeMap::new();
    for row in by {
        let Some(role) = &row.statement.role else { continue };
        let day = row.day.clone().unwrap_or_default();
        let slot = held
            .entry(isnad_text::fold(role.text.trim()))
            .or_insert_with(|| (role.text.trim().to_owned(), day.clone(), day.clone(), 0));
        if day < slot.1 {
            slot.1.clone_from(&day);
        }
        if day > slot.2 {
            slot.2 = day;
        }
        slot.3 += 1;
    }
    let mut out: Vec<_> = held.into_values().collect();
    out.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    out
}

/// «from 12 (2014-09-11) to 87 (2024-10-01)» is for the reader of a series; here its name.
fn series_name(series: &Series, words: Glossary) -> String {
    let mut parts: Vec<&str> = [&series.subject, &series.measure].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        parts.extend(series.unit.as_deref());
    }
    let mut name = parts.join(" — ");
    let mut note = |family: &str, word: &str, usual: &str| {
        if word != usual {
            name.push_str(&format!(" ({})", words.find(&format!("{family}.{word}")).unwrap_or(word)));
        }
    };
    note("label.sense", series.sense.name(), "level");
    note("label.status", series.status.name(), "actual");
    name
}
