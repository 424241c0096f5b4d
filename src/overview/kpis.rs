//! What the overview shows of the KPIs.

use chrono::NaiveDate;

use crate::access::LedTeam;
use crate::kpi::{Measured, Standing, State, Tile};
use crate::paths::{KpisPath, OrgSlug};
use crate::period::Period;

/// The first few KPIs, and how many there are.
#[derive(Debug)]
pub(super) struct KpiTiles {
    pub tiles: Vec<Tile>,
    /// How many KPIs there are, those that are not shown here included.
    pub all: usize,
    /// How many of all are stale.
    pub stale: usize,
    /// How many of all are better than at their baseline, those at their target included.
    pub better: usize,
    /// Those of all that have met their target since the period before, by name.
    pub reached: Vec<String>,
    pub path: KpisPath,
}

/// How many tiles there are at most.
const MOST: usize = 4;

/// The last day of a period, or `today` if it is not over: up to when it is known what was measured.
pub(super) fn known_until(period: Period, today: NaiveDate) -> NaiveDate {
    period.last_day().min(today)
}

impl KpiTiles {
    /// The KPIs as they stood on `day`: those with a baseline by then, and not retired yet. The
    /// ones that have met their target since `before` come first, because the story tells of them,
    /// then the organization's, in the order in which they were added.
    pub fn of(
        org: &OrgSlug,
        mut known: Vec<Measured>,
        (day, before): (NaiveDate, NaiveDate),
        teams: &[LedTeam],
    ) -> Self {
        known.retain(|Measured { kpi, .. }| {
            let is_retired = kpi.retired_at.is_some_and(|at| at.date_naive() <= day);
            kpi.baseline.period <= Period::of(day) && !is_retired
        });
        let state = |it: &Measured, day| Standing::of(&it.kpi, &it.course.up_to(day), day).state;
        let has_met = |it: &&Measured, day| state(it, day) == State::TargetMet;
        let has_reached = |it: &&Measured| has_met(it, day) && !has_met(it, before);
        known.sort_by_key(|it| (!has_reached(&it), it.kpi.team.is_some(), it.kpi.id.0));
        let shown = known.iter().take(MOST);
        let reached = known.iter().filter(has_reached);
        let is_better = |it: &&Measured| {
            matches!(state(it, day), State::TargetMet | State::OnTheWay(_) | State::Better)
        };
        Self {
            tiles: shown
                .map(|it| Tile::of(org, it, day, teams.iter().map(|it| &it.team)))
                .collect(),
            all: known.len(),
            stale: known
                .iter()
                .filter(|it| Standing::of(&it.kpi, &it.course, day).is_stale)
                .count(),
            better: known.iter().filter(is_better).count(),
            reached: reached.map(|it| it.kpi.name.clone()).collect(),
            path: KpisPath { org: org.clone() },
        }
    }
}
