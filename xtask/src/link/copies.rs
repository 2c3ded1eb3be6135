//! How fast, and how surely, are copies found? Real articles of a folder, and made variants of them: words changed, dropped
//! and added, tails cut, leads put before, marks and digits in another style; and false friends: a form with other numbers,
//! a quotation shared. Every original and variant is read from raw text, joined on keys, judged; a pair that was made must be
//! found, a pair of two different originals (or a false friend) must not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

use isnad_link::copy::{CopyLink, CopyText, Sketch, judge};

/// Variants that are made.
const VARIANTS: usize = 20_000;
/// A key that more documents hold is a formula: each holder is compared with so many that follow it.
const COMMON: usize = 64;
const SOME: usize = 12;

pub(super) fn run(folder: &Path, show: usize) -> Result<(), String> {
    let known = super::load::articles(folder, 1_000)?;
    let mut dice = Dice(42);
    let mut texts: Vec<String> = known.iter().map(|k| k.text.clone()).collect();
    let originals = texts.len();
    let mut made: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut friends: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for n in 0..VARIANTS {
        let original = n % originals;
        let words: Vec<&str> = known[original].text.split(' ').collect();
        let other: Vec<&str> = known[(original * 7 + 13) % originals].text.split(' ').collect();
        let (sort, text, friend) = variant(n, &words, &other, &mut dice);
        let pair = (original, texts.len());
        texts.push(text);
        if friend { friends.entry(sort).or_default().push(pair) } else { made.entry(sort).or_default().push(pair) }
    }
    let found = find(&texts);
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{} documents ({originals} articles, {VARIANTS} variants), {:.0} MB: sketches {:.0}/s, with pairs told by them {:.0}/s, with pairs judged on the text {:.0}/s (one core)",
        texts.len(),
        bytes as f64 / 1e6,
        texts.len() as f64 / found.sketching,
        texts.len() as f64 / (found.sketching + found.by_sketch),
        texts.len() as f64 / (found.sketching + found.joining)
    );
    println!("{} pairs share a key, {} are judged, {} are copies", found.candidates, found.judged, found.pairs.len());
    let pairs: BTreeSet<(usize, usize)> = found.pairs.iter().map(|p| (p.0, p.1)).collect();
    let (mut all, mut right) = (0, 0);
    for (sort, wanted) in &made {
        let n = wanted.iter().filter(|p| pairs.contains(p)).count();
        println!("  {sort:34} recall {:.4} ({n} of {})", n as f64 / wanted.len() as f64, wanted.len());
        all += wanted.len();
        right += n;
    }
    for (sort, unwanted) in &friends {
        println!(
            "  {sort:34} wrongly found {} of {}",
            unwanted.iter().filter(|p| pairs.contains(p)).count(),
            unwanted.len()
        );
    }
    // What a document was made of; pairs of two variants of one original are right as well.
    let mut origin: Vec<usize> = (0..texts.len()).collect();
    for (a, b) in made.values().chain(friends.values()).flatten() {
        origin[*b] = *a;
    }
    let strangers: Vec<&(usize, usize, CopyLink)> = found.pairs.iter().filter(|p| origin[p.0] != origin[p.1]).collect();
    // Articles that were copies of each other before anything was made of them.
    let before: BTreeSet<(usize, usize)> =
        found.pairs.iter().filter(|p| p.0 < originals && p.1 < originals).map(|p| (p.0, p.1)).collect();
    let akin = |a: usize, b: usize| a == b || before.contains(&(a.min(b), a.max(b)));
    let wrong = found.pairs.iter().filter(|p| p.1 >= originals && !akin(origin[p.0], origin[p.1])).count();
    let made_found = found.pairs.iter().filter(|p| p.1 >= originals).count();
    println!(
        "precision of pairs with a variant {:.4} ({wrong} of {made_found} are of articles that are no copies as they stand)",
        1.0 - wrong as f64 / made_found.max(1) as f64
    );
    let untouched = strangers.iter().filter(|p| p.0 < originals && p.1 < originals).count();
    println!(
        "recall {:.4}; pairs of different articles called copies: {} of {}, {untouched} of them of two articles as they stand",
        right as f64 / all.max(1) as f64,
        strangers.len(),
        found.pairs.len()
    );
    for (a, b, link) in
        strangers.iter().filter(|p| p.0 < originals && p.1 < originals).take(show).map(|p| (p.0, p.1, &p.2))
    {
        println!("  {} {} {} {:.2} {:.2}", known[a].id, known[b].id, link.kind.name(), link.likeness, link.containment);
    }
    Ok(())
}

fn variant(n: usize, words: &[&str], other: &[&str], dice: &mut Dice) -> (&'static str, String, bool) {
    let part = |percent: usize| (words.len() * percent / 100).max(1).min(words.len());
    match n % 10 {
        0 => ("as it stands, marks and digits", restyled(words), false),
        1 => ("2 of 100 words changed", edited(words, 2, other, dice), false),
        2 => ("5 of 100 words changed", edited(words, 5, other, dice), false),
        3 => ("8 of 100 words changed", edited(words, 8, other, dice), false),
        4 => ("12 of 100 words changed", edited(words, 12, other, dice), false),
        5 => ("tail of 60 % cut", words[..part(40)].join(" "), false),
        6 => ("tail of 60 % cut, 4 of 100 changed", edited(&words[..part(40)], 4, other, dice), false),
        7 => ("head of 30 % cut", words[words.len() - part(70)..].join(" "), false),
        8 => {
            let lead = &other[..other.len().min(words.len() / 4 + 1)];
            ("a lead of its own", [lead, words].concat().join(" "), false)
        }
        _ => {
            let quoted = &words[words.len() / 3..(words.len() / 3 + words.len().min(other.len()) / 9).min(words.len())];
            let (before, after) = other.split_at(other.len() / 2);
            ("a quotation shared (no copy)", [before, quoted, after].concat().join(" "), true)
        }
    }
}

/// Each word out of so many of a hundred dropped, exchanged or followed by another; numbers stay.
fn edited(words: &[&str], percent: usize, other: &[&str], dice: &mut Dice) -> String {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        if dice.below(100) >= percent || word.chars().any(char::is_numeric) {
            out.push(*word);
            continue;
        }
        let another = other[dice.below(other.len())];
        match dice.below(3) {
            0 => {}
            1 => out.push(another),
            _ => out.extend([*word, another]),
        }
    }
    out.join(" ")
}

/// Other quotation marks, digits of the other set, short vowels on some words.
fn restyled(words: &[&str]) -> String {
    let turn = |c: char| match c {
        '0'..='9' => char::from_u32(0x660 + c as u32 - '0' as u32).unwrap_or(c),
        '«' | '»' | '“' | '”' => '"',
        c => isnad_text::letters::without_hamza(c),
    };
    words.join("  ").chars().map(turn).collect()
}

struct Found {
    pairs: Vec<(usize, usize, CopyLink)>,
    candidates: usize,
    judged: usize,
    sketching: f64,
    by_sketch: f64,
    joining: f64,
}

/// Texts that are kept ready.
const READ: usize = 4096;

/// The time that this thread has worked, so that what else the machine does counts for nothing; where the system does not
/// tell, the time of the day.
struct Clock {
    worked: Option<f64>,
    start: Instant,
}

impl Clock {
    fn now() -> Clock {
        Clock { worked: worked(), start: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.worked, worked()) {
            (Some(then), Some(now)) => now - then,
            _ => self.start.elapsed().as_secs_f64(),
        }
    }
}

fn worked() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn find(texts: &[String]) -> Found {
    let start = Clock::now();
    let sketches: Vec<Sketch> = texts.iter().map(|d| Sketch::of(d, &[])).collect();
    let sketching = start.seconds();
    let start = Clock::now();
    let mut rows: Vec<(u64, u32)> = Vec::with_capacity(texts.len() * 48);
    for (i, sketch) in sketches.iter().enumerate() {
        rows.extend(sketch.keys().map(|k| (k, i as u32)));
    }
    rows.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for holders in rows.chunk_by(|a, b| a.0 == b.0) {
        for (n, (_, j)) in holders.iter().enumerate() {
            let from = if holders.len() > COMMON { n.saturating_sub(SOME) } else { 0 };
            joined.extend(holders[from..n].iter().map(|(_, i)| (*j, *i)));
        }
    }
    joined.sort_unstable();
    joined.dedup();
    let candidates = joined.len();
    joined.retain(|&(j, i)| sketches[j as usize].promising(&sketches[i as usize]));
    let by_sketch = start.seconds();
    let mut pairs = Vec::new();
    // Texts that were read and may be asked for again.
    let mut read: HashMap<u32, CopyText> = HashMap::new();
    for wanted in joined.chunk_by(|a, b| a.0 == b.0) {
        let j = wanted[0].0;
        if read.len() > READ {
            read.clear();
        }
        let text = read.remove(&j).unwrap_or_else(|| CopyText::of(&texts[j as usize], &[]));
        for &(_, i) in wanted {
            let other = read.entry(i).or_insert_with(|| CopyText::of(&texts[i as usize], &[]));
            if let Some(link) = judge(other, &text) {
                pairs.push((i as usize, j as usize, link));
            }
        }
        read.insert(j, text);
    }
    Found { pairs, candidates, judged: joined.len(), sketching, by_sketch, joining: start.seconds() }
}

/// Numbers that look thrown and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % n.max(1)
    }
}
