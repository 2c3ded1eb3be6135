//! Does the figure tell dead, wounded or missing, and which of them?
//!
//! Reads the noun that is counted and the deeds before it: «30 قتيلاً», «استشهاد 6 أشخاص», «أصيب 14 شخصاً». قتيل، شهيد and
//! whoever was killed are one measure, so that outlets of different words compare; «مدني» stays a group of its own.

use super::scene::Scene;
use crate::lexicon::{Class, Features, lexicon};

/// Nouns of tolls by their keys, and what they tell.
const TOLLS: [(&str, &str); 6] = [
    ("qtyl", "dead"),
    ("shhyd", "dead"),
    ("dhya", "dead"),
    ("jryh", "wounded"),
    ("msab", "wounded"),
    ("mfqwd", "missing"),
];
/// Deeds that leave wounded, by their keys.
const WOUNDS: [&str; 3] = ["wound", "be-wounded", "injure"];
/// Deeds that leave ruins, by their keys.
const DESTRUCTION: [&str; 3] = ["destroy", "demolish", "burn"];
/// Nouns for anybody, by their keys.
const ANYBODY: [&str; 3] = ["shkhs", "frd", "insan"];
/// Deeds that leave dead and wounded, by their keys.
pub(super) const DEADLY: [&str; 16] = [
    "kill",
    "killing",
    "wound",
    "be-wounded",
    "injure",
    "martyr",
    "fall-dead",
    "perish",
    "die",
    "die-m",
    "cause-fall",
    "leave-behind",
    "claim",
    "result-in",
    "slaughter",
    "execute",
];

/// Whether the figure tells dead, wounded or destroyed.
pub(super) fn tells_toll(s: &Scene) -> bool {
    s.toll
}

/// Dead, wounded or missing, where the figure tells such a toll.
pub(super) fn toll_kind(s: &Scene) -> Option<&'static str> {
    if !tells_toll(s) {
        return None;
    }
    let noun = (s.q.tokens.0..s.q.tokens.1).find_map(|i| {
        let key = lexicon().row(s.doc.entry(i, Class::CountedNoun)?)?.key;
        TOLLS.iter().find(|(k, _)| *k == key).map(|(_, kind)| *kind)
    });
    let deed = || {
        (s.own_left()..s.q.tokens.0).rev().find_map(|i| {
            let key = lexicon().row(s.doc.entry(i, Class::ChangeCue)?)?.key;
            DEADLY.contains(&key).then_some(if WOUNDS.contains(&key) { "wounded" } else { "dead" })
        })
    };
    noun.or_else(deed)
}

/// A group of those told dead or wounded that is less than everybody: «مدني», «جندي».
pub(super) fn told_group(s: &Scene) -> Option<()> {
    let anybody = (s.q.tokens.0..s.q.tokens.1).any(|i| {
        let key = s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).map(|r| r.key);
        key.is_some_and(|k| ANYBODY.contains(&k) || TOLLS.iter().any(|(t, _)| *t == k))
    });
    (!anybody).then_some(())
}

/// The kind of what is counted: person, toll, event and so on; empty where no noun tells.
pub(super) fn counted<'a>(s: &Scene<'a>) -> &'a str {
    (s.q.tokens.0..s.q.tokens.1)
        .find_map(|i| s.doc.entry(i, Class::CountedNoun))
        .and_then(|m| lexicon().row(m))
        .map_or("", |r| r.column(0))
}

/// «أكثر من خمسين سيارة دمرت»: the verb right after says that it was lost.
fn destroyed(s: &Scene) -> bool {
    let lost = |m: &crate::lexicon::Match| {
        m.features.has(Features::PAST) && lexicon().row(m).is_some_and(|r| DESTRUCTION.contains(&r.key))
    };
    s.doc.tags.all(s.q.tokens.1, Class::ChangeCue).any(lost)
}

/// Whether the dead, the wounded or the destroyed are told.
pub(super) fn is_toll(s: &Scene, sort: &str) -> bool {
    let deadly = |i: usize| {
        s.doc.entry(i, Class::ChangeCue).and_then(|m| lexicon().row(m)).is_some_and(|r| DEADLY.contains(&r.key))
    };
    sort == "toll"
        || sort == "thing" && destroyed(s)
        || matches!(sort, "person" | "") && (s.own_left()..s.q.tokens.0).any(deadly) && !s.q.money && !s.q.rate
}
