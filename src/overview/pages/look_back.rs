use serde::Deserialize;

use crate::assessment::RollUp;
use crate::overview::known::keep_up_to;
use crate::overview::periods::{Year, years};
use crate::paths::{OrgSlug, OverviewPath};
use crate::period::Period;
use crate::web::PageError;

/// Which period to look back to; without it, the newest.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct LookBack {
    pub period: Option<Period>,
}

/// What was known at the end of a period.
pub(super) struct LookedBack {
    /// The roll-ups up to it, oldest first; at least one.
    pub roll_ups: Vec<RollUp>,
    /// The newest of them.
    pub newest: RollUp,
    /// Every period that has figures, newest first.
    pub years: Vec<Year>,
    /// What keeps links in the same period: `?period=2026-Q3`, or nothing for the newest.
    pub query: String,
    /// The newest period of all, when it is another than the one that is shown.
    pub newest_of_all: Option<Period>,
}

/// Looks back to `period`, or at the newest. A period without figures is not found; an organization
/// without any is led to its first steps.
pub(super) fn look_back(
    mut known: Vec<RollUp>,
    period: Option<Period>,
    org: &OrgSlug,
) -> Result<LookedBack, PageError> {
    let periods = keep_up_to(&mut known, period)?;
    let Some(newest) = known.last().cloned() else {
        return Err(PageError::Elsewhere(OverviewPath { org: org.clone() }.to_string()));
    };
    let newest_of_all = periods.first().copied().filter(|&last| last != newest.period);
    let query = newest_of_all.map(|_| format!("?period={}", newest.period)).unwrap_or_default();
    Ok(LookedBack { roll_ups: known, newest, years: years(&periods), query, newest_of_all })
}
