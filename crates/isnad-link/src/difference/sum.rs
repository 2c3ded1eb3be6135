//! Does the arithmetic of a text hold? Parts and their total, a share and what it is of, a change and the levels between
//! which it lies.

use isnad_extract::{Hedge, Value};
use isnad_text::tokenise;

use super::amount::{Agreement, Amount};
use crate::lexicon::{bare, words};

/// What the arithmetic of a total and its parts gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sum {
    /// The parts make the total.
    Right,
    /// They make it as far as hedges and rounding reach.
    Nearly,
    /// They make another number.
    Wrong {
        /// What they make.
        parts: f64,
    },
}

/// Adds the parts up; `unit` as `isnad_extract::Figure::unit`. `None` where there are fewer than two parts, or a range among them.
///
/// ```
/// use isnad_extract::{Hedge, Value};
/// use isnad_link::difference::{Sum, adds_up};
///
/// let figure = |n: f64| (Value::One(n), Hedge::Exact);
/// assert_eq!(adds_up(figure(81.0), &[figure(76.0), figure(5.0)], Some("عضو")), Some(Sum::Right));
/// assert_eq!(adds_up(figure(81.0), &[figure(76.0), figure(4.0)], Some("عضو")), Some(Sum::Wrong { parts: 80.0 }));
/// ```
pub fn adds_up(total: (Value, Hedge), parts: &[(Value, Hedge)], unit: Option<&str>) -> Option<Sum> {
    let mut sum = 0.0;
    for (value, _) in parts {
        let Value::One(x) = value else { return None };
        sum += x;
    }
    let Value::One(whole) = total.0 else { return None };
    if parts.len() < 2 || !sum.is_finite() {
        return None;
    }
    if (sum - whole).abs() <= whole.abs() * 1e-9 {
        return Some(Sum::Right);
    }
    let hedge = parts.iter().map(|p| p.1).find(|h| *h != Hedge::Exact).unwrap_or_default();
    let agreement = Amount::of(total.0, total.1, unit).agreement(Amount::of(Value::One(sum), hedge, unit));
    Some(match agreement {
        Agreement::Contrary => Sum::Wrong { parts: sum },
        _ => Sum::Nearly,
    })
}

/// A number as a text gives it.
type Given = (Value, Hedge);

/// Whether so many of so many are the share that a text gives, in percent; `None` for ranges and where there is no whole.
///
/// ```
/// use isnad_extract::{Hedge, Value};
/// use isnad_link::difference::{Sum, share_fits};
///
/// let figure = |n: f64| (Value::One(n), Hedge::Exact);
/// assert_eq!(share_fits(figure(12.0), figure(48.0), figure(25.0)), Some(Sum::Right));
/// assert_eq!(share_fits(figure(12.0), figure(40.0), figure(25.0)), Some(Sum::Wrong { parts: 30.0 }));
/// ```
pub fn share_fits(part: Given, whole: Given, share: Given) -> Option<Sum> {
    let (Value::One(some), Value::One(all), Value::One(told)) = (part.0, whole.0, share.0) else { return None };
    if all <= 0.0 || some < 0.0 || some > all {
        return None;
    }
    let rough = [part, whole, share].iter().any(|g| g.1 != Hedge::Exact) || [some, all].iter().any(|x| digit(*x) > 1.0);
    fits(some / all * 100.0, told, digit(told), rough)
}

/// Whether a change, in the unit of the levels or in percent of the first, lies between two levels.
///
/// ```
/// use isnad_extract::{Hedge, Value};
/// use isnad_link::difference::{Sum, change_fits};
///
/// let figure = |n: f64| (Value::One(n), Hedge::Exact);
/// assert_eq!(change_fits(figure(80.0), figure(8.0), false, figure(88.0)), Some(Sum::Right));
/// assert_eq!(change_fits(figure(80.0), figure(10.0), true, figure(88.0)), Some(Sum::Right));
/// assert_eq!(change_fits(figure(80.0), figure(9.0), false, figure(88.0)), Some(Sum::Wrong { parts: 8.0 }));
/// ```
pub fn change_fits(from: Given, change: Given, percent: bool, to: Given) -> Option<Sum> {
    let (Value::One(before), Value::One(by), Value::One(after)) = (from.0, change.0, to.0) else { return None };
    let made = (after - before).abs();
    let rough = [from, change, to].iter().any(|g| g.1 != Hedge::Exact);
    if percent {
        return (before > 0.0).then(|| fits(made / before * 100.0, by.abs(), digit(by), rough))?;
    }
    // Counts are meant to the one, large numbers as far as they are rounded.
    fits(
        made,
        by.abs(),
        [before, after, by].into_iter().map(|x| super::amount::step(x, false)).fold(0.0, f64::max),
        rough,
    )
}

/// Whether a sentence sets two figures of it, as written, against each other: «from … to …».
pub fn from_to(sentence: &str, from: &str, to: &str) -> bool {
    let (Some(a), Some(b)) = (sentence.find(from), sentence.rfind(to)) else { return false };
    let last = |upto: usize| {
        let before = sentence.get(..upto).unwrap_or("");
        let tokens = tokenise(before);
        tokens.len().checked_sub(1).map(|i| bare(tokens.key(i)).to_owned())
    };
    a + from.len() <= b
        && last(a).is_some_and(|w| words().step(&w) == Some(true))
        && last(b).is_some_and(|w| words().step(&w) == Some(false))
}

/// Compares what is made with what is told, to one unit of the last digit told; what is rough, to a tenth.
fn fits(made: f64, told: f64, unit: f64, rough: bool) -> Option<Sum> {
    if !made.is_finite() || !told.is_finite() {
        return None;
    }
    let off = (made - told).abs();
    let hair = told.abs() * 1e-9;
    Some(if off <= hair {
        Sum::Right
    } else if off <= unit + hair || rough && off <= told.abs().max(made) * 0.1 {
        // Shares are always rounded.
        if off < unit { Sum::Right } else { Sum::Nearly }
    } else {
        Sum::Wrong { parts: (made * 1e4).round() / 1e4 }
    })
}

/// One of the last digit that is written; of a whole number below a thousand, one.
fn digit(value: f64) -> f64 {
    if value.fract() == 0.0 && value.abs() < 1000.0 { 1.0 } else { super::amount::step(value, true) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(n: f64) -> Given {
        (Value::One(n), Hedge::Exact)
    }

    #[test]
    fn shares_hold_as_far_as_they_are_rounded() {
        assert_eq!(share_fits(given(33.0), given(63.0), given(52.4)), Some(Sum::Right));
        assert_eq!(share_fits(given(33.0), given(63.0), given(52.3)), Some(Sum::Right));
        assert_eq!(share_fits(given(33.0), given(63.0), given(48.0)), Some(Sum::Wrong { parts: 52.381 }));
        assert_eq!(share_fits(given(70.0), given(63.0), given(48.0)), None);
        assert_eq!(share_fits(given(1.0), given(0.0), given(48.0)), None);
        let about = (Value::One(2_000_000.0), Hedge::About);
        assert_eq!(share_fits(about, given(8_000_000.0), given(24.0)), Some(Sum::Nearly));
    }

    #[test]
    fn changes_lie_between_their_levels() {
        assert_eq!(change_fits(given(8_915e6), given(1_710e6), false, given(10_625e6)), Some(Sum::Right));
        assert_eq!(change_fits(given(8_915e6), given(19.2), true, given(10_625e6)), Some(Sum::Right));
        assert_eq!(change_fits(given(21.0), given(7.0), false, given(14.0)), Some(Sum::Right));
        assert!(matches!(change_fits(given(21.0), given(5.0), false, given(14.0)), Some(Sum::Wrong { .. })));
        assert_eq!(change_fits(given(0.0), given(5.0), true, given(14.0)), None);
    }

    #[test]
    fn from_and_to_stand_before_their_figures() {
        let sentence = "ارتفع عدد المدارس من 210 مدارس إلى 245 مدرسة هذا العام";
        assert!(from_to(sentence, "210 مدارس", "245 مدرسة"));
        assert!(!from_to(sentence, "245 مدرسة", "210 مدارس"));
        assert!(!from_to("بنيت 210 مدارس و245 مدرسة", "210 مدارس", "245 مدرسة"));
        assert!(!from_to("", "1", "2"));
    }
}
