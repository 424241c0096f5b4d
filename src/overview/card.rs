use crate::maturity::{Figure, Model};
use crate::trend::History;

/// Where a dimension stands, how it moved, and what holds it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DimensionCard<'m> {
    pub id: &'m str,
    pub name: &'m str,
    /// `None` when the dimension has no score.
    pub figure: Option<Figure>,
    /// By how many points toward and through together have moved since the period before.
    pub change: Option<i32>,
    /// The category that holds the dimension back.
    pub held_back_by: Option<&'m str>,
}

/// A card a dimension, from the newest figures.
pub(super) fn cards<'m>(model: &'m Model, history: &History) -> Vec<DimensionCard<'m>> {
    let Some((_, figures)) = history.latest() else { return Vec::new() };
    let before = history.previous().map(|(_, figures)| figures);
    model
        .dimensions
        .iter()
        .enumerate()
        .map(|(at, dimension)| {
            let figure = figures.dimensions.get(at).copied().flatten();
            let earlier = before.and_then(|before| before.dimensions.get(at).copied().flatten());
            DimensionCard {
                id: &dimension.id,
                name: &dimension.name,
                figure,
                change: figure.zip(earlier).map(|(now, earlier)| now.points_since(earlier)),
                held_back_by: figures.held_back_by(model, at).map(|category| &*category.name),
            }
        })
        .collect()
}

/// `Level 2`, or `before Level 1`.
pub(super) fn level(figure: Figure) -> String {
    match figure.level() {
        0 => "before Level 1".to_owned(),
        level => format!("Level {level}"),
    }
}
