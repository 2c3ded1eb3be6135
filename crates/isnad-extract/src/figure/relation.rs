//! Which figures add up, and which say the same amount twice?
//!
//! «81 عضواً، بينهم 76 دولة و5 منظمات»: 76 and 5 are parts of 81. «100 ألف دينار (19 ألف يورو)»: one amount in two currencies.

use isnad_text::Kind;

use crate::quantity::Quantity;
use crate::{Document, Figure, Value};

/// Figures that one sum can have as parts, at most.
const PARTS: usize = 6;

/// Ties the figures that belong together.
pub(super) fn tie(doc: &Document, quantities: &[Quantity], figures: &mut [Figure]) {
    for n in 0..figures.len() {
        let parts = parts(doc, quantities, figures, n);
        let same = same_as(doc, quantities, figures, n);
        if let Some(f) = figures.get_mut(n) {
            f.parts = parts;
            f.same_as = same;
        }
    }
}

fn whole(f: &Figure) -> Option<f64> {
    match f.value {
        Value::One(x) if x > 0.0 && x.fract() == 0.0 => Some(x),
        _ => None,
    }
}

/// The figures right after figure `n` in its sentence that add up to it.
fn parts(doc: &Document, quantities: &[Quantity], figures: &[Figure], n: usize) -> Vec<usize> {
    let sentence = |i: usize| quantities.get(i).and_then(|q| doc.sentence_of(q.tokens.0));
    let (Some(total), Some(here)) = (figures.get(n).and_then(whole), sentence(n)) else { return Vec::new() };
    let mut sum = 0.0;
    for k in 1..=PARTS {
        let Some(part) = figures.get(n + k).and_then(whole).filter(|_| sentence(n + k) == Some(here)) else { break };
        sum += part;
        if sum > total {
            break;
        }
        if sum == total && k >= 2 {
            return (n + 1..=n + k).collect();
        }
    }
    Vec::new()
}

/// The figure before an opening bracket, of the same sort and in another unit.
fn same_as(doc: &Document, quantities: &[Quantity], figures: &[Figure], n: usize) -> Option<usize> {
    let p = n.checked_sub(1)?;
    let (a, b) = (quantities.get(p)?, quantities.get(n)?);
    let bracket = a.tokens.1 + 1 == b.tokens.0 && doc.tokens.kind(a.tokens.1) == Kind::BracketOpen;
    let other = a.unit != b.unit || figures.get(p)?.value == figures.get(n)?.value;
    (bracket && a.money == b.money && a.rate == b.rate && other).then_some(p)
}
