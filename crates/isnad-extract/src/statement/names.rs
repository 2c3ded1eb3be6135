//! Which name stands at this token?
//!
//! Lays the mentions of an article over its tokens once, title and name together, so that a rule asks in one step.
//! A body inside a title («وزير الدفاع الأميركي فلان») gives way to the person.

use crate::Document;
use crate::entity::{Entities, MentionOf};

/// For each token the mention that begins, ends or stands there, counted from 1; 0 where there is none.
#[derive(Debug, Default)]
pub(super) struct Names {
    opens: Vec<u32>,
    closes: Vec<u32>,
    holds: Vec<u32>,
}

impl Names {
    /// Lays out the mentions of an article.
    pub(super) fn of(document: &Document, entities: &Entities) -> Names {
        let len = document.tokens.len();
        let mut names = Names { opens: vec![0; len], closes: vec![0; len], holds: vec![0; len] };
        let width = |n: u32| {
            let m = (n as usize).checked_sub(1).and_then(|n| entities.mentions.get(n));
            m.map_or(0, |m| m.tokens.1.saturating_sub(m.tokens.0))
        };
        for (n, m) in entities.mentions.iter().enumerate() {
            let n = u32::try_from(n + 1).unwrap_or(0);
            let (first, end) = m.tokens;
            let wide = end.saturating_sub(first);
            let lay = |slot: Option<&mut u32>| {
                if let Some(slot) = slot
                    && wide > width(*slot)
                {
                    *slot = n;
                }
            };
            lay(names.opens.get_mut(first));
            lay(end.checked_sub(1).and_then(|last| names.closes.get_mut(last)));
            for i in first..end.min(len) {
                lay(names.holds.get_mut(i));
            }
        }
        names
    }

    /// The mention whose title and name begin at token `i`.
    pub(super) fn opening<'a>(&self, entities: &'a Entities, i: usize) -> Option<&'a MentionOf> {
        at(&self.opens, entities, i)
    }

    /// The mention whose title and name end with token `i`.
    pub(super) fn closing<'a>(&self, entities: &'a Entities, i: usize) -> Option<&'a MentionOf> {
        at(&self.closes, entities, i)
    }

    /// The mention whose title and name hold token `i`.
    pub(super) fn around<'a>(&self, entities: &'a Entities, i: usize) -> Option<&'a MentionOf> {
        at(&self.holds, entities, i)
    }
}

fn at<'a>(slots: &[u32], entities: &'a Entities, i: usize) -> Option<&'a MentionOf> {
    let n = slots.get(i).copied()?.checked_sub(1)?;
    entities.mentions.get(n as usize)
}
