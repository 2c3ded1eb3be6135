//! When is what is followed read again? In a thread of its own, at an interval while pages are shown and whenever somebody
//! asks for it; never where nobody outside may be asked.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Options;
use crate::cli::{Unattended, now};
use crate::fault::Fault;
use crate::store::{Access, Store};

/// The rounds.
#[derive(Debug)]
pub(super) struct Rounds {
    /// Who asks.
    pub(super) web: Unattended,
    /// How long after a round the next begins.
    pub(super) every: Option<Duration>,
    /// Nobody outside is asked.
    pub(super) offline: bool,
    state: Mutex<Standing>,
    bell: Condvar,
}

/// How it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    /// A round is under way.
    pub(super) running: bool,
    /// When the last ended.
    pub(super) last: Option<String>,
    /// What stopped it: an entry of the glossary.
    pub(super) wrong: Option<&'static str>,
    asked: bool,
    over: bool,
}

/// The first round waits a little, so that the first pages come at once.
const FIRST: Duration = Duration::from_secs(20);

impl Rounds {
    pub(super) fn new(options: &Options) -> Rounds {
        Rounds {
            web: Unattended::new(&options.path, options.lang, options.allow_private),
            every: options.every,
            offline: options.offline,
            state: Mutex::default(),
            bell: Condvar::new(),
        }
    }

    /// How it stands now.
    pub(super) fn standing(&self) -> Standing {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A round is wanted now.
    pub(super) fn ask(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).asked = true;
        self.bell.notify_all();
    }

    /// No round begins any more, and the one under way ends after its page.
    pub(super) fn end(&self) {
        self.web.stop();
        self.state.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        self.bell.notify_all();
    }

    /// Begins, where somebody outside may be asked.
    pub(super) fn begin(self: &Arc<Self>) {
        if self.offline {
            return;
        }
        let rounds = Arc::clone(self);
        // Where no thread can be had, pages are shown all the same.
        let _running = std::thread::Builder::new().name("rounds".into()).spawn(move || rounds.go_round());
    }

    fn go_round(&self) {
        let mut next = self.every.map(|every| Instant::now() + FIRST.max(self.left(every)));
        while self.wait_until(next) {
            // A fault of the program in one round does not end the others.
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.web.read_followed()));
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.running = false;
            state.last = Some(now());
            state.wrong = match done {
                Ok(Ok(()) | Err(Fault::Interrupted | Fault::PipeClosed)) => None,
                Ok(Err(Fault::Told(problem))) => Some(problem.key),
                Err(_) => Some("fault.answer"),
            };
            next = self.every.map(|every| Instant::now() + every);
        }
    }

    /// How long the last round still holds.
    fn left(&self, every: Duration) -> Duration {
        let follows = Store::open(self.web.path(), Access::Read).and_then(|s| s.follows()).unwrap_or_default();
        let checked = follows.iter().filter_map(|f| f.checked_at.as_deref()?.parse::<Timestamp>().ok()).min();
        let Some(checked) = checked else { return Duration::ZERO };
        let passed = Timestamp::now().as_second().saturating_sub(checked.as_second());
        every.saturating_sub(Duration::from_secs(passed.unsigned_abs()))
    }

    /// Waits for the time or for somebody who asks; false where it is over.
    fn wait_until(&self, next: Option<Instant>) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if state.over {
                return false;
            }
            let left = next.map(|n| n.saturating_duration_since(Instant::now()));
            if std::mem::take(&mut state.asked) || left.is_some_and(|l| l.is_zero()) {
                state.running = true;
                return true;
            }
            state = match left {
                Some(left) => self.bell.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.bell.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}
