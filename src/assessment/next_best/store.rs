//! All SQL of what would move the organization most.

use super::{LackingTeam, OrgNextBest};
use crate::access::{Allows, Edit, OrgId, TenantTx, View};
use crate::maturity::{Model, NextBest, Points, Scope};
use crate::period::Period;

/// Stores what is next with the roll-up of a period.
pub(in crate::assessment) async fn record_next_best(
    tx: &mut TenantTx<impl Allows<Edit>>,
    period: Period,
    next: &[NextBest<'_>],
) -> sqlx::Result<()> {
    let criteria: Vec<String> = next.iter().map(|next| next.criterion.id.to_string()).collect();
    let tenths = |next: &NextBest<'_>| i16::try_from(next.points.tenths()).unwrap_or(i16::MAX);
    let points: Vec<i16> = next.iter().map(tenths).collect();
    sqlx::query!(
        "
        update org_score set next_criteria = $3, next_points = $4
        where org_id = $1 and period = $2
        ",
        tx.org() as OrgId,
        period as Period,
        &criteria,
        &points,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What would move the organization most in a period, with at most six of the teams that lack it.
pub async fn next_best_of<'m>(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &'m Model,
    period: Period,
) -> sqlx::Result<Vec<OrgNextBest<'m>>> {
    let rows = sqlx::query!(
        r#"
        with next as (
            select next.criterion, next.points, next.place
            from org_score
            cross join unnest(next_criteria, next_points)
                with ordinality as next (criterion, points, place)
            where org_score.org_id = $1 and org_score.period = $2
        ),
        counted as (
            select distinct on (team_id) id, team_id
            from assessment
            where org_id = $1
              and period in ($2, $3)
              and submitted_at is not null
              and team_id is not null
            order by team_id, period desc
        ),
        lacking as (
            select
                next.criterion, team.slug, team.name,
                count(*) over (partition by next.criterion) as teams,
                row_number() over (
                    partition by next.criterion order by lower(team.name), team.id
                ) as place
            from next
            cross join counted
            join team on team.org_id = $1 and team.id = counted.team_id
            left join answer
                on answer.org_id = $1
                and answer.assessment_id = counted.id
                and answer.criterion = next.criterion
            where answer.not_applicable is not true and coalesce(answer.quarters, 0) < 4
        )
        select
            next.criterion as "criterion!", next.points as "points!",
            lacking.teams as "teams?", lacking.slug as "slug?", lacking.name as "name?"
        from next left join lacking on lacking.criterion = next.criterion and lacking.place <= 6
        order by next.place, lacking.place
        "#,
        tx.org() as OrgId,
        period as Period,
        period.previous() as Period,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut next: Vec<OrgNextBest<'m>> = Vec::new();
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        if next.last().is_none_or(|last| last.criterion != criterion) {
            let points = Points::from_tenths(row.points.into());
            next.push(OrgNextBest { criterion, points, teams_lacking: 0, lacking: Vec::new() });
        }
        if let (Scope::Team, Some(slug), Some(name), Some(last)) =
            (criterion.scope, row.slug, row.name, next.last_mut())
        {
            last.teams_lacking = row.teams.map_or(0, |n| usize::try_from(n).unwrap_or(0));
            last.lacking.push(LackingTeam { slug, name });
        }
    }
    Ok(next)
}
