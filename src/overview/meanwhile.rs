//! When each dimension reached Level 2, beside a KPI.

use crate::kpi::{Course, Kpi};
use crate::maturity::{Figures, Model};
use crate::period::Period;

/// A dimension, and what a KPI was when the dimension reached Level 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meanwhile<'m> {
    pub dimension: &'m str,
    /// The dimension's id, which colors it.
    pub key: &'m str,
    /// The first period in which it stood at Level 2 or above; `None` while it never has.
    pub reached: Option<Period>,
    /// The value then, with its unit: the last that was measured up to the end of that period.
    pub then: Option<String>,
}

/// A line a dimension, in the order of the model. `figures` are the periods' from the oldest on.
pub(super) fn meanwhile<'m>(
    model: &'m Model,
    figures: &[(Period, Figures)],
    kpi: &Kpi,
    course: &Course,
) -> Vec<Meanwhile<'m>> {
    let dimensions = model.dimensions.iter().enumerate();
    let line = dimensions.map(|(at, dimension)| {
        let stands = |(_, figures): &&(Period, Figures)| {
            figures.dimensions.get(at).copied().flatten().is_some_and(|it| it.level() >= 2)
        };
        let reached = figures.iter().find(stands).map(|(period, _)| *period);
        let then = reached.and_then(|period| course.known_in(period));
        Meanwhile {
            dimension: &dimension.name,
            key: &dimension.id,
            reached,
            then: then.map(|reading| kpi.with_unit(reading.value)),
        }
    });
    line.collect()
}
