//! How fast, and how surely, are copies found?
//!
//! `cargo run --release -p isnad-link --example copies [DOCUMENTS]` makes articles of 120 to 400 invented words (Zipf's law, with
//! formulas that very many share), copies of them (edited, cut, preceded by a lead, digits changed in style) and false
//! friends (one form with other numbers, digests), finds the copies among all of them and prints documents a second on one
//! core, precision and recall for each sort. With `--text FILE` it reads documents, one a line, and
//! prints the pairs: lines from 0, kind, likeness, containment, numbers changed.

use std::collections::BTreeMap;
use std::time::Instant;

use isnad_link::copy::{CopyLink, CopyText, Sketch, judge};

/// A key that more documents hold is a formula; copies share others.
const TRIED: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(n) = arguments.iter().position(|a| a == "--text") {
        let file = arguments.get(n + 1).map_or("", String::as_str);
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let documents: Vec<String> = text.lines().map(|l| l.replace('\u{2028}', "\n")).collect();
        let found = find(&documents);
        found.print(documents.len());
        for (i, j, link) in &found.pairs {
            let (kind, n) = (link.kind.name(), link.changed.len());
            println!("{i}\t{j}\t{kind}\t{:.2}\t{:.2}\t{n}", link.likeness, link.containment);
        }
        return;
    }
    let n = arguments.first().and_then(|a| a.parse().ok()).unwrap_or(20_000);
    let corpus = Corpus::make(n);
    let found = find(&corpus.texts);
    found.print(corpus.texts.len());
    corpus.score(&found);
}

struct Found {
    pairs: Vec<(usize, usize, CopyLink)>,
    candidates: usize,
    judged: usize,
    sketching: f64,
    joining: f64,
    bytes: usize,
}

fn find(documents: &[String]) -> Found {
    let start = Instant::now();
    let sketches: Vec<Sketch> = documents.iter().map(|d| Sketch::of(d, &[])).collect();
    let sketching = start.elapsed().as_secs_f64();
    let start = Instant::now();
    // One row a key and document, as a table of a store would hold them.
    let mut rows: Vec<(u64, u32)> = Vec::with_capacity(documents.len() * 48);
    for (i, sketch) in sketches.iter().enumerate() {
        rows.extend(sketch.keys().map(|k| (k, i as u32)));
    }
    rows.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for holders in rows.chunk_by(|a, b| a.0 == b.0).filter(|h| h.len() <= TRIED) {
        for (n, (_, j)) in holders.iter().enumerate() {
            joined.extend(holders.iter().take(n).map(|(_, i)| (*j, *i)));
        }
    }
    joined.sort_unstable();
    joined.dedup();
    let candidates = joined.len();
    joined.retain(|&(j, i)| sketches[j as usize].promising(&sketches[i as usize]));
    let judged = joined.len();
    let mut pairs = Vec::new();
    for wanted in joined.chunk_by(|a, b| a.0 == b.0) {
        let j = wanted[0].0 as usize;
        let text = CopyText::of(&documents[j], &[]);
        for &(_, i) in wanted {
            if let Some(link) = judge(&CopyText::of(&documents[i as usize], &[]), &text) {
                pairs.push((i as usize, j, link));
            }
        }
    }
    let joining = start.elapsed().as_secs_f64();
    Found { pairs, candidates, judged, sketching, joining, bytes: documents.iter().map(String::len).sum() }
}

impl Found {
    fn print(&self, documents: usize) {
        let n = documents as f64;
        println!(
            "{documents} documents, {:.1} MB; sketches {:.0}/s ({:.0} MB/s); end to end {:.0}/s",
            self.bytes as f64 / 1e6,
            n / self.sketching,
            self.bytes as f64 / 1e6 / self.sketching,
            n / (self.sketching + self.joining)
        );
        println!("{} pairs share a key, {} judged, {} are copies", self.candidates, self.judged, self.pairs.len());
    }
}

struct Corpus {
    texts: Vec<String>,
    /// Copies by the sort of change: original, copy.
    copies: BTreeMap<&'static str, Vec<(usize, usize)>>,
    /// Pairs that must not be found.
    friends: BTreeMap<&'static str, Vec<(usize, usize)>>,
}

impl Corpus {
    fn make(n: usize) -> Corpus {
        let mut dice = Dice(42);
        let words = Vocabulary::make(&mut dice);
        let mut c = Corpus { texts: Vec::new(), copies: BTreeMap::new(), friends: BTreeMap::new() };
        while c.texts.len() < n {
            let length = 120 + dice.below(281);
            let text = words.article(length, &mut dice);
            let original = c.add(text.join(" "));
            // Two thirds of the articles have no copy.
            match dice.below(24) {
                0 => c.copy("edited 2%", original, edit(&text, 2, &words, &mut dice)),
                1 => c.copy("edited 5%", original, edit(&text, 5, &words, &mut dice)),
                2 => c.copy("edited 8%", original, edit(&text, 8, &words, &mut dice)),
                3 => c.copy("edited 12%", original, edit(&text, 12, &words, &mut dice)),
                4 => c.copy("tail of 60% cut", original, cut(&text, 40)),
                5 => c.copy("tail of 60% cut, edited 4%", original, edit(&cut(&text, 40), 4, &words, &mut dice)),
                6 => {
                    let lead = words.article(40, &mut dice);
                    c.copy("own lead of 40 words", original, [lead, text.clone()].concat());
                }
                7 => {
                    let other = words.article(length, &mut dice);
                    let form = renumber(&text, &mut dice);
                    if form != text {
                        c.friend("one form, other numbers", original, form);
                    }
                    let middle = [cut(&other, 30), cut(&text, 8), cut(&other, 90)].concat();
                    c.friend("a quotation shared", original, middle);
                }
                _ => {}
            }
        }
        c
    }

    fn add(&mut self, text: String) -> usize {
        self.texts.push(text);
        self.texts.len() - 1
    }

    fn copy(&mut self, sort: &'static str, original: usize, text: Vec<String>) {
        let copy = self.add(text.join(" "));
        self.copies.entry(sort).or_default().push((original, copy));
    }

    fn friend(&mut self, sort: &'static str, original: usize, text: Vec<String>) {
        let friend = self.add(text.join(" "));
        self.friends.entry(sort).or_default().push((original, friend));
    }

    fn score(&self, found: &Found) {
        let mut pairs: Vec<(usize, usize)> = found.pairs.iter().map(|p| (p.0, p.1)).collect();
        pairs.sort_unstable();
        let (mut all, mut right) = (0, 0);
        for (sort, wanted) in &self.copies {
            let n = wanted.iter().filter(|p| pairs.binary_search(p).is_ok()).count();
            println!("  {sort:28} recall {:.4} ({n} of {})", n as f64 / wanted.len() as f64, wanted.len());
            all += wanted.len();
            right += n;
        }
        for (sort, unwanted) in &self.friends {
            let n = unwanted.iter().filter(|p| pairs.binary_search(p).is_ok()).count();
            println!("  {sort:28} wrongly called copies: {n} of {}", unwanted.len());
        }
        println!(
            "recall {:.4}, precision {:.4}",
            right as f64 / all.max(1) as f64,
            right as f64 / pairs.len().max(1) as f64
        );
    }
}

/// Invented words of Arabic letters, the first the most common, and formulas that many articles share.
struct Vocabulary {
    words: Vec<String>,
    formulas: Vec<Vec<String>>,
}

impl Vocabulary {
    fn make(dice: &mut Dice) -> Vocabulary {
        let letters: Vec<char> =
            (0x628..=0x64A).filter(|c| !(0x63B..=0x640).contains(c)).filter_map(char::from_u32).collect();
        let words: Vec<String> = (0..30_000)
            .map(|n: usize| {
                (0..2 + dice.below(3) + n.min(2_000) / 900).map(|_| letters[dice.below(letters.len())]).collect()
            })
            .collect();
        let formulas =
            (0..300).map(|_| (0..3 + dice.below(8)).map(|_| words[dice.zipf(words.len())].clone()).collect()).collect();
        Vocabulary { words, formulas }
    }

    fn word(&self, dice: &mut Dice) -> String {
        match dice.below(25) {
            0 => dice.below(5_000).to_string(),
            _ => self.words[dice.zipf(self.words.len())].clone(),
        }
    }

    fn article(&self, length: usize, dice: &mut Dice) -> Vec<String> {
        let mut out = Vec::new();
        while out.len() < length {
            match dice.below(30) {
                0 => out.extend(self.formulas[dice.zipf(self.formulas.len())].iter().cloned()),
                _ => out.push(self.word(dice)),
            }
        }
        out
    }
}

/// Changes, drops or adds so many words of a hundred, one by one, at random places.
fn edit(text: &[String], percent: usize, words: &Vocabulary, dice: &mut Dice) -> Vec<String> {
    let mut out = Vec::new();
    for word in text {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        if dice.below(100) >= percent || digits {
            out.push(if digits { eastern(word) } else { word.clone() });
            continue;
        }
        match dice.below(3) {
            0 => {}
            1 => out.push(words.words[dice.zipf(words.words.len())].clone()),
            _ => out.extend([word.clone(), words.words[dice.zipf(words.words.len())].clone()]),
        }
    }
    out
}

fn eastern(digits: &str) -> String {
    digits.bytes().filter_map(|b| char::from_u32(0x660 + u32::from(b - b'0'))).collect()
}

fn cut(text: &[String], percent: usize) -> Vec<String> {
    text[..text.len() * percent / 100].to_vec()
}

fn renumber(text: &[String], dice: &mut Dice) -> Vec<String> {
    let number = |w: &String| w.bytes().all(|b| b.is_ascii_digit());
    text.iter().map(|w| if number(w) { (5_000 + dice.below(900)).to_string() } else { w.clone() }).collect()
}

/// Numbers that look thrown and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 33) as usize) % n.max(1)
    }

    /// Small numbers often, large ones seldom.
    fn zipf(&mut self, n: usize) -> usize {
        let u = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64).powf(u) - 1.0) as usize).min(n - 1)
    }
}
