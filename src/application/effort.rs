use std::fmt;

use super::Size;
use crate::trend::chart::Decimal;

/// What a move took: hundredths of a day of one person, 1 to 10,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct Effort(i32);

impl Effort {
    const MOST: i64 = 10_000_000;

    /// Reads days as they are typed: `12`, `12.5`, `12.25`; `None` for anything else, for 0 and for
    /// more than 100,000 days.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || part.len() > 2 {
            return None;
        }
        let part = format!("{part:0<2}").parse::<i64>().ok()?;
        let units = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?;
        let units = Some(units).filter(|units| (1..=Self::MOST).contains(units))?;
        i32::try_from(units).ok().map(Self)
    }

    /// As it would be typed: `1234.5`.
    pub fn typed(self) -> String {
        let digits = digits_of(self.0.into());
        match digits {
            0 => (self.0 / 100).to_string(),
            1 => format!("{}.{}", self.0 / 100, self.0 / 10 % 10),
            _ => format!("{}.{:02}", self.0 / 100, self.0 % 100),
        }
    }

    /// How much of it falls to each point of a size.
    pub fn per_point(self, size: Size) -> PerPoint {
        PerPoint(i64::from(self.0) * (8 / size.points()))
    }
}

/// Days with the digits that they need: `1 234.5`.
impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self.0.into()).fmt(f)
    }
}

/// Effort for one point of size, in eighths of a hundredth of a day, which are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerPoint(i64);

impl PerPoint {
    /// The sum of several, which is exact; their mean is rounded once, when it is shown.
    pub(super) fn sum(several: &[Self]) -> i64 {
        several.iter().map(|it| it.0).sum()
    }

    /// The mean of several in hundredths of a day, rounded to the nearest; `None` of none.
    pub(super) fn mean(several: &[Self]) -> Option<i64> {
        let parts = i64::try_from(several.len()).ok()? * 8;
        (parts > 0).then(|| (Self::sum(several) + parts / 2) / parts)
    }
}

/// Days with the digits that they need, rounded to hundredths.
impl fmt::Display for PerPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(Self::mean(&[*self]).unwrap_or(0)).fmt(f)
    }
}

/// Hundredths as a decimal with the digits that they need.
pub(super) fn shown(hundredths: i64) -> Decimal {
    with_digits(hundredths, digits_of(hundredths))
}

/// How many digits after the point hundredths need, 0 to 2.
pub(super) const fn digits_of(hundredths: i64) -> u8 {
    if hundredths % 100 == 0 {
        0
    } else if hundredths % 10 == 0 {
        1
    } else {
        2
    }
}

/// Hundredths as a decimal of so many digits, 0 to 2; those beyond are 0.
pub(super) const fn with_digits(hundredths: i64, digits: u8) -> Decimal {
    let units = match digits {
        0 => hundredths / 100,
        1 => hundredths / 10,
        _ => hundredths,
    };
    Decimal { units, digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_exactly_and_read_back_as_they_were_typed() {
        for (text, hundredths) in
            [("64", 6400), ("20.5", 2050), ("15.25", 1525), ("0.01", 1), ("100000", 10_000_000)]
        {
            let effort = Effort::parse(text).unwrap();
            assert_eq!(effort, Effort(hundredths), "{text}");
            assert_eq!(effort.typed(), text);
        }
        assert_eq!(Effort::parse("007.10").unwrap().typed(), "7.1");
        assert_eq!(Effort::parse("1234.5").unwrap().to_string(), "1\u{202f}234.5");
    }

    #[test]
    fn what_is_not_an_exact_number_of_days_is_refused() {
        for text in [
            "",
            "0",
            "0.00",
            "-1",
            "1,5",
            ".5",
            "5.",
            "1.234",
            "1e3",
            "100000.01",
            "١",
            "99999999999999999999",
            " 1",
            "+1",
        ] {
            assert_eq!(Effort::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn effort_for_a_point_is_exact_and_rounded_when_it_is_shown() {
        let per_point = |days: &str, size| Effort::parse(days).unwrap().per_point(size).to_string();
        assert_eq!(per_point("64", Size::M), "32");
        assert_eq!(per_point("41", Size::M), "20.5");
        assert_eq!(per_point("52", Size::L), "13");
        assert_eq!(per_point("0.01", Size::Xl), "0");
        assert_eq!(per_point("10.5", Size::Xl), "1.31", "1.3125");
    }
}
