//! Levels 1 to 5 of every category, as a table shows them.

use crate::maturity::{Category, Dimension, Figure, Figures, Model, PooledAnswers, Rung, ladders};

/// The categories of a dimension, each with its five levels.
#[derive(Clone, Debug)]
pub(super) struct LevelGroup<'m> {
    pub dimension: &'m Dimension,
    pub figure: Option<Figure>,
    pub rows: Vec<LevelRow<'m>>,
}

/// A category with its five levels.
#[derive(Clone, Debug)]
pub(super) struct LevelRow<'m> {
    pub category: &'m Category,
    /// `None` when nothing in it applies.
    pub standing: Option<(Figure, [Rung; 5])>,
}

/// A group a dimension, in the order of the model.
pub(super) fn groups<'m>(
    model: &'m Model,
    figures: &Figures,
    answers: &PooledAnswers,
) -> Vec<LevelGroup<'m>> {
    let ladders = ladders(model, answers);
    let row = |category: &'m Category| {
        let standing = figures.of(category).zip(ladders[category.position]);
        LevelRow { category, standing }
    };
    model
        .dimensions
        .iter()
        .enumerate()
        .map(|(at, dimension)| LevelGroup {
            dimension,
            figure: figures.dimensions.get(at).copied().flatten(),
            rows: dimension.categories.iter().map(row).collect(),
        })
        .collect()
}

/// What is said of a rung beside how complete it is; empty when it is not entered.
pub(super) fn state(rung: Rung) -> &'static str {
    let is_begun = rung.completeness.is_none_or(|share| share.number() > 0);
    match (rung.is_full, rung.is_entered, rung.is_blocked && is_begun) {
        (true, _, _) => "full",
        (false, true, true) => "entered, blocked",
        (false, true, false) => "entered",
        (false, false, true) => "blocked",
        (false, false, false) => "",
    }
}

/// How warm a cell is, 0 to 10: how complete the rung is.
pub(super) fn warmth(rung: Rung) -> u16 {
    rung.completeness.map_or(10, |share| share.whole() / 10)
}

/// The headline, as the end of a sentence that begins with the organization's name.
pub(super) fn headline(model: &Model, whole: Option<Figure>) -> String {
    let Some(whole) = whole else { return "has no score yet".to_owned() };
    let level = model.levels.iter().find(|text| text.number.number() == whole.level());
    match level {
        None => "stands before Level 1".to_owned(),
        Some(level) => format!("stands at Level {}, {}", level.number, level.name),
    }
}

/// Which dimensions stand at which level, from the lowest up: `Policy stands at Level 1; People
/// and Process at Level 2.`
pub(super) fn story(model: &Model, figures: &Figures) -> String {
    let scored = || model.dimensions.iter().zip(&figures.dimensions);
    let mut parts = Vec::new();
    for level in 0..=5 {
        let at = scored().filter(|(_, figure)| figure.is_some_and(|it| it.level() == level));
        let names: Vec<&str> = at.map(|(dimension, _)| &*dimension.name).collect();
        let place =
            if level == 0 { "before Level 1".to_owned() } else { format!("at Level {level}") };
        if let Some((last, before)) = names.split_last() {
            let names = match before {
                [] => (*last).to_owned(),
                before => format!("{} and {last}", before.join(", ")),
            };
            let verb = match (parts.is_empty(), before.is_empty()) {
                (true, true) => " stands",
                (true, false) => " stand",
                _ => "",
            };
            parts.push(format!("{names}{verb} {place}"));
        }
    }
    if parts.is_empty() { String::new() } else { format!("{}.", parts.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Hundredths, Level, Tenths};

    fn rung(tenths: Option<u16>, marks: [bool; 3]) -> Rung {
        let [is_full, is_entered, is_blocked] = marks;
        let completeness = tenths.and_then(Tenths::new);
        Rung { level: Level::ALL[0], completeness, is_blocked, is_entered, is_full }
    }

    #[test]
    fn a_rung_is_said_in_a_word() {
        for (tenths, marks, word) in [
            (Some(900), [true, true, false], "full"),
            (None, [true, true, false], "full"),
            (Some(900), [false, true, true], "entered, blocked"),
            (Some(600), [false, true, false], "entered"),
            (Some(300), [false, false, true], "blocked"),
            (Some(300), [false, false, false], ""),
            (Some(0), [false, false, true], ""),
        ] {
            assert_eq!(state(rung(tenths, marks)), word, "{tenths:?} {marks:?}");
        }
        let warmths = [Some(0), Some(99), Some(550), Some(1000), None];
        assert_eq!(warmths.map(|it| warmth(rung(it, [false; 3]))), [0, 0, 5, 10, 10]);
    }

    fn figures(scores: [Option<u16>; 5]) -> Figures {
        let figure = |score| Some(Figure { score: Hundredths::new(score)?, ..Figure::default() });
        let dimensions = scores.map(|score| score.and_then(figure)).to_vec();
        Figures { whole: None, dimensions, categories: Vec::new() }
    }

    #[test]
    fn it_says_who_stands_where_from_the_lowest_up() {
        let told = |scores| story(Model::built_in(), &figures(scores));
        assert_eq!(
            told([Some(223), Some(237), Some(183), Some(251), Some(50)]),
            "Business Outcomes stands before Level 1; Policy at Level 1; People, Process and \
             Technology at Level 2."
        );
        assert_eq!(
            told([None, None, Some(310), Some(320), None]),
            "Policy and Technology stand at Level 3."
        );
        assert_eq!(told([None; 5]), "");
    }

    #[test]
    fn the_headline_names_the_level() {
        let headline = |score: u16| {
            let figure = Figure { score: Hundredths::new(score).unwrap(), ..Figure::default() };
            headline(Model::built_in(), Some(figure))
        };
        assert_eq!(headline(99), "stands before Level 1");
        assert_eq!(headline(183), "stands at Level 1, Build");
        assert_eq!(headline(500), "stands at Level 5, Optimize");
        assert_eq!(super::headline(Model::built_in(), None), "has no score yet");
    }
}
