//! What does a rule read, shown? The first case that names it, out of the case files that prove it.
//!
//! `example("relative-day")` gives a sentence and the words of it that the rule reads. The cases are part of the program,
//! so that `isnad rules` shows what is tested and nothing else.

/// A sentence and the words of it that a rule reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What is read, as the case writes it; lines are kept.
    pub text: String,
    /// The words that the rule's entry covers.
    pub words: &'static str,
}

macro_rules! cases {
    ($($file:literal),* $(,)?) => {
        &[$(include_str!(concat!("../tests/cases/", $file, ".md"))),*]
    };
}

/// The case files, room by room.
const CASES: &[&str] = cases![
    "time/clock-times",
    "time/counted-from-another",
    "time/counted-from-today",
    "time/days-and-months",
    "time/days-in-a-period",
    "time/feasts",
    "time/hijri",
    "time/lengths-and-sets",
    "time/months-by-number",
    "time/months",
    "time/periods",
    "time/reference-day",
    "time/relations",
    "time/relative-days",
    "time/single-points",
    "time/stretches",
    "time/weekdays",
    "time/what-is-no-time",
    "quantity/hedges-and-ranges",
    "quantity/numbers-as-printed",
    "quantity/units-and-parts",
    "quantity/what-is-counted",
    "entity/bodies-and-places",
    "entity/bodies",
    "entity/events",
    "entity/learned-names",
    "entity/names-and-titles",
    "entity/names-beside-words",
    "entity/names-in-company",
    "entity/one-of-many-names",
    "entity/persons",
    "entity/places",
    "statement/events",
    "statement/forms",
    "statement/no-speech",
    "statement/quotations",
    "statement/reported",
    "statement/speakers",
    "statement/status",
    "figure/clauses",
    "figure/each-rule",
    "figure/of-whom-and-when",
    "figure/periods",
    "figure/sort-and-ties",
    "figure/what-it-tells",
    "figure/when",
    "figure/weighed",
    "figure/whose",
];

/// The first case that names a rule.
///
/// ```
/// let example = isnad_extract::example("ratio").unwrap();
/// assert!(example.text.contains(example.words));
/// assert_eq!(isnad_extract::example("no-such-rule"), None);
/// ```
pub fn example(rule: &str) -> Option<Example> {
    CASES.iter().find_map(|file| in_file(file, rule))
}

fn in_file(file: &'static str, rule: &str) -> Option<Example> {
    let mut quoted: Vec<&'static str> = Vec::new();
    for line in file.lines() {
        if line.starts_with("## ") {
            quoted.clear();
        } else if let Some(text) = line.strip_prefix('>') {
            quoted.push(text.trim());
        } else if line.starts_with("- ") && !line.starts_with("- no ") && names(line, rule) {
            let words = line.split('`').nth(1)?;
            let text = quoted.join("\n");
            if text.contains(words) {
                return Some(Example { text, words });
            }
        }
    }
    None
}

/// Whether an expectation ends `by RULE`.
fn names(line: &str, rule: &str) -> bool {
    let named = |rest: &str| rest.split([',', ' ']).next().is_some_and(|n| n.trim_matches('`') == rule);
    line.split(", by ").skip(1).any(named)
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn nearly_every_rule_is_shown() {
        let without: Vec<&str> = crate::rules().map(|r| r.name).filter(|n| example(n).is_none()).collect();
        assert!(without.len() * 10 < crate::rules().count(), "no case shows {without:?}");
    }
}
