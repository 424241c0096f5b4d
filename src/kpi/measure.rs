use std::fmt;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Amount, Course};
use crate::access::{Owner, Team, TeamId};
use crate::maturity::Model;
use crate::paths::{ApplicationSlug, KpiSlug};
use crate::period::Period;
use crate::subject::Subject;
use crate::trend;

/// A KPI's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct KpiId(pub Uuid);

impl KpiId {
    /// An id that no KPI has yet.
    pub(super) fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    /// Both, and how a form says them.
    pub const CHOICES: [(&str, &str); 2] =
        [("up", "Higher is better"), ("down", "Lower is better")];

    /// The direction as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// The direction that a text names.
    pub fn named(text: &str) -> Option<Self> {
        [Self::Up, Self::Down].into_iter().find(|it| it.as_str() == text)
    }

    /// How far `value` lies on the better side of `from`, in millionths; negative on the worse.
    pub const fn gain(self, from: Amount, value: Amount) -> i64 {
        // Neither is larger than 10^18, so their difference fits.
        match self {
            Self::Up => value.millionths() - from.millionths(),
            Self::Down => from.millionths() - value.millionths(),
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Up => "higher is better",
            Self::Down => "lower is better",
        })
    }
}

/// How often it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Cadence {
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

impl Cadence {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Monthly, Self::Quarterly, Self::HalfYearly, Self::Yearly];

    /// The cadence as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half_yearly",
            Self::Yearly => "yearly",
        }
    }

    /// The cadence that a text names.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// From one reading to the next.
    const fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        }
    }

    /// How many days a reading may be late: a third of the cadence, in months of 30 days.
    pub const fn grace_days(self) -> u32 {
        self.months() * 10
    }

    /// The last day on which what was measured on `day` still counts as current.
    pub fn current_until(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_months(Months::new(self.months()))
            .and_then(|due| due.checked_add_days(Days::new(self.grace_days().into())))
            .unwrap_or(NaiveDate::MAX)
    }
}

/// `half-yearly`.
impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HalfYearly => "half-yearly",
            _ => self.as_str(),
        })
    }
}

/// A value and its period: a baseline with when it was measured, a target with by when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub value: Amount,
    pub period: Period,
}

/// What is measured, where it began and where it shall come to.
#[derive(Clone, Debug)]
pub struct Kpi {
    pub id: KpiId,
    pub slug: KpiSlug,
    pub name: String,
    /// Such as `days`, or `%`; may be empty.
    pub unit: String,
    pub direction: Direction,
    pub cadence: Cadence,
    /// Whose it is; `None` is the organization's.
    pub team: Option<TeamId>,
    /// The id of the dimension that it tells most of, if any.
    pub dimension: Option<String>,
    /// The application that it belongs to, if it is one's.
    pub application: Option<Subject<ApplicationSlug>>,
    pub owner: Option<Owner>,
    /// What the business wants of it; may be empty.
    pub goal: String,
    pub baseline: Mark,
    pub target: Option<Mark>,
    /// Counts its changes, from 1.
    pub row_version: i32,
    pub retired_at: Option<DateTime<Utc>>,
    /// How often its baseline was changed.
    pub baseline_changes: i64,
}

impl Kpi {
    /// A value of it with its unit: `2.1 days`.
    pub fn with_unit(&self, value: Amount) -> String {
        trend::with_unit(&value.to_string(), &self.unit)
    }

    /// The value of its baseline with its unit.
    pub fn baseline_value(&self) -> String {
        self.with_unit(self.baseline.value)
    }

    /// A value with its unit, and its period: `9 days in 2024-Q4`.
    pub fn in_period(&self, mark: &Mark) -> String {
        format!("{} in {}", self.with_unit(mark.value), mark.period)
    }

    /// What a column of its values is headed with: `Value, days`.
    pub fn value_label(&self) -> String {
        if self.unit.is_empty() { "Value".to_owned() } else { format!("Value, {}", self.unit) }
    }

    /// The name of the team that it is of, if it is a team's.
    pub fn team_name<'t>(&self, mut teams: impl Iterator<Item = &'t Team>) -> Option<&'t str> {
        let team = self.team?;
        teams.find(|known| known.id == team).map(|known| &*known.name)
    }

    /// The name of its dimension; its id, if the model does not have it.
    pub fn dimension_name<'a>(&'a self, model: &'a Model) -> Option<&'a str> {
        let id = self.dimension.as_deref()?;
        Some(model.dimension(id).map_or(id, |dimension| &dimension.name))
    }
}

/// A KPI and what was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    pub kpi: Kpi,
    pub course: Course,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_current_for_its_cadence_and_a_third_of_it() {
        let until = |cadence: Cadence| cadence.current_until("2026-01-31".parse().unwrap());
        assert_eq!(until(Cadence::Monthly).to_string(), "2026-03-10");
        assert_eq!(until(Cadence::Quarterly).to_string(), "2026-05-30");
        assert_eq!(until(Cadence::HalfYearly).to_string(), "2026-09-29");
        assert_eq!(until(Cadence::Yearly).to_string(), "2027-05-31");
        assert_eq!(Cadence::Yearly.current_until(NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn what_is_stored_names_its_direction_and_cadence() {
        for cadence in Cadence::ALL {
            assert_eq!(Cadence::named(cadence.as_str()), Some(cadence));
        }
        for (value, _) in Direction::CHOICES {
            assert_eq!(Direction::named(value).map(Direction::as_str), Some(value));
        }
        assert_eq!(Direction::named("sideways"), None);
    }
}
