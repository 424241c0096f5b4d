use chrono::NaiveDate;

use super::{Measured, Standing};
use crate::access::Team;
use crate::paths::{KpiPath, OrgSlug};
use crate::period::Period;
use crate::trend::chart::Sparkline;
use crate::trend::unit_after;

/// A KPI at a glance.
#[derive(Debug)]
pub struct Tile {
    pub name: String,
    pub href: String,
    /// The newest value.
    pub latest: Option<Latest>,
    pub line: Sparkline,
    pub standing: Standing,
    pub baseline: String,
    pub target: Option<String>,
    /// Whose it is, if it is a team's.
    pub team: Option<String>,
}

/// A value in large letters, with its unit and its quarter in small ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    pub value: String,
    pub unit: String,
    pub period: Period,
}

impl Tile {
    /// How a KPI stands on `today`. `teams` are those of the organization.
    pub fn of<'t>(
        org: &OrgSlug,
        Measured { kpi, course }: &Measured,
        today: NaiveDate,
        teams: impl Iterator<Item = &'t Team>,
    ) -> Self {
        let latest = course.latest();
        Self {
            name: kpi.name.clone(),
            href: KpiPath { org: org.clone(), kpi: kpi.slug.clone() }.to_string(),
            latest: latest.map(|it| {
                let value = it.value.to_string();
                let unit = unit_after(&value, &kpi.unit).to_owned();
                Latest { value, unit, period: it.period() }
            }),
            line: course.sparkline(kpi),
            standing: Standing::of(kpi, course, today),
            baseline: kpi.with_unit(kpi.baseline.value),
            target: kpi.target.map(|target| kpi.with_unit(target.value)),
            team: kpi.team_name(teams).map(str::to_owned),
        }
    }
}
