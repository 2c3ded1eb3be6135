//! Did they say it? A quotation that circulates, held against a passage of the record.
//!
//! Reads both as folded words, finds the stretch of the passage that comes nearest to the quotation, and says whether the
//! words are the same, cut, altered or negated, with every word that differs.
//!
//! ```
//! use isnad_link::quote::{Likeness, compare};
//!
//! let held = "قال الوزير إن المستشفى سيفتح في الربيع ولن ترتفع رسوم العلاج هذا العام";
//! assert_eq!(compare("المستشفى سيفتح في الربيع", held).unwrap().likeness, Likeness::Same);
//! assert_eq!(compare("المستشفى لن يفتح في الربيع", held).unwrap().likeness, Likeness::Negated);
//! assert!(compare("الميناء الجديد يستقبل أولى السفن", held).is_none());
//! ```
//!
//! # Limits
//! What was told in quite other words is not found.

use isnad_text::{Kind, Span, Tokens, tokenise};

use crate::lexicon::words;
use crate::position::light;

/// How a quotation stands to what the record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words.
    Same,
    /// Words were left out of it.
    Cut,
    /// Words were exchanged or added.
    Altered,
    /// A word that denies was put in or taken out.
    Negated,
}

impl Likeness {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Likeness::Same => "same",
            Likeness::Cut => "cut",
            Likeness::Altered => "altered",
            Likeness::Negated => "negated",
        }
    }
}

/// A step from the quotation to what is held: bytes of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The same word in both.
    Both(Span, Span),
    /// Only the quotation has it.
    Quoted(Span),
    /// Only the record has it.
    Held(Span),
}

/// A quotation held against a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What it is.
    pub likeness: Likeness,
    /// Of the quotation's words, the share that the passage has in this order, 0 to 1.
    pub share: f32,
    /// The stretch of the passage that comes nearest.
    pub place: Span,
    /// Word by word, in order.
    pub steps: Vec<Step>,
}

/// Words that are read of a quotation, and of a passage.
const QUOTED: usize = 120;
const HELD: usize = 4000;
/// Less of the quotation than this, and it is another passage.
const ENOUGH: f32 = 0.6;

/// Holds a quotation against a passage; `None` where too little of it is there.
pub fn compare(quotation: &str, passage: &str) -> Option<Comparison> {
    let (q, h) = (Words::of(quotation, QUOTED), Words::of(passage, HELD));
    if q.at.is_empty() || h.at.is_empty() {
        return None;
    }
    let steps = align(&q, &h);
    let mut both = 0;
    let (mut added, mut left, mut denial) = (false, false, false);
    for step in &steps {
        match *step {
            (Some(_), Some(_)) => both += 1,
            (Some(i), None) => {
                added = true;
                denial |= q.denies(i);
            }
            (None, Some(j)) => {
                left = true;
                denial |= h.denies(j);
            }
            (None, None) => {}
        }
    }
    let share = both as f32 / q.at.len() as f32;
    if share < ENOUGH || both < q.at.len().min(3) {
        return None;
    }
    let likeness = match (added, left) {
        (false, false) => Likeness::Same,
        _ if denial => Likeness::Negated,
        (false, true) => Likeness::Cut,
        (true, _) => Likeness::Altered,
    };
    let place = steps.iter().filter_map(|s| s.1).map(|j| h.span(j)).reduce(Span::to).unwrap_or_default();
    let steps = steps
        .iter()
        .filter_map(|s| match *s {
            (Some(i), Some(j)) => Some(Step::Both(q.span(i), h.span(j))),
            (Some(i), None) => Some(Step::Quoted(q.span(i))),
            (None, Some(j)) => Some(Step::Held(h.span(j))),
            (None, None) => None,
        })
        .collect();
    Some(Comparison { likeness, share, place, steps })
}

struct Words {
    tokens: Tokens,
    at: Vec<usize>,
    light: Vec<String>,
}

impl Words {
    fn of(text: &str, most: usize) -> Words {
        let tokens = tokenise(text);
        let at: Vec<usize> = (0..tokens.len())
            .filter(|i| matches!(tokens.kind(*i), Kind::Word | Kind::Latin | Kind::Number))
            .take(most)
            .collect();
        let light = at.iter().map(|i| light(tokens.key(*i))).collect();
        Words { tokens, at, light }
    }

    fn key(&self, i: usize) -> &str {
        self.at.get(i).map_or("", |t| self.tokens.key(*t))
    }

    fn span(&self, i: usize) -> Span {
        self.at.get(i).map_or(Span::default(), |t| self.tokens.span(*t))
    }

    fn denies(&self, i: usize) -> bool {
        words().denier(self.key(i)) == Some(true)
    }

    /// The cost of taking one word for another: none for the same, little for another form of it.
    fn cost(&self, i: usize, other: &Words, j: usize) -> Option<u32> {
        if self.key(i) == other.key(j) {
            Some(0)
        } else if self.light.get(i) == other.light.get(j) && self.light.get(i).is_some_and(|l| l.len() >= 6) {
            Some(1)
        } else {
            None
        }
    }
}

/// The cheapest way from the quotation to a stretch of the passage; what stands before and after the stretch costs nothing.
fn align(q: &Words, h: &Words) -> Vec<(Option<usize>, Option<usize>)> {
    let (n, m) = (q.at.len(), h.at.len());
    let width = m + 1;
    let mut cost = vec![0u32; (n + 1) * width];
    let get = |cost: &[u32], i: usize, j: usize| cost.get(i * width + j).copied().unwrap_or(u32::MAX / 4);
    for i in 1..=n {
        for j in 0..=m {
            let mut best = get(&cost, i - 1, j) + STEP;
            if j > 0 {
                best = best.min(get(&cost, i, j - 1) + STEP);
                if let Some(c) = q.cost(i - 1, h, j - 1) {
                    best = best.min(get(&cost, i - 1, j - 1) + c);
                }
            }
            if let Some(slot) = cost.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let Some(mut j) = (0..=m).min_by_key(|j| get(&cost, n, *j)) else { return Vec::new() };
    let mut i = n;
    let mut out = Vec::new();
    while i > 0 {
        let here = get(&cost, i, j);
        if j > 0
            && let Some(c) = q.cost(i - 1, h, j - 1)
            && get(&cost, i - 1, j - 1) + c == here
        {
            (i, j) = (i - 1, j - 1);
            out.push((Some(i), Some(j)));
        } else if j > 0 && get(&cost, i, j - 1) + STEP == here {
            // Of two ways that cost the same the one that keeps more of the quotation.
            j -= 1;
            out.push((None, Some(j)));
        } else if get(&cost, i - 1, j) + STEP == here {
            i -= 1;
            out.push((Some(i), None));
        } else {
            break;
        }
    }
    out.reverse();
    out
}

/// What a word costs that only one of them has.
const STEP: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    const HELD_WORDS: &str =
        "وأكد المدير أن الشركة لن تبيع أرض المصنع القديم، بل ستبني عليها مدرسة لأبناء العمال قبل نهاية العام المقبل";

    fn likeness(quotation: &str) -> Option<Likeness> {
        compare(quotation, HELD_WORDS).map(|c| c.likeness)
    }

    #[test]
    fn each_way_of_changing_words_is_told() {
        assert_eq!(likeness("الشركة لن تبيع أرض المصنع القديم"), Some(Likeness::Same));
        assert_eq!(likeness("الشَّركة لن تبيع ارض المصنع القديم"), Some(Likeness::Same));
        assert_eq!(likeness("الشركة تبيع أرض المصنع القديم"), Some(Likeness::Negated));
        assert_eq!(likeness("ستبني عليها مدرسة قبل نهاية العام المقبل"), Some(Likeness::Cut));
        assert_eq!(likeness("ستبني عليها مستشفى لأبناء العمال قبل نهاية العام المقبل"), Some(Likeness::Altered));
        assert_eq!(likeness("افتتح الوزير معرض الزهور السنوي في الحديقة"), None);
        assert_eq!(likeness(""), None);
    }

    #[test]
    fn differences_are_marked_word_by_word() {
        let quotation = "ستبني عليها مستشفى لأبناء العمال";
        let found = compare(quotation, HELD_WORDS).unwrap();
        let quoted: Vec<&str> = found
            .steps
            .iter()
            .filter_map(|s| if let Step::Quoted(s) = s { Some(s.of(quotation)) } else { None })
            .collect();
        let held: Vec<&str> = found
            .steps
            .iter()
            .filter_map(|s| if let Step::Held(s) = s { Some(s.of(HELD_WORDS)) } else { None })
            .collect();
        assert_eq!((quoted, held), (vec!["مستشفى"], vec!["مدرسة"]));
        assert_eq!(found.place.of(HELD_WORDS), "ستبني عليها مدرسة لأبناء العمال");
    }
}
