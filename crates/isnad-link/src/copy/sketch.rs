//! What is a small likeness of a text, by which copies find each other?

use isnad_text::Span;

use super::words::{mix, scan};

/// Words in a run.
const RUN: usize = 6;
/// One run in so many is kept.
const RATE: u64 = 6;
/// The fewest runs kept of a short text, where it has so many.
const FLOOR: usize = 16;
/// The most runs kept of a long one.
const CEILING: usize = 512;

/// A sample of a text's six-word runs: one in six of them, chosen by what they say and not by where they stand, so
/// that copies choose the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    words: u32,
    whole: u64,
    runs: Vec<u64>,
}

impl Sketch {
    /// Reads a text, `furniture` (spans in the order of the text) left out.
    pub fn of(text: &str, furniture: &[Span]) -> Sketch {
        let mut reader =
            Reader { ring: [0; RUN], sum: 0, n: 0, whole: 0, below: Vec::with_capacity(48), above: Vec::new() };
        scan(text, furniture, |w| reader.word(w.hash));
        reader.finish()
    }

    /// The keys to join on: texts that share none are no copies of each other.
    ///
    /// Most keys are held by few articles. Where one is held by very many (a formula of protocol, a notice under every page, a text
    /// that a hundred outlets print), it is enough to pair each of them with some that stand before it by day and id,
    /// for groups are what hangs together; a key must not be dropped for all, lest the largest groups are lost. Exact
    /// copies need no comparison: their [`Sketch::whole`] is equal.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        // A text too short for a run is found by the whole of it.
        let whole = (self.runs.is_empty() && self.words > 0).then_some(self.whole);
        self.runs.iter().copied().chain(whole)
    }

    /// Words of the text.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// One number for the whole sequence of words: equal for exact copies.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// Whether the two may be copies, told from the sketches alone: cheap, and rarely wrong in saying no.
    pub fn promising(&self, other: &Sketch) -> bool {
        if self.words == 0 || other.words == 0 {
            return false;
        }
        if self.whole == other.whole && self.words == other.words {
            return true;
        }
        let shared = shared(&self.runs, &other.runs);
        let smaller = self.runs.len().min(other.runs.len());
        // Where half of all three-word runs are left, so is about a half of the smaller text's six-word runs; a seventh
        // leaves room for chance.
        shared > 0 && shared * 7 >= smaller
    }
}

/// How many members two ascending lists share.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

struct Reader {
    ring: [u64; RUN],
    sum: u64,
    n: usize,
    whole: u64,
    below: Vec<u64>,
    /// The runs that the threshold leaves out, as long as the text may prove too short.
    above: Vec<u64>,
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

const fn power(mut n: usize) -> u64 {
    let mut p: u64 = 1;
    while n > 0 {
        p = p.wrapping_mul(BASE);
        n -= 1;
    }
    p
}

const OLDEST: u64 = power(RUN);

impl Reader {
    #[inline]
    fn word(&mut self, hash: u64) {
        let slot = &mut self.ring[self.n % RUN];
        self.sum = self.sum.wrapping_mul(BASE).wrapping_add(hash).wrapping_sub(slot.wrapping_mul(OLDEST));
        *slot = hash;
        self.n += 1;
        self.whole = mix(self.whole ^ hash).wrapping_add(hash);
        if self.n >= RUN {
            let run = mix(self.sum);
            if run < u64::MAX / RATE {
                self.below.push(run);
            } else if self.below.len() < FLOOR {
                self.above.push(run);
            }
        }
    }

    fn finish(self) -> Sketch {
        let Reader { n, whole, mut below, mut above, .. } = self;
        below.sort_unstable();
        below.dedup();
        below.truncate(CEILING);
        if below.len() < FLOOR {
            above.sort_unstable();
            above.dedup();
            above.truncate(FLOOR - below.len());
            below.extend(above);
        }
        Sketch { words: n as u32, whole, runs: below }
    }
}
