//! What speaks for two sightings being of one person, and what against?

use jiff::civil::Date;

use super::facet::Facet;
use super::judge::Reason;
use super::office::Office;

/// What two facets have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Evidence {
    /// How much it weighs: 3 and more is an office of a state, or much company.
    pub(super) weight: i32,
    /// What it is.
    pub(super) reasons: Vec<Reason>,
}

/// Years after which two sightings are rather of two people, where nothing but the name speaks for one.
const LONG: i32 = 25;

/// Company that is named in the reason.
const NAMED: usize = 3;

/// What the two have in common.
pub(super) fn between(a: &Facet, b: &Facet) -> Evidence {
    let mut found = Evidence::default();
    if let Some((office, weight)) = office(a, b) {
        found.weight += weight;
        found.reasons.push(Reason::SameOffice(office.key()));
    } else if let Some(state) = a.states.iter().find(|s| b.states.contains(*s)) {
        found.weight += 1;
        found.reasons.push(Reason::SameState(state.clone()));
    }
    let shared: Vec<&String> = a.company.iter().filter(|c| b.company.contains(*c)).collect();
    if !shared.is_empty() {
        found.weight += if shared.len() >= 3 { 2 } else { 1 };
        found.reasons.push(Reason::SameCompany(shared.into_iter().take(NAMED).cloned().collect()));
    }
    if years(a.days, b.days).is_some_and(|y| y > LONG) {
        found.weight -= 1;
    }
    found
}

/// The office that both hold and what it weighs: one that names its state is nearly a name.
fn office<'a>(a: &'a Facet, b: &Facet) -> Option<(&'a Office, i32)> {
    let pairs = a.offices.iter().flat_map(|x| b.offices.iter().map(move |y| (x, y)));
    pairs
        .filter(|(x, y)| !x.words.is_empty() && x.words == y.words)
        .filter_map(|(x, y)| {
            let meet = x.states.iter().any(|s| y.states.contains(s));
            let one_silent = x.states.is_empty() || y.states.is_empty();
            let weight = match (meet, one_silent, x.bare || y.bare) {
                (true, ..) => 3,
                (false, true, false) => 2,
                (false, true, true) => 1,
                (false, false, _) => return None,
            };
            Some((x, weight))
        })
        .max_by(|x, y| x.1.cmp(&y.1).then_with(|| y.0.cmp(x.0)))
}

/// Full years between the nearest days of two periods.
fn years(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<i32> {
    let ((a_from, a_to), (b_from, b_to)) = (a?, b?);
    let (early, late) = if a_to < b_from { (a_to, b_from) } else { (b_to, a_from) };
    Some((i32::from(late.year()) - i32::from(early.year())).max(0))
}
