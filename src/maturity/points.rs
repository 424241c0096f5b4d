//! By how much toward and through together move.

use std::fmt;
use std::ops::{Add, Sub};

use super::fraction::Fraction;

/// A move of toward and through together in tenths of a point, -2000 to 2000, rounded toward
/// zero. Written with its sign: `+1.2`, `-0.4`, `0.0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(i32);

impl Points {
    /// That many tenths of a point.
    pub const fn from_tenths(tenths: i32) -> Self {
        Self(tenths)
    }

    /// What a part of 100 points is, rounded down.
    pub(super) fn of_gain(part: &Fraction) -> Self {
        Self(part.whole_parts(1000).map_or(i32::MAX, i32::from))
    }

    /// Tenths of a point.
    pub const fn tenths(self) -> i32 {
        self.0
    }

    /// Whether it moves up.
    pub const fn is_gain(self) -> bool {
        self.0 > 0
    }

    /// Whether it moves down.
    pub const fn is_loss(self) -> bool {
        self.0 < 0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.0 {
            0 => "",
            1.. => "+",
            _ => "-",
        };
        let tenths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// A move before it is rounded: what was gained without what was lost, in parts of 100 points.
#[derive(Clone, Debug)]
pub(super) struct ExactPoints {
    gained: Fraction,
    lost: Fraction,
}

impl ExactPoints {
    pub(super) fn zero() -> Self {
        Self { gained: Fraction::zero(), lost: Fraction::zero() }
    }

    pub(super) fn between(before: &Fraction, after: &Fraction) -> Self {
        Self { gained: after.without(before), lost: before.without(after) }
    }

    /// One of `count` equal parts of it; the count must be above 0.
    pub(super) fn split(self, count: usize) -> Self {
        Self { gained: self.gained.split(count), lost: self.lost.split(count) }
    }

    /// What it gains; 0 when it loses.
    pub(super) fn gain(&self) -> Fraction {
        self.gained.without(&self.lost)
    }

    pub(super) fn rounded(&self) -> Points {
        let Points(up) = Points::of_gain(&self.gain());
        let Points(down) = Points::of_gain(&self.lost.without(&self.gained));
        Points(up - down)
    }
}

impl Add for ExactPoints {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { gained: self.gained + other.gained, lost: self.lost + other.lost }
    }
}

impl Sub for ExactPoints {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { gained: self.gained + other.lost, lost: self.lost + other.gained }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(number: u128) -> Fraction {
        Fraction::new(number, 100)
    }

    #[test]
    fn points_are_written_with_their_sign() {
        for (tenths, written) in [(12, "+1.2"), (-4, "-0.4"), (0, "0.0"), (2000, "+200.0")] {
            assert_eq!(Points::from_tenths(tenths).to_string(), written);
        }
    }

    #[test]
    fn a_move_is_rounded_toward_zero_in_both_directions() {
        let third = Fraction::new(1, 3);
        let up = ExactPoints::between(&percent(10), &third);
        let down = ExactPoints::between(&third, &percent(10));

        assert_eq!(up.rounded().to_string(), "+23.3");
        assert_eq!(down.rounded().to_string(), "-23.3");
        assert_eq!((up.clone() + down).rounded().to_string(), "0.0");
        assert_eq!((up.clone() - up.split(3)).rounded().to_string(), "+15.5");
    }
}
