//! One speech event, many statements: what one of them says of occasion and day holds for all.

use isnad_text::Span;
use rustc_hash::FxHashMap;

use crate::Statement;

/// A statement, with what its event still needs to know.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) statement: Statement,
    /// Whether it stands in another's content or is a source's: its event is its own.
    pub(super) nested: bool,
    /// Whether its own sentence tells who passed it on.
    pub(super) own_chain: bool,
    /// Whether the chain is a source's of this sentence only («بحسب …»), and does not hold for what follows.
    pub(super) once: bool,
}

/// Spreads occasion, day and chain over each speaker's event.
pub(super) fn spread(told: &mut [Told]) {
    roles(told);
    let mut done = vec![false; told.len()];
    for first in 0..told.len() {
        if done.get(first).copied().unwrap_or(true) {
            continue;
        }
        let Some(name) = told.get(first).and_then(|t| t.statement.speaker_name.clone()) else { continue };
        let event: Vec<usize> = (first..told.len())
            .filter(|i| told.get(*i).is_some_and(|t| !t.nested && t.statement.speaker_name.as_ref() == Some(&name)))
            .collect();
        for i in &event {
            if let Some(d) = done.get_mut(*i) {
                *d = true;
            }
        }
        one_speaker(told, &event);
    }
}

/// Gives every statement of a speaker the office that is told with one of them.
fn roles(told: &mut [Told]) {
    let mut known: FxHashMap<String, Span> = FxHashMap::default();
    for t in told.iter() {
        if let (Some(name), Some(role)) = (&t.statement.speaker_name, t.statement.role) {
            known.entry(name.clone()).or_insert(role);
        }
    }
    for t in told {
        if t.statement.role.is_none()
            && let Some(name) = &t.statement.speaker_name
        {
            t.statement.role = known.get(name).copied();
        }
    }
}

/// Runs through one speaker's statements: what is told once holds until something else is told, and for the lead before it.
fn one_speaker(told: &mut [Told], event: &[usize]) {
    let first_occasion = event.iter().find_map(|i| told.get(*i).and_then(|t| t.statement.occasion));
    let first_day = event.iter().find_map(|i| told.get(*i).and_then(|t| t.statement.said_on.clone()));
    let mut occasion = first_occasion;
    let mut day = first_day;
    let mut chain = Vec::new();
    for i in event {
        let Some(t) = told.get_mut(*i) else { continue };
        match t.statement.occasion {
            Some(o) => occasion = Some(o),
            None => t.statement.occasion = occasion,
        }
        match &t.statement.said_on {
            Some(d) => day = Some(d.clone()),
            None => t.statement.said_on = day.clone(),
        }
        if t.once {
            continue;
        }
        if t.own_chain {
            chain = t.statement.chain.clone();
        } else if t.statement.speaker.is_none() {
            t.statement.chain = chain.clone();
        } else {
            chain.clear();
        }
    }
}
