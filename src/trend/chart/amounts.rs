//! The chart of anything that is measured.

use std::borrow::Cow;

use super::axis::{Axis, Band, Rule, Shade, Tick};
use super::line_chart::LineChart;
use super::series::Series;
use super::ticks::{Ticks, short};
use super::value::{Decimal, Value};
use crate::period::Period;
use crate::trend::with_unit;

/// What a chart of amounts measures, and by what it is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Such as `days`, or `%`; may be empty.
    pub unit: String,
    /// Digits after the point, 0 to 9: of every amount in the chart, and of the two below.
    pub digits: u8,
    /// Where it began, drawn as a line across.
    pub baseline: Option<i64>,
    /// Where it shall come to, drawn as a line across.
    pub target: Option<i64>,
}

impl Measure {
    fn with_unit(&self, units: i64) -> String {
        let amount = Decimal { units, digits: self.digits };
        with_unit(&amount.to_string(), &self.unit)
    }

    /// Marks at round numbers, around every amount, the baseline and the target.
    fn axis(&self, series: &[Series]) -> Axis {
        let points = series.iter().flat_map(|series| &series.points).flatten();
        let amounts = || points.clone().map(|value| value.height());
        let known = || amounts().chain(self.baseline).chain(self.target);
        let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
        // What is never below nothing begins at nothing, unless that would press it flat.
        let low = if low > 0 && low / 4 <= high - low { 0 } else { low };
        let ticks = Ticks::around(low, high, 6);
        let rule = |at, class, name| Rule {
            at,
            class: Cow::Borrowed(class),
            label: format!("{name} {}", self.with_unit(at)),
        };
        let baseline = self.baseline.map(|at| rule(at, "baseline", "baseline"));
        let target = self.target.map(|at| rule(at, "goal", "target"));
        let digits = u32::from(self.digits);
        Axis {
            low: ticks.low,
            high: ticks.high,
            bands: vec![Band {
                low: ticks.low,
                high: ticks.high,
                name: String::new(),
                shade: Shade::Plain,
            }],
            ticks: ticks.marks().map(|mark| Tick::new(mark, short(mark, digits))).collect(),
            rules: baseline.into_iter().chain(target).collect(),
        }
    }
}

impl LineChart {
    /// Amounts over periods, with the baseline and the target they are judged by.
    ///
    /// Each series has a [`Value::Amount`] of the measure's digits for each period, or a gap; for the
    /// rest see [`level_two`](Self::level_two).
    pub fn amounts(
        title: String,
        description: String,
        periods: &[Period],
        series: Vec<Series>,
        measure: Measure,
    ) -> Self {
        debug_assert!(
            series.iter().flat_map(|series| &series.points).flatten().all(|value| {
                matches!(value, Value::Amount(amount) if amount.digits == measure.digits)
            }),
            "amounts of one chart have the same digits"
        );
        let axis = measure.axis(&series);
        let caption = match measure.unit.as_str() {
            "" => title.clone(),
            unit => format!("{title}, in {unit}"),
        };
        Self {
            id: Cow::Borrowed("trend"),
            title,
            description,
            measure: caption,
            unit: measure.unit,
            periods: periods.to_vec(),
            series,
            axis,
        }
    }
}
