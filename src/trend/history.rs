use std::collections::BTreeMap;

use super::chart::{LineChart, Point, Series, Value};
use super::{Marks, Pace};
use crate::maturity::{Figure, Figures, Level, Model};
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
    pub fn chart(&self, model: &Model, whose: &str, marks: &[Marks]) -> LineChart {
        let title = self.title(whose, "maturity by dimension");
        let description = self.description(model, marks);
        let every = 0..model.dimensions.len();
        let series = every.map(|at| self.dimension(model, at, marks.get(at)));
        LineChart::level_two(title, description, &self.periods(), series.collect())
    }

    /// The chart toward and through Level 2 of the dimension at a position, with the marks that all
    /// have.
    pub fn dimension_chart(
        &self,
        model: &Model,
        at: usize,
        whose: &str,
        marks: &[Marks],
    ) -> LineChart {
        let series = self.dimension(model, at, marks.get(at));
        let title = self.title(whose, &series.name);
        let description = match (self.latest(), series.points.last().copied().flatten()) {
            (Some((period, _)), Some(value)) => format!("In {period}: {value}."),
            _ => "There is no score.".to_owned(),
        };
        LineChart::level_two(title, description, &self.periods(), vec![series])
    }

    /// The chart of all levels: the score of each dimension.
    pub fn levels_chart(&self, model: &Model, whose: &str) -> LineChart {
        let title = self.title(whose, "score by dimension");
        let score = |figure: Figure| Value::Score(figure.score.number());
        let every = model.dimensions.iter().enumerate();
        let series: Vec<Series> = every
            .map(|(at, dimension)| Series {
                short_name: first_word(&dimension.name).to_owned(),
                ..Series::new(&dimension.id, &dimension.name, self.points(at, score))
            })
            .collect();
        let standings: Vec<String> = series
            .iter()
            .filter_map(|series| {
                let value = series.points.last().copied().flatten()?;
                Some(format!("{} {value}", series.name))
            })
            .collect();
        let description = match self.latest() {
            Some((period, _)) => format!("In {period}: {}.", standings.join(", ")),
            None => NOTHING.to_owned(),
        };
        let names = Level::ALL.map(|level| model.level_name(level));
        LineChart::levels(title, description, &self.periods(), series, names)
    }

    /// The line of the dimension at a position.
    fn dimension(&self, model: &Model, at: usize, marks: Option<&Marks>) -> Series {
        let dimension = &model.dimensions[at];
        let points = self.points(at, point);
        let Marks { still, target } = marks.cloned().unwrap_or_default();
        Series {
            short_name: first_word(&dimension.name).to_owned(),
            stretch: still.map(|still| still.in_chart(points.len())),
            target,
            ..Series::new(&dimension.id, &dimension.name, points)
        }
    }

    /// What the dimension at a position shows in every calendar quarter.
    fn points(&self, at: usize, value: impl Fn(Figure) -> Value) -> Vec<Option<Value>> {
        let figure = |period| self.0.get(period)?.dimensions.get(at).copied().flatten();
        self.periods().iter().map(|period| figure(period).map(&value)).collect()
    }

    fn title(&self, whose: &str, what: &str) -> String {
        match (self.0.first_key_value(), self.0.last_key_value()) {
            (Some((first, _)), Some((last, _))) if first != last => {
                format!("{whose}: {what}, {first} to {last}")
            }
            (Some((only, _)), _) => format!("{whose}: {what}, {only}"),
            _ => format!("{whose}: {what}"),
        }
    }

    /// Where each dimension stands in the newest period, and where it stands still.
    fn description(&self, model: &Model, marks: &[Marks]) -> String {
        let Some((period, figures)) = self.latest() else {
            return NOTHING.to_owned();
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

/// What a picture of nothing shows.
const NOTHING: &str = "Nothing has been submitted yet.";

fn point(figure: Figure) -> Value {
    Value::Standing(Point { toward: figure.toward.number(), through: figure.through.number() })
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
