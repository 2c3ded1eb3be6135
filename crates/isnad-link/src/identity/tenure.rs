//! Who held which office, from when to when, as far as the articles say?

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::office::{Office, Tense};
use super::{Identity, Sighting};

/// An office that one held, as far as the articles say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// The office in its normal form, as [`Office::key`].
    pub key: String,
    /// Its fullest wording in the articles.
    pub office: String,
    /// The first day on which an article gives it as held.
    pub from: Option<Date>,
    /// The last day on which an article gives it as held.
    pub to: Option<Date>,
    /// The first day on which an article says that it is over.
    pub over_by: Option<Date>,
    /// The sightings it rests on, by index.
    pub evidence: Vec<usize>,
}

/// One holder of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The identity, by its index among those given.
    pub identity: usize,
    /// The office and its days.
    pub tenure: Tenure,
}

/// The offices of one identity, in the order of time.
pub(super) fn tenures(sightings: &[Sighting], members: &[usize]) -> Vec<Tenure> {
    let mut by_key: BTreeMap<String, Vec<(usize, &str, Office)>> = BTreeMap::new();
    for &i in members {
        let Some(s) = sightings.get(i) else { continue };
        for text in &s.offices {
            let office = Office::of(text);
            if !office.words.is_empty() && !office.bare {
                by_key.entry(office.key()).or_default().push((i, text, office));
            }
        }
    }
    // «وزير الخارجية» is «وزير الخارجية الأميركي» where the same one is called both.
    let full: Vec<String> = by_key.keys().filter(|k| !k.ends_with('|')).cloned().collect();
    for key in by_key.keys().filter(|k| k.ends_with('|')).cloned().collect::<Vec<_>>() {
        let mut fuller = full.iter().filter(|f| f.starts_with(key.as_str()));
        if let (Some(one), None) = (fuller.next(), fuller.next())
            && let Some(silent) = by_key.remove(&key)
        {
            by_key.entry(one.clone()).or_default().extend(silent);
        }
    }
    let mut out: Vec<Tenure> = by_key.into_iter().map(|(key, told)| tenure(key, &told, sightings)).collect();
    out.sort_by(|a, b| {
        let days = |t: &Tenure| (t.from.is_none() && t.over_by.is_none(), t.from.or(t.over_by), t.to);
        days(a).cmp(&days(b)).then_with(|| b.evidence.len().cmp(&a.evidence.len())).then_with(|| a.key.cmp(&b.key))
    });
    out
}

fn tenure(key: String, told: &[(usize, &str, Office)], sightings: &[Sighting]) -> Tenure {
    let day = |i: &usize| sightings.get(*i).and_then(|s| s.day);
    let of = |held: bool| {
        told.iter().filter(move |(.., o)| held == matches!(o.tense, Tense::Held | Tense::Acting)).map(|(i, ..)| i)
    };
    let former = told.iter().filter(|(.., o)| o.tense == Tense::Former).map(|(i, ..)| i);
    // The wording with most words among those that say it is held; of equals the first in the alphabet.
    let wording = told.iter().map(|(_, text, o)| (o.tense, *text)).min_by(|a, b| {
        let length = |t: &str| t.split_whitespace().count();
        a.0.cmp(&b.0).then_with(|| length(b.1).cmp(&length(a.1))).then_with(|| a.1.cmp(b.1))
    });
    let mut evidence: Vec<usize> = told.iter().map(|(i, ..)| *i).collect();
    evidence.sort_unstable();
    evidence.dedup();
    Tenure {
        key,
        office: wording.map_or(String::new(), |(_, t)| t.to_owned()),
        from: of(true).filter_map(day).min(),
        to: of(true).filter_map(day).max(),
        over_by: former.filter_map(day).min(),
        evidence,
    }
}

/// The holders of the office with that key in the order of time. `key` may name the office without its state.
pub fn holders(identities: &[Identity], key: &str) -> Vec<Holding> {
    let (words, states) = key.split_once('|').unwrap_or((key, ""));
    let mut out: Vec<Holding> = Vec::new();
    for (n, identity) in identities.iter().enumerate() {
        for tenure in &identity.offices {
            let (own, of) = tenure.key.split_once('|').unwrap_or((&tenure.key, ""));
            if own == words && (states.is_empty() || of == states) {
                out.push(Holding { identity: n, tenure: tenure.clone() });
            }
        }
    }
    out.sort_by(|a, b| {
        let days = |h: &Holding| (h.tenure.from.is_none(), h.tenure.from, h.tenure.to, h.identity);
        days(a).cmp(&days(b))
    });
    out
}
