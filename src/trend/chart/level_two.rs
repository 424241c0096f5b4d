//! The chart toward and through Level 2.

use std::borrow::Cow;

use super::axis::{Axis, Band, Shade, Tick};
use super::line_chart::LineChart;
use super::series::Series;
use super::value::Point;
use crate::period::Period;

/// What the cells of a table of [`Point`]s say.
pub(super) const MEASURE: &str = "How much is done of the way toward Level 2, or through it";

/// The axis of a [`Point`]'s height: toward Level 2 below, through it above.
pub(super) fn axis() -> Axis {
    let door = Point::COMPLETE / 2;
    let band = |low, high, name: &str, shade| Band { low, high, name: name.to_owned(), shade };
    let tick = |at, label: &str| Tick::new(at, label);
    Axis {
        low: 0,
        high: Point::COMPLETE,
        bands: vec![
            band(0, door, "Toward Level 2", Shade::Plain),
            band(door, Point::COMPLETE, "Through Level 2", Shade::Tinted),
        ],
        ticks: vec![
            tick(0, "0 %"),
            tick(door / 2, "50 %"),
            Tick { is_door: true, ..tick(door, "Level 2") },
            tick(door * 3 / 2, "50 %"),
            Tick { short: Some(Cow::Borrowed("100 %")), ..tick(Point::COMPLETE, "complete") },
        ],
        rules: Vec::new(),
    }
}

impl LineChart {
    /// How far toward and through Level 2: the lower band is the way toward it, the upper the way
    /// through it.
    ///
    /// `periods` are given oldest first and without a gap between them, and each series has a
    /// [`Value::Standing`](super::Value::Standing) for each, or a gap. Up to eight lines have room for
    /// their labels. `description` says in a sentence or two what the picture shows, to those who
    /// cannot see it.
    pub fn level_two(
        title: String,
        description: String,
        periods: &[Period],
        series: Vec<Series>,
    ) -> Self {
        Self {
            id: Cow::Borrowed("trend"),
            title,
            description,
            measure: MEASURE.to_owned(),
            unit: String::new(),
            periods: periods.to_vec(),
            series,
            axis: axis(),
        }
    }
}
