//! The chart of all levels.

use std::borrow::Cow;

use super::axis::{Axis, Band, Shade, Tick};
use super::line_chart::LineChart;
use super::series::Series;
use crate::period::Period;

/// Somewhat above the highest score, 5.00, so that Level 5 is a band one can see.
const HIGH: i64 = 550;

impl LineChart {
    /// The score over all five levels, a band a level: `names` are those of Levels 1 to 5.
    ///
    /// A score of 2.14 stands low in the band of Level 2. Each series has a
    /// [`Value::Score`](super::Value::Score) for each period, or a gap; for the rest see
    /// [`level_two`](Self::level_two).
    pub fn levels(
        title: String,
        description: String,
        periods: &[Period],
        series: Vec<Series>,
        names: [&str; 5],
    ) -> Self {
        let before = Band { low: 0, high: 100, name: "Before Level 1".into(), shade: Shade::Plain };
        let levels = (1_i64..).zip(names).map(|(number, name)| Band {
            low: number * 100,
            high: (number * 100 + 100).min(HIGH),
            name: format!("{number} {name}"),
            shade: if number % 2 == 0 { Shade::Tinted } else { Shade::Plain },
        });
        let ticks = (0_i64..=5).map(|level| Tick {
            is_door: level == 2,
            short: Some(Cow::Owned(level.to_string())),
            ..Tick::new(level * 100, if level == 0 { "0".into() } else { format!("Level {level}") })
        });
        Self {
            id: Cow::Borrowed("levels"),
            title,
            description,
            measure: "The score, 0 to 5; its whole part is the level".to_owned(),
            unit: String::new(),
            periods: periods.to_vec(),
            series,
            axis: Axis {
                low: 0,
                high: HIGH,
                bands: std::iter::once(before).chain(levels).collect(),
                ticks: ticks.collect(),
                rules: Vec::new(),
            },
        }
    }
}
