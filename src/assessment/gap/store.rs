//! All SQL of gaps. They are read from submitted answers, and nothing is written here.

use super::Unmet;
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::maturity::{Criterion, Model};
use crate::period::Period;

/// Which of `criteria` are not met in full by those who are counted in `period` (with what they
/// submitted in it, or else in the one before), and since when within the four periods up to it.
///
/// With a `team`, by that team alone.
pub async fn unmet(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    criteria: &[&Criterion],
    team: Option<TeamId>,
    period: Period,
) -> sqlx::Result<Vec<Unmet>> {
    let ids: Vec<String> = criteria.iter().map(|criterion| criterion.id.to_string()).collect();
    let before = period.previous();
    let rows = sqlx::query!(
        r#"
        with counted as (
            select distinct on (team_id) id, team_id
            from assessment
            where org_id = $1
              and period in ($2, $3)
              and submitted_at is not null
              and ($6::uuid is null or team_id = $6)
            order by team_id, period desc
        ),
        looked_at as (
            select assessment.id, assessment.team_id, assessment.period,
                assessment.id = counted.id as is_counted,
                count(*) over (partition by assessment.team_id) as periods
            from counted
            join assessment
                on assessment.org_id = $1
                and coalesce(assessment.team_id, $1) = coalesce(counted.team_id, $1)
            where assessment.period between $4 and $2 and assessment.submitted_at is not null
        ),
        answered as (
            select answer.criterion, looked_at.team_id, min(looked_at.period) as since,
                bool_or(
                    looked_at.is_counted
                    and not answer.not_applicable
                    and coalesce(answer.quarters, 0) < 4
                ) as is_lacking,
                count(*) > 1
                    and count(*) = min(looked_at.periods)
                    and min(coalesce(answer.quarters, -1)) = max(coalesce(answer.quarters, -1))
                    as is_unchanged
            from looked_at
            join answer on answer.org_id = $1 and answer.assessment_id = looked_at.id
            where answer.criterion = any($5)
            group by 1, 2
        )
        select criterion as "criterion!",
            array_agg(team_id) as "lacking!: Vec<Option<TeamId>>",
            coalesce(array_agg(team_id) filter (where is_unchanged), '{}')
                as "unchanged!: Vec<Option<TeamId>>",
            max(since) filter (where is_unchanged) as "since: Period"
        from answered where is_lacking
        group by criterion
        "#,
        tx.org() as OrgId,
        period as Period,
        before as Period,
        before.previous().previous() as Period,
        &ids,
        team as Option<TeamId>,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut gaps: Vec<Unmet> = rows
        .into_iter()
        .filter_map(|row| {
            let criterion = model.criterion(&row.criterion)?.position;
            let (lacking, unchanged, since) = (row.lacking, row.unchanged, row.since);
            Some(Unmet { criterion, lacking, unchanged, since })
        })
        .collect();
    gaps.sort_by_key(|gap| gap.criterion);
    Ok(gaps)
}
