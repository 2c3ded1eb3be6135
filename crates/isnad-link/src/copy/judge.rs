//! Is this text a copy of that one, and what did it change? Told from the texts themselves.

use isnad_text::Span;

use super::words::{Word, mix, scan};

/// Words in a shingle, the unit in which two texts are compared.
const SHINGLE: usize = 3;
/// The fewest words of a shared part worth showing.
const PART: usize = 5;
/// Near copies share at least so much of all their shingles.
const NEAR: f32 = 0.45;
/// From here on, texts are near copies whatever stands between the shared parts.
const VERY_NEAR: f32 = 0.6;
/// So many words together that the other lacks, in both texts, and it is two reports with one background.
const OWN: usize = 36;
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
    // The comparison goes from one text through the other, so it always begins with the same of the two.
    let second_larger = b.words.len() > a.words.len();
    let swapped = order(a).gt(order(b));
    let (a, b) = if swapped { (b, a) } else { (a, b) };
    let mut link = compare(a, b, second_larger)?;
    if swapped {
        for (x, y) in link.shared.iter_mut().chain(&mut link.changed) {
            std::mem::swap(x, y);
        }
        link.shared.sort_unstable();
        link.changed.sort_unstable();
    }
    Some(link)
}

fn order(text: &CopyText) -> impl Iterator<Item = u64> + '_ {
    std::iter::once(text.words.len() as u64).chain(text.words.iter().map(|w| w.hash))
}

fn compare(a: &CopyText, b: &CopyText, second_larger: bool) -> Option<CopyLink> {
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
    } else if containment >= CONTAINED && a.words.len() >= ENOUGH {
        CopyKind::Contained
    } else {
        return None;
    };
    let runs = runs(a, b);
    if likeness < VERY_NEAR
        && own_part(a, runs.iter().map(|r| (r.a, r.n)))
        && own_part(b, runs.iter().map(|r| (r.b, r.n)))
    {
        return None;
    }
    let (kept, changed) = numbers(a, b, &runs);
    if changed.len() > kept || kept == 0 && other_numbers(a, b) {
        return None;
    }
    let span = |words: &[Word], at: usize, n: usize| cover(words.get(at..at + n).unwrap_or(&[]));
    let shared = runs.iter().map(|r| (span(&a.words, r.a, r.n), span(&b.words, r.b, r.n))).collect();
    Some(CopyLink { kind, likeness, containment, second_larger, shared, changed })
}

/// Whether a long part of the text, more than a seventh of it, is in none of the shared runs.
fn own_part(text: &CopyText, runs: impl Iterator<Item = (usize, usize)>) -> bool {
    let mut runs: Vec<(usize, usize)> = runs.collect();
    runs.sort_unstable();
    let (mut end, mut own) = (0, 0);
    for (at, n) in runs {
        own = own.max(at.saturating_sub(end));
        end = end.max(at + n);
    }
    own = own.max(text.words.len().saturating_sub(end));
    own >= OWN && own * 7 >= text.words.len()
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

/// Whether both texts give numbers and have none in common.
fn other_numbers(a: &CopyText, b: &CopyText) -> bool {
    let numbers = |t: &CopyText| {
        let mut hashes: Vec<u64> = t.words.iter().filter(|w| w.number).map(|w| w.hash).collect();
        hashes.sort_unstable();
        hashes
    };
    let (a, b) = (numbers(a), numbers(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|n| b.binary_search(n).is_ok())
}

/// Two texts are at the same place where so few words stand between the parts that they share.
const GAP: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "أعلنت هيئة المياه في الوادي الأخضر أن منسوب السد الكبير ارتفع إلى 41 مترا بعد أمطار الأسبوع. \
        وقال مدير الهيئة سامر الحلو إن المخزون يكفي 12 قرية لموسم كامل. وأضاف أن فرق الصيانة فحصت 7 بوابات ولم تجد \
        فيها خللا، وأن العمل في القناة الشرقية ينتهي قبل الشتاء.";

    fn compared(a: &str, b: &str) -> Option<CopyLink> {
        judge(&CopyText::of(a, &[]), &CopyText::of(b, &[]))
    }

    #[test]
    fn a_changed_word_leaves_a_near_copy() {
        let edited = REPORT.replace("ارتفع", "صعد").replace("خللا", "عطلا");
        let link = compared(REPORT, &edited).unwrap();
        assert_eq!(link.kind, CopyKind::Near);
        assert!(link.changed.is_empty());
        for (a, b) in &link.shared {
            assert_eq!(isnad_text::fold(a.of(REPORT)), isnad_text::fold(b.of(&edited)));
        }
    }

    #[test]
    fn a_changed_number_is_shown() {
        let edited = REPORT.replace("12 قرية", "15 قرية");
        let link = compared(REPORT, &edited).unwrap();
        let changed: Vec<(&str, &str)> = link.changed.iter().map(|(a, b)| (a.of(REPORT), b.of(&edited))).collect();
        assert_eq!(changed, [("12", "15")]);
    }

    #[test]
    fn a_cut_tail_is_contained() {
        let cut = REPORT.split(" وأضاف").next().unwrap();
        let link = compared(cut, REPORT).unwrap();
        assert_eq!((link.kind, link.second_larger), (CopyKind::Near, true));
        let longer = format!(
            "{REPORT} {}",
            "ثم زار الوفد معرضا للزهور في الحديقة العامة وتحدث إلى أطفال المدرسة عن الماء. ".repeat(3)
        );
        let link = compared(&longer, cut).unwrap();
        assert_eq!((link.kind, link.second_larger), (CopyKind::Contained, false));
    }

    #[test]
    fn one_form_with_other_numbers_is_no_copy() {
        let form =
            "سجل الذهب عيار 21 اليوم 310 دنانير للشراء و315 للبيع وسجل عيار 18 نحو 266 دينارا وبلغت الليرة 2170 دينارا";
        let next =
            "سجل الذهب عيار 21 اليوم 318 دنانير للشراء و323 للبيع وسجل عيار 18 نحو 272 دينارا وبلغت الليرة 2226 دينارا";
        assert_eq!(compared(form, next), None);
    }

    #[test]
    fn short_and_empty_texts_are_safe() {
        assert_eq!(compared("", ""), None);
        assert_eq!(compared("،. ", "؟!"), None);
        assert_eq!(compared("عاجل", ""), None);
        assert_eq!(compared("خبر عاجل", "خبر عاجل").unwrap().kind, CopyKind::Exact);
        assert_eq!(compared("خبر عاجل", "خبر قديم"), None);
    }
}
