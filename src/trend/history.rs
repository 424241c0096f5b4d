use std::collections::BTreeMap;

use super::chart::{LevelTwoChart, Point, Series};
use super::{Marks, Pace};
use crate::maturity::{Figure, Figures, Model};
use crate::period::Period;

/// The submitted figures of a team or an organization, by period.
#[derive(Clone, Debug, Default)]
pub struct History(BTreeMap<Period, Figures>);

impl History {
    /// What is known up to and with `last`.
    pub fn up_to(last: Period, known: impl IntoIterator<Item = (Period, Figures)>) -> Self {
        Self(known.into_iter().filter(|&(period, _)| period <= last).collect())
    }

    /// The newest figures, and their period.
    pub fn latest(&self) -> Option<(Period, &Figures)> {
        self.0.last_key_value().map(|(&period, figures)| (period, figures))
    }

    /// The figures before the newest, and their period, which need not be the one just before.
    pub fn previous(&self) -> Option<(Period, &Figures)> {
        self.0.iter().rev().nth(1).map(|(&period, figures)| (period, figures))
    }

    /// Every calendar quarter from the first to the newest, whether it has figures or not.
    pub fn periods(&self) -> Vec<Period> {
        let (Some((&first, _)), Some((&last, _))) =
            (self.0.first_key_value(), self.0.last_key_value())
        else {
            return Vec::new();
        };
        std::iter::successors(Some(first), |period| Some(period.next()))
            .take_while(|&period| period <= last)
            .collect()
    }

    /// A figure in every quarter of [`periods`](Self::periods); `None` where there is none.
    pub fn course_of(&self, figure: impl Fn(&Figures) -> Option<Figure>) -> Vec<Option<Figure>> {
        self.periods().iter().map(|period| figure(self.0.get(period)?)).collect()
    }

    /// How fast the whole has moved lately; `None` while there is not enough history to say, or
    /// nothing moves.
    pub fn pace(&self) -> Option<Pace> {
        let progress = |period| Some(self.0.get(&period)?.whole?.progress());
        let quarters: Vec<Option<u16>> = self.periods().into_iter().map(progress).collect();
        Pace::of(&quarters)
    }

    /// The chart toward and through Level 2: a line a dimension, with the marks that it has.
    pub fn chart(&self, model: &Model, whose: &str, marks: &[Marks]) -> LevelTwoChart {
        let periods = self.periods();
        let mark = |at: usize| marks.get(at).cloned().unwrap_or_default();
        let series = model.dimensions.iter().enumerate().map(|(at, dimension)| Series {
            key: dimension.id.clone(),
            name: dimension.name.clone(),
            short_name: first_word(&dimension.name).to_owned(),
            points: periods
                .iter()
                .map(|period| self.0.get(period)?.dimensions.get(at).copied().flatten().map(point))
                .collect(),
            stretch: mark(at).still.map(|still| still.in_chart(periods.len())),
            target: mark(at).target,
        });
        let description = self.description(model, marks);
        LevelTwoChart::new(self.title(whose), description, &periods, series.collect())
    }

    /// The same chart of the dimension at a position in the model alone.
    pub fn dimension_chart(
        &self,
        model: &Model,
        at: usize,
        whose: &str,
        marks: Marks,
    ) -> LevelTwoChart {
        let periods = self.periods();
        let dimension = &model.dimensions[at];
        let course = self.course_of(|figures| figures.dimensions.get(at).copied().flatten());
        let newest = course.last().copied().flatten();
        let stands = newest.map_or_else(
            || "has no score".to_owned(),
            |figure| format!("stands at {} % {} Level 2", figure.percent(), figure.way()),
        );
        let still = marks.still.as_ref().map(|still| format!(" {}.", still.label));
        let description = format!("{} {stands}.{}", dimension.name, still.unwrap_or_default());
        let series = Series {
            key: dimension.id.clone(),
            name: dimension.name.clone(),
            short_name: first_word(&dimension.name).to_owned(),
            points: course.into_iter().map(|figure| figure.map(point)).collect(),
            stretch: marks.still.map(|still| still.in_chart(periods.len())),
            target: marks.target,
        };
        let title = format!("{whose}: {} over time", dimension.name);
        LevelTwoChart::new(title, description, &periods, vec![series])
    }

    fn title(&self, whose: &str) -> String {
        match (self.0.first_key_value(), self.0.last_key_value()) {
            (Some((first, _)), Some((last, _))) if first != last => {
                format!("{whose}: maturity by dimension, {first} to {last}")
            }
            (Some((only, _)), _) => format!("{whose}: maturity by dimension, {only}"),
            _ => format!("{whose}: maturity by dimension"),
        }
    }

    /// Where each dimension stands in the newest period, and where it stands still.
    fn description(&self, model: &Model, marks: &[Marks]) -> String {
        let Some((period, figures)) = self.latest() else {
            return "Nothing has been submitted yet.".to_owned();
        };
        let standings: Vec<String> = model
            .dimensions
            .iter()
            .zip(&figures.dimensions)
            .map(|(dimension, figure)| match figure {
                Some(figure) => {
                    format!("{} {} % {} Level 2", dimension.name, figure.percent(), figure.way())
                }
                None => format!("{} without a score", dimension.name),
            })
            .collect();
        let marked = model.dimensions.iter().zip(marks).filter_map(|(dimension, marks)| {
            let still = marks.still.as_ref()?;
            Some(format!(" {}: {}.", dimension.name, still.label))
        });
        format!("In {period}: {}.{}", standings.join(", "), marked.collect::<String>())
    }
}

fn point(figure: Figure) -> Point {
    Point { toward: figure.toward.number(), through: figure.through.number() }
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(periods: &[&str]) -> History {
        let model = Model::built_in();
        let nothing = Figures {
            whole: None,
            dimensions: vec![None; model.dimensions.len()],
            categories: Vec::new(),
        };
        let known = periods.iter().map(|text| (text.parse().unwrap(), nothing.clone()));
        History::up_to("2026-Q3".parse().unwrap(), known)
    }

    #[test]
    fn a_quarter_that_was_left_out_has_its_place_on_the_axis() {
        let history = history(&["2026-Q3", "2025-Q4", "2026-Q1"]);

        assert_eq!(format!("{:?}", history.periods()), "[2025-Q4, 2026-Q1, 2026-Q2, 2026-Q3]");
        assert_eq!(history.previous().unwrap().0.to_string(), "2026-Q1");
    }

    #[test]
    fn what_came_later_is_not_known_yet() {
        let history = history(&["2026-Q2", "2026-Q4"]);

        assert_eq!(history.latest().unwrap().0.to_string(), "2026-Q2");
    }
}
