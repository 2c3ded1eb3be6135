//! Does the arithmetic of each article hold? Parts and totals, shares and what they are of, changes between two levels, by
//! the ties that the reading found; `isnad-link` does the sums.

use std::collections::HashMap;

use isnad_link::difference::{Difference, DifferenceKind, Sum, adds_up, change_fits, from_to, share_fits};

use super::figures::SubjectFigures;

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// Parts against their total.
    Parts,
    /// A part and a whole against the share.
    Share,
    /// A level and a change against the level after it.
    Change,
}

impl Arithmetic {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Arithmetic::Parts => "parts",
            Arithmetic::Share => "share",
            Arithmetic::Change => "change",
        }
    }
}

/// Figures of one article that were held against each other, by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// What was checked.
    pub sort: Arithmetic,
    /// The parts; part and whole; level and change.
    pub of: Vec<usize>,
    /// What they should give.
    pub gives: usize,
    /// Whether they do.
    pub sum: Sum,
}

/// The kinds of differences in the order in which they are told: what needs an eye first.
pub const KINDS_OF_DIFFERENCE: [DifferenceKind; 8] = [
    DifferenceKind::Conflict,
    DifferenceKind::Corrected,
    DifferenceKind::Denied,
    DifferenceKind::PerhapsUpdated,
    DifferenceKind::Updated,
    DifferenceKind::OtherScope,
    DifferenceKind::Rounded,
    DifferenceKind::Restated,
];

/// The differences among figures, of one kind where it is given, what needs an eye first.
pub fn differing<'a>(found: &'a SubjectFigures, kind: Option<&str>) -> Vec<&'a Difference> {
    let mut all: Vec<&Difference> =
        found.differences.iter().filter(|d| kind.is_none_or(|k| k == d.kind.name())).collect();
    all.sort_by_key(|d| KINDS_OF_DIFFERENCE.iter().position(|k| *k == d.kind));
    all
}

/// Checks all figures, in their order.
pub fn checked(found: &SubjectFigures) -> Vec<Checked> {
    let places: HashMap<(i64, &str), usize> =
        found.figures.iter().enumerate().map(|(i, (d, f))| ((d.key, f.id.as_str()), i)).collect();
    let mut out = Vec::new();
    for (i, (d, f)) in found.figures.iter().enumerate() {
        let place = |id: &String| places.get(&(d.key, id.as_str())).copied();
        let parts: Option<Vec<usize>> = f.parts.iter().map(place).collect();
        out.extend(parts.filter(|p| p.len() > 1).and_then(|parts| total(found, i, parts)));
        if let Some(base) = f.base.as_ref().and_then(place) {
            out.extend(share(found, i, base));
        }
        if let Some(to) = f.total.as_ref().and_then(place).filter(|_| f.sense == "change") {
            out.extend(change(found, i, to));
        }
    }
    out
}

fn total(found: &SubjectFigures, gives: usize, of: Vec<usize>) -> Option<Checked> {
    let values: Vec<_> = of.iter().filter_map(|i| given(found, *i)).collect();
    let sum = adds_up(given(found, gives)?, &values, found.points.get(gives)?.unit.as_deref())?;
    Some(Checked { sort: Arithmetic::Parts, of, gives, sum })
}

/// A part that has a whole, and the only share that the same sentence gives of that whole or of that part.
fn share(found: &SubjectFigures, part: usize, whole: usize) -> Option<Checked> {
    let (d, f) = found.figures.get(part)?;
    let (_, w) = found.figures.get(whole)?;
    let sentence = &found.points.get(part)?.sentence;
    if percent(f) || percent(w) || f.unit != w.unit {
        return None;
    }
    let mut shares = near(found, part).filter(|i| {
        found.figures.get(*i).is_some_and(|(e, s)| {
            let tied = s.same_as.as_deref() == Some(&f.id)
                || f.same_as.as_deref() == Some(&s.id)
                || s.base.as_deref() == Some(&w.id);
            e.key == d.key && percent(s) && tied && found.points.get(*i).is_some_and(|p| p.sentence == *sentence)
        })
    });
    let (gives, other) = (shares.next()?, shares.next());
    if other.is_some() {
        return None;
    }
    let sum = share_fits(given(found, part)?, given(found, whole)?, given(found, gives)?)?;
    Some(Checked { sort: Arithmetic::Share, of: vec![part, whole], gives, sum })
}

/// A change that led to a level, where its sentence tells the level before it as well («from … to …»).
fn change(found: &SubjectFigures, change: usize, to: usize) -> Option<Checked> {
    let (d, c) = found.figures.get(change)?;
    let (_, t) = found.figures.get(to)?;
    let sentence = &found.points.get(to)?.sentence;
    let mut before = near(found, to).filter(|i| {
        found.figures.get(*i).is_some_and(|(e, f)| {
            e.key == d.key && f.unit == t.unit && f.sense == "level" && from_to(sentence, &f.text, &t.text)
        })
    });
    let (from, other) = (before.next()?, before.next());
    let share = percent(c) && !percent(t);
    if other.is_some() || !share && c.unit != t.unit {
        return None;
    }
    let sum = change_fits(given(found, from)?, given(found, change)?, share, given(found, to)?)?;
    Some(Checked { sort: Arithmetic::Change, of: vec![from, change], gives: to, sum })
}

/// Figures that stand close to one in the order of the articles, itself left out.
fn near(found: &SubjectFigures, i: usize) -> impl Iterator<Item = usize> + use<> {
    let end = found.figures.len().min(i + NEAR + 1);
    (i.saturating_sub(NEAR)..end).filter(move |n| *n != i)
}

/// Figures before and after one that may stand in its sentence.
const NEAR: usize = 8;

fn percent(f: &crate::wire::FigureJson) -> bool {
    f.unit.as_deref() == Some("%")
}

fn given(found: &SubjectFigures, i: usize) -> Option<(isnad_extract::Value, isnad_extract::Hedge)> {
    found.points.get(i).map(|p| (p.value, p.hedge))
}
