//! Law 9: each rule has a case that fires it and, in a file that names it, one that must not.

use std::collections::BTreeSet;

use isnad_extract::rules;

use super::{Broken, Report, Source};

/// Rooms whose rules must all have their cases; in the others a missing case is a note.
const PROVED: &[&str] = &["time", "quantity", "entity", "statement", "figure"];

pub(super) fn check(sources: &[Source], report: &mut Report) {
    let cases: Vec<(BTreeSet<&str>, bool)> = sources
        .iter()
        .filter(|s| s.name.starts_with("crates/isnad-extract/tests/cases/") && s.name.ends_with(".md"))
        .map(|s| (named(&s.text), s.text.lines().any(|l| l.starts_with("- no "))))
        .collect();
    for rule in rules() {
        let fires = cases.iter().any(|(names, _)| names.contains(rule.name));
        let withheld = cases.iter().any(|(names, negative)| *negative && names.contains(rule.name));
        let law = match (fires, withheld) {
            (true, true) => continue,
            (false, _) => format!("no case says `by {}`", rule.name),
            (true, false) => format!("no `- no …` stands beside the cases of `{}`", rule.name),
        };
        let file = format!("crates/isnad-extract/tests/cases/{}", rule.room);
        if PROVED.contains(&rule.room) {
            report.broken.push(Broken { file, line: 0, law: format!("{law} (law 9)") });
        } else {
            report.notes.push(format!("{file}: {law}"));
        }
    }
}

/// The rules that a case file's expectations name.
fn named(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().filter(|l| l.starts_with("- "));
    lines
        .flat_map(|l| l.split(", by ").skip(1))
        .filter_map(|l| l.split([',', ' ']).next())
        .map(|name| name.trim_matches('`'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn rules_are_named_by_expectations() {
        let text = "## A\n> قال by nobody, by heart\n- time `a` = 1, type date, by relative-day\n- figure `b`, by `x`, unit c\n";
        assert_eq!(named(text).into_iter().collect::<Vec<_>>(), ["relative-day", "x"]);
    }
}
