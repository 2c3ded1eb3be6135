//! How are the weights learned? A structured perceptron, its weights averaged over all steps.
//!
//! A sentence tells of each token which labels it may have. The best labels among those are held against the best of
//! all; where they differ, the weights move. Hidden words and classes are drawn anew in each round, from a fixed seed.

use isnad_extract::entity::tagger::{LABELS, Looks, MAGIC, ROWS, Score, decode, row_of};

/// A stretch of a sentence to learn from.
#[derive(Debug)]
pub(super) struct Example {
    /// What is seen of its tokens.
    pub(super) looks: Looks,
    /// Which labels each token may have, a bit each.
    pub(super) allowed: Vec<u8>,
    /// Its names: first, one past the last.
    pub(super) names: Vec<(usize, usize)>,
}

impl Example {
    /// A name that goes on after a word which no name can hold begins anew there.
    pub(super) fn mend(&mut self) {
        for i in 0..self.allowed.len() {
            let closed = i == 0 || !self.looks.open(i - 1);
            if let Some(slot) = self.allowed.get_mut(i).filter(|s| closed && matches!(**s, 4 | 16 | 64)) {
                *slot >>= 1;
            }
        }
    }
}

/// How often something is hidden, in 256.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hide {
    /// What the lexicon knows of a name.
    pub(super) classes: u64,
    /// The words of a name.
    pub(super) words: u64,
    /// The title before it.
    pub(super) titles: u64,
}

/// Numbers that look drawn by lot and are always the same.
#[derive(Debug)]
struct Lot(u64);

impl Lot {
    fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 24 & 0xFF
    }
}

const WIDTH: usize = 8;

/// The weights while they are learned.
#[derive(Debug)]
pub(super) struct Learner {
    rows: Vec<[i32; WIDTH]>,
    past: Vec<[i64; WIDTH]>,
    steps: [Score; LABELS],
    steps_past: [[i64; LABELS]; LABELS],
    time: i64,
}

impl Learner {
    pub(super) fn new() -> Self {
        Learner {
            rows: vec![[0; WIDTH]; ROWS],
            past: vec![[0; WIDTH]; ROWS],
            steps: [[0; LABELS]; LABELS],
            steps_past: [[0; LABELS]; LABELS],
            time: 1,
        }
    }

    /// Goes over the examples in rounds.
    pub(super) fn learn(&mut self, examples: &[Example], rounds: usize, hide: Hide) {
        let mut lot = Lot(0x5851_F42D_4C95_7F2D);
        let mut looks = Looks::default();
        let (mut told, mut read) = (Vec::new(), Vec::new());
        let mut scores: Vec<Score> = Vec::new();
        for round in 0..rounds {
            let mut moved = 0usize;
            for example in examples {
                looks.clone_from(&example.looks);
                for (first, end) in &example.names {
                    let (classes, words) = (lot.draw() < hide.classes, lot.draw() < hide.words);
                    let title = lot.draw() < hide.titles;
                    for i in *first..*end {
                        if classes {
                            looks.hide_classes(i);
                        }
                        if words {
                            looks.hide_word(i);
                        }
                        if title {
                            looks.hide_title(i);
                        }
                    }
                }
                for (start, end) in looks.stretches(&[]) {
                    scores.clear();
                    scores.extend((start..end).map(|i| self.score(&looks, i)));
                    let allowed = example.allowed.get(start..end).unwrap_or(&[]);
                    self.time += 1;
                    decode(&scores, &self.steps, &[], &mut read);
                    let agrees = read.iter().zip(allowed).all(|(l, a)| a & 1 << l != 0);
                    if agrees {
                        continue;
                    }
                    decode(&scores, &self.steps, allowed, &mut told);
                    moved += 1;
                    self.step(&looks, start, &told, &read);
                }
            }
            println!("  round {}: {moved} stretches read otherwise than told", round + 1);
        }
    }

    fn score(&self, looks: &Looks, i: usize) -> Score {
        let mut sum = [0; WIDTH];
        looks.rows(i, |row| {
            if let Some(weights) = self.rows.get(row_of(row)) {
                sum.iter_mut().zip(weights).for_each(|(s, w)| *s += w);
            }
        });
        let mut out = [0; LABELS];
        out.iter_mut().zip(sum).for_each(|(o, s)| *o = s);
        out
    }

    /// Moves the weights towards the labels that are told and away from those that were read.
    fn step(&mut self, looks: &Looks, start: usize, told: &[u8], read: &[u8]) {
        let (mut was_told, mut was_read) = (0usize, 0usize);
        for (n, (t, r)) in told.iter().zip(read).enumerate() {
            let (t, r) = (usize::from(*t), usize::from(*r));
            if t != r {
                let (rows, past, time) = (&mut self.rows, &mut self.past, self.time);
                looks.rows(start + n, |row| {
                    let at = row_of(row);
                    rows[at][t] += 1;
                    rows[at][r] -= 1;
                    past[at][t] += time;
                    past[at][r] -= time;
                });
            }
            if (was_told, t) != (was_read, r) {
                self.steps[was_told][t] += 1;
                self.steps[was_read][r] -= 1;
                self.steps_past[was_told][t] += self.time;
                self.steps_past[was_read][r] -= self.time;
            }
            (was_told, was_read) = (t, r);
        }
    }

    /// The model's file: averaged weights brought to a byte each, then the clusters.
    pub(super) fn bytes(&self, clusters: &[u8]) -> Vec<u8> {
        let mean = |now: i32, past: i64| f64::from(now) - past as f64 / self.time as f64;
        let all = self.rows.iter().zip(&self.past);
        let mut sizes: Vec<f64> = all
            .flat_map(|(row, past)| row.iter().zip(past).map(|(w, p)| mean(*w, *p).abs()))
            .filter(|w| *w > 0.0)
            .collect();
        sizes.sort_unstable_by(f64::total_cmp);
        println!("  {} weights are not zero", sizes.len());
        // One weight in two thousand is clipped.
        let most = sizes.get(sizes.len() - sizes.len().min(sizes.len() / 2000 + 1)).copied().unwrap_or(1.0);
        let scale = 127.0 / most.max(1e-9);
        let mut out = MAGIC.to_vec();
        for from in 0..WIDTH {
            for to in 0..WIDTH {
                let step = match (self.steps.get(from), self.steps_past.get(from)) {
                    (Some(s), Some(p)) if to < LABELS => mean(s[to], p[to]) * scale,
                    _ => 0.0,
                };
                out.extend((step.round().clamp(-32000.0, 32000.0) as i16).to_le_bytes());
            }
        }
        for (row, past) in self.rows.iter().zip(&self.past) {
            for (w, p) in row.iter().zip(past) {
                out.push(((mean(*w, *p) * scale).round().clamp(-127.0, 127.0) as i8) as u8);
            }
        }
        out.extend(clusters);
        out
    }
}
