//! What was made for one asker, kept for the next: answers that many pages share and that take long to gather.
//!
//! An answer is kept until the file changes. Of a large record, which an import changes every second, the old answer is given
//! meanwhile and made again by one worker beside the readers, no more often than the machine can bear: nobody waits for what
//! somebody has seen before.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};

use super::open::{Access, Store};
use crate::fault::Fault;

/// How the file and its log lie on the disk: it differs after every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct State([(u64, Option<SystemTime>); 2]);

/// The answers that are kept.
#[derive(Debug, Default)]
pub(super) struct Recall {
    files: [PathBuf; 2],
    held: Mutex<HashMap<String, Kept>>,
    worker: Mutex<Option<Sender<Job>>>,
    /// Answers that are being made: who asks for one waits for it and makes it not once more.
    making: Mutex<HashSet<String>>,
    made: Condvar,
}

/// What a reader knows of the answers that are kept.
#[derive(Debug, Clone)]
pub(super) struct Recalling {
    recall: Arc<Recall>,
    /// How the file stood when the reader began to read.
    state: State,
    /// Old answers will not do.
    fresh: bool,
}

#[derive(Debug)]
struct Kept {
    state: State,
    at: Instant,
    took: Duration,
    asked: Instant,
    /// The worker makes it again.
    making: bool,
    made: Arc<dyn Any + Send + Sync>,
}

/// An answer that is kept, as one who asks for it finds it.
enum Found<T> {
    Good(T),
    /// The file has changed since; whether it is time to make it again.
    Old(T, bool),
}

/// What the worker does with a reader of its own.
type Job = Box<dyn FnOnce(&Store) + Send>;

/// So many answers are kept.
const MOST: usize = 512;

/// A file of so many bytes is a large record.
const LARGE: u64 = 64 << 20;

/// An old answer is made again after so many times as long as it took to make.
const LONGER: u32 = 50;

/// How long one waits for an answer that another makes.
const WAIT: Duration = Duration::from_secs(4);

/// How long the worker may take for one answer.
const LIMIT: Duration = Duration::from_secs(60);

impl Recall {
    pub(super) fn of(path: &Path) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Recall { files: [path.to_owned(), log.into()], ..Recall::default() }
    }

    /// For a reader that begins now.
    pub(super) fn begin(self: &Arc<Self>) -> Recalling {
        Recalling { recall: Arc::clone(self), state: self.state(), fresh: false }
    }

    /// How the file stands now.
    fn state(&self) -> State {
        let of = |path: &PathBuf| path.metadata().map_or((0, None), |m| (m.len(), m.modified().ok()));
        State([of(&self.files[0]), of(&self.files[1])])
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get<T: Clone + 'static>(&self, key: &str, state: State) -> Option<Found<T>> {
        let mut all = self.all();
        let kept = all.get_mut(key)?;
        kept.asked = Instant::now();
        let made: T = kept.made.downcast_ref().cloned()?;
        if kept.state == state {
            return Some(Found::Good(made));
        }
        let large = state.0[0].0 + state.0[1].0 > LARGE;
        let due = !kept.making && kept.at.elapsed() >= kept.took * LONGER;
        kept.making |= due && large;
        large.then_some(Found::Old(made, due))
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

    /// Leave to make an answer; `None` once somebody else who was at it has ended.
    fn turn(&self, key: &str) -> Option<Turn<'_>> {
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if making.insert(key.to_owned()) {
            return Some(Turn { recall: self, key: key.to_owned() });
        }
        let end = Instant::now() + WAIT;
        while making.contains(key) && Instant::now() < end {
            making = self.made.wait_timeout(making, WAIT).unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }

    /// Leaves a job to the worker, who begins with the first.
    fn leave(self: &Arc<Self>, job: Job) {
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = worker.get_or_insert_with(|| {
            let (sender, jobs) = channel();
            let recall = Arc::downgrade(self);
            let path = self.files[0].clone();
            // Where no thread can be had the old answers stay until they are thrown out.
            drop(std::thread::Builder::new().name("recall".to_owned()).spawn(move || work(&path, &jobs, &recall)));
            sender
        });
        // A worker that has ended takes no jobs: the old answer stays.
        drop(sender.send(job));
    }
}

/// Leave to make an answer; given back also where making it fails.
struct Turn<'a> {
    recall: &'a Recall,
    key: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.recall.making.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
        self.recall.made.notify_all();
    }
}

/// Does the jobs one after another, until nobody asks any more.
fn work(path: &Path, jobs: &Receiver<Job>, recall: &Weak<Recall>) {
    let Ok(mut store) = Store::open(path, Access::Read) else { return };
    while let Ok(job) = jobs.recv() {
        let Some(recall) = recall.upgrade() else { return };
        let began = Instant::now();
        let end = began + LIMIT;
        let limited = store.connection.progress_handler(20_000, Some(move || Instant::now() >= end));
        store.recall = Some(Recalling { fresh: true, ..recall.begin() });
        if limited.is_ok() && store.connection.execute_batch("BEGIN").is_ok() {
            job(&store);
        }
        store.recall = None;
        // Nothing was written.
        if store.connection.execute_batch("ROLLBACK").is_err() {
            return;
        }
        // The machine belongs to those who ask and to what is being read.
        std::thread::sleep((began.elapsed() * 2).min(Duration::from_secs(1)));
    }
}

impl Store {
    /// The answer of that name, made now where it is not kept. Only readers that are many keep any.
    pub(super) fn recalled<T: Clone + Send + Sync + 'static>(
        &self,
        key: String,
        make: impl FnOnce(&Store) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let Some(Recalling { recall, state, fresh }) = &self.recall else { return make(self) };
        match recall.get(&key, *state) {
            Some(Found::Good(made)) => return Ok(made),
            Some(Found::Old(made, due)) if !fresh => {
                if due {
                    recall.leave(Box::new(move |store| {
                        // What fails is made by the next who asks once it is thrown out.
                        drop(store.recalled(key, make));
                    }));
                }
                return Ok(made);
            }
            _ => {}
        }
        let Some(_turn) = recall.turn(&key) else {
            // Somebody else has just made it, or failed.
            return match recall.get(&key, *state) {
                Some(Found::Good(made) | Found::Old(made, _)) => Ok(made),
                None => make(self),
            };
        };
        let began = Instant::now();
        let made = make(self)?;
        recall.put(key, *state, began.elapsed(), made.clone());
        Ok(made)
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
        let good = |key: &str| match recall.get::<i32>(key, recall.state()) {
            Some(Found::Good(n)) => Some(n),
            _ => None,
        };
        let before = recall.state();
        recall.put("n".to_owned(), before, Duration::from_secs(1), 7);
        assert_eq!(good("n"), Some(7));
        assert!(recall.get::<String>("n", before).is_none(), "an answer of another kind");
        std::fs::write(&path, "ab").expect("a file");
        assert_eq!(good("n"), None);
        for n in 0..MOST * 2 {
            recall.put(format!("{n}"), before, Duration::ZERO, n);
        }
        assert_eq!(recall.all().len(), MOST);
    }

    #[test]
    fn of_a_large_record_the_old_answer_is_given_and_made_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.db");
        drop(Store::open(&path, Access::Create).expect("a store"));
        let recall = Arc::new(Recall::of(&path));
        let large = State([(LARGE + 1, None), (0, None)]);
        let mut store = Store::open(&path, Access::Read).expect("a reader");
        let (told, heard) = channel();
        let mut ask = |state: State, n: i32| {
            store.recall = Some(Recalling { recall: Arc::clone(&recall), state, fresh: false });
            let told = told.clone();
            store.recalled("n".to_owned(), move |_| {
                assert!(told.send(n).is_ok());
                Ok(n)
            })
        };
        assert_eq!(ask(large, 1).ok(), Some(1));
        assert_eq!(heard.recv().ok(), Some(1));
        // The file has changed: nobody waits, the worker makes it.
        std::thread::sleep(Duration::from_millis(5));
        let changed = State([(LARGE + 2, None), (0, None)]);
        assert_eq!(ask(changed, 2).ok(), Some(1));
        assert_eq!(heard.recv_timeout(Duration::from_secs(20)).ok(), Some(2));
    }
}
