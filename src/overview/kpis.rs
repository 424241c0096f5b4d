//! What the overview shows of the KPIs.

use chrono::NaiveDate;

use crate::access::LedTeam;
use crate::kpi::{Measured, Standing, Tile};
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
    /// organization's come first, in the order in which they were added.
    pub fn of(org: &OrgSlug, mut known: Vec<Measured>, day: NaiveDate, teams: &[LedTeam]) -> Self {
        known.retain(|Measured { kpi, .. }| {
            let is_retired = kpi.retired_at.is_some_and(|at| at.date_naive() <= day);
            kpi.baseline.period <= Period::of(day) && !is_retired
        });
        known.sort_by_key(|Measured { kpi, .. }| (kpi.team.is_some(), kpi.id.0));
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
            path: KpisPath { org: org.clone() },
        }
    }
}
