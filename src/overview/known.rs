//! What an overview is made of, read at once.

use chrono::NaiveDate;

use super::kpis::{brought, known_until};
use super::picture::Stored;
use crate::access::{Allows, TenantTx, View};
use crate::action::store::actions;
use crate::application::StateCounts;
use crate::application::state_counts::store::state_counts;
use crate::assessment::{RollUp, TeamsAt, roll_ups_and_detail, teams_at};
use crate::clock::Clock;
use crate::kpi::Measured;
use crate::kpi::store::kpis;
use crate::maturity::Model;
use crate::period::Period;
use crate::plan::Plan;
use crate::plan::store::plan;
use crate::roi::store::returned;
use crate::web::PageError;

/// All that is known of an organization in a period.
#[derive(Clone, Debug)]
pub struct Known {
    /// The newest period with figures up to the one that was asked for; the one we are in, while
    /// there are none.
    pub period: Period,
    /// The newest period of all, when that is another.
    pub newest: Option<Period>,
    /// The period we are in.
    pub current: Period,
    /// The period before that has figures, or else the quarter before.
    pub since: Period,
    /// Up to when it is known what was measured: the last day of the period, or today.
    pub day: NaiveDate,
    /// Each period there are figures of, newest first.
    pub periods: Vec<Period>,
    pub stored: Stored,
    pub counts: StateCounts,
    pub measured: Vec<Measured>,
}

impl Known {
    /// What is known now, or what was known in the period that is asked for. One without figures is
    /// not found.
    pub async fn look(
        tx: &mut TenantTx<impl Allows<View>>,
        asked: Option<Period>,
        clock: &Clock,
    ) -> Result<Self, PageError> {
        let (model, current) = (Model::built_in(), clock.period());
        let (mut known, detail) = roll_ups_and_detail(tx, model, asked).await?;
        let periods = keep_up_to(&mut known, asked)?;
        let period = known.last().map_or(current, |roll_up| roll_up.period);
        let newest = periods.first().copied().filter(|&newest| newest != period);

        let TeamsAt { teams, standings, courses } = teams_at(tx, model, period).await?;
        let Plan { holds, targets } = plan(tx).await?;
        let actions = actions(tx, None, true).await?;
        let returned = returned(tx).await?;
        let since = known.iter().rev().nth(1).map_or(period.previous(), |before| before.period);
        let counts = state_counts(tx, period, since).await?;
        let day = known_until(period, clock.now().date_naive());
        let measured = kpis(tx, day).await?;
        let brought = brought(&measured, day, (since, &counts));
        let mut stored = Stored {
            roll_ups: known,
            detail,
            teams,
            standings,
            courses,
            holds,
            targets,
            actions,
            returned,
            brought,
        };
        if newest.is_some() {
            // What was noted and aimed at later was not known then.
            stored.actions.clear();
            stored.returned = stored.returned.up_to(period);
            stored.targets.retain(|target| Period::of(target.set_at.date_naive()) <= period);
        }
        Ok(Self { period, newest, current, since, day, periods, stored, counts, measured })
    }
}

/// Keeps of the roll-ups, oldest first, those up to `period`, and tells the period of each there
/// was, newest first. A period without figures is not found.
pub(super) fn keep_up_to(
    known: &mut Vec<RollUp>,
    period: Option<Period>,
) -> Result<Vec<Period>, PageError> {
    let periods = known.iter().rev().map(|roll_up| roll_up.period).collect();
    if let Some(period) = period {
        known.retain(|roll_up| roll_up.period <= period);
        if known.last().is_none_or(|roll_up| roll_up.period != period) {
            return Err(PageError::NotFound);
        }
    }
    Ok(periods)
}
