//! Can two figures mean the same number?
//!
//! A number stands for a range: as far as its rounding and its hedge reach.

use isnad_extract::{Hedge, Value};

/// What a figure may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amount {
    value: Value,
    hedge: Hedge,
    /// Whether a number is written to the last digit shown (shares, prices), so that 14 may round 14.1.
    rounds: bool,
}

/// How two amounts agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The same number with the same hedge or another.
    Same,
    /// One rounds the other.
    Rounded,
    /// The hedge of one takes in the other.
    Hedged,
    /// They could both be true («more than 300», 500), and tell different things.
    Open,
    /// They cannot both be true.
    Contrary,
}

impl Amount {
    /// The amount of a figure; `unit` as `isnad_extract::Figure::unit`.
    pub(crate) fn of(value: Value, hedge: Hedge, unit: Option<&str>) -> Amount {
        Amount { value, hedge, rounds: unit.is_some_and(str::is_ascii) }
    }

    /// The range in which its number lies, hedge left out: half a unit of the last digit that is not zero, and no more
    /// than a fortieth of the number: «300 thousand» does not round 320 thousand.
    fn rounding(self) -> (f64, f64) {
        let (low, high) = (self.value.min(), self.value.max());
        let half = |x: f64| (step(x, self.rounds) / 2.0).min(if x.abs() < 1000.0 { f64::MAX } else { x.abs() / 40.0 });
        (low - half(low), high + half(high))
    }

    /// The range that its hedge takes in by the habit of newspapers.
    fn habit(self) -> (f64, f64) {
        let (low, high) = self.rounding();
        let (less, more) = (low - low.abs() * 0.1, high + high.abs() * 0.1);
        match self.hedge {
            Hedge::Exact => (low, high),
            Hedge::About => (less, more),
            Hedge::Over | Hedge::AtLeast => (low, high + high.abs() * 0.15),
            Hedge::Under | Hedge::AtMost | Hedge::UpTo => (low - low.abs() * 0.15, high),
        }
    }

    /// The range that it does not rule out.
    fn open(self) -> (f64, f64) {
        let (low, high) = self.habit();
        match self.hedge {
            Hedge::Over | Hedge::AtLeast => (low, f64::INFINITY),
            Hedge::Under | Hedge::AtMost | Hedge::UpTo => (f64::NEG_INFINITY, high),
            Hedge::Exact | Hedge::About => (low, high),
        }
    }

    /// How the two agree.
    pub(crate) fn agreement(self, other: Amount) -> Agreement {
        if self.value == other.value {
            Agreement::Same
        } else if meet(self.rounding(), other.rounding()) {
            Agreement::Rounded
        } else if meet(self.rounding(), other.habit()) || meet(self.habit(), other.rounding()) {
            Agreement::Hedged
        } else if meet(self.open(), other.open()) {
            Agreement::Open
        } else {
            Agreement::Contrary
        }
    }
}

/// Ranges that share more than an end.
fn meet(a: (f64, f64), b: (f64, f64)) -> bool {
    let hair = a.0.abs().min(b.0.abs()) * 1e-9;
    a.0 + hair < b.1 && b.0 + hair < a.1 || a == b
}

/// The unit of the last digit written. Counts below a thousand are meant to the one; «2500» may be rounded to the hundred, «8 million» to the million.
pub(super) fn step(value: f64, rounds: bool) -> f64 {
    let value = value.abs();
    if !value.is_finite() || value == 0.0 {
        return 0.0;
    }
    if value.fract() != 0.0 {
        // Decimals as printed: the shortest decimal that reads back as the number.
        let text = format!("{value}");
        let decimals = text.split_once('.').map_or(0, |(_, d)| d.len().min(6));
        return 0.1f64.powi(decimals as i32);
    }
    if value < 1000.0 {
        return if rounds { 1.0 } else { 0.0 };
    }
    let mut step = 1.0;
    while step < value && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    // One zero may stand by chance.
    if step < 100.0 { 0.0 } else { step }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(a: (f64, Hedge), b: (f64, Hedge), unit: &str) -> Agreement {
        let amount = |(v, h)| Amount::of(Value::One(v), h, Some(unit));
        let (one, other) = (amount(a).agreement(amount(b)), amount(b).agreement(amount(a)));
        assert_eq!(one, other, "agreement is mutual");
        one
    }

    #[test]
    fn numbers_agree_as_far_as_hedge_and_rounding_reach() {
        use Hedge::{About, AtLeast, AtMost, Exact, Over, UpTo};
        for (a, b, unit, expected) in [
            ((83.0, Exact), (83.0, About), "دولة", Agreement::Same),
            ((83.0, Exact), (87.0, Exact), "دولة", Agreement::Contrary),
            ((80.0, Exact), (83.0, Exact), "دولة", Agreement::Contrary),
            ((80.0, About), (83.0, Exact), "دولة", Agreement::Hedged),
            ((42.0, About), (37.0, About), "قتيل", Agreement::Open),
            ((8e6, Exact), (7_961_234.0, Exact), "شخص", Agreement::Rounded),
            ((2500.0, Exact), (2480.0, Exact), "جندي", Agreement::Rounded),
            ((2500.0, Exact), (2600.0, Exact), "جندي", Agreement::Contrary),
            ((14.0, Exact), (14.1, Exact), "%", Agreement::Rounded),
            ((14.1, Exact), (14.2, Exact), "%", Agreement::Contrary),
            ((300_000.0, Over), (320_000.0, Exact), "شخص", Agreement::Hedged),
            ((300_000.0, Over), (500_000.0, Exact), "شخص", Agreement::Open),
            ((300_000.0, AtLeast), (200_000.0, Exact), "شخص", Agreement::Contrary),
            ((100.0, AtMost), (60.0, Exact), "شخص", Agreement::Open),
            ((100.0, UpTo), (130.0, Over), "شخص", Agreement::Contrary),
        ] {
            assert_eq!(agreement(a, b, unit), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn ranges_take_in_what_lies_between() {
        let range = Amount::of(Value::Range(1200.0, 1500.0), Hedge::Exact, Some("قتيل"));
        let inside = Amount::of(Value::One(1350.0), Hedge::Exact, Some("قتيل"));
        assert_eq!(range.agreement(inside), Agreement::Rounded);
        for odd in [f64::NAN, f64::INFINITY, 0.0, -3.5] {
            let odd = Amount::of(Value::One(odd), Hedge::About, None);
            let _ = odd.agreement(range);
        }
    }
}
