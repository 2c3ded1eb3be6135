//! What do all pages share? The store's readers, and a bound on how many ask at once and for how long.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Options;
use super::answer::Wrong;
use super::rounds::Rounds;
use crate::cli::Lang;
use crate::fault::Fault;
use crate::store::{Readers, Store};

/// What the pages share.
#[derive(Debug)]
pub(super) struct App {
    /// The store.
    pub(super) path: PathBuf,
    /// The language of whoever has not chosen one.
    pub(super) lang: Lang,
    /// The hosts by which this server may be called: others are somebody else's trick.
    pub(super) hosts: Option<Vec<String>>,
    /// What is followed, read again.
    pub(super) rounds: Arc<Rounds>,
    readers: Readers,
    pages: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    bulk: Arc<Semaphore>,
}

/// Leave to ask: given back when the question has ended, also where whoever asked is gone.
#[derive(Debug)]
pub(super) struct Turn(OwnedSemaphorePermit);

/// What a question that is being asked holds: its turn, which it may change for one in the slow lane.
#[derive(Debug)]
struct Held {
    turn: Mutex<Option<OwnedSemaphorePermit>>,
    stopped: AtomicBool,
}

/// How long a page may ask the store.
const PAGE: Duration = Duration::from_secs(5);
/// How long an export may.
const BULK: Duration = Duration::from_secs(600);
/// After this a question is no quick one: it moves to the slow lane, so that quick ones need not wait for it.
const QUICK: Duration = Duration::from_millis(400);
/// How long it may wait for a place there before it is stopped.
const PATIENCE: Duration = Duration::from_millis(800);
/// Places in the slow lane.
const SLOW: usize = 3;
/// How long a request waits for its turn.
const TURN: Duration = Duration::from_secs(5);

impl App {
    pub(super) fn new(options: &Options, hosts: Option<Vec<String>>) -> Arc<App> {
        let (path, lang) = (options.path.clone(), options.lang);
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Arc::new(App {
            readers: Readers::of(&path),
            rounds: Arc::new(Rounds::new(options)),
            path,
            lang,
            hosts,
            slow: Arc::new(Semaphore::new(SLOW)),
            bulk: Arc::new(Semaphore::new(2)),
            pages: Arc::new(Semaphore::new((cores * 4).clamp(8, 16))),
        })
    }

    /// Asks the store for a page.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<App>,
        work: impl FnOnce(&Store) -> Result<T, Wrong> + Send + 'static,
    ) -> Result<T, Wrong> {
        let turn = turn(&self.pages).await?;
        let held = Arc::new(Held { turn: Mutex::new(Some(turn.0)), stopped: AtomicBool::new(false) });
        let mut done = std::pin::pin!(self.run(Arc::clone(&held), PAGE, work));
        if let Ok(done) = tokio::time::timeout(QUICK, &mut done).await {
            return done;
        }
        // Many vast questions at once: some are answered, the others are told to come back, and nobody else waits.
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.slow).acquire_owned());
        tokio::select! {
            done = &mut done => return done,
            place = place => match place {
                Ok(Ok(place)) => held.change(place),
                _ => held.stopped.store(true, Ordering::Relaxed),
            },
        }
        match done.await {
            Err(_) if held.stopped.load(Ordering::Relaxed) => Err(Wrong::Fault(Fault::of("", "fault.busy"))),
            done => done,
        }
    }

    /// Asks for something large: it has a lane of its own, so that pages need not wait for it.
    pub(super) async fn ask_much<T: Send + 'static>(
        self: &Arc<App>,
        work: impl FnOnce(&Store) -> Result<T, Wrong> + Send + 'static,
    ) -> Result<T, Wrong> {
        let turn = turn(&self.bulk).await?;
        self.wait(turn, BULK, work).await
    }

    /// Leave to ask for something large, for whoever answers before it is asked.
    pub(super) async fn turn_for_much(self: &Arc<App>) -> Result<Turn, Wrong> {
        turn(&self.bulk).await
    }

    /// Asks for something large with the leave that was given.
    pub(super) async fn ask_in_turn<T: Send + 'static>(
        self: &Arc<App>,
        turn: Turn,
        work: impl FnOnce(&Store) -> Result<T, Wrong> + Send + 'static,
    ) -> Result<T, Wrong> {
        self.wait(turn, BULK, work).await
    }

    async fn wait<T: Send + 'static>(
        self: &Arc<App>,
        turn: Turn,
        limit: Duration,
        work: impl FnOnce(&Store) -> Result<T, Wrong> + Send + 'static,
    ) -> Result<T, Wrong> {
        self.run(Arc::new(Held { turn: Mutex::new(Some(turn.0)), stopped: AtomicBool::new(false) }), limit, work).await
    }

    async fn run<T: Send + 'static>(
        self: &Arc<App>,
        held: Arc<Held>,
        limit: Duration,
        work: impl FnOnce(&Store) -> Result<T, Wrong> + Send + 'static,
    ) -> Result<T, Wrong> {
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            // The question goes on where nobody waits for it any more; its turn ends with it.
            let _ended = Ended(Arc::clone(&held));
            let mut outcome = None;
            let read = app.readers.read_until(
                limit,
                move || held.stopped.load(Ordering::Relaxed),
                |store| {
                    outcome = Some(work(store));
                    Ok(())
                },
            );
            match (read, outcome) {
                (Err(fault), _) => Err(Wrong::Fault(fault)),
                (Ok(()), Some(outcome)) => outcome,
                (Ok(()), None) => Err(Wrong::Missing),
            }
        })
        .await;
        // A fault of the program in one answer does not end the others.
        done.unwrap_or_else(|_| Err(Wrong::Fault(Fault::of("", "fault.answer"))))
    }
}

impl Held {
    /// Takes the place and gives the turn back.
    fn change(&self, place: OwnedSemaphorePermit) {
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // A question that has ended holds nothing.
        if turn.is_some() {
            *turn = Some(place);
        }
    }
}

/// Gives back what a question held, when it ends.
struct Ended(Arc<Held>);

impl Drop for Ended {
    fn drop(&mut self) {
        *self.0.turn.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

async fn turn(lane: &Arc<Semaphore>) -> Result<Turn, Wrong> {
    match tokio::time::timeout(TURN, Arc::clone(lane).acquire_owned()).await {
        Ok(Ok(turn)) => Ok(Turn(turn)),
        _ => Err(Wrong::Fault(Fault::of("", "fault.busy"))),
    }
}
