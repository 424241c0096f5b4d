use crate::period::Period;

/// The quarters of a year that can be looked back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Year {
    /// `2026`
    pub name: String,
    /// Newest first, each with its quarter: `Q4`.
    pub quarters: Vec<(Period, String)>,
}

/// The periods by years, as they stand: newest first.
pub(super) fn years(newest_first: &[Period]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for &period in newest_first {
        let written = period.to_string();
        let (year, quarter) = written.split_once('-').unwrap_or((&written, ""));
        if years.last().is_none_or(|last| last.name != year) {
            years.push(Year { name: year.to_owned(), quarters: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.quarters.push((period, quarter.to_owned()));
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_quarters_are_ten_short_rows() {
        let last: Period = "2026-Q4".parse().unwrap();
        let periods: Vec<Period> =
            std::iter::successors(Some(last), |period| Some(period.previous())).take(40).collect();

        let years = years(&periods);

        assert_eq!(years.len(), 10);
        assert_eq!(years[0].name, "2026");
        let quarters: Vec<&str> = years[0].quarters.iter().map(|(_, name)| &**name).collect();
        assert_eq!(quarters, ["Q4", "Q3", "Q2", "Q1"]);
    }
}
