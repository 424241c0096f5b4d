use super::block::Block;
use super::verdicts::{Verdicts, hold_of, target_of};
use crate::access::TeamId;
use crate::maturity::{Figure, Judgment, Model, Tenths, Verdict};
use crate::period::Period;
use crate::plan::{Hold, Target};
use crate::trend::History;

/// Where a dimension stands, how it moved, and what holds it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionCard<'m> {
    pub id: &'m str,
    pub name: &'m str,
    /// `None` when the dimension has no score.
    pub figure: Option<Figure>,
    /// By how many points toward and through together have moved since the period before.
    pub change: Option<i32>,
    /// What it waits for; `None` when it is complete.
    pub block: Option<Block<'m>>,
    pub judgment: Option<Judgment>,
    /// When the hold that covers it is reviewed.
    pub held_until: Option<Period>,
    /// Where it shall come to, and when, in words.
    pub target: Option<String>,
}

impl DimensionCard<'_> {
    /// Whether Levels 1 and 2 are full.
    pub fn is_complete(&self) -> bool {
        self.figure.is_some_and(|figure| figure.through == Tenths::MAX)
    }

    /// Whether one category alone is left before it is complete.
    pub fn is_nearly_complete(&self) -> bool {
        let reached = self.figure.is_some_and(|figure| figure.toward == Tenths::MAX);
        reached && self.block.is_some_and(|block| block.incomplete == 1)
    }

    /// Whether its change is worth a warning: it has lost points, or stands still where it should
    /// not. What is complete or on hold may stand still.
    pub fn is_worrying(&self) -> bool {
        let is_still = self.judgment.is_some_and(|judgment| {
            matches!(judgment.verdict, Verdict::Plateau(_) | Verdict::Stalling)
        });
        self.change.is_some_and(|points| points < 0 || points == 0 && is_still)
    }
}

/// A card a dimension, from the newest figures of a team, or of the organization.
pub fn cards<'m>(
    model: &'m Model,
    history: &History,
    (verdicts, blocks): (&Verdicts, &[Option<Block<'m>>]),
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
                block: blocks.get(at).copied().flatten(),
                judgment: verdicts.dimensions.get(at).copied().flatten(),
                held_until: hold_of(holds, team, &dimension.id, period).map(|hold| hold.until),
                target: target_of(targets, team, &dimension.id)
                    .map(|target| format!("{} by {}", target.goal, target.due)),
            }
        })
        .collect()
}

/// `Level 2`, or `before Level 1`.
pub fn level(figure: Figure) -> String {
    match figure.level() {
        0 => "before Level 1".to_owned(),
        level => format!("Level {level}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Hundredths, Place};

    fn card(
        through: u16,
        incomplete: usize,
        change: i32,
        verdict: Verdict,
    ) -> DimensionCard<'static> {
        let figure = Figure {
            score: Hundredths::new(250).unwrap(),
            toward: Tenths::MAX,
            through: Tenths::new(through).unwrap(),
        };
        let block = Block { category: "Compliance", gap: None, incomplete };
        DimensionCard {
            id: "policy",
            name: "Policy",
            figure: Some(figure),
            change: Some(change),
            block: (incomplete > 0).then_some(block),
            judgment: Some(Judgment { verdict, gains: [None; 3], quarters_still: 4 }),
            held_until: None,
            target: None,
        }
    }

    #[test]
    fn standing_still_worries_where_it_is_neither_complete_nor_on_hold() {
        let plateau = Verdict::Plateau(Place::InLevelTwo);
        for (change, verdict, worries) in [
            (0, plateau, true),
            (0, Verdict::Stalling, true),
            (0, Verdict::Complete, false),
            (0, Verdict::Holding, false),
            (0, Verdict::Advancing, false),
            (2, plateau, false),
            (-1, Verdict::Advancing, true),
        ] {
            assert_eq!(card(500, 2, change, verdict).is_worrying(), worries, "{change} {verdict}");
        }
    }

    #[test]
    fn one_category_short_is_nearly_complete() {
        assert!(card(990, 1, 4, Verdict::Advancing).is_nearly_complete());
        assert!(!card(990, 2, 4, Verdict::Advancing).is_nearly_complete());
        let complete = card(1000, 0, 0, Verdict::Complete);
        assert!(complete.is_complete() && !complete.is_nearly_complete());
    }
}
