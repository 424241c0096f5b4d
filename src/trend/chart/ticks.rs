//! Round numbers along an axis.

/// The ends of an axis and the distance of its marks: 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticks {
    pub low: i64,
    pub high: i64,
    pub step: i64,
}

impl Ticks {
    /// The finest marks that hold `low` and `high` between the first and the last of at most
    /// `at_most` (at least three).
    pub(super) fn around(low: i64, high: i64, at_most: i64) -> Self {
        // So far out that a step more does not overflow.
        const FAR: i64 = i64::MAX / 8;
        let (low, high) = (low.clamp(-FAR, FAR), high.clamp(-FAR, FAR));
        let (low, high) = (low.min(high), if low == high { low + 1 } else { high.max(low) });
        let mut power: i64 = 1;
        loop {
            for factor in [1, 2, 5] {
                let step = power.saturating_mul(factor);
                let first = low.div_euclid(step) * step;
                let steps = (high - first).div_euclid(step)
                    + i64::from((high - first).rem_euclid(step) > 0);
                if steps < at_most.max(3) {
                    return Self { low: first, high: first + steps * step, step };
                }
            }
            power = power.saturating_mul(10);
        }
    }

    /// Where the marks are, from the lowest.
    pub(super) fn marks(self) -> impl Iterator<Item = i64> {
        std::iter::successors(Some(self.low), move |mark| mark.checked_add(self.step))
            .take_while(move |&mark| mark <= self.high)
    }
}

/// A whole number of `10^-digits`, in thousands with `k`, in millions with `M`, in billions with `G`,
/// as far as it is round in them: `−300k`, `1.5M`, `20`.
pub(super) fn short(amount: i64, digits: u32) -> String {
    let unit = 10_u64.pow(digits.min(9));
    let size = amount.unsigned_abs();
    let (scale, suffix) = [(1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"), (1, "")]
        .into_iter()
        .find(|(scale, _)| size >= unit.saturating_mul(*scale))
        .unwrap_or((1, ""));
    let scale = unit.saturating_mul(scale);
    let sign = if amount < 0 { "−" } else { "" };
    let part = (u128::from(size % scale) * 1000 / u128::from(scale)).to_string();
    let part = format!("{part:0>3}");
    match part.trim_end_matches('0') {
        "" => format!("{sign}{}{suffix}", size / scale),
        part => format!("{sign}{}.{part}{suffix}", size / scale),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(low: i64, high: i64) -> Vec<i64> {
        Ticks::around(low, high, 6).marks().collect()
    }

    #[test]
    fn marks_are_one_two_or_five_times_a_power_of_ten() {
        assert_eq!(marks(0, 9), [0, 2, 4, 6, 8, 10]);
        assert_eq!(marks(-274_000, 40_000), [-300_000, -200_000, -100_000, 0, 100_000]);
        assert_eq!(marks(12, 22), [12, 14, 16, 18, 20, 22]);
        assert_eq!(marks(7, 7), [7, 8]);
    }

    #[test]
    fn large_amounts_are_written_short() {
        assert_eq!(short(0, 2), "0");
        assert_eq!(short(-30_000_000, 2), "−300k");
        assert_eq!(short(150_000_000, 2), "1.5M");
        assert_eq!(short(2_000, 2), "20");
        assert_eq!(short(5, 1), "0.5");
        assert_eq!(short(2_000_000_000, 0), "2G");
        assert_eq!(short(i64::MIN, 0), "−9223372036.854G");
    }

    proptest! {
        #[test]
        fn every_value_lies_between_the_ends_and_the_marks_are_few(
            low: i64, high: i64, at_most in 3..12_i64,
        ) {
            let far = i64::MAX / 8;
            let (low, high) = (low.clamp(-far, far), high.clamp(-far, far));
            let ticks = Ticks::around(low.min(high), low.max(high), at_most);

            prop_assert!(ticks.low <= low.min(high) && low.max(high) <= ticks.high);
            let marks = ticks.marks().count();
            prop_assert!((2..=usize::try_from(at_most).unwrap()).contains(&marks), "{ticks:?}");
            prop_assert_eq!(ticks.marks().last(), Some(ticks.high));
        }
    }
}
