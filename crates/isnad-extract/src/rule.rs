//! Which rules are there? Each has a stable kebab-case name that its entries carry.

/// A rule: its name, the room it belongs to and what it reads, in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable, kebab-case.
    pub name: &'static str,
    /// `time`, `quantity`, `entity`, `statement` or `figure`.
    pub room: &'static str,
    /// What it reads.
    pub about: &'static str,
}

/// All rules, room by room, in the order in which they are tried.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [crate::time::RULES, crate::quantity::RULES, crate::entity::RULES, crate::statement::RULES, crate::figure::RULES]
        .into_iter()
        .flatten()
}
