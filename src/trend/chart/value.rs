//! What a line shows in one period.

use std::fmt::{self, Display as _};

use serde::{Deserialize, Serialize};

/// Where somebody stands in one period, each in tenths of a percent, 0 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// How much of the way to Level 2 is done. 1000 means that Level 2 is reached.
    pub toward: u16,
    /// How much of Level 2 itself is done. 1000 means that Levels 1 and 2 are full.
    pub through: u16,
}

impl Point {
    /// What both together are when Level 2 is complete.
    pub(super) const COMPLETE: i64 = 2000;

    /// Toward and through together, 0 to 2000: how high it stands.
    pub(super) fn height(self) -> i64 {
        i64::from(self.toward.min(1000)) + i64::from(self.through.min(1000))
    }

    /// Whether some of Level 2 is done though it is not reached, which [`progress`](Self::progress)
    /// alone does not tell.
    fn is_ahead(self) -> bool {
        self.toward < 1000 && self.through >= 10
    }

    /// `46 % through` once Level 2 is reached, `83 % toward` before. Rounded down.
    pub(super) fn progress(self) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            if self.toward < 1000 {
                write!(f, "{} % toward", self.toward / 10)
            } else {
                write!(f, "{} % through", self.through / 10)
            }
        })
    }
}

/// `100 % toward, 46 % through Level 2`, rounded down.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} % toward, {} % through Level 2", self.toward / 10, self.through / 10)
    }
}

/// A decimal number: `units` of which `10^digits` make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decimal {
    pub units: i64,
    /// Digits after the point, 0 to 9.
    pub digits: u8,
}

/// `12 400`, `−2.50`: thousands parted by a thin space that does not break.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = usize::from(self.digits.min(9));
        let one = 10_u64.pow(u32::from(self.digits.min(9)));
        if self.units < 0 {
            f.write_str("−")?;
        }
        let whole = (self.units.unsigned_abs() / one).to_string();
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                f.write_str("\u{202f}")?;
            }
            write!(f, "{digit}")?;
        }
        match digits {
            0 => Ok(()),
            _ => write!(f, ".{:0digits$}", self.units.unsigned_abs() % one),
        }
    }
}

/// What a line shows in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// How far toward and through Level 2.
    Standing(Point),
    /// A score in hundredths, 0 to 500.
    Score(u16),
    /// Anything that is measured.
    Amount(Decimal),
}

impl Value {
    /// Where it stands on its axis.
    pub(super) fn height(self) -> i64 {
        match self {
            Self::Standing(point) => point.height(),
            Self::Score(hundredths) => i64::from(hundredths.min(500)),
            Self::Amount(amount) => amount.units,
        }
    }

    /// As the end of a line says it: `46 % through`, `2.14`, `12 400`.
    pub(super) fn short(self) -> impl fmt::Display {
        fmt::from_fn(move |f| match self {
            Self::Standing(point) => point.progress().fmt(f),
            Self::Score(hundredths) => write!(f, "{}.{:02}", hundredths / 100, hundredths % 100),
            Self::Amount(amount) => amount.fmt(f),
        })
    }

    /// As a cell of the table says it, which leaves nothing out: `99 % toward, 48 % through`.
    pub(super) fn cell(self) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            self.short().fmt(f)?;
            match self {
                Self::Standing(point) if point.is_ahead() => {
                    write!(f, ", {} % through", point.through / 10)
                }
                _ => Ok(()),
            }
        })
    }
}

/// The whole of it: `100 % toward, 46 % through Level 2`, `score 2.14`, `12 400`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standing(point) => point.fmt(f),
            Self::Score(_) => write!(f, "score {}", self.short()),
            Self::Amount(amount) => amount.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_down_so_that_complete_is_never_shown_early() {
        let nearly_there = Point { toward: 999, through: 489 };
        let nearly_complete = Point { toward: 1000, through: 999 };

        assert_eq!(nearly_there.progress().to_string(), "99 % toward");
        assert_eq!(nearly_there.to_string(), "99 % toward, 48 % through Level 2");
        assert_eq!(Value::Standing(nearly_there).cell().to_string(), "99 % toward, 48 % through");
        assert_eq!(nearly_complete.progress().to_string(), "99 % through");
    }

    #[test]
    fn a_decimal_is_written_with_its_digits_and_its_thousands_apart() {
        let written = |units, digits| Decimal { units, digits }.to_string();

        assert_eq!(written(12_400, 0), "12\u{202f}400");
        assert_eq!(written(-250, 2), "−2.50");
        assert_eq!(written(-5, 2), "−0.05");
        assert_eq!(written(1_234_567, 1), "123\u{202f}456.7");
        assert_eq!(written(100, 0), "100");
    }

    #[test]
    fn a_score_has_two_decimals() {
        assert_eq!(Value::Score(205).short().to_string(), "2.05");
        assert_eq!(Value::Score(500).to_string(), "score 5.00");
    }
}
