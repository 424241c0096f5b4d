//! All SQL of the organization's roll-ups.

use std::collections::BTreeMap;

use super::{Coverage, OwnAnswers, Reporting};
use crate::access::{Allows, Edit, OrgId, TenantTx, View};
use crate::assessment::score::store::figures_of;
use crate::assessment::store::answer_of;
use crate::maturity::{AnswerSum, Answers, Figures, Model};
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

/// The sums over the organization's teams that its roll-up of `period` is made of, and who
/// reports in it: whoever submitted the period, else whoever submitted the one before.
pub(super) async fn reporting(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<Reporting> {
    let org = tx.org();
    let counts = sqlx::query!(
        r#"
        select
            (select count(*) from team where team.org_id = $1) as "known!",
            count(*) filter (where has_current and team_id is not null) as "current!",
            count(*) filter (where not has_current and team_id is not null) as "stale!",
            bool_or(has_current) filter (where team_id is null) as own_is_current,
            coalesce(sum(applications) filter (where team_id is not null), 0) as "weight!",
            coalesce(
                sum(applications * coalesce(reviewed_percent, 100))
                    filter (where has_current and team_id is not null), 0
            ) as "weighted_reviewed!"
        from (
            select distinct on (team_id)
                team_id, applications, reviewed_percent, period = $2 as has_current
            from assessment
            where org_id = $1 and period in ($2, $3) and submitted_at is not null
            order by team_id, period desc
        ) as counted
        "#,
        org as OrgId,
        period as Period,
        period.previous() as Period,
    )
    .fetch_one(tx.conn())
    .await?;

    let rows = sqlx::query!(
        r#"
        with counted as (
            select distinct on (team_id) id, team_id, applications
            from assessment
            where org_id = $1 and period in ($2, $3) and submitted_at is not null
            order by team_id, period desc
        )
        select
            answer.criterion, counted.team_id is null as "is_own!",
            coalesce(sum(counted.applications) filter (where answer.not_applicable), 0)
                as "weight_not_applicable!",
            coalesce(sum(counted.applications * answer.quarters), 0) as "weighted_quarters!",
            min(answer.quarters) as quarters
        from counted join answer on answer.org_id = $1 and answer.assessment_id = counted.id
        group by 1, 2
        "#,
        org as OrgId,
        period as Period,
        period.previous() as Period,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut sums = BTreeMap::new();
    let mut own = Answers::none(model);
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        if row.is_own {
            let answer = answer_of(row.quarters, row.weight_not_applicable > 0)?;
            own.set(criterion.position, answer);
        } else {
            let weight = counts.weight - row.weight_not_applicable;
            sums.insert(criterion.position, (weight, row.weighted_quarters));
        }
    }
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let sum = |n: i64| u64::try_from(n).unwrap_or(0);
    let coverage = Coverage {
        counted: count(counts.current + counts.stale),
        stale: count(counts.stale),
        known: count(counts.known.max(counts.current + counts.stale)),
        own: match counts.own_is_current {
            Some(true) => OwnAnswers::Submitted,
            Some(false) => OwnAnswers::Stale,
            None => OwnAnswers::Missing,
        },
    };
    Ok(Reporting {
        coverage,
        reviewed_percent: counts
            .weighted_reviewed
            .checked_div(counts.weight)
            .and_then(|percent| i16::try_from(percent).ok())
            .unwrap_or(100),
        has_current: counts.current > 0 || coverage.own == OwnAnswers::Submitted,
        sums: sums
            .into_iter()
            .map(|(position, (weight, quarters))| AnswerSum {
                position,
                weight: sum(weight),
                weighted_quarters: sum(quarters),
            })
            .collect(),
        own: (coverage.own != OwnAnswers::Missing).then_some(own),
    })
}

/// Stores the organization's roll-up of a period in place of the one before.
pub(super) async fn record_roll_up(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    period: Period,
    (coverage, reviewed_percent): (Coverage, i16),
    figures: &Figures,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    let count = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "
        insert into org_score (
            org_id, period, model_id, teams_counted, teams_stale, teams_known, own,
            scores, towards, throughs, reviewed_percent
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (org_id, period) do update set
            model_id = excluded.model_id,
            teams_counted = excluded.teams_counted,
            teams_stale = excluded.teams_stale,
            teams_known = excluded.teams_known,
            own = excluded.own,
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs,
            reviewed_percent = excluded.reviewed_percent
        ",
        tx.org() as OrgId,
        period as Period,
        model.id,
        count(coverage.counted),
        count(coverage.stale),
        count(coverage.known),
        coverage.own.as_str(),
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
        reviewed_percent,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes the organization's roll-up of a period, if there is one.
pub(super) async fn delete_roll_up(
    tx: &mut TenantTx<impl Allows<Edit>>,
    period: Period,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from org_score where org_id = $1 and period = $2",
        tx.org() as OrgId,
        period as Period,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The organization's roll-up of one period.
#[derive(Clone, Debug)]
pub struct RollUp {
    pub period: Period,
    pub coverage: Coverage,
    pub figures: Figures,
}

/// Every roll-up of the organization, oldest first.
pub async fn roll_ups(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
) -> sqlx::Result<Vec<RollUp>> {
    let rows = sqlx::query!(
        r#"
        select period, teams_counted, teams_stale, teams_known, own,
            scores as "scores: Vec<Option<i16>>", towards as "towards: Vec<Option<i16>>",
            throughs as "throughs: Vec<Option<i16>>"
        from org_score where org_id = $1 order by period
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let count = |n: i32| u32::try_from(n).unwrap_or(0);
            Ok(RollUp {
                period: row.period,
                coverage: Coverage {
                    counted: count(row.teams_counted),
                    stale: count(row.teams_stale),
                    known: count(row.teams_known),
                    own: OwnAnswers::stored(&row.own),
                },
                figures: figures_of(model, &row.scores, &row.towards, &row.throughs)?,
            })
        })
        .collect()
}
