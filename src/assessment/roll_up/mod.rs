//! The organization's figures of a period, made of its teams' and its own answers.

mod coverage;
mod store;

pub use coverage::{Coverage, OwnAnswers};
pub use store::{roll_ups, roll_ups_and_detail};

use super::gap::Gaps;
use super::submitted::store::submitted;
use super::submitted::{self, Counted, SubmittedAnswers};
use crate::access::{Allows, Edit, TenantTx, View};
use crate::maturity::{Figures, Model, NextBest, PooledAnswers, next_best, score_organization};
use crate::period::Period;

/// The organization's roll-up of one period.
#[derive(Clone, Debug)]
pub struct RollUp {
    pub period: Period,
    pub coverage: Coverage,
    /// The share of the teams' answers that was reviewed in the period, by weight, in whole
    /// percent rounded down; of a team that is stale, none was.
    pub reviewed_percent: u8,
    pub figures: Figures,
}

/// What else is known of a period that has a roll-up, and is read for one period at a time.
#[derive(Clone, Debug)]
pub struct RollUpDetail<'m> {
    /// What would move the organization most.
    pub next_best: Vec<NextBest<'m>>,
    pub gaps: Gaps,
}

/// The roll-up of `period`, when there are so many teams; `None` when nobody has submitted the
/// period itself. What is `submitted` may go further back, and on, than what counts in it.
fn made_of<'m>(
    model: &'m Model,
    period: Period,
    submitted: &[SubmittedAnswers],
    teams: u32,
) -> Option<(RollUp, RollUpDetail<'m>)> {
    let counted = Counted::of(submitted, period);
    let is_current = |it: &Counted<'_>| it.newest.period == period;
    counted.iter().any(is_current).then(|| {
        let pooled = submitted::pooled(model, &counted);
        let roll_up = RollUp {
            period,
            coverage: Coverage::of(&counted, period, teams),
            reviewed_percent: reviewed_percent(&counted, period),
            figures: score_organization(model, &pooled),
        };
        let gaps = Gaps::of(model, period, &counted, &pooled);
        (roll_up, RollUpDetail { next_best: next_best(model, &pooled), gaps })
    })
}

fn reviewed_percent(counted: &[Counted<'_>], period: Period) -> u8 {
    let teams = counted.iter().map(|it| it.newest).filter(|it| it.team.is_some());
    let weight: u64 = teams.clone().map(|it| u64::from(it.applications)).sum();
    let reviewed: u64 = teams
        .filter(|it| it.period == period)
        .map(|it| u64::from(it.applications) * u64::from(it.reviewed_percent))
        .sum();
    reviewed.checked_div(weight).and_then(|percent| u8::try_from(percent).ok()).unwrap_or(100)
}

/// The answers that the organization's figures of a period are made of.
pub async fn pooled_answers(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<PooledAnswers> {
    let (submitted, _) = submitted(tx, model, (period.previous(), period)).await?;
    Ok(submitted::pooled(model, &Counted::of(&submitted, period)))
}

/// The same of the newest period that has figures, and that period.
pub async fn newest_pooled_answers(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
) -> sqlx::Result<Option<(Period, PooledAnswers)>> {
    let Some(period) = store::newest_period(tx).await? else { return Ok(None) };
    Ok(Some((period, pooled_answers(tx, model, period).await?)))
}

/// Computes anew what is stored of a period of which something was submitted or withdrawn: of the
/// period itself, of the next one, in which a team that has not reported yet is still counted with
/// its answers of this one, and of the two after that, which tell since when nothing has moved.
pub async fn renew(tx: &mut TenantTx<Edit>, model: &Model, period: Period) -> sqlx::Result<()> {
    renew_all(tx, model, (period, submitted::last_looked_at_in(period))).await
}

/// Computes anew what is stored of each period from `first` to `last`. One in which nobody has
/// reported has no figures.
pub async fn renew_all(
    tx: &mut TenantTx<Edit>,
    model: &Model,
    (first, last): (Period, Period),
) -> sqlx::Result<()> {
    store::lock_roll_up(tx).await?;
    let looked_at = (submitted::first_looked_at(first), last);
    let (submitted, teams) = submitted(tx, model, looked_at).await?;
    let mut without = Vec::new();
    for period in first.up_to(last) {
        match made_of(model, period, &submitted, teams) {
            Some((roll_up, detail)) => store::record(tx, model, &roll_up, &detail).await?,
            None => without.push(period),
        }
    }
    store::delete_roll_ups(tx, &without).await
}
