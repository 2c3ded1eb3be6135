//! Which words stand in the same company? Clusters of frequent words by the words beside them: counts only.
//!
//! Each word is the vector of its left and right neighbours among the most frequent words (positive pointwise mutual
//! information, length one); spherical k-means, seeded with frequent words, gives the clusters.

use std::collections::BTreeMap;

use isnad_extract::entity::tagger::{CLUSTERS, PROBES, SLOTS, place};

/// Words that are clustered, at most.
const WORDS: usize = 40_000;
/// A word with fewer occurrences has no cluster.
const LEAST: u32 = 6;
/// Neighbours that count.
const NEIGHBOURS: usize = 1_500;
/// Rounds of k-means.
const ROUNDS: usize = 10;
/// How many coarse clusters there are, 0 left out.
const COARSE: usize = 48;

/// A vector with few places that are not zero.
type Sparse = Vec<(u32, f32)>;

/// The part of the model's file that holds the clusters, from texts as hashes of their tokens.
pub(super) fn learn(texts: &[Vec<u64>]) -> Vec<u8> {
    let words = frequent(texts);
    let vectors = vectors(texts, &words);
    let of = means(&vectors, 2 * NEIGHBOURS, CLUSTERS - 1);
    let centres: Vec<Sparse> = centres(&vectors, &of, CLUSTERS - 1);
    let coarse = means(&centres, 2 * NEIGHBOURS, COARSE);
    table(&words, &of, &coarse)
}

/// The frequent words, most frequent first.
fn frequent(texts: &[Vec<u64>]) -> Vec<u64> {
    let mut all: Vec<u64> = texts.iter().flatten().copied().filter(|w| *w != 0).collect();
    all.sort_unstable();
    let counts = all.chunk_by(|a, b| a == b).filter_map(|c| c.first().map(|w| (c.len() as u32, *w)));
    let mut counts: Vec<(u32, u64)> = counts.filter(|(n, _)| *n >= LEAST).collect();
    counts.sort_unstable_by_key(|(n, w)| (std::cmp::Reverse(*n), *w));
    counts.truncate(WORDS);
    counts.into_iter().map(|(_, w)| w).collect()
}

/// What stands beside each word.
fn vectors(texts: &[Vec<u64>], words: &[u64]) -> Vec<Sparse> {
    let rank: BTreeMap<u64, u32> = words.iter().enumerate().map(|(n, w)| (*w, n as u32)).collect();
    let mut pairs: Vec<u64> = Vec::new();
    for text in texts {
        let ranks: Vec<Option<u32>> = text.iter().map(|w| rank.get(w).copied()).collect();
        for pair in ranks.windows(2) {
            let [Some(a), Some(b)] = *pair else { continue };
            if (b as usize) < NEIGHBOURS {
                pairs.push(u64::from(a) << 32 | u64::from(b));
            }
            if (a as usize) < NEIGHBOURS {
                pairs.push(u64::from(b) << 32 | (NEIGHBOURS as u64 + u64::from(a)));
            }
        }
    }
    pairs.sort_unstable();
    let total = pairs.len() as f32;
    let mut of_word = vec![0f32; words.len()];
    let mut of_place = vec![0f32; 2 * NEIGHBOURS];
    for p in &pairs {
        of_word[(p >> 32) as usize] += 1.0;
        of_place[*p as u32 as usize] += 1.0;
    }
    let mut vectors: Vec<Sparse> = vec![Vec::new(); words.len()];
    for group in pairs.chunk_by(|a, b| a == b) {
        let Some(p) = group.first() else { continue };
        let (word, at) = ((p >> 32) as usize, *p as u32);
        let information = (group.len() as f32 * total / (of_word[word] * of_place[at as usize])).ln();
        if information > 0.0 {
            vectors[word].push((at, information));
        }
    }
    vectors.iter_mut().for_each(unit);
    vectors
}

/// Brings a vector to length one.
fn unit(vector: &mut Sparse) {
    let length = vector.iter().map(|(_, v)| v * v).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, v)| *v /= length);
    }
}

/// The cluster (from 1) of each vector.
fn means(vectors: &[Sparse], places: usize, clusters: usize) -> Vec<u16> {
    // Place after place the values of all centres: one vector's product with all of them is a sum of rows.
    let mut centres = vec![0f32; places * clusters];
    let spread = (vectors.len() / clusters).clamp(1, 12);
    for c in 0..clusters {
        for (at, v) in vectors.get(c * spread).into_iter().flatten() {
            centres[*at as usize * clusters + c] = *v;
        }
    }
    let mut of = vec![1u16; vectors.len()];
    let mut products = vec![0f32; clusters];
    for round in 0..ROUNDS {
        for (vector, slot) in vectors.iter().zip(&mut of) {
            products.fill(0.0);
            for (at, v) in vector {
                let row = &centres[*at as usize * clusters..][..clusters];
                products.iter_mut().zip(row).for_each(|(p, c)| *p += v * c);
            }
            let mut best = (f32::MIN, 0);
            for (c, p) in products.iter().enumerate() {
                if *p > best.0 {
                    best = (*p, c);
                }
            }
            *slot = best.1 as u16 + 1;
        }
        if round + 1 < ROUNDS {
            centres.fill(0.0);
            for (vector, c) in vectors.iter().zip(&of) {
                for (at, v) in vector {
                    centres[*at as usize * clusters + *c as usize - 1] += v;
                }
            }
            for c in 0..clusters {
                let length: f32 = (0..places).map(|p| centres[p * clusters + c].powi(2)).sum::<f32>().sqrt();
                if length > 0.0 {
                    (0..places).for_each(|p| centres[p * clusters + c] /= length);
                }
            }
        }
    }
    of
}

/// The centre of each cluster.
fn centres(vectors: &[Sparse], of: &[u16], clusters: usize) -> Vec<Sparse> {
    let mut sums: Vec<BTreeMap<u32, f32>> = vec![BTreeMap::new(); clusters];
    for (vector, c) in vectors.iter().zip(of) {
        for (at, v) in vector {
            *sums[*c as usize - 1].entry(*at).or_default() += v;
        }
    }
    let mut out: Vec<Sparse> = sums.into_iter().map(|s| s.into_iter().collect()).collect();
    out.iter_mut().for_each(unit);
    out
}

/// Slots by the words' hashes, then the coarse cluster of each cluster.
fn table(words: &[u64], of: &[u16], coarse: &[u16]) -> Vec<u8> {
    let mut slots = vec![0u8; SLOTS * 4];
    for (word, cluster) in words.iter().zip(of) {
        let (first, print) = place(*word);
        for n in 0..PROBES {
            let at = ((first + n) & (SLOTS - 1)) * 4;
            let slot = &mut slots[at..at + 4];
            if slot[2..] == [0, 0] {
                slot[..2].copy_from_slice(&print.to_le_bytes());
                slot[2..].copy_from_slice(&cluster.to_le_bytes());
                break;
            }
            if slot[..2] == print.to_le_bytes() {
                break;
            }
        }
    }
    slots.push(0);
    slots.extend(coarse.iter().map(|c| *c as u8));
    slots
}
