use super::{AmountIn, Balance};
use crate::period::Period;
use crate::trend::chart::ExpectedDip;
use crate::web::{FieldErrors, Fields};

/// How far below nothing the organization itself expects to be, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    pub from: Period,
    /// Not before `from`.
    pub to: Period,
    /// How far below nothing, in minor units: 1 to [`LARGEST`](super::LARGEST).
    pub depth: i64,
    /// Counts its changes, from 1; 0 while it is not stored.
    pub version: i32,
}

impl Expectation {
    /// Where it lies in a chart of a balance, if it does.
    pub fn in_chart(&self, balance: &Balance) -> Option<ExpectedDip> {
        let quarters = balance.quarters();
        let covered = |period: Period| (self.from..=self.to).contains(&period);
        let from_index = quarters.iter().position(|quarter| covered(quarter.period))?;
        let to_index = quarters.iter().rposition(|quarter| covered(quarter.period))?;
        Some(ExpectedDip { from_index, to_index, down_to: -self.depth })
    }
}

/// What is expected, as its form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectationForm {
    pub from: Period,
    pub to: Period,
    pub depth: i64,
}

impl ExpectationForm {
    /// How many quarters a dip lasts at most after its first.
    const QUARTERS: i32 = 40;

    /// The quarters on offer: ten years before the current one and ten after it.
    pub fn periods(current: Period) -> Vec<Period> {
        current.minus(40).up_to(current.plus(40)).collect()
    }

    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, amounts: &AmountIn) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let [from, to] = ["from", "to"].map(|name| fields.text(name).parse::<Period>());
        for (name, period) in [("from", &from), ("to", &to)] {
            if period.is_err() {
                errors.add(name, "Choose a quarter.");
            }
        }
        if let (Ok(from), Ok(to)) = (&from, &to) {
            match to.quarters_since(*from) {
                ..0 => errors.add("to", format!("Choose {from} or a later quarter.")),
                0..=Self::QUARTERS => {}
                _ => errors.add("to", "Choose a quarter at most ten years after the first."),
            }
        }
        let depth = amounts.parse(fields, "depth", &mut errors);
        match (from, to, depth) {
            (Ok(from), Ok(to), Some(depth)) if errors.is_empty() => Ok(Self { from, to, depth }),
            _ => Err(errors),
        }
    }

    /// The fields of what is expected, to be changed.
    pub fn filled(expectation: &Expectation, amounts: &AmountIn) -> Fields {
        let mut fields = Fields::default();
        fields.put("from", expectation.from.to_string());
        fields.put("to", expectation.to.to_string());
        fields.put("depth", amounts.typed(expectation.depth));
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn it_ends_with_or_after_its_first_quarter_and_within_ten_years() {
        for (from, to, is_fine) in [
            ("2026-Q4", "2026-Q4", true),
            ("2026-Q4", "2026-Q3", false),
            ("2026-Q4", "2036-Q4", true),
            ("2026-Q4", "2037-Q1", false),
            ("2026-Q4", "", false),
        ] {
            let mut fields = Fields::default();
            fields.put("from", from);
            fields.put("to", to);
            fields.put("depth", "1000");
            let form = ExpectationForm::parse(&fields, &AmountIn::currency("EUR"));
            assert_eq!(form.is_ok(), is_fine, "{from} to {to}");
        }
    }

    #[test]
    fn a_chart_shows_the_part_of_it_that_has_quarters() {
        let balance = Balance::of(&[(period("2026-Q1"), 5, 0), (period("2026-Q4"), 5, 0)]);
        let shown = |from, to| {
            let [from, to] = [from, to].map(period);
            let dip = Expectation { from, to, depth: 7, version: 1 }.in_chart(&balance);
            dip.map(|dip| (dip.from_index, dip.to_index, dip.down_to))
        };
        assert_eq!(shown("2026-Q2", "2026-Q3"), Some((1, 2, -7)));
        assert_eq!(shown("2020-Q1", "2030-Q1"), Some((0, 3, -7)));
        assert_eq!(shown("2027-Q1", "2030-Q1"), None);
        assert_eq!(shown("2020-Q1", "2025-Q4"), None);
    }
}
