use crate::assessment::RollUp;
use crate::paths::{OrgSlug, OverviewPath};
use crate::period::Period;
use crate::web::PageError;

/// What was known at the end of a period.
pub(super) struct LookedBack {
    /// The roll-ups up to it, oldest first; at least one.
    pub roll_ups: Vec<RollUp>,
    /// The newest of them.
    pub newest: RollUp,
    /// Every period that has figures, newest first.
    pub periods: Vec<Period>,
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
    let periods: Vec<Period> = known.iter().rev().map(|roll_up| roll_up.period).collect();
    if let Some(period) = period {
        known.retain(|roll_up| roll_up.period <= period);
        if known.last().is_none_or(|roll_up| roll_up.period != period) {
            return Err(PageError::NotFound);
        }
    }
    let Some(newest) = known.last().cloned() else {
        return Err(PageError::Elsewhere(OverviewPath { org: org.clone() }.to_string()));
    };
    let newest_of_all = periods.first().copied().filter(|&last| last != newest.period);
    let query = newest_of_all.map(|_| format!("?period={}", newest.period)).unwrap_or_default();
    Ok(LookedBack { roll_ups: known, newest, periods, query, newest_of_all })
}
