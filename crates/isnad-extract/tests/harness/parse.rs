//! Reads a case file.
//!
//! ```text
//! # Relative days
//! Published 2024-05-17. Country EG.          the day and country of all cases below, or of one where it stands under `##`
//!
//! ## Tomorrow, confirmed by a weekday        a test
//! > text                                     what is read; lines that follow each other are joined by a line break
//! - time `غدا السبت` = 2024-05-18, type date, by relative-day
//! - no time `السبت`                          none that overlaps these words; `- no time`: none at all
//! - wrong: time `غدا` = 2024-05-19 because … what it answers today, and why it is wrong
//! ```
//!
//! Other lines are prose for the reader. A new `>` after expectations opens a second text under the same heading.

use isnad_extract::{Context, ReferenceFrom};

/// One heading: a name, texts and what is expected of each.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) texts: Vec<Reading>,
}

/// A text to read and what is expected of it.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) text: String,
    pub(crate) context: Context,
    pub(crate) expectations: Vec<Expectation>,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub(crate) struct Expectation {
    pub(crate) line: usize,
    /// As written, for messages.
    pub(crate) said: String,
    pub(crate) kind: Kind,
    /// The words between the first backticks, if there are any.
    pub(crate) surface: Option<String>,
    /// Whether it must not be there.
    pub(crate) absent: bool,
    /// Whether it is known to be wrong.
    pub(crate) wrong: bool,
    /// Property and value, in the order of the line; the value after `=` is `value`.
    pub(crate) properties: Vec<(String, String)>,
}

/// What an expectation speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Time,
    Quantity,
    Figure,
    Entity,
    Statement,
    Reference,
}

impl Kind {
    pub(crate) const ALL: [(&str, Kind); 6] = [
        ("time", Kind::Time),
        ("quantity", Kind::Quantity),
        ("figure", Kind::Figure),
        ("entity", Kind::Entity),
        ("statement", Kind::Statement),
        ("reference", Kind::Reference),
    ];

    pub(crate) fn name(self) -> &'static str {
        Kind::ALL.into_iter().find(|(_, k)| *k == self).map_or("", |(name, _)| name)
    }
}

/// What is wrong with a case file, and where.
#[derive(Debug)]
pub(crate) struct CaseError {
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// All cases of a file.
pub(crate) fn file(text: &str) -> Result<Vec<Case>, CaseError> {
    let mut cases: Vec<Case> = Vec::new();
    let mut defaults = Context::default();
    let mut context = Context::default();
    let mut after_text = false;
    for (n, line) in text.lines().enumerate() {
        let line_number = n + 1;
        let error = |what: String| CaseError { line: line_number, what };
        if let Some(name) = line.strip_prefix("## ") {
            finished(cases.last(), line_number)?;
            let name = name.trim().to_owned();
            if cases.iter().any(|c| c.name == name) {
                return Err(error(format!("the heading «{name}» stands twice")));
            }
            cases.push(Case { name, texts: Vec::new() });
            context = defaults.clone();
            after_text = false;
        } else if line.starts_with("Published ") || line.starts_with("Country ") {
            set_context(line, &mut context).map_err(error)?;
            if cases.is_empty() {
                defaults = context.clone();
            }
        } else if let Some(quoted) = line.strip_prefix('>') {
            let case = cases.last_mut().ok_or_else(|| error("a text before the first `##` heading".into()))?;
            let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
            match case.texts.last_mut().filter(|_| after_text) {
                Some(reading) => {
                    reading.text.push('\n');
                    reading.text.push_str(quoted);
                }
                None => case.texts.push(Reading {
                    text: quoted.to_owned(),
                    context: context.clone(),
                    expectations: Vec::new(),
                }),
            }
            after_text = true;
        } else if let Some(said) = line.strip_prefix("- ") {
            let reading = cases.last_mut().and_then(|c| c.texts.last_mut());
            let reading = reading.ok_or_else(|| error("an expectation before any `>` text".into()))?;
            reading.expectations.push(expectation(said, line_number).map_err(error)?);
            after_text = false;
        } else if line.starts_with('-') || line.starts_with('*') || line.starts_with("###") {
            return Err(error("neither a heading (`# `, `## `), a text (`> `) nor an expectation (`- `)".into()));
        } else {
            after_text = false;
        }
    }
    finished(cases.last(), text.lines().count())?;
    if cases.is_empty() {
        return Err(CaseError { line: 1, what: "no `## ` heading: a case file holds at least one case".into() });
    }
    Ok(cases)
}

/// Every text of a case must say what is expected of it.
fn finished(case: Option<&Case>, line: usize) -> Result<(), CaseError> {
    let Some(case) = case else { return Ok(()) };
    if case.texts.is_empty() || case.texts.iter().any(|t| t.expectations.is_empty()) {
        let what = format!("«{}» has no text or a text without expectations", case.name);
        return Err(CaseError { line, what });
    }
    Ok(())
}

/// `Published 2024-05-17. Country EG.` (or `2024-05-17T14:30`), in either order; `none` takes a default away.
fn set_context(line: &str, context: &mut Context) -> Result<(), String> {
    for part in line.split(". ").map(|p| p.trim().trim_end_matches('.')).filter(|p| !p.is_empty()) {
        match part.split_once(' ') {
            Some(("Published", "none")) => {
                context.published = None;
                context.clock = None;
                context.reference_from = ReferenceFrom::None;
            }
            Some(("Published", day)) => {
                let (day, clock) = day.trim().split_once('T').map_or((day.trim(), None), |(d, t)| (d, Some(t)));
                context.published = Some(day.parse().map_err(|_| format!("no day: «{day}»"))?);
                context.clock = match clock {
                    Some(clock) => Some(clock.parse().map_err(|_| format!("no time of day: «{clock}»"))?),
                    None => None,
                };
                context.reference_from = ReferenceFrom::Input;
            }
            Some(("Country", "none")) => context.country = None,
            Some(("Country", code)) if code.len() == 2 => context.country = Some(code.to_owned()),
            _ => return Err(format!("«Published DAY.» or «Country XX.» expected, found «{part}»")),
        }
    }
    Ok(())
}

fn expectation(said: &str, line: usize) -> Result<Expectation, String> {
    let (wrong, rest) = match said.strip_prefix("wrong:") {
        Some(rest) => match rest.rsplit_once(" because ") {
            Some((rest, why)) if !why.trim().is_empty() => (true, rest.trim()),
            _ => return Err("a known wrong answer must say `because …`".into()),
        },
        None => (false, said.trim()),
    };
    let (absent, rest) = match rest.strip_prefix("no ") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let word = rest.split([' ', '`', ',']).next().unwrap_or("");
    let Some((name, kind)) = Kind::ALL.into_iter().find(|(name, _)| *name == word) else {
        let known = Kind::ALL.map(|(name, _)| name).join(", ");
        return Err(format!("«{word}» is none of {known}"));
    };
    let rest = rest.get(name.len()..).unwrap_or("").trim_start();
    let (surface, rest) = match rest.strip_prefix('`') {
        Some(rest) => {
            let (surface, rest) = rest.split_once('`').ok_or("a backtick is not closed")?;
            if surface.is_empty() {
                return Err("empty backticks".into());
            }
            (Some(surface.to_owned()), rest.trim())
        }
        None => (None, rest),
    };
    let mut properties = Vec::new();
    if absent {
        if !rest.is_empty() && !rest.starts_with('(') {
            return Err(format!("nothing may follow «no {name}» but its words and a remark in brackets: «{rest}»"));
        }
    } else {
        if surface.is_none() && kind != Kind::Reference {
            return Err(format!("«{name}» needs its words in backticks"));
        }
        for (n, part) in split(rest).into_iter().enumerate() {
            properties.push(property(part, kind, n == 0)?);
        }
    }
    Ok(Expectation { line, said: said.to_owned(), kind, surface, absent, wrong, properties })
}

/// Parts at commas that stand outside backticks; empty parts are dropped.
fn split(rest: &str) -> Vec<&str> {
    let mut inside = false;
    rest.split(|c| {
        if c == '`' {
            inside = !inside;
        }
        c == ',' && !inside
    })
    .map(str::trim)
    .filter(|p| !p.is_empty())
    .collect()
}

/// `= 2024`, `hedge about`, `unit «…»`; after an entity's or reference's words its kind or day stands bare.
fn property(part: &str, kind: Kind, first: bool) -> Result<(String, String), String> {
    let bare = |v: &str| v.trim().trim_matches('`').to_owned();
    if let Some(value) = part.strip_prefix('=') {
        return Ok(("value".into(), bare(value)));
    }
    match part.split_once(' ') {
        Some((name, value)) if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
            Ok((name.to_owned(), bare(value)))
        }
        None if first && kind == Kind::Entity => Ok(("kind".into(), bare(part))),
        None if first && kind == Kind::Reference => Ok(("value".into(), bare(part))),
        _ => Err(format!("«property value» expected, found «{part}»")),
    }
}
