//! How do many readers ask at once without waiting for each other, and none for longer than it may?
//!
//! Connections are opened as they are needed and kept. Each question sees one state of the file and ends at its time: the
//! database is interrupted, and the asker is told.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::open::{Access, Store};
use super::recall::Recall;
use super::search::Columns;
use crate::fault::Fault;

/// Connections for reading.
#[derive(Debug)]
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    /// Day and source of all articles, read once for all readers.
    columns: Mutex<Option<Arc<Columns>>>,
    /// Answers that took long to gather.
    recall: Arc<Recall>,
}

/// Whether a question is over: its time, or whoever asked it.
#[derive(Default, Clone)]
pub(super) struct Ends(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

impl std::fmt::Debug for Ends {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ends")
    }
}

impl Store {
    /// Ends the work between many small questions to the database, which the database itself does not end.
    ///
    /// # Errors
    /// The time is over (`fault.store-slow`).
    pub(super) fn in_time(&self) -> Result<(), Fault> {
        match &self.ends.0 {
            Some(over) if over() => Err(Fault::of(self.path.display().to_string(), "fault.store-slow")),
            _ => Ok(()),
        }
    }
}

/// Connections that are kept open while nobody asks.
const KEPT: usize = 8;

/// Steps of the database between two looks at the clock.
const STEPS: std::ffi::c_int = 20_000;

impl Readers {
    /// Readers of the store at `path`.
    pub fn of(path: &Path) -> Self {
        Readers {
            path: path.to_owned(),
            idle: Mutex::default(),
            columns: Mutex::default(),
            recall: Arc::new(Recall::of(path)),
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Asks: `work` sees one state of the file, and its questions to the database end after `limit`.
    ///
    /// # Errors
    /// The file cannot be read, or the time is over (`fault.store-slow`).
    pub fn read<T>(&self, limit: Duration, work: impl FnOnce(&Store) -> Result<T, Fault>) -> Result<T, Fault> {
        self.read_until(limit, || false, work)
    }

    /// As [`Readers::read`]; `stopped` may end the questions earlier.
    ///
    /// # Errors
    /// The file cannot be read, the time is over or it was stopped (`fault.store-slow`).
    pub fn read_until<T>(
        &self,
        limit: Duration,
        stopped: impl Fn() -> bool + Send + Sync + 'static,
        work: impl FnOnce(&Store) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut store = match self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            Some(store) => store,
            None => {
                let store = Store::open(&self.path, Access::Read)?;
                // Many read at once: each holds a quarter of what one alone would.
                store.connection.execute_batch("PRAGMA cache_size = -16384")?;
                store
            }
        };
        let held = |m: &Mutex<Option<Arc<Columns>>>| m.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *store.columns.lock().unwrap_or_else(PoisonError::into_inner) = held(&self.columns);
        let end = Instant::now() + limit;
        let over = Arc::new(move || Instant::now() >= end || stopped());
        store.ends = Ends(Some(Arc::clone(&over) as Arc<dyn Fn() -> bool + Send + Sync>));
        store.connection.progress_handler(STEPS, Some(move || over()))?;
        // How the file stands is looked at before it is read: what changes after that is seen by the next reader.
        store.recall = Some(self.recall.begin());
        store.connection.execute_batch("BEGIN")?;
        let done = work(&store);
        *self.columns.lock().unwrap_or_else(PoisonError::into_inner) = held(&store.columns);
        // Nothing was written: the end of the transaction is only the end of its view.
        let ended = store.connection.execute_batch("ROLLBACK").is_ok();
        store.connection.progress_handler(0, None::<fn() -> bool>)?;
        if ended {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < KEPT {
                idle.push(store);
            }
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_without_end_is_stopped_and_the_next_is_answered() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.db");
        drop(Store::open(&path, Access::Create).expect("a store"));
        let readers = Readers::of(&path);
        let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
        let ask = |s: &Store| Ok(s.connection.query_row(endless, [], |r| r.get::<_, i64>(0))?);
        let stopped = readers.read(Duration::from_millis(20), ask);
        assert!(matches!(stopped, Err(Fault::Told(p)) if p.key == "fault.store-slow"));
        let next = readers.read(Duration::from_secs(60), |s| Ok(s.ground()?.articles));
        assert_eq!(next.ok(), Some(0));
    }
}
