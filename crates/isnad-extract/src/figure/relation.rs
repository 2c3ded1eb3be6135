//! Which figures add up, which is a share of which, and which say the same amount twice?
//!
//! «81 عضواً، بينهم 76 دولة و5 منظمات»: 76 and 5 are parts of 81; parts that give more than their total are told to the
//! reader. «13 بالمئة من أصل 1.6 مليار»: a share and its base. «بزيادة 10 إلى 87»: a change and the level it led to.
//! «100 ألف دينار (19 ألف يورو)»: one amount in two currencies.

use isnad_text::{Kind, Note};

use crate::lexicon::{Class, lexicon};
use crate::quantity::Quantity;
use crate::{Document, Figure, Sense, Value};

/// Figures that one sum can have as parts, at most.
const PARTS: usize = 6;
/// Words between a share and its base, between a change and its level, at most.
const NEAR: usize = 8;

/// What the rules of this file read.
struct Ties<'a> {
    doc: &'a Document<'a>,
    quantities: &'a [Quantity],
}

/// Ties the figures that belong together.
pub(super) fn tie(doc: &Document, quantities: &[Quantity], figures: &mut [Figure]) {
    let ties = Ties { doc, quantities };
    for n in 0..figures.len() {
        let same = same_as(doc, quantities, n);
        let (parts, adds_up) = ties.parts(figures, n);
        let base = ties.base(figures, n);
        let total = ties.total(figures, n);
        let Some(f) = figures.get_mut(n) else { continue };
        f.same_as = same;
        f.base = base;
        f.total = total;
        f.rules.tie = match (same, parts.is_empty(), base, total) {
            (Some(_), ..) => "same-amount",
            (_, false, ..) if adds_up => "parts-of-total",
            (_, false, ..) => "parts-that-do-not-add-up",
            (.., Some(_), _) => "share-of-base",
            (.., Some(_)) => "change-to-total",
            _ => "",
        };
        f.parts = if adds_up { parts } else { Vec::new() };
    }
}

/// What the reader should know of the figures: totals that their parts do not give.
pub fn notes(figures: &[Figure]) -> Vec<Note> {
    let wrong = |f: &&Figure| f.rules.tie == "parts-that-do-not-add-up";
    let note = |f: &Figure| Note {
        code: "parts-exceed-total",
        message: "the figures told as its parts add up to more than this total".to_owned(),
        span: Some(f.span),
    };
    figures.iter().filter(wrong).map(note).collect()
}

fn whole(f: &Figure) -> Option<f64> {
    match f.value {
        Value::One(x) if x > 0.0 && x.fract() == 0.0 => Some(x),
        _ => None,
    }
}

impl Ties<'_> {
    fn sentence(&self, n: usize) -> Option<usize> {
        self.quantities.get(n).and_then(|q| self.doc.sentence_of(q.tokens.0))
    }

    /// The tokens between quantity `n` and the next.
    fn gap(&self, n: usize) -> Option<std::ops::Range<usize>> {
        let (a, b) = (self.quantities.get(n)?, self.quantities.get(n + 1)?);
        (self.sentence(n)? == self.sentence(n + 1)? && a.tokens.1 <= b.tokens.0).then_some(a.tokens.1..b.tokens.0)
    }

    fn has(&self, i: usize, role: &str) -> bool {
        self.doc.tags.all(i, Class::FigureWord).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == role))
    }

    /// «منهم», «بينهم», «بما في ذلك»: what follows is part of what stands before.
    fn of_them(&self, i: usize) -> bool {
        let label =
            |class, sort| self.doc.tags.all(i, class).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == sort));
        label(Class::NumberLabel, "of-them") || label(Class::AfterNumber, "them") || self.has(i, "including")
    }

    /// The figures right after figure `n` in its sentence that add up to it, and whether they do.
    fn parts(&self, figures: &[Figure], n: usize) -> (Vec<usize>, bool) {
        let none = (Vec::new(), true);
        let (Some(total), Some(here)) = (figures.get(n).and_then(whole), self.sentence(n)) else { return none };
        let told = self.gap(n).is_some_and(|gap| gap.len() <= NEAR && gap.into_iter().any(|i| self.of_them(i)));
        let mut sum = 0.0;
        for k in 1..=PARTS {
            let part = figures.get(n + k).filter(|_| self.sentence(n + k) == Some(here)).and_then(whole);
            let Some(part) = part.filter(|_| self.counts_alike(n, n + k)) else { break };
            sum += part;
            if sum == total && k >= 2 {
                return ((n + 1..=n + k).collect(), true);
            }
            if sum > total {
                // «81 عضواً، بينهم 76 دولة و15 منظمة»: more than the whole.
                let joined = (1..k).all(|j| self.gap(n + j).is_some_and(|gap| gap.len() <= 1));
                return if told && joined && part < total { ((n + 1..=n + k).collect(), false) } else { none };
            }
        }
        none
    }

    /// Whether two figures can be whole and part: no money with men, no share with a number.
    fn counts_alike(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.quantities.get(a), self.quantities.get(b)) else { return false };
        a.rate == b.rate && (a.money == b.money || b.unit.is_none())
    }

    /// The figure that figure `n` is a share or part of.
    fn base(&self, figures: &[Figure], n: usize) -> Option<usize> {
        // «13 بالمئة من أصل 1.6 مليار», «ثلاثة من بين تسعة»
        if let Some(gap) = self.gap(n)
            && gap.len() <= NEAR
            && gap.clone().any(|i| self.has(i, "share-of"))
        {
            return Some(n + 1);
        }
        let q = self.quantities.get(n)?;
        let p = n.checked_sub(1)?;
        let gap = self.gap(p)?;
        let part = q.rule == "number-of-them" || gap.clone().any(|i| self.of_them(i)) && gap.len() <= NEAR;
        // «25% من هذا المبلغ»
        let this = q.rate && (q.tokens.1..q.tokens.1 + 3).any(|i| self.has(i, "this-sum"));
        if part || this {
            return Some(p);
        }
        // «منهم 14 بالانتخاب و7 بالتعيين»: the second part of one whole.
        let before = figures.get(p)?;
        let also = gap.len() <= 3 && gap.into_iter().any(|i| self.doc.tokens.key(i) == "\u{0648}");
        before.base.filter(|b| *b < p && also && self.counts_alike(*b, n))
    }

    /// The level that the change told by figure `n` led to, after it or before it.
    fn total(&self, figures: &[Figure], n: usize) -> Option<usize> {
        let f = figures.get(n).filter(|f| f.sense == Sense::Change)?;
        let currency = |u: &Option<String>| u.as_deref().map(|u| u.split('/').next().unwrap_or(u).to_owned());
        let level = |k: usize| {
            let l = figures.get(k).filter(|l| l.sense == Sense::Level)?;
            let rates = f.unit.as_deref() == Some("%");
            (rates || currency(&l.unit) == currency(&f.unit)).then_some(k)
        };
        let near = |k: usize| self.gap(k).is_some_and(|gap| gap.len() <= NEAR);
        let after = level(n + 1).filter(|k| near(n) && figures.get(*k).is_some_and(|l| l.rules.sense == "to-a-level"));
        after.or_else(|| level(n.checked_sub(1)?).filter(|k| near(*k)))
    }
}

/// Whether quantity `n` is the base of the share before it: «13% من أصل 1.6 مليار».
pub(super) fn is_base(doc: &Document, quantities: &[Quantity], n: usize) -> bool {
    let ties = Ties { doc, quantities };
    let gap = n.checked_sub(1).and_then(|p| ties.gap(p));
    gap.is_some_and(|gap| gap.len() <= NEAR && gap.into_iter().any(|i| ties.has(i, "share-of")))
}

/// The quantity before it that quantity `n` says again: in brackets, or after «أي», «ما يعادل», in another unit or in words.
pub(super) fn same_as(doc: &Document, quantities: &[Quantity], n: usize) -> Option<usize> {
    let p = n.checked_sub(1)?;
    let (a, b) = (quantities.get(p)?, quantities.get(n)?);
    let gap = a.tokens.1..b.tokens.0;
    if gap.len() > 4 || a.money != b.money || a.rate != b.rate {
        return None;
    }
    let bracket = gap.len() == 1 && doc.tokens.kind(a.tokens.1) == Kind::BracketOpen;
    let equal =
        |i: usize| doc.tags.all(i, Class::FigureWord).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "equal"));
    // «ما يعادل» may stand inside the quantity, as its hedge.
    let says = gap.clone().any(equal) || equal(b.tokens.0) && a.money;
    let other = a.unit != b.unit || a.value == b.value;
    ((bracket || says) && other && a.tokens.1 <= b.tokens.0).then_some(p)
}
