//! The figures of a subject as `isnad-link` wants them: points with their article, speaker, sentence and copies.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{Hedge, Sense, Status, Value};
use isnad_link::copy::{Copies, CopyKind, Head, Pair, groups};
use isnad_link::difference::{Difference, differences};
use isnad_link::series::{Point, Series, fold};
use isnad_text::{Span, sentences, tokenise};

use super::load::{Document, Text};
use super::names::{keywords, list};
use super::open::Store;
use super::select::{Filter, Shelf};
use crate::fault::Fault;
use crate::wire::{FigureJson, ValueJson};

/// Figures gathered into series.
#[derive(Debug, Clone, Default)]
pub struct SubjectFigures {
    /// Every figure, with its article.
    pub figures: Vec<(Document, FigureJson)>,
    /// The same as points, by the same indices.
    pub points: Vec<Point>,
    /// The series, those with most points first.
    pub series: Vec<Series>,
    /// What lies between points of a series.
    pub differences: Vec<Difference>,
    /// How many articles they stand in.
    pub articles: u64,
}

/// A subject and how many figures are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectCount {
    /// Its name.
    pub name: String,
    /// Figures.
    pub figures: u64,
    /// Articles.
    pub articles: u64,
}

/// More figures than this are not gathered at once: the newest are.
const MOST: i64 = 1000;

/// Figures among which a measure is looked for, the newest.
const LOOKED_AT: i64 = 40_000;

/// Who said a statement, and through whom it came.
type Spoken = (Option<String>, Vec<String>);

impl Store {
    /// The subjects of which most figures are told.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn subjects(&self, limit: usize, offset: usize) -> Result<Vec<SubjectCount>, Fault> {
        self.recalled(format!("subjects|{limit}|{offset}"), move |store| store.subjects_of(limit, offset))
    }

    fn subjects_of(&self, limit: usize, offset: usize) -> Result<Vec<SubjectCount>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n.name, t.entries, t.articles FROM tallies t JOIN names n ON n.key = t.key WHERE t.sort = 'subject' AND t.articles > 0
             ORDER BY t.articles DESC, t.entries DESC, t.key LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map([limit as i64, offset as i64], |r| {
            Ok(SubjectCount {
                name: r.get(0)?,
                figures: r.get::<_, i64>(1)? as u64,
                articles: r.get::<_, i64>(2)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The figures of a subject, of one measure where it is given, gathered into series. Without either, all of them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn figures_of(
        &self,
        subject: Option<&str>,
        measure: Option<&str>,
        filter: &Filter,
    ) -> Result<SubjectFigures, Fault> {
        self.newest_figures_of(subject, measure, filter, MOST)
    }

    /// The same of the newest `most` figures.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn newest_figures_of(
        &self,
        subject: Option<&str>,
        measure: Option<&str>,
        filter: &Filter,
        most: i64,
    ) -> Result<SubjectFigures, Fault> {
        let Filter { from, to, source, upto, .. } = filter;
        let key = format!("figures|{subject:?}|{measure:?}|{from:?}|{to:?}|{source:?}|{upto:?}|{most}");
        let (subject, measure, filter) = (subject.map(str::to_owned), measure.map(str::to_owned), filter.clone());
        self.recalled(key, move |store| store.figures_found(subject.as_deref(), measure.as_deref(), &filter, most))
    }

    fn figures_found(
        &self,
        subject: Option<&str>,
        measure: Option<&str>,
        filter: &Filter,
        most: i64,
    ) -> Result<SubjectFigures, Fault> {
        let wanted: Vec<String> = measure.map(keywords).unwrap_or_default();
        let mut conditions = String::new();
        if let Some(subject) = subject {
            let names = self.names_same(self.names_like(subject)?)?;
            conditions.push_str(&format!(" AND f.subject_key IN {}", list(&names)));
        }
        if let Some(source) = &filter.source {
            let sources = self.sources_like(source)?;
            conditions.push_str(&format!(" AND f.document IN (SELECT key FROM documents WHERE source IN ({sources}))"));
        }
        if let Some(last) = filter.upto {
            conditions.push_str(&format!(" AND f.document <= {last}"));
        }
        let mut values = Vec::new();
        for (sign, day) in [(">=", filter.from.clone()), ("<=", filter.to.as_ref().map(|d| format!("{d}~")))] {
            if let Some(day) = day {
                values.push(day);
                conditions.push_str(&format!(" AND f.day {sign} ?{}", values.len()));
            }
        }
        let sql = format!(
            "SELECT f.key, f.document{said} FROM figures f WHERE f.reading NOT IN (SELECT key FROM readings WHERE state <> 'current')
             {conditions} ORDER BY f.day DESC, f.key LIMIT {}",
            // A measure without a subject is looked for among the newest figures, not among millions.
            if wanted.is_empty() { most } else { LOOKED_AT },
            said = if wanted.is_empty() { "" } else { ", f.measure, f.unit, f.measure_key" }
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut keys: Vec<(i64, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            if !wanted.is_empty() {
                let said: String = (2..5)
                    .map(|i| row.get::<_, Option<String>>(i).map(Option::unwrap_or_default))
                    .collect::<Result<Vec<_>, _>>()?
                    .join(" ");
                let own = keywords(&said);
                if !wanted
                    .iter()
                    .all(|w| own.iter().any(|o| o == w || (w.chars().count() > 3 && o.contains(w.as_str()))))
                {
                    continue;
                }
            }
            keys.push((row.get(1)?, row.get(0)?));
            if keys.len() as i64 >= most {
                break;
            }
        }
        // By article and place, so that nothing depends on the way they were found.
        keys.sort_unstable();
        self.gather(&keys)
    }

    /// The figures of some articles, by their internal keys, gathered into series.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn figures_among(&self, documents: &[i64]) -> Result<SubjectFigures, Fault> {
        let sql = format!(
            "SELECT f.document, f.key FROM documents d CROSS JOIN readings r ON r.version = d.version AND r.state = 'current'
             CROSS JOIN figures f ON f.reading = r.key WHERE d.key IN {} ORDER BY f.document, f.key LIMIT {MOST}",
            list(documents)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let keys = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        self.gather(&keys)
    }

    /// All figures of the file gathered into series; the figures themselves, which take most room, are left out.
    pub(super) fn all_figures(&self) -> Result<SubjectFigures, Fault> {
        let sql = "SELECT f.document, f.key FROM figures f JOIN readings r ON r.key = f.reading AND r.state = 'current'
             ORDER BY f.document, f.key";
        let keys: Vec<(i64, i64)> =
            self.connection.prepare(sql)?.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        self.gathered(&keys, false)
    }

    fn gather(&self, keys: &[(i64, i64)]) -> Result<SubjectFigures, Fault> {
        self.gathered(keys, true)
    }

    fn gathered(&self, keys: &[(i64, i64)], whole: bool) -> Result<SubjectFigures, Fault> {
        let mut out = SubjectFigures::default();
        let mut shelf = Shelf::new(self);
        let mut documents: BTreeMap<i64, Document> = BTreeMap::new();
        for group in keys.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(document, _)) = group.first() else { continue };
            let (document, text) = shelf.get(document)?;
            documents.insert(document.key, Document::clone(&document));
            let mut figures = Vec::new();
            for &(_, key) in group {
                figures.push(self.figure(key, &text)?);
            }
            let said = figures.iter().any(|f| f.statement.is_some());
            let spoken = if said { self.spoken_in(document.version)? } else { BTreeMap::new() };
            let aliases = self.aliases_in(document.version, &figures, &text)?;
            for figure in figures {
                out.points.push(point(&document, &figure, &spoken, &aliases, sentence_at(&text, &figure)));
                if whole {
                    out.figures.push((Document::clone(&document), figure));
                }
            }
        }
        out.articles = documents.len() as u64;
        let copies = self.copies_among(&documents)?;
        out.series = fold(&out.points, &copies);
        out.differences = differences(&out.series, &out.points);
        Ok(out)
    }

    /// Speaker and chain of every statement of a version, by id.
    fn spoken_in(&self, version: i64) -> Result<BTreeMap<String, Spoken>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, s.speaker_name, c.name FROM readings r JOIN statements s ON s.reading = r.key
             LEFT JOIN statement_chain c ON c.statement = s.key WHERE r.version = ?1 AND r.state = 'current' ORDER BY s.key, c.n",
        )?;
        let mut rows = statement.query([version])?;
        let mut out: BTreeMap<String, Spoken> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let spoken = out.entry(row.get(0)?).or_default();
            spoken.0 = row.get(1)?;
            spoken.1.extend(row.get::<_, Option<String>>(2)?);
        }
        Ok(out)
    }

    /// The names by which a version calls the subjects of some of its figures, by the entity's id.
    fn aliases_in(
        &self,
        version: i64,
        figures: &[FigureJson],
        text: &Text,
    ) -> Result<BTreeMap<String, Vec<String>>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.start, m.\"end\" FROM readings r CROSS JOIN entities e ON e.reading = r.key
             CROSS JOIN mentions m ON m.entity = e.key WHERE r.version = ?1 AND r.state = 'current'
             AND e.id = ?2 ORDER BY e.key, m.n",
        )?;
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for id in figures.iter().filter_map(|f| f.subject_id.as_ref()) {
            if out.contains_key(id) {
                continue;
            }
            let names = out.entry(id.clone()).or_default();
            let mut rows = statement.query(rusqlite::params![version, id])?;
            while let Some(row) = rows.next()? {
                let name = text.piece(row.get(0)?, row.get(1)?);
                if !names.iter().any(|n| n == name) {
                    names.push(name.to_owned());
                }
            }
        }
        Ok(out)
    }

    /// Which of these documents are copies of which.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copies_among(&self, documents: &BTreeMap<i64, Document>) -> Result<Copies, Fault> {
        Ok(Copies::of(&self.copy_groups(documents)?))
    }

    pub(crate) fn copy_groups(
        &self,
        documents: &BTreeMap<i64, Document>,
    ) -> Result<Vec<isnad_link::copy::Group>, Fault> {
        let mut seen: BTreeSet<i64> = documents.keys().copied().collect();
        let mut open: Vec<i64> = seen.iter().copied().collect();
        let mut pairs: BTreeSet<(i64, i64, String)> = BTreeSet::new();
        let mut statement =
            self.connection.prepare_cached("SELECT document, of, kind FROM copies WHERE document = ?1 OR of = ?1")?;
        while let Some(key) = open.pop() {
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                let pair: (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                open.extend([pair.0, pair.1].into_iter().filter(|k| seen.insert(*k)));
                pairs.insert(pair);
            }
        }
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let mut ids: BTreeMap<i64, Head> = BTreeMap::new();
        for key in pairs.iter().flat_map(|p| [p.0, p.1]) {
            if let std::collections::btree_map::Entry::Vacant(slot) = ids.entry(key) {
                let d = self.document(key)?;
                slot.insert(Head { document: d.id, published: d.day.and_then(|d| d.parse().ok()) });
            }
        }
        let name = |key: &i64| ids.get(key).map_or_else(String::new, |h| h.document.clone());
        let kind = |name: &str| {
            [CopyKind::Exact, CopyKind::Near, CopyKind::Contained]
                .into_iter()
                .find(|k| k.name() == name)
                .unwrap_or(CopyKind::Near)
        };
        let pairs: Vec<Pair> =
            pairs.iter().map(|(a, b, k)| Pair { part: name(a), whole: name(b), kind: kind(k) }).collect();
        let heads: Vec<Head> = ids.into_values().collect();
        Ok(groups(&heads, &pairs))
    }
}

fn point(
    d: &Document,
    f: &FigureJson,
    spoken: &BTreeMap<String, (Option<String>, Vec<String>)>,
    aliases: &BTreeMap<String, Vec<String>>,
    sentence: String,
) -> Point {
    let (speaker, chain) = f.statement.as_ref().and_then(|s| spoken.get(s)).cloned().unwrap_or_default();
    Point {
        document: d.id.clone(),
        entry: f.id.clone(),
        source: d.source.clone(),
        agency: d.agency.clone(),
        published: d.day.as_deref().and_then(|d| d.parse().ok()),
        subject: f.subject.clone(),
        subject_aliases: f.subject_id.as_ref().and_then(|id| aliases.get(id)).cloned().unwrap_or_default(),
        measure: f.measure.clone(),
        measure_key: f.measure_key.clone(),
        unit: f.unit.clone(),
        value: match f.value {
            ValueJson::Whole(x) => Value::One(x as f64),
            ValueJson::Decimal(x) => Value::One(x),
            ValueJson::WholeRange([a, b]) => Value::Range(a as f64, b as f64),
            ValueJson::Range([a, b]) => Value::Range(a, b),
        },
        hedge: named(
            [Hedge::Exact, Hedge::About, Hedge::Over, Hedge::Under, Hedge::AtLeast, Hedge::AtMost, Hedge::UpTo],
            Hedge::name,
            &f.hedge,
        ),
        as_of: f.as_of.clone(),
        sense: named([Sense::Level, Sense::Change, Sense::Flow], Sense::name, &f.sense),
        status: named(
            [Status::Actual, Status::Pledged, Status::Forecast, Status::Denied, Status::Supposed],
            Status::name,
            &f.status,
        ),
        speaker,
        chain,
        text: f.text.clone(),
        sentence,
    }
}

/// The one of `all` with that name; the default where none has it.
fn named<T: Default + Copy, const N: usize>(all: [T; N], name: impl Fn(T) -> &'static str, wanted: &str) -> T {
    all.into_iter().find(|x| name(*x) == wanted).unwrap_or_default()
}

/// The sentence in which a figure stands.
pub(super) fn sentence_at(text: &Text, f: &FigureJson) -> String {
    sentence_of(text, f.start, f.end)
}

/// The sentence round a range of code points.
pub(super) fn sentence_of(text: &Text, start: u32, end: u32) -> String {
    let at = text.bytes(start, end);
    // The paragraph is enough to cut sentences from.
    let from = text.text.get(..at.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let to = text.text.get(at.end..).and_then(|t| t.find('\n')).map_or(text.text.len(), |i| at.end + i);
    let paragraph = text.text.get(from..to).unwrap_or("");
    let tokens = tokenise(paragraph);
    let inside = Span::at(at.start.saturating_sub(from), at.end.saturating_sub(from));
    sentences(paragraph, &tokens, &[])
        .iter()
        .map(|s| tokens.cover(s.first, s.end))
        .find(|s| s.overlaps(inside))
        .map_or_else(|| paragraph.to_owned(), |s| s.of(paragraph).to_owned())
}
