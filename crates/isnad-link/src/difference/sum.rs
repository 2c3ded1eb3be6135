//! Do the parts that a text gives add up to the total that it gives?

use isnad_extract::{Hedge, Value};

use super::amount::{Agreement, Amount};

/// What the arithmetic of a total and its parts gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sum {
    /// The parts make the total.
    Right,
    /// They make it as far as hedges and rounding reach.
    Nearly,
    /// They make another number.
    Wrong {
        /// What the parts make.
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
