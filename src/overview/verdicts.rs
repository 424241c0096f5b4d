//! The verdicts on somebody, with the holds and targets that belong to them.

use crate::access::TeamId;
use crate::assessment::Course;
use crate::maturity::{Figures, Judgment, Model, Verdict, judge};
use crate::period::Period;
use crate::plan::{Hold, Target};
use crate::trend::chart::{StretchKind, TargetMark};
use crate::trend::{Marks, Still};

/// The verdicts on a team or the organization, and on its dimensions in the order of the model.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdicts {
    pub whole: Option<Judgment>,
    pub dimensions: Vec<Option<Judgment>>,
}

impl Verdicts {
    /// The verdicts on a course that ends with `period`. The whole is held when every dimension is.
    pub fn on(
        model: &Model,
        course: &Course,
        holds: &[Hold],
        team: Option<TeamId>,
        period: Period,
    ) -> Self {
        let is_held = |dimension: &str| holds.iter().any(|it| it.covers(team, dimension, period));
        let held: Vec<bool> = model.dimensions.iter().map(|it| is_held(&it.id)).collect();
        let whole = judge(&model.verdict, &course.whole(), held.iter().all(|&held| held));
        let dimensions = held
            .into_iter()
            .enumerate()
            .map(|(at, held)| judge(&model.verdict, &course.dimension(at), held))
            .collect();
        Self { whole, dimensions }
    }

    /// The positions of the dimensions on a plateau, each with how many quarters it has lasted.
    pub fn plateaus(&self) -> Vec<(usize, usize)> {
        self.judged()
            .filter(|(_, judgment)| matches!(judgment.verdict, Verdict::Plateau(_)))
            .map(|(at, judgment)| (at, judgment.quarters_still))
            .collect()
    }

    /// The positions of the dimensions on hold.
    pub fn held(&self) -> Vec<usize> {
        let held = self.judged().filter(|(_, judgment)| judgment.verdict == Verdict::Holding);
        held.map(|(at, _)| at).collect()
    }

    fn judged(&self) -> impl Iterator<Item = (usize, &Judgment)> {
        let judged = self.dimensions.iter().enumerate();
        judged.filter_map(|(at, judgment)| Some((at, judgment.as_ref()?)))
    }

    /// Whether something keeps the dimension at a position from moving, or the whole.
    pub fn is_stuck(&self, dimension: usize) -> bool {
        let dimension = self.dimensions.get(dimension).copied().flatten();
        [self.whole, dimension].into_iter().flatten().any(|it| it.verdict.is_stuck())
    }
}

/// A verdict as a tag says it: `plateau before Level 2`.
pub fn words(judgment: &Judgment) -> String {
    match judgment.verdict {
        Verdict::Plateau(place) => format!("plateau {place}"),
        verdict => verdict.to_string(),
    }
}

/// The hold that covers a dimension in a period, if one does.
pub(super) fn hold_of<'h>(
    holds: &'h [Hold],
    team: Option<TeamId>,
    dimension: &str,
    period: Period,
) -> Option<&'h Hold> {
    holds.iter().find(|hold| hold.covers(team, dimension, period))
}

/// The target of a dimension of a team, or of the organization.
pub(super) fn target_of<'t>(
    targets: &'t [Target],
    team: Option<TeamId>,
    dimension: &str,
) -> Option<&'t Target> {
    targets.iter().find(|it| it.scope.team == team && it.scope.dimension == dimension)
}

/// What the chart marks at each dimension: plateaus, holds and targets.
pub(super) fn marks(
    model: &Model,
    verdicts: &Verdicts,
    figures: &Figures,
    (holds, targets): (&[Hold], &[Target]),
    team: Option<TeamId>,
    period: Period,
) -> Vec<Marks> {
    let of_dimension = |(at, dimension): (usize, &crate::maturity::Dimension)| {
        let figure = figures.dimensions.get(at).copied().flatten();
        let judgment = verdicts.dimensions.get(at).copied().flatten();
        let still = judgment.zip(figure).and_then(|(judgment, figure)| match judgment.verdict {
            Verdict::Plateau(_) => {
                let quarters = judgment.quarters_still;
                let label = format!("plateau · {quarters} quarters at {} %", figure.percent());
                Some(Still { kind: StretchKind::Plateau, quarters, label })
            }
            Verdict::Holding => {
                let hold = hold_of(holds, team, &dimension.id, period)?;
                let label = format!("on hold · until {}", hold.until);
                let quarters = usize::try_from(period.quarters_since(hold.from) + 1).ok()?;
                Some(Still { kind: StretchKind::Hold, quarters, label })
            }
            _ => None,
        });
        let target = target_of(targets, team, &dimension.id).map(|target| TargetMark {
            progress: target.goal.progress(),
            label: format!("target · {} by {}", dimension.name, target.due),
        });
        Marks { still, target }
    };
    model.dimensions.iter().enumerate().map(of_dimension).collect()
}
