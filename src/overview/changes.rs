//! What has changed since the period before, from stored figures alone.

use std::cmp::Reverse;

use super::card;
use super::heat::TeamRow;
use super::words::counted;
use crate::access::Team;
use crate::assessment::{Coverage, RollUp};
use crate::maturity::{Figure, Figures, Model};
use crate::period::Period;
use crate::plan::{Hold, Target};

/// What is different from the period before.
#[derive(Clone, Debug)]
pub struct Changes<'m> {
    pub since: Period,
    /// The dimensions in which something moved, in the order of the model.
    pub moved: Vec<MovedDimension<'m>>,
    /// The names of those in which nothing did.
    pub still: Vec<&'m str>,
    /// Teams that have reported, and had not before.
    pub new: Vec<TeamRow>,
    /// Teams that have not reported this time, and are counted as they were.
    pub stale: Vec<TeamRow>,
    /// How many teams are counted, when that is another number than before, in words.
    pub coverage: Option<String>,
    /// What was decided: targets and holds, in words.
    pub decided: Vec<String>,
}

/// What moved in a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDimension<'m> {
    pub id: &'m str,
    pub whole: Moved<'m>,
    /// Its categories that moved, by how much.
    pub categories: Vec<Moved<'m>>,
}

/// By how much a dimension or a category moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved<'m> {
    pub name: &'m str,
    /// Points of toward and through together.
    pub points: i32,
    /// The level before and after, when it is another one: `from Level 1 to Level 2`.
    pub level: Option<String>,
}

impl<'m> Moved<'m> {
    fn between(name: &'m str, before: Option<Figure>, after: Option<Figure>) -> Self {
        let both = before.zip(after);
        Self {
            name,
            points: both.map_or(0, |(before, after)| after.points_since(before)),
            level: match (before, after) {
                (Some(before), Some(after)) if before.level() != after.level() => {
                    Some(format!("from {} to {}", card::level(before), card::level(after)))
                }
                (None, Some(after)) => {
                    Some(format!("scored for the first time, {}", card::level(after)))
                }
                (Some(_), None) => Some("without a score now".to_owned()),
                _ => None,
            },
        }
    }

    fn is_still(&self) -> bool {
        self.points == 0 && self.level.is_none()
    }
}

/// What happened between two roll-ups, the first of them the one before.
pub fn changes<'m>(
    model: &'m Model,
    (before, now): (&RollUp, &RollUp),
    rows: &[TeamRow],
    decided: Vec<String>,
) -> Changes<'m> {
    let (moved, still) = moved(model, &before.figures, &now.figures);
    let those = |fits: fn(&TeamRow) -> bool| rows.iter().filter(|row| fits(row)).cloned().collect();
    Changes {
        since: before.period,
        moved,
        still,
        new: those(|row| row.is_new),
        stale: those(|row| row.is_stale),
        coverage: coverage(before.coverage, now.coverage),
        decided,
    }
}

fn moved<'m>(
    model: &'m Model,
    before: &Figures,
    now: &Figures,
) -> (Vec<MovedDimension<'m>>, Vec<&'m str>) {
    let (mut moved, mut still) = (Vec::new(), Vec::new());
    for (at, dimension) in model.dimensions.iter().enumerate() {
        let of = |figures: &Figures| figures.dimensions.get(at).copied().flatten();
        let whole = Moved::between(&dimension.name, of(before), of(now));
        let categories = dimension.categories.iter();
        let categories = categories.map(|it| Moved::between(&it.name, before.of(it), now.of(it)));
        let mut categories: Vec<Moved<'m>> = categories.filter(|it| !it.is_still()).collect();
        categories.sort_by_key(|category| Reverse(category.points));
        if whole.is_still() && categories.is_empty() {
            still.push(&*dimension.name);
        } else {
            moved.push(MovedDimension { id: &dimension.id, whole, categories });
        }
    }
    (moved, still)
}

fn coverage(before: Coverage, now: Coverage) -> Option<String> {
    let teams = |n: u32| counted(usize::try_from(n).unwrap_or(usize::MAX), "team");
    (before.counted != now.counted)
        .then(|| format!("{} counted, {} before.", teams(now.counted), teams(before.counted)))
}

/// The targets and holds that were decided after `before` and up to `now`, in words.
pub fn decided(
    model: &Model,
    teams: &[Team],
    (holds, targets): (&[Hold], &[Target]),
    (before, now): (Period, Period),
) -> Vec<String> {
    let is_new = |at: chrono::DateTime<chrono::Utc>| {
        let period = Period::of(at.date_naive());
        before < period && period <= now
    };
    let held = holds.iter().filter(|hold| is_new(hold.decided_at)).map(|hold| {
        format!(
            "{} is on hold until {}: {}",
            hold.scope.words(model, teams),
            hold.until,
            hold.reason
        )
    });
    let ended = holds
        .iter()
        .filter(|hold| hold.ended_at.is_some_and(is_new))
        .map(|hold| format!("The hold on {} was ended.", hold.scope.words(model, teams)));
    let set = targets.iter().filter(|target| is_new(target.set_at)).map(|target| {
        let scope = target.scope.words(model, teams);
        format!("Target for {scope}: {} by {}.", target.goal, target.due)
    });
    held.chain(ended).chain(set).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::OwnAnswers;
    use crate::maturity::{Hundredths, Tenths};

    fn figure(score: u16, toward: u16, through: u16) -> Option<Figure> {
        Some(Figure {
            score: Hundredths::new(score)?,
            toward: Tenths::new(toward)?,
            through: Tenths::new(through)?,
        })
    }

    fn roll_up(period: &str, counted: u32, all: Option<Figure>, first: Option<Figure>) -> RollUp {
        let model = Model::built_in();
        let mut categories = vec![all; model.categories().count()];
        let mut dimensions = vec![all; model.dimensions.len()];
        (categories[1], dimensions[0]) = (first, first);
        RollUp {
            period: period.parse().unwrap(),
            coverage: Coverage { counted, stale: 0, known: 5, own: OwnAnswers::Submitted },
            reviewed_percent: 100,
            figures: Figures { whole: all, dimensions, categories },
        }
    }

    #[test]
    fn what_moved_is_told_with_its_categories_and_levels_and_the_rest_by_name() {
        let still = figure(150, 700, 0);
        let before = roll_up("2026-Q2", 5, still, still);
        let now = roll_up("2026-Q4", 4, still, figure(210, 1000, 50));

        let changes = changes(Model::built_in(), (&before, &now), &[], Vec::new());

        assert_eq!(changes.since.to_string(), "2026-Q2");
        assert_eq!(changes.moved.len(), 1);
        let people = &changes.moved[0];
        assert_eq!((people.whole.name, people.whole.points), ("People", 35));
        assert_eq!(people.whole.level.as_deref(), Some("from Level 1 to Level 2"));
        assert_eq!(people.categories.len(), 1);
        assert_eq!(changes.still, ["Process", "Policy", "Technology", "Business Outcomes"]);
        assert_eq!(changes.coverage.as_deref(), Some("4 teams counted, 5 teams before."));
    }

    #[test]
    fn a_score_that_comes_or_goes_is_told_as_such() {
        let scored = figure(150, 700, 0);
        let level = |before, after| Moved::between("People", before, after).level;
        assert_eq!(level(None, scored).unwrap(), "scored for the first time, Level 1");
        assert_eq!(level(scored, None).unwrap(), "without a score now");
        assert_eq!(level(scored, figure(199, 990, 0)), None);
    }
}
