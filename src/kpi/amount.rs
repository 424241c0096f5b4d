use std::fmt;
use std::str::FromStr;

use crate::trend::chart::Decimal;

/// A value of a KPI, exact: whole millionths, from −1 000 000 000 000 to 1 000 000 000 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct Amount(i64);

/// The text is not an [`Amount`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    #[error("Write a number, such as 12.5.")]
    NotANumber,
    #[error("Write at most six digits after the point.")]
    TooFine,
    #[error("Write a number from -1000000000000 to 1000000000000.")]
    TooLarge,
    #[error("Write this number without a comma: it may stand for thousands or for a fraction.")]
    Ambiguous,
}

impl Amount {
    /// Digits after the point, at most.
    pub const DIGITS: u8 = 6;
    /// How many millionths the largest has.
    const LARGEST: i64 = 1_000_000_000_000 * Self::ONE;
    const ONE: i64 = 1_000_000;

    /// The amount in millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// How many digits after the point it needs.
    pub fn digits(self) -> u8 {
        let mut digits = Self::DIGITS;
        let mut rest = self.0;
        while digits > 0 && rest % 10 == 0 {
            rest /= 10;
            digits -= 1;
        }
        digits
    }

    /// The same in units of which `10^digits` make one: what a chart of so many digits draws.
    /// What is finer is left out.
    pub fn decimal(self, digits: u8) -> Decimal {
        let digits = digits.min(Self::DIGITS);
        let finer = u32::from(Self::DIGITS - digits);
        Decimal { units: self.0 / 10_i64.pow(finer), digits }
    }

    /// As a field of a form holds it, and a spreadsheet reads it: `-1234.5`.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let text = format!("{sign}{whole}.{part:06}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// `12 400.5`, with as many digits as it needs.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal(self.digits()).fmt(f)
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    /// Reads a number as people and spreadsheets write it: with a point or a comma before the
    /// fraction, and spaces or apostrophes between thousands. `1,234` is refused, because nobody
    /// knows which of the two its comma is.
    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let parted = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
        let text = text.trim();
        let (is_negative, size) = match text.strip_prefix(['-', '−']) {
            Some(size) => (true, size),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if size.starts_with(parted) {
            return Err(NotAnAmount::NotANumber);
        }
        let size: String = size.chars().filter(|&c| !parted(c)).collect();
        let (whole, part) = match (size.split_once('.'), size.split_once(',')) {
            (Some(_), Some(_)) => return Err(NotAnAmount::Ambiguous),
            (Some(parts), None) => parts,
            (None, Some((whole, part))) => {
                let may_be_thousands = part.len() == 3 && !whole.starts_with('0');
                if may_be_thousands || part.contains(',') {
                    return Err(NotAnAmount::Ambiguous);
                }
                (whole, part)
            }
            (None, None) => (size.as_str(), ""),
        };
        let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let ends_in_a_point = whole.len() < size.len() && part.is_empty();
        if whole.is_empty() || ends_in_a_point || !are_digits(whole) || !are_digits(part) {
            return Err(NotAnAmount::NotANumber);
        }
        let part = part.trim_end_matches('0');
        if part.len() > usize::from(Self::DIGITS) {
            return Err(NotAnAmount::TooFine);
        }
        let units: i64 = format!("{whole}{part:0<6}").parse().map_err(|_| NotAnAmount::TooLarge)?;
        if units > Self::LARGEST {
            return Err(NotAnAmount::TooLarge);
        }
        Ok(Self(if is_negative { -units } else { units }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_read_as_people_write_it() {
        for (text, millionths) in [
            ("0", 0),
            (" 2.1 ", 2_100_000),
            ("0,142", 142_000),
            ("0.142", 142_000),
            ("12,5", 12_500_000),
            ("1 234.5", 1_234_500_000),
            ("1\u{202f}234\u{a0}567", 1_234_567_000_000),
            ("1’234", 1_234_000_000),
            ("-3", -3_000_000),
            ("−3.25", -3_250_000),
            ("+4", 4_000_000),
            ("0.000001", 1),
            ("1.0000000", 1_000_000),
            ("1000000000000", 1_000_000_000_000_000_000),
            ("-1000000000000", -1_000_000_000_000_000_000),
        ] {
            assert_eq!(text.parse(), Ok(Amount(millionths)), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_or_may_be_two_is_refused() {
        use NotAnAmount::{Ambiguous, NotANumber, TooFine, TooLarge};
        for (text, error) in [
            ("", NotANumber),
            ("-", NotANumber),
            (".5", NotANumber),
            ("5.", NotANumber),
            ("1.2.3", NotANumber),
            ("1e5", NotANumber),
            ("NaN", NotANumber),
            ("inf", NotANumber),
            ("5 %", NotANumber),
            ("٣", NotANumber),
            ("- 3", NotANumber),
            ("1,234", Ambiguous),
            ("1,234.5", Ambiguous),
            ("1,2,3", Ambiguous),
            ("0.0000001", TooFine),
            ("1000000000000.000001", TooLarge),
            ("1000000000001", TooLarge),
            ("99999999999999999999999", TooLarge),
        ] {
            assert_eq!(text.parse::<Amount>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn it_is_shown_with_the_digits_that_it_needs() {
        let shown = |text: &str| text.parse::<Amount>().unwrap().to_string();
        assert_eq!(shown("0.090"), "0.09");
        assert_eq!(shown("-1234.5"), "−1\u{202f}234.5");
        assert_eq!(shown("1000000000000"), "1\u{202f}000\u{202f}000\u{202f}000\u{202f}000");
        assert_eq!("0.142".parse::<Amount>().unwrap().decimal(2).units, 14);
    }

    proptest! {
        #[test]
        fn the_plain_form_reads_back(millionths in -Amount::LARGEST..=Amount::LARGEST) {
            let amount = Amount(millionths);
            prop_assert_eq!(amount.plain().parse(), Ok(amount));
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        }
    }
}
