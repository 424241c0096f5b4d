use crate::maturity::{Category, Figure, Model};
use crate::overview::card;
use crate::period::Period;
use crate::trend::History;
use crate::trend::chart::{Multiple, Point, Series, SmallMultiples, Value};

/// A category of a dimension: where it stands, how it moved, and its course.
#[derive(Clone, Debug)]
struct CategoryLine<'m> {
    pub category: &'m Category,
    /// `None` when nothing in it applies.
    pub figure: Option<Figure>,
    /// By how many points toward and through together have moved since the period before.
    pub change: Option<i32>,
    /// Whether it is what holds the dimension back.
    pub holds_back: bool,
    /// Its figure in every calendar quarter of the history.
    pub course: Vec<Option<Figure>>,
}

/// A line for each category of the dimension at a position in the model.
fn categories<'m>(model: &'m Model, history: &History, dimension: usize) -> Vec<CategoryLine<'m>> {
    let Some((_, figures)) = history.latest() else { return Vec::new() };
    let before = history.previous().map(|(_, figures)| figures);
    let lowest = figures.held_back_by(model, dimension);
    let line = |category: &'m Category| {
        let figure = figures.of(category);
        let earlier = before.and_then(|before| before.of(category));
        CategoryLine {
            category,
            figure,
            change: figure.zip(earlier).map(|(now, earlier)| now.points_since(earlier)),
            holds_back: lowest == Some(category),
            course: history.course_of(|figures| figures.of(category)),
        }
    };
    model.dimensions[dimension].categories.iter().map(line).collect()
}

impl CategoryLine<'_> {
    /// What is said of it beside its figure: how it moved, and whether it holds the dimension back.
    fn note(&self, since: Option<Period>) -> String {
        let moved = self.change.zip(since).map(|(points, since)| match points {
            0 => format!("unchanged since {since}"),
            1.. => format!("+{points} points since {since}"),
            _ => format!("−{} points since {since}", points.abs()),
        });
        let parts = [
            moved,
            self.holds_back.then(|| "holds the dimension back".to_owned()),
            self.category.optional.then(|| "optional, not counted".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn multiple(&self, key: &str, since: Option<Period>) -> Multiple {
        let point = |figure: Figure| {
            Value::Standing(Point {
                toward: figure.toward.number(),
                through: figure.through.number(),
            })
        };
        let points = self.course.iter().map(|figure| figure.map(point)).collect();
        Multiple {
            series: Series::new(key, &self.category.name, points),
            level: self.figure.map(card::level).unwrap_or_default(),
            href: None,
            note: Some(self.note(since)).filter(|note| !note.is_empty()),
        }
    }
}

/// A little chart for each category of the dimension at a position in the model.
pub(in crate::overview) fn multiples(
    model: &Model,
    history: &History,
    dimension: usize,
) -> SmallMultiples {
    let since = history.previous().map(|(period, _)| period);
    let lines = categories(model, history, dimension);
    let dimension = &model.dimensions[dimension];
    let multiples = lines.iter().map(|line| line.multiple(&dimension.id, since)).collect();
    let title = format!("{}: categories over time", dimension.name);
    SmallMultiples::level_two(title, &history.periods(), multiples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Figures, Hundredths, Tenths};

    #[test]
    fn a_category_has_its_change_its_course_and_whether_it_holds_back() {
        let model = Model::built_in();
        let figures = |first: u16| {
            let figure = |score: u16| Figure {
                score: Hundredths::new(score).unwrap(),
                toward: Tenths::new(score).unwrap(),
                through: Tenths::default(),
            };
            let mut categories = vec![Some(figure(300)); model.categories().count()];
            categories[1] = Some(figure(first));
            categories[2] = None;
            Figures { whole: None, dimensions: Vec::new(), categories }
        };
        let [first, last] = ["2026-Q1", "2026-Q3"].map(|text| text.parse().unwrap());
        let history = History::up_to(last, [(first, figures(100)), (last, figures(220))]);

        let lines = categories(model, &history, 0);

        assert_eq!(lines.len(), model.dimensions[0].categories.len());
        assert_eq!((lines[1].change, lines[1].holds_back), (Some(12), true));
        assert_eq!((lines[0].change, lines[0].holds_back), (Some(0), false));
        assert_eq!((lines[2].figure, lines[2].change), (None, None));
        let course: Vec<_> =
            lines[1].course.iter().map(|it| it.map(|figure| figure.score.number())).collect();
        assert_eq!(course, [Some(100), None, Some(220)], "a quarter left out is a gap");
        let notes = [0, 1, 2].map(|at| lines[at].note(Some(first)));
        assert_eq!(
            notes,
            ["unchanged since 2026-Q1", "+12 points since 2026-Q1 · holds the dimension back", "",]
        );
    }
}
