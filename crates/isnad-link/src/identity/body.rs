//! When do two names of bodies, states or places name one?
//!
//! Reads a name and gives its normal forms: words without clitics, states by their code, synonyms as one; and the same
//! without the word for the sort of body («حركة حماس», «حماس»).

use std::sync::LazyLock;

use isnad_text::Table;
use rustc_hash::FxHashSet;

use crate::series::Name;

const GENUS: &str = include_str!("../../lexicon/genus-words.tsv");

static GENERA: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let rows = Table::read(GENUS, 0).map(|t| t.rows).unwrap_or_default();
    rows.iter().flat_map(|r| r.forms()).flat_map(|f| Name::of(f).head).collect()
});

/// The normal forms under which a body is found: its own, and that without its sort.
pub(super) fn keys(name: &str) -> Vec<String> {
    let name = Name::of(name);
    let Some((first, rest)) = name.head.split_first() else { return Vec::new() };
    let mut out = vec![name.head.join(" ")];
    if GENERA.contains(first) && !rest.is_empty() {
        out.push(rest.join(" "));
    }
    // A sort alone is no name.
    out.retain(|k| !GENERA.contains(k));
    out
}

/// Whether two names say that their bodies are for different things or led by others.
pub(super) fn differ(one: &str, other: &str) -> bool {
    let (a, b) = (Name::of(one), Name::of(other));
    let other_words = |x: &[String], y: &[String]| !x.is_empty() && !y.is_empty() && x != y;
    other_words(&a.purpose, &b.purpose) || other_words(&a.leader, &b.leader)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let b = keys(other);
        keys(one).iter().any(|k| b.contains(k)) && !differ(one, other)
    }

    #[test]
    fn every_line_reads() {
        if let Err(e) = Table::read(GENUS, 0) {
            panic!("{e}");
        }
    }

    #[test]
    fn one_body_in_its_names() {
        assert!(same("وزارة الخارجية الأميركية", "الخارجية الأمريكية"));
        assert!(same("حركة حماس", "حماس"));
        assert!(same("قوات سوريا الديمقراطية", "قسد"));
        assert!(same("التحالف الدولي ضد داعش", "التحالف الدولي لهزيمة تنظيم داعش"));
        assert!(same("الولايات المتحدة", "أمريكا"));
    }

    #[test]
    fn other_bodies() {
        assert!(!same("وزارة الخارجية الأميركية", "وزارة الخارجية التركية"));
        assert!(!same("وزارة الخارجية", "وزارة الدفاع"));
        assert!(!same("التحالف العربي", "التحالف الدولي"));
        assert!(!same("الوزارة", "وزارة"));
    }
}
