//! What the overview shows of the KPIs.

use chrono::NaiveDate;

use super::story::Brought;
use crate::access::LedTeam;
use crate::application::StateCounts;
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
    pub path: KpisPath,
}

/// How many tiles there are at most.
const MOST: usize = 4;

/// The last day of a period, or `today` if it is not over: up to when it is known what was measured.
pub(super) fn known_until(period: Period, today: NaiveDate) -> NaiveDate {
    period.last_day().min(today)
}

/// Whether a KPI has a baseline on a day, and is not retired by then.
fn is_in_use(Measured { kpi, .. }: &Measured, day: NaiveDate) -> bool {
    let is_retired = kpi.retired_at.is_some_and(|at| at.date_naive() <= day);
    kpi.baseline.period <= Period::of(day) && !is_retired
}

/// What applications and KPIs have come to by `day` since a period.
pub(super) fn brought(
    measured: &[Measured],
    day: NaiveDate,
    (since, counts): (Period, &StateCounts),
) -> Brought {
    let before = known_until(since, day);
    let state = |it: &Measured, day| Standing::of(&it.kpi, &it.course.up_to(day), day).state;
    let has_met = |it: &Measured, day| state(it, day) == State::TargetMet;
    let is_better = |it: &Measured| {
        matches!(state(it, day), State::TargetMet | State::OnTheWay(_) | State::Better)
    };
    let known: Vec<&Measured> = measured.iter().filter(|it| is_in_use(it, day)).collect();
    let reached = known.iter().filter(|it| has_met(it, day) && !has_met(it, before));
    Brought {
        since,
        gone_live: usize::try_from(counts.gone_live()).unwrap_or(0),
        reached: reached.map(|it| it.kpi.name.clone()).collect(),
        better: known.iter().filter(|it| is_better(it)).count(),
        kpis: known.len(),
    }
}

impl KpiTiles {
    /// The KPIs as they stood on `day`: those with a baseline by then, and not retired yet. Those
    /// of which the story says that they have reached their target come first, then the
    /// organization's, in the order in which they were added.
    pub fn of(
        org: &OrgSlug,
        mut known: Vec<Measured>,
        (day, brought): (NaiveDate, &Brought),
        teams: &[LedTeam],
    ) -> Self {
        known.retain(|it| is_in_use(it, day));
        let has_reached = |it: &Measured| brought.reached.contains(&it.kpi.name);
        known.sort_by_key(|it| (!has_reached(it), it.kpi.team.is_some(), it.kpi.id.0));
        let shown = known.iter().take(MOST);
        Self {
            tiles: shown
                .map(|it| Tile::of(org, it, day, teams.iter().map(|it| &it.team)))
                .collect(),
            all: known.len(),
            stale: known
                .iter()
                .filter(|it| Standing::of(&it.kpi, &it.course, day).is_stale)
                .count(),
            better: brought.better,
            path: KpisPath { org: org.clone() },
        }
    }
}
