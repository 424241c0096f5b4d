//! All SQL of where all teams stand. It is read from stored figures, and nothing is written here.

use super::{TeamStanding, TeamsAt};
use crate::access::{Allows, OrgId, Team, TenantTx, View};
use crate::assessment::Course;
use crate::assessment::course::store::course_of;
use crate::assessment::score::store::bytes_without_categories;
use crate::maturity::Model;
use crate::period::Period;

/// How far back the courses of all teams go: two years, the last quarter included.
const QUARTERS: u16 = 8;

/// Every team, and where it stands in `period`.
pub async fn teams_at(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<TeamsAt> {
    let first = period.minus(QUARTERS - 1);
    let rows = sqlx::query!(
        r#"
        select
            team.id, team.slug, team.name, team.applications, team.group_name as "group",
            draft.id is not null as "has_draft!",
            counted.course as "course?"
        from team
        left join assessment as draft
            on draft.org_id = $1
            and draft.team_id = team.id
            and draft.period = $2
            and draft.submitted_at is null
        left join (
            select distinct on (team_id)
                team_id,
                coalesce(
                    course,
                    (
                        select string_agg(
                            convert_to(period, 'UTF8') || int2send(reviewed_percent)
                                || substring(figures for $4),
                            ''::bytea order by period
                        )
                        from assessment_score as way
                        where way.org_id = $1
                          and way.team_id = newest.team_id
                          and way.period between $5 and newest.period
                    )
                ) as course
            from assessment_score as newest
            where org_id = $1 and team_id is not null and period in ($2, $3)
            order by team_id, period desc
        ) as counted on counted.team_id = team.id
        where team.org_id = $1
        order by lower(team.name), team.name, team.id
        "#,
        tx.org() as OrgId,
        period as Period,
        period.previous() as Period,
        bytes_without_categories(model),
        first as Period,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut at = TeamsAt::default();
    for row in rows {
        let stored = row.course.unwrap_or_default();
        let known = course_of(model, &stored, first)?;
        if !known.is_empty() {
            at.courses.insert(row.id, Course::of_submitted(&known, period));
        }
        let figures = known.into_iter().next_back();
        let has_draft = row.has_draft;
        if figures.is_some() || has_draft {
            at.standings.push(TeamStanding { team: row.id, figures, has_draft });
        }
        let (id, slug, name) = (row.id, row.slug, row.name);
        at.teams.push(Team { id, slug, name, applications: row.applications, group: row.group });
    }
    Ok(at)
}
