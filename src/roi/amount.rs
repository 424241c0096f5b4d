use std::fmt;

use crate::currency::Currency;
use crate::trend::chart::{Decimal, Money};
use crate::web::{FieldErrors, Fields};

/// The largest amount of one entry, in minor units: 9 999 999 999.99 where there are cents.
pub const LARGEST: i64 = 999_999_999_999;

/// The most characters that an amount is typed with.
const LONGEST: usize = 40;

/// Reads and writes amounts of one currency. They are whole numbers of its minor unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountIn {
    code: String,
    digits: u8,
}

impl AmountIn {
    /// Amounts of the currency of this code, as ISO 4217 writes it.
    pub fn currency(code: &str) -> Self {
        Self { code: code.to_owned(), digits: Currency::digits_of(code) }
    }

    /// The currency's code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What charts say of it.
    pub fn money(&self) -> Money {
        Money { currency: self.code.clone(), digits: self.digits }
    }

    /// An amount in a sentence: `12 400 EUR`, `−0.50 EUR`. Nothing after the point is left out when
    /// all of it is zero.
    pub fn written(&self, units: i64) -> impl fmt::Display + '_ {
        let digits = if self.is_whole(units) { 0 } else { self.digits };
        let units = if digits == self.digits { units } else { units / self.one() };
        fmt::from_fn(move |f| write!(f, "{} {}", Decimal { units, digits }, self.code))
    }

    /// An amount in a column in which every other has all of its digits, too: `12 400.00`.
    pub fn in_full(&self, units: i64) -> Decimal {
        Decimal { units, digits: self.digits }
    }

    /// An amount as a field holds it, to be changed: `12400`, `12400.50`.
    pub fn typed(&self, units: i64) -> String {
        let (whole, part) = (units / self.one(), units % self.one());
        if part == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{part:0digits$}", digits = usize::from(self.digits))
        }
    }

    /// Reads an amount above nothing from a field: digits, which spaces may part, and after a point
    /// at most as many as the currency has. A comma is refused, because it means one thing here and
    /// another there.
    pub fn parse(&self, fields: &Fields, name: &str, errors: &mut FieldErrors) -> Option<i64> {
        match self.read(fields.text(name)) {
            Ok(units) => Some(units),
            Err(sentence) => {
                errors.add(name, sentence);
                None
            }
        }
    }

    fn read(&self, typed: &str) -> Result<i64, String> {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        if typed.is_empty() {
            return Err(format!("Write an amount in {}.", self.code));
        }
        if typed.len() > LONGEST {
            return Err(self.too_much());
        }
        if typed.starts_with(['-', '+', '−']) {
            return Err("Write the amount without a sign: whether it was spent or gained is said \
                        by the kind."
                .to_owned());
        }
        let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(part) || typed.ends_with('.') {
            return Err(format!("Write digits only, such as {}.", self.example()));
        }
        if part.len() > usize::from(self.digits) {
            return Err(match self.digits {
                0 => format!("Write a whole number: {} has nothing after the point.", self.code),
                digits => format!("Write at most {digits} digits after the point."),
            });
        }
        let units: String = format!("{whole}{part:0<digits$}", digits = usize::from(self.digits));
        match units.parse() {
            Ok(0) => Err("Write an amount above zero.".to_owned()),
            Ok(units) if units <= LARGEST => Ok(units),
            _ => Err(self.too_much()),
        }
    }

    fn too_much(&self) -> String {
        format!("Write at most {}.", self.in_full(LARGEST))
    }

    fn example(&self) -> &'static str {
        if self.digits == 0 { "12400" } else { "12400 or 12400.50" }
    }

    fn one(&self) -> i64 {
        10_i64.pow(u32::from(self.digits.min(9)))
    }

    fn is_whole(&self, units: i64) -> bool {
        units % self.one() == 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euros() -> AmountIn {
        AmountIn::currency("EUR")
    }

    #[test]
    fn an_amount_is_read_exactly_from_the_smallest_to_the_largest() {
        for (typed, units) in [
            ("0.01", 1),
            ("0.1", 10),
            ("12400", 1_240_000),
            ("12 400.50", 1_240_050),
            (" 12\u{a0}400\u{202f}000 ", 1_240_000_000),
            ("9999999999.99", LARGEST),
            ("00012", 1_200),
        ] {
            assert_eq!(euros().read(typed), Ok(units), "{typed}");
        }
    }

    #[test]
    fn what_could_be_misread_or_is_no_amount_is_refused() {
        for typed in [
            "",
            " ",
            "0",
            "0.00",
            "-1",
            "+1",
            "−1",
            "1,5",
            "12,400.50",
            "12.400,50",
            "1.234",
            "1.",
            ".5",
            "1e3",
            "NaN",
            "1.2.3",
            "１２",
            "10000000000.00",
            "99999999999999999999",
            "0x10",
            "1'000",
            "EUR 5",
        ] {
            assert!(euros().read(typed).is_err(), "{typed:?}");
        }
        assert!(euros().read(&"1".repeat(60_000)).is_err());
    }

    #[test]
    fn each_currency_has_its_own_digits() {
        assert_eq!(AmountIn::currency("JPY").read("12400"), Ok(12_400));
        assert!(AmountIn::currency("JPY").read("12400.5").is_err());
        assert_eq!(AmountIn::currency("KWD").read("1.234"), Ok(1_234));
    }

    #[test]
    fn a_whole_amount_is_written_without_what_follows_the_point() {
        let written = |units| euros().written(units).to_string();
        assert_eq!(written(1_240_000), "12\u{202f}400 EUR");
        assert_eq!(written(-14_500_050), "−145\u{202f}000.50 EUR");
        assert_eq!(written(0), "0 EUR");
        assert_eq!(AmountIn::currency("JPY").written(12_400).to_string(), "12\u{202f}400 JPY");
    }

    proptest! {
        #[test]
        fn every_amount_reads_back_as_it_was_written(
            units in 1..=LARGEST,
            code in prop::sample::select(vec!["EUR", "JPY", "KWD"]),
        ) {
            let amount = AmountIn::currency(code);
            prop_assert_eq!(amount.read(&amount.typed(units)), Ok(units));
            let full = amount.in_full(units).to_string();
            prop_assert_eq!(amount.read(&full), Ok(units));
        }
    }
}
