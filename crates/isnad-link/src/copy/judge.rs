//! Is this text a copy of that one, and what did it change? Told from the texts themselves.

use isnad_text::Span;

use super::words::{Word, mix, scan};

/// Words in a shingle, the unit in which two texts are compared.
const SHINGLE: usize = 3;
/// The fewest words of a shared part worth showing.
const PART: usize = 5;
/// Near copies share at least so much of all their shingles.
const NEAR: f32 = 0.5;
/// A text is contained in another that has so much of its shingles.
const CONTAINED: f32 = 0.7;
/// The fewest words of a text that can be called a part of another.
const ENOUGH: usize = 12;

/// A text made ready for comparison.
#[derive(Debug, Clone, Default)]
pub struct CopyText {
    words: Vec<Word>,
    /// Shingles with the word at which each begins, ascending.
    shingles: Vec<(u64, u32)>,
    distinct: usize,
}

impl CopyText {
    /// Reads a text, `furniture` (spans in the order of the text) left out.
    pub fn of(text: &str, furniture: &[Span]) -> CopyText {
        let mut words = Vec::with_capacity(text.len() / 9 + 4);
        scan(text, furniture, |w| words.push(w));
        let mut shingles: Vec<(u64, u32)> =
            words.windows(SHINGLE).enumerate().map(|(i, w)| (shingle(w), i as u32)).collect();
        shingles.sort_unstable();
        let distinct = shingles.chunk_by(|a, b| a.0 == b.0).count();
        CopyText { words, shingles, distinct }
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.words.len()
    }
}

fn shingle(words: &[Word]) -> u64 {
    words.iter().fold(0, |h, w| mix(h ^ w.hash).wrapping_add(w.hash))
}

/// What sort of copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CopyKind {
    /// The same words.
    Exact,
    /// The same text with words changed, added or left out.
    Near,
    /// One holds most of the other and more.
    Contained,
}

impl CopyKind {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            CopyKind::Exact => "exact",
            CopyKind::Near => "near",
            CopyKind::Contained => "contained",
        }
    }
}

/// What two texts have in common. In each pair of spans the first counts bytes of the first text, the other of the other.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyLink {
    /// Which sort of copy.
    pub kind: CopyKind,
    /// Of all three-word runs of the two texts, the share that both have (Jaccard), 0 to 1.
    pub likeness: f32,
    /// Of the three-word runs of the shorter text, the share that the longer has, 0 to 1.
    pub containment: f32,
    /// Whether the second text is the larger.
    pub second_larger: bool,
    /// The parts that both have word for word, in the order of the first text.
    pub shared: Vec<(Span, Span)>,
    /// Numbers that stand at the same place and are not the same.
    pub changed: Vec<(Span, Span)>,
}

/// Compares two texts; `None` where neither is a copy of the other.
///
/// Reports that fill one form with other numbers (prices of the day, weather, draws) are no copies: where at the places
/// that the texts share more numbers differ than agree, the answer is `None`.
pub fn judge(a: &CopyText, b: &CopyText) -> Option<CopyLink> {
    if a.words.is_empty() || b.words.is_empty() {
        return None;
    }
    let second_larger = b.words.len() > a.words.len();
    let same = a.words.len() == b.words.len() && a.words.iter().zip(&b.words).all(|(x, y)| x.hash == y.hash);
    if same {
        let shared = vec![(cover(&a.words), cover(&b.words))];
        let (kind, changed) = (CopyKind::Exact, Vec::new());
        return Some(CopyLink { kind, likeness: 1.0, containment: 1.0, second_larger, shared, changed });
    }
    let smaller = a.distinct.min(b.distinct);
    if smaller == 0 {
        return None;
    }
    let common = common(&a.shingles, &b.shingles);
    let likeness = common as f32 / (a.distinct + b.distinct - common).max(1) as f32;
    let containment = common as f32 / smaller as f32;
    let kind = if likeness >= NEAR {
        CopyKind::Near
    } else if containment >= CONTAINED && a.words.len().min(b.words.len()) >= ENOUGH {
        CopyKind::Contained
    } else {
        return None;
    };
    let runs = runs(a, b);
    let (kept, changed) = numbers(a, b, &runs);
    if changed.len() > kept {
        return None;
    }
    let span = |words: &[Word], at: usize, n: usize| cover(words.get(at..at + n).unwrap_or(&[]));
    let shared = runs.iter().map(|r| (span(&a.words, r.a, r.n), span(&b.words, r.b, r.n))).collect();
    Some(CopyLink { kind, likeness, containment, second_larger, shared, changed })
}

fn cover(words: &[Word]) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    }
}

/// Distinct shingles in both.
fn common(a: &[(u64, u32)], b: &[(u64, u32)]) -> usize {
    let mut a = a.chunk_by(|x, y| x.0 == y.0).filter_map(|c| c.first()).peekable();
    let mut b = b.chunk_by(|x, y| x.0 == y.0).filter_map(|c| c.first()).peekable();
    let mut n = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                n += 1;
                a.next();
                b.next();
            }
        }
    }
    n
}

/// Words `a..a + n` of the first text that are words `b..b + n` of the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    a: usize,
    b: usize,
    n: usize,
}

/// The shared runs, longest choice at each place of the first text, at least [`PART`] words each.
fn runs(a: &CopyText, b: &CopyText) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    while at + SHINGLE <= a.words.len() {
        let expected = out.last().map_or(0, |r| r.b + r.n);
        match longest(a, b, at, expected) {
            Some(run) if run.n >= PART => {
                at += run.n;
                out.push(run);
            }
            _ => at += 1,
        }
    }
    out
}

/// The longest run from word `at` on; of equals the one that goes on soonest after `expected`.
fn longest(a: &CopyText, b: &CopyText, at: usize, expected: usize) -> Option<Run> {
    let key = shingle(a.words.get(at..at + SHINGLE)?);
    let first = b.shingles.partition_point(|s| s.0 < key);
    // A phrase that returns often is tried at its first few places only.
    let places = b.shingles.get(first..)?.iter().take_while(|s| s.0 == key).take(8);
    let run = |place: usize| {
        let (x, y) = (a.words.get(at..).unwrap_or(&[]), b.words.get(place..).unwrap_or(&[]));
        let n = x.iter().zip(y).take_while(|(x, y)| x.hash == y.hash).count();
        Run { a: at, b: place, n }
    };
    places.map(|s| run(s.1 as usize)).max_by_key(|r| (r.n, std::cmp::Reverse(r.b.abs_diff(expected))))
}

/// How many numbers the runs keep, and those that differ between two runs that follow one another in both texts.
fn numbers(a: &CopyText, b: &CopyText, runs: &[Run]) -> (usize, Vec<(Span, Span)>) {
    let kept = runs.iter().flat_map(|r| a.words.get(r.a..r.a + r.n).unwrap_or(&[])).filter(|w| w.number).count();
    let mut changed = Vec::new();
    for pair in runs.windows(2) {
        let [one, two] = pair else { continue };
        let (from, to) = (one.b + one.n, two.b);
        if to < from || to - from > GAP || two.a - (one.a + one.n) > GAP {
            continue;
        }
        let gap_a = a.words.get(one.a + one.n..two.a).unwrap_or(&[]).iter().filter(|w| w.number);
        let gap_b = b.words.get(from..to).unwrap_or(&[]).iter().filter(|w| w.number);
        changed.extend(gap_a.zip(gap_b).filter(|(x, y)| x.hash != y.hash).map(|(x, y)| (x.span, y.span)));
    }
    (kept, changed)
}

/// Two texts are at the same place where so few words stand between the parts that they share.
const GAP: usize = 6;
