use chrono::NaiveDate;

use super::{Amount, Kpi};
use crate::period::Period;
use crate::trend::chart::{LineChart, Measure, Series, Sparkline, Value};

/// What was measured on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    pub day: NaiveDate,
    pub value: Amount,
}

impl Dated {
    /// The quarter that the day falls into.
    pub fn period(self) -> Period {
        Period::of(self.day)
    }
}

/// What was measured: the last reading of each quarter that has one, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course(Vec<Dated>);

impl Course {
    /// The last of each quarter among readings that are given oldest first.
    pub fn new(readings: impl IntoIterator<Item = Dated>) -> Self {
        let mut last: Vec<Dated> = Vec::new();
        for reading in readings {
            match last.last_mut() {
                Some(known) if known.period() == reading.period() => *known = reading,
                _ => last.push(reading),
            }
        }
        Self(last)
    }

    /// The newest reading.
    pub fn latest(&self) -> Option<Dated> {
        self.0.last().copied()
    }

    /// What was known of it on a day.
    pub fn up_to(&self, day: NaiveDate) -> Self {
        Self(self.0.iter().filter(|reading| reading.day <= day).copied().collect())
    }

    /// What the last reading in `period` or before it was.
    pub fn known_in(&self, period: Period) -> Option<Dated> {
        self.0.iter().rev().find(|reading| reading.period() <= period).copied()
    }

    /// The course as a small line, from the baseline on if it is older.
    pub fn sparkline(&self, kpi: &Kpi) -> Sparkline {
        let readings = self.0.iter().map(|reading| Some(reading.value.millionths()));
        let is_before = self.0.first().is_none_or(|first| kpi.baseline.period < first.period());
        let baseline = is_before.then(|| Some(kpi.baseline.value.millionths()));
        Sparkline::new(&baseline.into_iter().chain(readings).collect::<Vec<_>>())
    }

    /// The course as a chart with the baseline and the target across; one value a quarter.
    pub fn chart(&self, kpi: &Kpi) -> LineChart {
        let known = self.0.iter().map(|reading| reading.period()).chain([kpi.baseline.period]);
        let [first, last] =
            [known.clone().min(), known.max()].map(|period| period.unwrap_or(kpi.baseline.period));
        let first = first.max(last.minus(Self::MOST_PERIODS - 1));
        let periods: Vec<Period> = first.up_to(last).collect();

        let marks = [Some(kpi.baseline.value), kpi.target.map(|target| target.value)];
        let values = self.0.iter().map(|reading| reading.value);
        let digits = values.chain(marks.into_iter().flatten()).map(Amount::digits).max();
        let digits = digits.unwrap_or(0);
        let point = |period: &Period| {
            let reading = self.0.iter().find(|reading| reading.period() == *period)?;
            Some(Value::Amount(reading.value.decimal(digits)))
        };
        let series = Series {
            short_name: "latest".to_owned(),
            ..Series::new("accent", &kpi.name, periods.iter().map(point).collect())
        };
        let [baseline, target] = marks.map(|mark| mark.map(|value| value.decimal(digits).units));
        let measure = Measure { unit: kpi.unit.clone(), digits, baseline, target };
        LineChart::amounts(kpi.name.clone(), self.description(kpi), &periods, vec![series], measure)
    }

    /// How many quarters a chart shows at most.
    pub const MOST_PERIODS: u16 = 60;

    /// What the chart shows, in a sentence or two.
    fn description(&self, kpi: &Kpi) -> String {
        let baseline = kpi.with_unit(kpi.baseline.value);
        let began = format!("The baseline was {baseline} in {}.", kpi.baseline.period);
        let came = self.latest().map(|latest| {
            format!(" In {} it is {}.", latest.period(), kpi.with_unit(latest.value))
        });
        let goes = kpi.target.map(|target| {
            format!(" The target is {} by {}.", kpi.with_unit(target.value), target.period)
        });
        [Some(began), came, goes].into_iter().flatten().collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A course of days and values.
    pub(in crate::kpi) fn course(readings: &[(&str, &str)]) -> Course {
        let dated = |(day, value): &(&str, &str)| Dated {
            day: day.parse().unwrap(),
            value: value.parse().unwrap(),
        };
        Course::new(readings.iter().map(dated))
    }

    #[test]
    fn of_a_quarter_the_last_reading_counts() {
        let course = course(&[
            ("2026-01-10", "9"),
            ("2026-03-31", "8"),
            ("2026-04-01", "7"),
            ("2026-10-05", "6"),
        ]);

        let known = |period: &str| {
            let reading = course.known_in(period.parse().unwrap());
            reading.map(|reading| reading.value.to_string()).unwrap_or_default()
        };
        assert_eq!(known("2025-Q4"), "");
        assert_eq!(known("2026-Q1"), "8");
        assert_eq!(known("2026-Q3"), "7", "nothing was measured in it");
        assert_eq!(known("2026-Q4"), "6");
    }
}
