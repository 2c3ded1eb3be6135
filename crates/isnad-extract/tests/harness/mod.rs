//! How a case is read, how the reading is compared with it, and what is asked of the rules as a whole.

pub(crate) mod check;
pub(crate) mod found;
pub(crate) mod parse;

use std::collections::BTreeSet;

use isnad_extract::rules;
use libtest_mimic::Failed;

/// Every rule has a name of its own in kebab-case, a room that exists and one sentence.
pub(crate) fn rules_are_sound() -> Result<(), Failed> {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for rule in rules() {
        if !seen.insert(rule.name) {
            wrong.push(format!("«{}» stands twice", rule.name));
        }
        let kebab = rule
            .name
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !kebab {
            wrong.push(format!("«{}» is not kebab-case", rule.name));
        }
        if !["time", "quantity", "entity", "statement", "figure"].contains(&rule.room) {
            wrong.push(format!("«{}» names no room: «{}»", rule.name, rule.room));
        }
        if rule.about.trim().is_empty() {
            wrong.push(format!("«{}» says nothing of what it reads", rule.name));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
