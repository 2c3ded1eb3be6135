//! How an entry looks on a line: who, in which office, on which day, in which words, from where.

use super::glossary::Glossary;
use super::screen::{Look, Screen, safe};
use crate::fault::Fault;
use crate::store::{Document, StatementRow};
use crate::wire::{FigureJson, StatementJson, ValueJson};

/// How many letters of a statement are shown in a listing.
const SHORT: usize = 220;

impl Screen {
    /// A statement: speaker and office, the words, where it stands.
    pub(super) fn statement(&self, row: &StatementRow) -> Result<(), Fault> {
        let s = &row.statement;
        self.line(format!("{}  {}", self.day(row.day.as_deref()), self.who(s)))?;
        self.line(format!("  {}", self.said(s, SHORT)))?;
        let mut from = Vec::new();
        if let Some(occasion) = &s.occasion {
            from.push(self.isolate(&short(&occasion.text, 80)));
        }
        for link in &s.chain {
            from.push(self.words.fill("label.via", &[("name", self.isolate(&link.name))]));
        }
        from.push(self.cite(&row.document, &s.id));
        self.line(format!("  {}", self.look(&from.join(" · "), Look::Dim)))
    }

    /// The day, in a column of its own; dots where it is not known.
    pub(super) fn day(&self, day: Option<&str>) -> String {
        let day = format!("{:<10}", day.unwrap_or("…"));
        self.look(&self.isolate(&day), Look::Number)
    }

    /// The speaker with the office, or that nobody knows who.
    pub(super) fn who(&self, s: &StatementJson) -> String {
        let name = match &s.speaker_name {
            Some(name) => self.look(&self.isolate(name), Look::Speaker),
            None => self.look(self.words.text("label.somebody"), Look::Dim),
        };
        match &s.role {
            Some(role) => format!("{name} — {}", self.isolate(&role.text)),
            None => name,
        }
    }

    /// The act and the words.
    pub(super) fn said(&self, s: &StatementJson, letters: usize) -> String {
        let words: Vec<&str> = s.content.iter().map(|c| c.text.trim()).collect();
        let words = short(&words.join(" … "), letters);
        let words = if s.kind == "direct" { format!("«{words}»") } else { words };
        format!("{}: {}", self.act(&s.act), self.isolate(&words))
    }

    /// The act, in the user's language.
    pub(super) fn act(&self, act: &str) -> String {
        self.named("label.act", act)
    }

    /// A word of the wire in the user's language.
    pub(super) fn named(&self, family: &str, word: &str) -> String {
        self.words.find(&format!("{family}.{word}")).map_or_else(|| word.to_owned(), str::to_owned)
    }

    /// Outlet and id.
    pub(super) fn cite(&self, d: &Document, id: &str) -> String {
        let id = self.isolate(&format!("{}#{id}", d.id));
        format!("{} · {id}", self.isolate(d.outlet()))
    }

    /// A number with its hedge: «about 2,500».
    pub(super) fn amount(&self, f: &FigureJson) -> String {
        let number = self.look(&self.isolate(&number(&f.value)), Look::Number);
        if f.hedge == "exact" { number } else { format!("{} {number}", self.named("label.hedge", &f.hedge)) }
    }
}

/// A time (EDTF) in words where it has two ends: «since 2014», «until 2021», «from 2015-04 to 2015-06».
pub(crate) fn told(value: &str, words: Glossary, isolate: impl Fn(&str) -> String) -> String {
    let open = |end: &str| end.is_empty() || end == "..";
    match value.split_once('/') {
        Some((first, last)) if open(last) && !open(first) => words.fill("say.since", &[("day", isolate(first))]),
        Some((first, last)) if open(first) && !open(last) => words.fill("say.until", &[("day", isolate(last))]),
        Some((first, last)) => words.fill("say.days", &[("first", isolate(first)), ("last", isolate(last))]),
        None => isolate(value),
    }
}

/// A value as people read it: thousands parted, a range with a dash.
pub(crate) fn number(value: &ValueJson) -> String {
    match value {
        ValueJson::Whole(x) => whole(*x),
        ValueJson::Decimal(x) => decimal(*x),
        ValueJson::WholeRange([a, b]) => format!("{}–{}", whole(*a), whole(*b)),
        ValueJson::Range([a, b]) => format!("{}–{}", decimal(*a), decimal(*b)),
    }
}

fn whole(x: i64) -> String {
    let grouped = super::glossary::grouped(x.unsigned_abs());
    if x < 0 { format!("-{grouped}") } else { grouped }
}

fn decimal(x: f64) -> String {
    if x.fract() == 0.0 && x.abs() < 9.0e15 {
        return whole(x as i64);
    }
    let text = format!("{x}");
    match text.split_once('.') {
        Some((a, b)) => a.parse::<i64>().map_or(text.clone(), |a| format!("{}.{b}", whole(a))),
        None => text,
    }
}

/// The first letters of a text, cut at a word.
pub(crate) fn short(text: &str, letters: usize) -> String {
    let text = safe(text.trim());
    if text.chars().count() <= letters {
        return text;
    }
    let cut: String = text.chars().take(letters).collect();
    let end = cut.rfind(' ').filter(|e| *e > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end_matches([' ', '\u{060C}', ',', ':', '.']))
}
