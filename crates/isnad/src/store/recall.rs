//! What was made for one asker, kept for the next: answers that many pages share and that take long to gather.
//!
//! An answer is kept until the file changes. Of a large record it is kept a little longer: what took long to make is made
//! again after twenty times as long, so that an import under way does not make every page wait for all of it.

use std::any::Any;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::open::Store;
use crate::fault::Fault;

/// How the file and its log lie on the disk: it differs after every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State([(u64, Option<SystemTime>); 2]);

/// The answers that are kept.
#[derive(Debug)]
pub(super) struct Recall {
    files: [PathBuf; 2],
    held: Mutex<HashMap<String, Kept>>,
}

#[derive(Debug)]
struct Kept {
    state: State,
    at: Instant,
    took: Duration,
    asked: Instant,
    /// Somebody makes it again.
    making: bool,
    made: Arc<dyn Any + Send + Sync>,
}

/// So many answers are kept.
const MOST: usize = 64;

/// A file of so many bytes is a large record.
const LARGE: u64 = 64 << 20;

/// For so many times as long as it took to make, an answer of a large record that changed is kept.
const LONGER: u32 = 20;

impl Recall {
    pub(super) fn of(path: &Path) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Recall { files: [path.to_owned(), log.into()], held: Mutex::default() }
    }

    /// How the file stands now.
    pub(super) fn state(&self) -> State {
        let of = |path: &PathBuf| path.metadata().map_or((0, None), |m| (m.len(), m.modified().ok()));
        State([of(&self.files[0]), of(&self.files[1])])
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get<T: Clone + 'static>(&self, key: &str, state: State) -> Option<T> {
        let mut all = self.all();
        let kept = all.get_mut(key)?;
        let large = state.0[0].0 + state.0[1].0 > LARGE;
        let good = kept.state == state || (large && (kept.making || kept.at.elapsed() < kept.took * LONGER));
        kept.asked = Instant::now();
        if !good {
            kept.making = true;
            return None;
        }
        kept.made.downcast_ref().cloned()
    }

    fn put<T: Send + Sync + 'static>(&self, key: String, state: State, took: Duration, made: T) {
        let mut all = self.all();
        let now = Instant::now();
        all.insert(key, Kept { state, at: now, took, asked: now, making: false, made: Arc::new(made) });
        if all.len() > MOST {
            let oldest = all.iter().min_by_key(|(_, k)| k.asked).map(|(key, _)| key.clone());
            oldest.and_then(|key| all.remove(&key));
        }
    }

    fn failed(&self, key: &str) {
        if let Some(kept) = self.all().get_mut(key) {
            kept.making = false;
        }
    }
}

impl Store {
    /// The answer of that name, made now where it is not kept. Only readers that are many keep any.
    pub(super) fn recalled<T: Clone + Send + Sync + 'static>(
        &self,
        key: String,
        make: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let Some((recall, state)) = &self.recall else { return make() };
        if let Some(made) = recall.get(&key, *state) {
            return Ok(made);
        }
        let began = Instant::now();
        match make() {
            Ok(made) => {
                recall.put(key, *state, began.elapsed(), made.clone());
                Ok(made)
            }
            Err(fault) => {
                recall.failed(&key);
                Err(fault)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_until_the_file_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.db");
        std::fs::write(&path, "a").expect("a file");
        let recall = Recall::of(&path);
        let before = recall.state();
        recall.put("n".to_owned(), before, Duration::from_secs(1), 7);
        assert_eq!(recall.get::<i32>("n", recall.state()), Some(7));
        assert_eq!(recall.get::<String>("n", recall.state()), None);
        std::fs::write(&path, "ab").expect("a file");
        assert_eq!(recall.get::<i32>("n", recall.state()), None);
        for n in 0..MOST * 2 {
            recall.put(format!("{n}"), before, Duration::ZERO, n);
        }
        assert_eq!(recall.all().len(), MOST);
    }
}
