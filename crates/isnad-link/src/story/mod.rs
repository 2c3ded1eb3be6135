//! Which articles tell of one event?
//!
//! Three steps, so that a store of any size only joins on equal keys:
//!
//! 1. [`Telling::of`] reads an article once and keeps its weightiest words: people, bodies, places, figures and rare words,
//!    those of title and lead before the rest. [`Telling::keys`] are the keys to join on.
//! 2. [`judge`] says how far two tellings are of one event, 0 to 1000: by what they share and how many days lie between them.
//! 3. [`fold`] gathers articles into [`Story`]s: an article joins the story to whose articles it is close on the average,
//!    so that a chain of small steps does not run two events into one. Told again over other articles, stories split and join.
//!
//! What a word weighs is fixed (`lexicon/common-stems.tsv`) and what comes out depends on the set of articles only.
//!
//! ```
//! use isnad_link::story::{Report, Telling, judge};
//!
//! let telling = |document: &str, text: &str| {
//!     Telling::of(&Report { document, published: "2024-05-03".parse().ok(), text, ..Report::default() })
//! };
//! let a = telling("a", "انهار جسر الوادي في مدينة زهران صباح الجمعة وأنقذ الدفاع المدني 14 عاملا كانوا فوقه");
//! let b = telling("b", "أنقذت فرق الدفاع المدني 14 عاملا بعد انهيار جسر الوادي في زهران");
//! let c = telling("c", "رفع البنك المركزي سعر الفائدة ربع نقطة مئوية وقال إن التضخم يتراجع");
//! assert!(judge(&a, &b) > 300 && judge(&a, &c) < 100);
//! ```
//!
//! # Limits
//! A copy is told of one event with its original, and two tellings of one event are seldom copies: whether an article
//! is a second source is for [`crate::copy`] to say. An event told in wholly other words is another story.

mod fold;
mod terms;

pub use fold::{Link, ONE, Story, Teller, fold};
pub use terms::stem_of;

use isnad_extract::EntityKind;
use isnad_text::Span;
use jiff::civil::Date;

use crate::copy::mix;
use crate::series::between;

/// Words kept of an article.
const TERMS: usize = 64;
/// Words of which any two make a key.
const KEYED: usize = 9;
/// Articles further apart than so many days tell of two events.
pub const WINDOW: i32 = 7;
/// From here on two articles are worth remembering as a pair.
pub const PROMISING: u16 = 180;

/// An article as it is given to stories.
#[derive(Debug, Clone, Copy, Default)]
pub struct Report<'a> {
    /// Its id.
    pub document: &'a str,
    /// The day it was published.
    pub published: Option<Date>,
    /// Its headline, where it stands outside the text.
    pub title: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
    /// What of the text belongs to the page, in the order of the text.
    pub furniture: &'a [Span],
    /// Names in the text.
    pub names: &'a [(&'a str, EntityKind)],
}

/// An article as stories know it: its weightiest words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Telling {
    /// The article's id.
    pub document: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Word and weight, ascending by word.
    terms: Vec<(u32, u16)>,
}

impl Telling {
    /// Reads an article.
    pub fn of(report: &Report) -> Telling {
        let mut terms = terms::terms(report);
        terms.sort_unstable_by_key(|&(term, weight)| (std::cmp::Reverse(weight), term));
        terms.truncate(TERMS);
        terms.sort_unstable();
        Telling { document: report.document.to_owned(), published: report.published, terms }
    }

    /// The words and weights as bytes, for a table of a store.
    pub fn bytes(&self) -> Vec<u8> {
        self.terms.iter().flat_map(|(t, w)| t.to_le_bytes().into_iter().chain(w.to_le_bytes())).collect()
    }

    /// From bytes that [`Telling::bytes`] gave.
    pub fn from_bytes(document: &str, published: Option<Date>, bytes: &[u8]) -> Telling {
        let mut terms: Vec<(u32, u16)> = bytes
            .chunks_exact(6)
            .filter_map(|c| match c {
                [a, b, c, d, e, f] => Some((u32::from_le_bytes([*a, *b, *c, *d]), u16::from_le_bytes([*e, *f]))),
                _ => None,
            })
            .collect();
        terms.sort_unstable();
        terms.dedup_by_key(|t| t.0);
        Telling { document: document.to_owned(), published, terms }
    }

    /// The keys to join on, among articles at most [`WINDOW`] days apart: tellings that share none are of two events.
    pub fn keys(&self) -> Vec<u64> {
        let mut top = self.terms.clone();
        top.sort_unstable_by_key(|&(term, weight)| (std::cmp::Reverse(weight), term));
        top.truncate(KEYED);
        top.sort_unstable();
        let mut keys = Vec::with_capacity(KEYED * KEYED / 2);
        for (n, (a, _)) in top.iter().enumerate() {
            keys.extend(top.iter().skip(n + 1).map(|(b, _)| mix(u64::from(*a) << 32 | u64::from(*b))));
        }
        keys
    }

    /// How much of the words' weight is in `terms` (words as [`stem_of`] gives them): for the choice of a name.
    pub(crate) fn weight_of(&self, term: u32) -> u64 {
        self.terms.binary_search_by_key(&term, |t| t.0).ok().and_then(|i| self.terms.get(i)).map_or(0, |t| t.1.into())
    }

    fn length(&self) -> f64 {
        self.terms.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum::<f64>().sqrt()
    }
}

/// How far two articles tell of one event: 0, of two; 1000, in the same words on the same day.
pub fn judge(a: &Telling, b: &Telling) -> u16 {
    let days = match (a.published, b.published) {
        (Some(a), Some(b)) => between(a, b).abs(),
        _ => UNDATED,
    };
    if days > WINDOW {
        return 0;
    }
    let (mut i, mut j, mut both) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
        if x.0 == y.0 {
            both += f64::from(x.1) * f64::from(y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    let lengths = a.length() * b.length();
    if lengths <= 0.0 {
        return 0;
    }
    let near = 1.0 - 0.03 * f64::from((days - 1).max(0));
    (both / lengths * near * 1000.0) as u16
}

/// An article without a day is as far from any other as so many days.
const UNDATED: i32 = 5;
