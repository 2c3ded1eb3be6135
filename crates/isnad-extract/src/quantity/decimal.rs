//! What is the number exactly? Decimal arithmetic on whole units, so that «2.3 مليون» is 2300000 and not a float near it.

/// A number that is not negative: whole units of ten to the minus `scale`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    units: u128,
    scale: u32,
}

/// Powers of ten that a float holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal { units: 0, scale: 0 };

    /// A whole number.
    pub const fn whole(units: u64) -> Decimal {
        Decimal { units: units as u128, scale: 0 }
    }

    /// `units` × 10^-`scale`; more than 20 places are no number of a newspaper.
    pub fn new(units: u128, scale: u32) -> Option<Decimal> {
        (scale <= 20).then_some(Decimal { units, scale }.trimmed())
    }

    /// The number as a float, rounded once.
    pub fn value(self) -> f64 {
        let power = EXACT.get(self.scale as usize).copied().unwrap_or(1e22);
        self.units as f64 / power
    }

    /// The number where it is whole and fits.
    pub fn integer(self) -> Option<u64> {
        let d = self.trimmed();
        if d.scale == 0 { u64::try_from(d.units).ok() } else { None }
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.trimmed().scale == 0
    }

    /// The sum; `None` where it is too large to be meant.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let (a, b) = self.aligned(other)?;
        Some(Decimal { units: a.units.checked_add(b.units)?, scale: a.scale }.trimmed())
    }

    /// The product with a whole number.
    pub fn times(self, n: u64) -> Option<Decimal> {
        Some(Decimal { units: self.units.checked_mul(u128::from(n))?, scale: self.scale }.trimmed())
    }

    /// A part of it, rounded to two places more than it has.
    pub fn over(self, n: u64) -> Option<Decimal> {
        let n = u128::from(n).max(1);
        let raised = self.units.checked_mul(100)?;
        Some(Decimal { units: (raised + n / 2) / n, scale: self.scale + 2 }.trimmed())
    }

    /// Whether it is smaller than a whole number.
    pub fn below(self, n: u64) -> bool {
        self.aligned(Decimal::whole(n)).is_some_and(|(a, b)| a.units < b.units)
    }

    fn aligned(self, other: Decimal) -> Option<(Decimal, Decimal)> {
        let scale = self.scale.max(other.scale);
        Some((self.at(scale)?, other.at(scale)?))
    }

    fn at(self, scale: u32) -> Option<Decimal> {
        let factor = 10u128.checked_pow(scale.checked_sub(self.scale)?)?;
        Some(Decimal { units: self.units.checked_mul(factor)?, scale })
    }

    fn trimmed(mut self) -> Decimal {
        while self.scale > 0 && self.units.is_multiple_of(10) {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.trimmed(), other.trimmed());
        (a.units, a.scale) == (b.units, b.scale)
    }
}

impl Eq for Decimal {}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn tenths_stay_exact() {
        let d = Decimal::new(23, 1).and_then(|d| d.times(1_000_000)).expect("fits");
        assert_eq!(d, Decimal::whole(2_300_000));
        assert_eq!(d.value(), 2_300_000.0);
        assert_eq!(Decimal::new(605, 2).expect("fits").value(), 6.05);
        assert_eq!(Decimal::whole(100).over(3).expect("fits").value(), 33.33);
        assert_eq!(Decimal::whole(1_000_000).over(4).expect("fits").integer(), Some(250_000));
    }
}
