//! Are two facets one person or body: surely, perhaps, or not?

use isnad_extract::EntityKind;

use super::Sighting;
use super::body;
use super::evidence::{Evidence, between};
use super::facet::Facet;
use super::name::Relation;

/// How sure it is that two are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// For a person to decide.
    Perhaps,
    /// Taken as one until somebody says otherwise.
    Sure,
}

/// Why two are taken as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The names have the same parts.
    SameName,
    /// One name has more parts.
    LongerName,
    /// The names differ in how sounds are spelled.
    OtherSpelling,
    /// One is the last name of the other, and nobody else's here.
    LastName,
    /// Both hold this office (its key).
    SameOffice(String),
    /// Both hold an office of this state.
    SameState(String),
    /// These are named beside both.
    SameCompany(Vec<String>),
    /// A person decided it.
    Decided(String),
}

/// Two facets that are, or may be, one.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// How sure it is.
    pub band: Band,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
    /// How much that weighs.
    pub weight: i32,
    pub(super) short: bool,
}

/// The place of a sighting in every order.
pub(super) fn rank(s: &Sighting) -> (String, String) {
    (s.document.clone(), s.entry.clone())
}

/// Judges two facets.
pub(super) fn judge(a: &Facet, b: &Facet) -> Option<Match> {
    if a.kind != b.kind {
        return None;
    }
    if a.kind != EntityKind::Person {
        return bodies(a, b);
    }
    let relation = a.person.to(&b.person)?;
    if a.conflicts(b) {
        return None;
    }
    let evidence = between(a, b);
    let distinctive = a.person.is_distinctive() && b.person.is_distinctive();
    let alone = a.person.parts.len() == 1 || b.person.parts.len() == 1;
    let band = persons(relation, alone, distinctive, a.person.parts.len().min(b.person.parts.len()), evidence.weight)?;
    Some(told(relation, band, evidence, relation == Relation::Short || alone))
}

/// The band of two names that stand so to each other, with evidence of that weight.
fn persons(relation: Relation, alone: bool, distinctive: bool, parts: usize, weight: i32) -> Option<Band> {
    let (sure, perhaps) = match relation {
        Relation::Same if alone => (2, 0),
        Relation::Same if distinctive => (0, -1),
        Relation::Same => (2, 0),
        Relation::Longer if parts >= 3 => (1, 0),
        Relation::Longer => (2, 0),
        Relation::Vowels | Relation::Respelled if alone => (3, 1),
        Relation::Vowels => (1, 0),
        Relation::Respelled => (2, 0),
        Relation::Short => (3, 1),
    };
    if weight >= sure {
        Some(Band::Sure)
    } else if weight >= perhaps {
        Some(Band::Perhaps)
    } else {
        None
    }
}

fn bodies(a: &Facet, b: &Facet) -> Option<Match> {
    let shared = a.forms.intersection(&b.forms).next()?;
    let names = [a, b].map(|f| f.forms.iter().next().cloned().unwrap_or_default());
    if body::differ(&names[0], &names[1]) {
        return None;
    }
    let reason = if names[0] == names[1] { Reason::SameName } else { Reason::OtherSpelling };
    let _ = shared;
    Some(Match { band: Band::Sure, reasons: vec![reason], weight: 3, short: false })
}

fn told(relation: Relation, band: Band, evidence: Evidence, short: bool) -> Match {
    let name = match relation {
        Relation::Same => Reason::SameName,
        Relation::Longer => Reason::LongerName,
        Relation::Short => Reason::LastName,
        Relation::Vowels | Relation::Respelled => Reason::OtherSpelling,
    };
    let mut reasons = vec![name];
    reasons.extend(evidence.reasons);
    Match { band, reasons, weight: evidence.weight + relation as i32, short }
}
