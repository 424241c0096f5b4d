//! The course that somebody has taken: what verdicts are made of.

pub(super) mod store;

use super::{PeriodFigures, RollUp};
use crate::maturity::{Assessed, Figure, Figures};
use crate::period::Period;

/// The figures of a team or an organization in every calendar quarter, from the first that was
/// submitted to a last one.
#[derive(Clone, Debug, Default)]
pub struct Course(Vec<Option<Reviewed>>);

/// The figures of a quarter, without those of categories, and how much of it was reviewed.
#[derive(Clone, Debug)]
struct Reviewed {
    figures: Figures,
    percent: u8,
}

impl Reviewed {
    fn of(figures: &Figures, percent: u8) -> Self {
        let (whole, dimensions) = (figures.whole, figures.dimensions.clone());
        Self { figures: Figures { whole, dimensions, categories: Vec::new() }, percent }
    }
}

impl Course {
    /// The course of the organization up to the last of its roll-ups.
    pub fn of_roll_ups(known: &[RollUp]) -> Self {
        let reviewed = |it: &RollUp| (it.period, Reviewed::of(&it.figures, it.reviewed_percent));
        known
            .last()
            .map_or_else(Self::default, |last| Self::up_to(last.period, known.iter().map(reviewed)))
    }

    /// The course up to `last` of a team that has submitted `known`.
    pub fn of_submitted(known: &[PeriodFigures], last: Period) -> Self {
        let reviewed =
            |it: &PeriodFigures| (it.period, Reviewed::of(&it.figures, it.reviewed_percent));
        Self::up_to(last, known.iter().map(reviewed))
    }

    /// The quarters of `known`, which is in the order of time, up to and with `last`.
    fn up_to(last: Period, known: impl IntoIterator<Item = (Period, Reviewed)>) -> Self {
        let mut quarters = Vec::new();
        let mut next = None;
        for (period, reviewed) in known.into_iter().filter(|&(period, _)| period <= last) {
            while next.is_some_and(|next| next < period) {
                quarters.push(None);
                next = next.map(Period::next);
            }
            quarters.push(Some(reviewed));
            next = Some(period.next());
        }
        Self(quarters)
    }

    /// The course of the whole.
    pub fn whole(&self) -> Vec<Option<Assessed>> {
        self.of(|figures| figures.whole)
    }

    /// The course of the dimension at a position in the model.
    pub fn dimension(&self, at: usize) -> Vec<Option<Assessed>> {
        self.of(|figures| figures.dimensions.get(at).copied().flatten())
    }

    fn of(&self, figure: impl Fn(&Figures) -> Option<Figure>) -> Vec<Option<Assessed>> {
        self.0
            .iter()
            .map(|quarter| {
                let quarter = quarter.as_ref()?;
                let figure = figure(&quarter.figures)?;
                Some(Assessed { figure, reviewed_percent: quarter.percent })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_left_out_has_its_place_and_what_came_later_is_not_known() {
        let reviewed = |percent| Reviewed {
            figures: Figures {
                whole: Some(Figure::default()),
                dimensions: Vec::new(),
                categories: Vec::new(),
            },
            percent,
        };
        let known = [("2025-Q4", 40), ("2026-Q2", 60), ("2026-Q3", 80), ("2026-Q4", 100)]
            .map(|(text, percent)| (text.parse().unwrap(), reviewed(percent)));

        let course = Course::up_to("2026-Q3".parse().unwrap(), known);

        let percents: Vec<_> =
            course.whole().iter().map(|it| it.map(|known| known.reviewed_percent)).collect();
        assert_eq!(percents, [Some(40), None, Some(60), Some(80)]);
        assert_eq!(course.dimension(0), [None; 4]);
    }
}
