//! What was learned: the weights of each look and label, and the cluster of each frequent word.
//!
//! `names.bin` is read where it lies; nothing is parsed. Its parts, in order: [`MAGIC`]; the scores of one label after
//! another (8 × 8 × 2 bytes); [`ROWS`] rows of a byte for each label; [`SLOTS`] slots of the clusters, each two bytes of
//! the word's hash and two of its cluster; the coarse cluster of each cluster, a byte each. How it was made:
//! `names.bin.md`.

use super::look::Looks;
use super::{LABELS, Score};

/// What the file begins with.
pub const MAGIC: &[u8; 8] = b"isnadNT1";
/// How many rows of weights.
pub const ROWS: usize = 400_000;
/// How many slots the clusters of words have: a power of two.
pub const SLOTS: usize = 1 << 17;
/// How many clusters there are; 0 is the cluster of the words that have none.
pub const CLUSTERS: usize = 512;
/// How many slots are looked at before a word counts as having no cluster.
pub const PROBES: usize = 8;
/// Bytes of a row.
const WIDTH: usize = 8;

/// The clusters of words.
#[derive(Debug, Clone, Copy)]
pub struct Clusters<'a> {
    slots: &'a [u8],
    coarse: &'a [u8],
}

impl<'a> Clusters<'a> {
    /// The clusters of a part of the file (slots, then coarse clusters).
    pub fn of(bytes: &'a [u8]) -> Self {
        let (slots, coarse) = bytes.split_at_checked(SLOTS * 4).unwrap_or((&[], &[]));
        Clusters { slots, coarse }
    }

    /// The cluster of a word by its hash; 0 where it has none.
    #[inline]
    pub fn get(&self, hash: u64) -> u16 {
        let (first, print) = place(hash);
        for n in 0..PROBES {
            let at = ((first + n) & (SLOTS - 1)) * 4;
            let Some(&[a, b, c, d]) = self.slots.get(at..at + 4) else { return 0 };
            let cluster = u16::from_le_bytes([c, d]);
            if cluster == 0 || u16::from_le_bytes([a, b]) == print {
                return cluster;
            }
        }
        0
    }

    /// The coarse cluster of a cluster.
    #[inline]
    pub fn coarse(&self, cluster: u16) -> u8 {
        self.coarse.get(cluster as usize).copied().unwrap_or(0)
    }
}

/// The row of weights that a number of [`Looks::rows`] means.
#[inline]
pub fn row_of(number: u32) -> usize {
    ((u64::from(number) * ROWS as u64) >> 32) as usize
}

/// The first slot of a word and its print in it.
pub fn place(hash: u64) -> (usize, u16) {
    ((hash >> 40) as usize & (SLOTS - 1), (hash >> 20) as u16)
}

/// The model that ships.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    steps: &'a [u8],
    rows: &'a [u8],
    /// Its clusters.
    pub clusters: Clusters<'a>,
}

/// The bytes of the model that ships.
const SHIPPED: &[u8] = include_bytes!("names.bin");

impl Model<'static> {
    /// The model that ships; none where its file is of another make.
    pub fn shipped() -> Option<Self> {
        Model::of(SHIPPED)
    }
}

impl<'a> Model<'a> {
    /// The model in these bytes.
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (steps, rest) = rest.split_at_checked(WIDTH * WIDTH * 2)?;
        let (rows, clusters) = rest.split_at_checked(ROWS * WIDTH)?;
        (clusters.len() == SLOTS * 4 + CLUSTERS).then(|| Model { steps, rows, clusters: Clusters::of(clusters) })
    }

    /// The score of label `to` after label `from`.
    pub fn steps(&self) -> [Score; LABELS] {
        let mut out = [[0; LABELS]; LABELS];
        for (from, row) in out.iter_mut().enumerate() {
            for (to, score) in row.iter_mut().enumerate() {
                let at = (from * WIDTH + to) * 2;
                if let Some(&[a, b]) = self.steps.get(at..at + 2) {
                    *score = i32::from(i16::from_le_bytes([a, b]));
                }
            }
        }
        out
    }

    /// The score of each label for token `i` of what was looked at.
    #[inline]
    pub fn score(&self, looks: &Looks, i: usize) -> Score {
        let mut sum = [0i16; WIDTH];
        looks.rows(i, |row| {
            let at = row_of(row) * WIDTH;
            if let Some(weights) = self.rows.get(at..).and_then(|rest| rest.first_chunk::<WIDTH>()) {
                for (s, w) in sum.iter_mut().zip(weights) {
                    *s += i16::from(*w as i8);
                }
            }
        });
        let mut out = [0; LABELS];
        for (o, s) in out.iter_mut().zip(sum) {
            *o = i32::from(s);
        }
        out
    }
}
