//! Coordinates.

use std::fmt;
use std::ops::{Add, Sub};

/// A length in tenths of a drawing's unit, written `307.3`, or `74` when it is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tenths(pub i32);

impl Tenths {
    pub(super) const fn whole(units: i32) -> Self {
        Self(units * 10)
    }
}

impl Add for Tenths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Tenths {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, tenths) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        match tenths {
            0 => write!(f, "{sign}{units}"),
            _ => write!(f, "{sign}{units}.{tenths}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_with_one_decimal_at_most() {
        let lengths = [3073, 740, 5, 0, -5, -12].map(|tenths| Tenths(tenths).to_string());
        assert_eq!(lengths, ["307.3", "74", "0.5", "0", "-0.5", "-1.2"]);
    }
}
