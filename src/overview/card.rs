use super::verdicts::{Verdicts, hold_of, target_of};
use crate::access::TeamId;
use crate::maturity::{Figure, Judgment, Model};
use crate::period::Period;
use crate::plan::{Hold, Target};
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
    pub judgment: Option<Judgment>,
    /// When the hold that covers it is reviewed.
    pub held_until: Option<Period>,
    /// Where it shall come to, and when, in words.
    pub target: Option<String>,
}

/// A card a dimension, from the newest figures of a team, or of the organization.
pub(super) fn cards<'m>(
    model: &'m Model,
    history: &History,
    verdicts: &Verdicts,
    (holds, targets): (&[Hold], &[Target]),
    team: Option<TeamId>,
) -> Vec<DimensionCard<'m>> {
    let Some((period, figures)) = history.latest() else { return Vec::new() };
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
                judgment: verdicts.dimensions.get(at).copied().flatten(),
                held_until: hold_of(holds, team, &dimension.id, period).map(|hold| hold.until),
                target: target_of(targets, team, &dimension.id)
                    .map(|target| format!("{} by {}", target.goal, target.due)),
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
