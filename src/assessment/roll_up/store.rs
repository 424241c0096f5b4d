//! All SQL of the organization's roll-ups.

use super::{Coverage, OwnAnswers, RollUp, RollUpDetail, made_of};
use crate::access::{Allows, Edit, OrgId, TeamId, TenantTx, View};
use crate::assessment::gap::{GapColumns, Gaps};
use crate::assessment::score::store::{figures_of, percent};
use crate::assessment::submitted::first_looked_at;
use crate::assessment::submitted::store::submitted;
use crate::maturity::{Model, NextBest, Points};
use crate::period::Period;

/// Lets nobody else compute a roll-up of this organization until the transaction ends, so that
/// two submissions at once both end up in it.
pub(super) async fn lock_roll_up(tx: &mut TenantTx<impl Allows<Edit>>) -> sqlx::Result<()> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
        format!("roll-up of {}", tx.org()),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Stores a roll-up in place of the one before.
pub(super) async fn record(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    roll_up: &RollUp,
    detail: &RollUpDetail<'_>,
) -> sqlx::Result<()> {
    let RollUp { period, coverage, reviewed_percent, figures } = roll_up;
    let [scores, towards, throughs] = figures.to_columns();
    let next = &detail.next_best;
    let criteria: Vec<String> = next.iter().map(|next| next.criterion.id.to_string()).collect();
    let tenths = |next: &NextBest<'_>| i16::try_from(next.points.tenths()).unwrap_or(i16::MAX);
    let points: Vec<i16> = next.iter().map(tenths).collect();
    let gaps = detail.gaps.to_columns();
    let count = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "
        insert into org_score (
            org_id, period, model_id, teams_counted, teams_stale, teams_known, own,
            scores, towards, throughs, reviewed_percent, next_criteria, next_points,
            gap_shares, gap_respondents, gap_quarters_back, gap_states
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (org_id, period) do update set
            model_id = excluded.model_id,
            teams_counted = excluded.teams_counted,
            teams_stale = excluded.teams_stale,
            teams_known = excluded.teams_known,
            own = excluded.own,
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs,
            reviewed_percent = excluded.reviewed_percent,
            next_criteria = excluded.next_criteria,
            next_points = excluded.next_points,
            gap_shares = excluded.gap_shares,
            gap_respondents = excluded.gap_respondents,
            gap_quarters_back = excluded.gap_quarters_back,
            gap_states = excluded.gap_states
        ",
        tx.org() as OrgId,
        *period as Period,
        model.id,
        count(coverage.counted),
        count(coverage.stale),
        count(coverage.known),
        coverage.own.as_str(),
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
        i16::from(*reviewed_percent),
        &criteria,
        &points,
        &gaps.shares as &[Option<i16>],
        &gaps.respondents as &[Option<TeamId>],
        &gaps.quarters_back,
        &gaps.states,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes the roll-ups of periods in which nobody has reported any more.
pub(super) async fn delete_roll_ups(
    tx: &mut TenantTx<impl Allows<Edit>>,
    periods: &[Period],
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from org_score where org_id = $1 and period = any ($2)",
        tx.org() as OrgId,
        periods as &[Period],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The period of the newest roll-up.
pub(super) async fn newest_period(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Option<Period>> {
    sqlx::query_scalar!(
        r#"
        select period as "period: Period" from org_score
        where org_id = $1 order by period desc limit 1
        "#,
        tx.org() as OrgId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// A row of a roll-up, without its detail.
struct Row {
    period: Period,
    teams_counted: i32,
    teams_stale: i32,
    teams_known: i32,
    own: String,
    reviewed_percent: i16,
    figures: Vec<u8>,
}

impl Row {
    fn read(self, model: &Model) -> sqlx::Result<RollUp> {
        let count = |n: i32| u32::try_from(n).unwrap_or(0);
        Ok(RollUp {
            period: self.period,
            coverage: Coverage {
                counted: count(self.teams_counted),
                stale: count(self.teams_stale),
                known: count(self.teams_known),
                own: OwnAnswers::stored(&self.own),
            },
            reviewed_percent: percent(self.reviewed_percent),
            figures: figures_of(model, &self.figures)?,
        })
    }
}

/// Every roll-up of the organization, oldest first.
pub async fn roll_ups(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
) -> sqlx::Result<Vec<RollUp>> {
    let rows = sqlx::query_as!(
        Row,
        "
        select period, teams_counted, teams_stale, teams_known, own, reviewed_percent, figures
        from org_score where org_id = $1 order by period
        ",
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.read(model)).collect()
}

/// The same, and the detail of the one of `period`, or else of the newest; `None` when there is no
/// such roll-up.
pub async fn roll_ups_and_detail<'m>(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &'m Model,
    period: Option<Period>,
) -> sqlx::Result<(Vec<RollUp>, Option<RollUpDetail<'m>>)> {
    let rows = sqlx::query!(
        r#"
        with shown as (
            select coalesce($2, max(period)) as period from org_score where org_id = $1
        )
        select org_score.period, teams_counted, teams_stale, teams_known, own, reviewed_percent,
            figures, org_score.period = shown.period as "is_shown!",
            detail.next_criteria as "next_criteria?", detail.next_points as "next_points?",
            detail.gap_shares as "gap_shares?: Vec<Option<i16>>",
            detail.gap_respondents as "gap_respondents?: Vec<Option<TeamId>>",
            detail.gap_quarters_back as "gap_quarters_back?",
            detail.gap_states as "gap_states?"
        from org_score
        cross join shown
        left join lateral (
            select next_criteria, next_points,
                gap_shares, gap_respondents, gap_quarters_back, gap_states
            where org_score.period = shown.period
        ) as detail on true
        where org_score.org_id = $1
        order by org_score.period
        "#,
        tx.org() as OrgId,
        period as Option<Period>,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut known = Vec::with_capacity(rows.len());
    let mut shown = None;
    for row in rows {
        if row.is_shown {
            let next = (row.next_criteria, row.next_points);
            let gaps = (row.gap_shares, row.gap_respondents, row.gap_quarters_back, row.gap_states);
            shown = Some((row.period, next, gaps));
        }
        let row = Row {
            period: row.period,
            teams_counted: row.teams_counted,
            teams_stale: row.teams_stale,
            teams_known: row.teams_known,
            own: row.own,
            reviewed_percent: row.reviewed_percent,
            figures: row.figures,
        };
        known.push(row.read(model)?);
    }
    let detail = match shown {
        None => None,
        Some((period, (criteria, points), (Some(shares), Some(of), Some(back), Some(states)))) => {
            let columns = GapColumns { shares, respondents: of, quarters_back: back, states };
            let gaps = Gaps::from_columns(model, period, columns)
                .map_err(|error| sqlx::Error::Decode(error.into()))?;
            let next_best = next_best(model, criteria.zip(points));
            Some(RollUpDetail { next_best, gaps })
        }
        Some((period, _, _)) => detail_of(tx, model, period).await?,
    };
    Ok((known, detail))
}

fn next_best(model: &Model, stored: Option<(Vec<String>, Vec<i16>)>) -> Vec<NextBest<'_>> {
    let (criteria, points) = stored.unwrap_or_default();
    let next = criteria.iter().zip(points).filter_map(|(id, tenths)| {
        let criterion = model.criterion(id)?;
        Some(NextBest { criterion, points: Points::from_tenths(tenths.into()) })
    });
    next.collect()
}

/// The detail of a period whose roll-up a release before this one has stored without.
async fn detail_of<'m>(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &'m Model,
    period: Period,
) -> sqlx::Result<Option<RollUpDetail<'m>>> {
    let (submitted, teams) = submitted(tx, model, (first_looked_at(period), period)).await?;
    Ok(made_of(model, period, &submitted, teams).map(|(_, detail)| detail))
}
