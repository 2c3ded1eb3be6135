//! When are new articles linked with those that are held? All of a batch together, right before it is committed: their keys are
//! looked up in the order of the tables, which costs a fraction of going to and fro for each article. What comes out is what
//! linking them one by one gives.

use isnad_link::story::Telling;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::copies::{self, Known};
use super::stories;
use crate::fault::Fault;

/// An article that waits to be linked.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    /// Its key.
    pub(super) document: i64,
    /// The keys by which copies find each other.
    pub(super) sketch: Vec<u64>,
    /// The words by which articles of one event find each other.
    pub(super) telling: Telling,
}

/// Articles that wait, and what was looked up for others and may be asked for again.
#[derive(Debug, Default)]
pub(super) struct Linker {
    waiting: Vec<Waiting>,
    copies: Known,
    tellings: FxHashMap<i64, Telling>,
}

/// Tellings that are remembered: half a kilobyte each.
pub(super) const REMEMBERED: usize = 40_000;

impl Linker {
    /// Keeps an article until the batch is full.
    pub(super) fn add(&mut self, waiting: Waiting) {
        self.waiting.push(waiting);
    }

    /// Links all that wait.
    pub(super) fn link(&mut self, c: &Connection) -> Result<(), Fault> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        copies::link_all(c, &waiting, &mut self.copies)?;
        stories::link_all(c, &waiting, &mut self.tellings)?;
        let documents: Vec<i64> = waiting.iter().map(|d| d.document).collect();
        super::gather::gather_again(c, &documents)?;
        if self.tellings.len() > REMEMBERED {
            self.tellings.clear();
        }
        Ok(())
    }

    /// Forgets a document that is taken out or changes.
    pub(super) fn forget(&mut self, document: i64) {
        self.copies.forget(document);
        self.tellings.remove(&document);
    }

    /// Forgets everything: what waited was undone, or another process wrote.
    pub(super) fn clear(&mut self) {
        *self = Linker::default();
    }
}
