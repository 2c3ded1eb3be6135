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
        let mut store = match self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            Some(store) => store,
            None => Store::open(&self.path, Access::Read)?,
        };
        let held = |m: &Mutex<Option<Arc<Columns>>>| m.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *store.columns.lock().unwrap_or_else(PoisonError::into_inner) = held(&self.columns);
        let end = Instant::now() + limit;
        store.connection.progress_handler(STEPS, Some(move || Instant::now() >= end))?;
        // How the file stands is looked at before it is read: what changes after that is seen by the next reader.
        store.recall = Some((Arc::clone(&self.recall), self.recall.state()));
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
