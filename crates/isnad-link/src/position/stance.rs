//! Does one passage say the contrary of another? Told from what they share, what opposes and what is exchanged.
//!
//! The weights of [`WEIGHTS`] were fitted to the training pairs of ANS (Khouja 2020, Apache-2.0) with
//! `xtask link stance-weights`; the features are of the language, none is a word.

use super::words::{Passage, skeleton};

/// What is weighed, with its weight; the first is the constant.
pub const WEIGHTS: [(&str, f32); 20] = [
    ("constant", 1.10),
    ("words shared", 0.84),
    ("shorter in longer", 2.46),
    ("roots shared", -3.38),
    ("roots of the shorter in the longer", -0.43),
    ("words of the shorter", -1.08),
    ("lengths apart", 0.61),
    ("sides opposed", 2.15),
    ("sides alike", -1.17),
    ("one turned", 0.61),
    ("one denies", 0.98),
    ("both deny", -0.45),
    ("one concedes", 1.30),
    ("numbers exchanged", 1.55),
    ("numbers shared", -0.65),
    ("one gives numbers", 0.11),
    ("places exchanged", 1.15),
    ("one word exchanged", 0.82),
    ("only more told", -1.65),
    ("one asks or names the speaker", -0.76),
];

/// How likely the second passage says the contrary of the first, 0 to 1, given that they speak of one thing.
pub fn stance(a: &str, b: &str) -> f32 {
    let sum: f32 = features(a, b).iter().zip(WEIGHTS).map(|(f, (_, w))| f * w).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The features of a pair, in the order of [`WEIGHTS`].
pub fn features(a: &str, b: &str) -> [f32; WEIGHTS.len()] {
    let (a, b) = (Passage::of(a), Passage::of(b));
    let set = |p: &Passage| {
        let mut s: Vec<String> = p.stems.iter().map(|s| s.0.clone()).collect();
        s.sort();
        s.dedup();
        s
    };
    let (x, y) = (set(&a), set(&b));
    let own = |of: &[String], other: &[String]| of.iter().filter(|w| other.binary_search(w).is_err()).count();
    let (own_a, own_b) = (own(&x, &y), own(&y, &x));
    let shared = x.len() - own_a;
    let roots = |s: &[String]| {
        let mut r: Vec<String> = s.iter().map(|w| skeleton(w)).collect();
        r.sort();
        r.dedup();
        r
    };
    let (root_a, root_b) = (roots(&x), roots(&y));
    let (lone_a, lone_b) = (own(&root_a, &root_b), own(&root_b, &root_a));
    let kin = root_a.len() - lone_a;
    let ratio = |n: usize, of: usize| n as f32 / of.max(1) as f32;
    let flag = |b: bool| f32::from(u8::from(b));
    let (mut opposed, mut alike) = (0, 0);
    // A word that both have says nothing of what parts them.
    let fresh = |p: &Passage, other: &[String]| {
        let tokens: Vec<usize> =
            p.stems.iter().filter(|(s, _)| other.binary_search(s).is_err()).map(|(_, i)| *i).collect();
        p.sides.iter().filter(|s| s.turned || tokens.contains(&s.at)).copied().collect::<Vec<_>>()
    };
    let (of_a, of_b) = (fresh(&a, &y), fresh(&b, &x));
    for s in &of_a {
        opposed += usize::from(of_b.iter().any(|t| t.axis == s.axis && t.first != s.first));
        alike += usize::from(of_b.iter().any(|t| t.axis == s.axis && t.first == s.first));
    }
    let turned = |p: &Passage| p.sides.iter().any(|s| s.turned);
    let (denies_a, denies_b) = (!a.denials.is_empty(), !b.denials.is_empty());
    let numbers = a.numbers.iter().any(|n| b.numbers.contains(n));
    let both_number = !a.numbers.is_empty() && !b.numbers.is_empty();
    let lacking = |p: &[String], q: &[String]| p.iter().any(|n| !q.contains(n));
    [
        1.0,
        ratio(shared, x.len() + own_b),
        ratio(shared, x.len().min(y.len())),
        ratio(kin, root_a.len() + lone_b),
        ratio(kin, root_a.len().min(root_b.len())),
        a.stems.len().min(b.stems.len()) as f32 / 10.0,
        a.stems.len().abs_diff(b.stems.len()) as f32 / 10.0,
        (opposed.min(2)) as f32,
        (alike.min(2)) as f32,
        flag(turned(&a) != turned(&b)),
        flag(denies_a != denies_b),
        flag(denies_a && denies_b),
        flag(a.concedes != b.concedes),
        flag(both_number && a.numbers != b.numbers),
        flag(numbers),
        flag(a.numbers.is_empty() != b.numbers.is_empty()),
        flag(lacking(&a.places, &b.places) && lacking(&b.places, &a.places)),
        flag(own_a == own_b && (1..=2).contains(&own_a)),
        flag((own_a == 0) != (own_b == 0)),
        flag(a.asks || b.asks || a.colon != b.colon),
    ]
}
