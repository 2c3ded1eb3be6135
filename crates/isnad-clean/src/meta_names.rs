//! Is this the name of a person who wrote, and not an outlet, an agency, a place or an address?

use crate::lexicon::{Sorts, Words, lexicon};

/// Whether a byline names a person: two to five words, no digits, no address, no agency.
pub(crate) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.split_whitespace().count();
    if !(2..=5).contains(&count) || text.len() > 120 {
        return false;
    }
    if text.contains(['@', '/', '_', '|', '(', ')', '«', '"', ':'])
        || text.chars().any(char::is_numeric)
        || text.contains("www.")
    {
        return false;
    }
    let mut words = Words::default();
    words.read(text, 0, text.len(), 8);
    let lexicon = lexicon();
    !(0..words.len()).any(|w| {
        let sorts = lexicon.sorts_at(&words, w).0;
        sorts.has(Sorts::AGENCY)
            || sorts.has(Sorts::GENERIC_SOURCE)
            || sorts.has(Sorts::SECTION)
            || sorts.has(Sorts::DATE)
    })
}
