//! The calendar that assessments and KPIs are kept by.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar quarter, written `2026-Q4`, from 1900 to 2199.
///
/// Held as a count of quarters, so that the one before and the one after are a step away and
/// periods sort as time does. In the database it is its written form, which sorts the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period(u16);

impl Period {
    const FIRST_YEAR: u16 = 1900;
    const LAST_YEAR: u16 = 2199;
    const LAST: Self = Self((Self::LAST_YEAR - Self::FIRST_YEAR) * 4 + 3);

    /// The quarter in which `day` falls; days outside 1900 to 2199 fall into the nearest quarter.
    pub fn of(day: NaiveDate) -> Self {
        let year = day.year().clamp(Self::FIRST_YEAR.into(), Self::LAST_YEAR.into());
        let year = u16::try_from(year).unwrap_or(Self::FIRST_YEAR);
        let quarter = u16::try_from(day.month0() / 3).unwrap_or(0);
        Self((year - Self::FIRST_YEAR) * 4 + quarter)
    }

    /// The day on which it begins.
    pub fn first_day(self) -> NaiveDate {
        let month = u32::from(self.quarter()) * 3 - 2;
        NaiveDate::from_ymd_opt(self.year().into(), month, 1)
            .expect("every quarter has a first day")
    }

    /// The day on which it ends.
    pub fn last_day(self) -> NaiveDate {
        let end = self.first_day().checked_add_months(Months::new(3));
        end.and_then(|day| day.pred_opt()).expect("every quarter has a last day")
    }

    /// The quarter before this one; the first quarter of all is its own predecessor.
    pub const fn previous(self) -> Self {
        self.minus(1)
    }

    /// The quarter after this one; the last quarter of all is its own successor.
    pub const fn next(self) -> Self {
        self.plus(1)
    }

    /// The quarter so many before this one, at the earliest the first quarter of all.
    pub const fn minus(self, quarters: u16) -> Self {
        Self(self.0.saturating_sub(quarters))
    }

    /// The quarter so many after this one, at the latest the last quarter of all.
    pub const fn plus(self, quarters: u16) -> Self {
        let later = self.0.saturating_add(quarters);
        if later > Self::LAST.0 { Self::LAST } else { Self(later) }
    }

    /// This quarter and every one after it, to a last one.
    pub fn up_to(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// How many quarters this one lies after `earlier`; negative when it lies before.
    pub fn quarters_since(self, earlier: Self) -> i32 {
        i32::from(self.0) - i32::from(earlier.0)
    }

    const fn year(self) -> u16 {
        Self::FIRST_YEAR + self.0 / 4
    }

    const fn quarter(self) -> u16 {
        self.0 % 4 + 1
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year(), self.quarter())
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a [`Period`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period is a quarter written like 2026-Q4")]
pub struct NotAPeriod;

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let [y1, y2, y3, y4, b'-', b'Q', quarter @ b'1'..=b'4'] = *text.as_bytes() else {
            return Err(NotAPeriod);
        };
        let mut year = 0;
        for digit in [y1, y2, y3, y4] {
            if !digit.is_ascii_digit() {
                return Err(NotAPeriod);
            }
            year = year * 10 + u16::from(digit - b'0');
        }
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return Err(NotAPeriod);
        }
        Ok(Self((year - Self::FIRST_YEAR) * 4 + u16::from(quarter - b'1')))
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl sqlx::Type<sqlx::Postgres> for Period {
    fn type_info() -> sqlx::postgres::PgTypeInfo {
        <String as sqlx::Type<sqlx::Postgres>>::type_info()
    }

    fn compatible(ty: &sqlx::postgres::PgTypeInfo) -> bool {
        <String as sqlx::Type<sqlx::Postgres>>::compatible(ty)
    }
}

impl sqlx::Encode<'_, sqlx::Postgres> for Period {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        sqlx::Encode::<sqlx::Postgres>::encode(self.to_string(), buffer)
    }
}

impl sqlx::Decode<'_, sqlx::Postgres> for Period {
    fn decode(value: sqlx::postgres::PgValueRef<'_>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(<&str as sqlx::Decode<sqlx::Postgres>>::decode(value)?.parse()?)
    }
}

impl sqlx::postgres::PgHasArrayType for Period {
    fn array_type_info() -> sqlx::postgres::PgTypeInfo {
        <String as sqlx::postgres::PgHasArrayType>::array_type_info()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_period_reads_back_as_it_was_written() {
        let mut period: Period = "1900-Q1".parse().unwrap();
        for _ in 0..1200 {
            assert_eq!(period.to_string().parse(), Ok(period));
            period = period.next();
        }
        assert_eq!(period.to_string(), "2199-Q4", "the last quarter is its own successor");
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        let texts = ["", "2026", "2026-Q0", "2026-Q5", "26-Q1", "2026-q1", "2026-Q1 ", "1899-Q4"];
        for text in texts.into_iter().chain(["2200-Q1", "+026-Q1", "２０２６-Q1", "2026-Q11"]) {
            assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text:?}");
        }
    }

    #[test]
    fn a_year_has_four_periods_and_the_next_one_follows() {
        let last_day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let period = Period::of(last_day);
        assert_eq!(period.to_string(), "2026-Q4");
        assert_eq!(period.next().to_string(), "2027-Q1");
        assert_eq!(period.next().previous(), period);
        assert_eq!(period.next().quarters_since("2026-Q1".parse().unwrap()), 4);
    }

    #[test]
    fn periods_sort_as_their_written_forms_do() {
        let mut periods: Vec<Period> =
            ["2026-Q4", "2025-Q4", "2026-Q1"].map(|text| text.parse().unwrap()).to_vec();
        periods.sort();
        assert_eq!(format!("{periods:?}"), "[2025-Q4, 2026-Q1, 2026-Q4]");
    }
}
