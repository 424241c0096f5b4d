//! Exact arithmetic for the score.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul};

use num_bigint::BigUint;

/// A fraction, 0 or more, exact however long its numbers get.
///
/// It is reduced only when it is written: over a whole score, longer numbers cost less than the
/// search for common divisors would.
#[derive(Clone, Debug)]
pub struct Fraction {
    numerator: BigUint,
    /// Above 0.
    denominator: BigUint,
}

impl Fraction {
    /// `numerator / denominator`; the denominator must be above 0.
    pub(super) fn new(numerator: u128, denominator: u128) -> Self {
        Self { numerator: numerator.into(), denominator: denominator.into() }
    }

    pub(super) fn zero() -> Self {
        Self::new(0, 1)
    }

    pub(super) fn one() -> Self {
        Self::new(1, 1)
    }

    /// What is left of it without `other`, and 0 when `other` is more.
    pub(super) fn without(&self, other: &Self) -> Self {
        let ours = &self.numerator * &other.denominator;
        let theirs = &other.numerator * &self.denominator;
        let numerator = if ours > theirs { ours - theirs } else { BigUint::ZERO };
        Self { numerator, denominator: &self.denominator * &other.denominator }
    }

    /// One of `count` equal parts of it; the count must be above 0.
    pub(super) fn split(self, count: usize) -> Self {
        Self { denominator: self.denominator * count, ..self }
    }

    /// It, or 1 when it is more.
    pub(super) fn at_most_one(self) -> Self {
        self.min(Self::one())
    }

    /// Its whole part.
    pub(super) fn floor(&self) -> Self {
        let numerator = &self.numerator / &self.denominator;
        Self { numerator, denominator: 1_u32.into() }
    }

    /// How many whole `1 / parts` are in it, or `None` when that is more than 65,535.
    pub(super) fn whole_parts(&self, parts: u16) -> Option<u16> {
        u16::try_from(&self.numerator * parts / &self.denominator).ok()
    }

    /// It in decimals, at most four, with an ellipsis when they do not tell all of it: `0.6666…`.
    pub fn decimal(&self) -> String {
        let ten_thousandths = &self.numerator * 10_000_u32;
        let is_exact = &ten_thousandths % &self.denominator == BigUint::ZERO;
        let digits = format!("{:0>5}", (ten_thousandths / &self.denominator).to_string());
        let (whole, part) = digits.split_at(digits.len() - 4);
        match (part.trim_end_matches('0'), is_exact) {
            (_, false) => format!("{whole}.{part}…"),
            ("", true) => whole.to_owned(),
            (part, true) => format!("{whole}.{part}"),
        }
    }

    /// A hundred times it, in decimals.
    pub fn percent(&self) -> String {
        (self * &Self::new(100, 1)).decimal()
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        &self.numerator % &self.denominator == BigUint::ZERO
    }

    /// Whether its numbers are short enough to be read.
    pub fn is_short(&self) -> bool {
        self.to_string().len() <= 9
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        if self.denominator == other.denominator {
            return Self { numerator: self.numerator + other.numerator, ..self };
        }
        let ours = self.numerator * &other.denominator;
        let theirs = other.numerator * &self.denominator;
        Self { numerator: ours + theirs, denominator: self.denominator * other.denominator }
    }
}

impl Mul for &Fraction {
    type Output = Fraction;

    fn mul(self, other: Self) -> Fraction {
        Fraction {
            numerator: &self.numerator * &other.numerator,
            denominator: &self.denominator * &other.denominator,
        }
    }
}

/// The divisor must be above 0.
impl Div for &Fraction {
    type Output = Fraction;

    fn div(self, other: Self) -> Fraction {
        Fraction {
            numerator: &self.numerator * &other.denominator,
            denominator: &self.denominator * &other.numerator,
        }
    }
}

/// In lowest terms: `7/8`, or `2` when it is whole.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let divisor = common_divisor(self.numerator.clone(), self.denominator.clone());
        let denominator = &self.denominator / &divisor;
        write!(f, "{}", &self.numerator / &divisor)?;
        if denominator == BigUint::from(1_u32) { Ok(()) } else { write!(f, "/{denominator}") }
    }
}

fn common_divisor(mut a: BigUint, mut b: BigUint) -> BigUint {
    while b != BigUint::ZERO {
        (a, b) = (b.clone(), a % b);
    }
    a
}

impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(fractions: I) -> Self {
        fractions.reduce(Add::add).unwrap_or_else(Self::zero)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let ours = &self.numerator * &other.denominator;
        ours.cmp(&(&other.numerator * &self.denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn third() -> Fraction {
        Fraction::new(1, 3)
    }

    #[test]
    fn fractions_are_exact() {
        let sum: Fraction = [third(), third(), Fraction::new(2, 6)].into_iter().sum();
        assert_eq!(sum, Fraction::one());
        assert_eq!(&third() * &Fraction::new(3, 7), Fraction::new(1, 7));
        assert_eq!(&third() / &Fraction::new(2, 3), Fraction::new(1, 2));
        assert_eq!(third().split(2), Fraction::new(1, 6));
        assert!(Fraction::new(333_333_333, 1_000_000_000) < third());
    }

    #[test]
    fn nothing_is_less_than_0() {
        assert_eq!(third().without(&Fraction::one()), Fraction::zero());
        assert_eq!(Fraction::one().without(&third()), Fraction::new(2, 3));
    }

    #[test]
    fn whole_parts_are_rounded_down() {
        assert_eq!(Fraction::new(2, 3).whole_parts(1000), Some(666));
        assert_eq!(Fraction::new(999_999, 1_000_000).whole_parts(100), Some(99));
        assert_eq!(Fraction::one().whole_parts(1000), Some(1000));
        assert_eq!(Fraction::new(66, 1).whole_parts(1000), None);
    }

    #[test]
    fn a_fraction_is_written_in_lowest_terms() {
        let written = [(14, 16), (0, 20), (40, 20)].map(|(n, d)| Fraction::new(n, d).to_string());
        assert_eq!(written, ["7/8", "0", "2"]);
    }

    #[test]
    fn decimals_say_when_they_are_not_all() {
        let decimals = [(7, 8), (2, 3), (2, 1), (1, 40_000)].map(|(n, d)| Fraction::new(n, d));
        let decimals = decimals.map(|fraction| fraction.decimal());
        assert_eq!(decimals, ["0.875", "0.6666…", "2", "0.0000…"]);
        assert_eq!(Fraction::new(2, 3).percent(), "66.6666…");
    }

    #[test]
    fn numbers_may_get_longer_than_any_integer() {
        let long: Fraction = (1..=200_u128).map(|n| Fraction::new(u128::MAX / n, u128::MAX)).sum();
        assert_eq!(long.whole_parts(1), Some(5), "1 + 1/2 + 1/3 + … + 1/200 is 5.87…");
    }
}
