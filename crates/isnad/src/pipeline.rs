//! How are many documents read at once, and come out in the order in which they came in?
//!
//! One thread brings pieces, `jobs` threads work on them, the calling thread takes the results in order. What waits is
//! bounded: a slow document holds the others up rather than filling the memory.

use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, PoisonError};

/// How far the first may run ahead of the last, per worker.
const AHEAD: u64 = 32;

/// Works on every item with `jobs` threads and hands the results to `take` in the order of the items.
///
/// When `take` gives an error, no more items are drawn and that error comes back.
///
/// # Errors
/// The first error of `take`.
pub fn in_order<I, T, U, E>(
    items: I,
    jobs: usize,
    work: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    U: Send,
{
    let jobs = jobs.max(1);
    let window = AHEAD * jobs as u64;
    let (give, items_in) = sync_channel::<(u64, T)>(jobs * 2);
    let items_in = Mutex::new(items_in);
    let (done, results) = sync_channel::<(u64, U)>(jobs * 2);
    let gate = Gate::default();
    std::thread::scope(|scope| {
        let gate = &gate;
        scope.spawn(move || {
            for (n, item) in items.enumerate() {
                if !gate.wait_below(n as u64, window) || give.send((n as u64, item)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..jobs {
            let (done, items_in, work) = (done.clone(), &items_in, &work);
            scope.spawn(move || {
                loop {
                    let next = items_in.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((n, item)) = next else { break };
                    if done.send((n, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let mut early = BTreeMap::new();
        let mut next = 0;
        let mut outcome = Ok(());
        for (n, result) in &results {
            if outcome.is_err() {
                continue;
            }
            early.insert(n, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                gate.pass(next);
                outcome = take(result);
                if outcome.is_err() {
                    gate.close();
                    break;
                }
            }
        }
        outcome
    })
}

/// Holds the bringing thread back while too much waits.
#[derive(Default)]
struct Gate {
    passed: Mutex<(u64, bool)>,
    changed: Condvar,
}

impl Gate {
    /// Waits until item `n` is less than `window` ahead; false when no more is wanted.
    fn wait_below(&self, n: u64, window: u64) -> bool {
        let mut state = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        while n >= state.0 + window && !state.1 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        !state.1
    }

    fn pass(&self, n: u64) {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).0 = n;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 5] {
            let mut out = Vec::new();
            let slow = |n: u64| {
                if n.is_multiple_of(50) {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
                n * 2
            };
            in_order(0..500u64, jobs, slow, |n| {
                out.push(n);
                Ok::<(), ()>(())
            })
            .unwrap();
            assert_eq!(out, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_the_taker_ends_it() {
        let mut taken = 0;
        let outcome = in_order(
            0..1_000_000u64,
            3,
            |n| n,
            |n| {
                taken += 1;
                if n == 10 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!(outcome, Err("full"));
        assert_eq!(taken, 11);
    }
}
