//! Which function words, and which time, begin at a token? Laid out once an article, so that a rule asks in one step.

use super::words::{Sort, Takes, words};
use crate::lexicon::Class;
use crate::{Document, Time, time};

/// What begins at one token.
#[derive(Clone, Copy, Debug, Default)]
struct Fact {
    /// The sorts of function words, a bit each.
    sorts: u32,
    /// The preposition that verbs govern.
    governed: Takes,
    /// The time, counted from 1; 0 for none.
    time: u32,
    /// The token after the time.
    next: u32,
}

/// What begins at each token of an article.
#[derive(Debug, Default)]
pub(super) struct Facts {
    of: Vec<Fact>,
}

impl Facts {
    /// Reads the function words and times of an article.
    pub(super) fn of(document: &Document, times: &[Time]) -> Facts {
        let words = words();
        let mut of = vec![Fact::default(); document.tokens.len()];
        for (i, fact) in of.iter_mut().enumerate() {
            for m in document.tags.all(i, Class::FunctionWord) {
                if let Some(sort) = words.sort(m) {
                    fact.sorts |= 1 << sort as u32;
                }
                if fact.governed == Takes::default() {
                    fact.governed = words.governed(m).unwrap_or_default();
                }
            }
        }
        for (n, t) in times.iter().enumerate() {
            let after = document.tokens.at_or_after(t.span.start);
            let begins = document.tokens.span(after).start == t.span.start && !document.tokens.span(after).is_empty();
            let Some(i) = (if begins { Some(after) } else { after.checked_sub(1) }) else { continue };
            // Of several that touch the token the first counts.
            let first = time::within(times, document.tokens.span(i)).next();
            if let Some(fact) = of.get_mut(i).filter(|_| first.is_some_and(|(k, _)| k == n)) {
                fact.time = n as u32 + 1;
                fact.next = document.tokens.at_or_after(t.span.end).max(i + 1) as u32;
            }
        }
        Facts { of }
    }

    /// Whether a function word of `sort` begins at token `i`.
    #[inline]
    pub(super) fn has(&self, i: usize, sort: Sort) -> bool {
        self.of.get(i).is_some_and(|f| f.sorts & (1 << sort as u32) != 0)
    }

    /// The preposition that verbs govern at token `i`.
    #[inline]
    pub(super) fn governed(&self, i: usize) -> Option<Takes> {
        self.of.get(i).map(|f| f.governed).filter(|g| *g != Takes::default())
    }

    /// The time that begins at token `i`, as an index, and the token after it.
    #[inline]
    pub(super) fn time(&self, i: usize) -> Option<(usize, usize)> {
        let fact = self.of.get(i)?;
        (fact.time as usize).checked_sub(1).map(|n| (n, fact.next as usize))
    }
}
