//! All SQL of who has reported.

use super::{ReportState, Reporter, ReportingTeam, draft_progress};
use crate::access::{Allows, OrgId, PersonId, TenantTx, View};
use crate::assessment::score::store::figures_of;
use crate::maturity::{Model, Scope};
use crate::paths::TeamSlug;
use crate::period::Period;

/// How far everybody has come with a period: the organization itself, then its teams by name.
///
/// One query, however many teams there are. Of a draft it fetches which criteria are answered and
/// reviewed, and of its respondent's last figures what decides which of them are asked.
pub async fn reporters(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<Vec<Reporter>> {
    let rows = sqlx::query!(
        r#"
        select
            respondent.slug as "slug?: TeamSlug", respondent.name as "name?",
            respondent.is_led as "is_led!",
            current.saved_at as "saved_at?", current.submitted_at,
            person.name as "submitted_by?",
            exists (
                select from assessment as before
                where before.org_id = $1
                  and before.team_id is not distinct from respondent.team_id
                  and before.period = $3
                  and before.submitted_at is not null
            ) as "has_before!",
            (
                select max(reopened_at) from reopening
                where reopening.org_id = $1 and reopening.assessment_id = current.id
            ) as reopened_at,
            array(
                select answer.criterion
                from answer
                where current.submitted_at is null
                  and answer.org_id = $1
                  and answer.assessment_id = current.id
                  and (answer.quarters is not null or answer.not_applicable)
                  and answer.is_reviewed
            ) as "answered!",
            last.figures as "last_figures?"
        from (
            select null::uuid as team_id, null::text as slug, null::text as name, false as is_led
            union all
            select team.id, team.slug, team.name, exists (
                select from team_lead
                where team_lead.org_id = $1
                  and team_lead.team_id = team.id
                  and team_lead.person_id = $4
            )
            from team where team.org_id = $1
        ) as respondent
        left join assessment as current
            on current.org_id = $1
            and current.team_id is not distinct from respondent.team_id
            and current.period = $2
        left join person on person.id = current.submitted_by
        left join lateral (
            select figures
            from assessment_score
            where assessment_score.org_id = $1
              and assessment_score.team_id is not distinct from respondent.team_id
              and assessment_score.period < $2
              and current.saved_at is not null
              and current.submitted_at is null
            order by assessment_score.period desc
            limit 1
        ) as last on true
        order by respondent.team_id is not null, lower(respondent.name), respondent.slug
        "#,
        tx.org() as OrgId,
        period as Period,
        period.previous() as Period,
        tx.person() as PersonId,
    )
    .fetch_all(tx.conn())
    .await?;

    rows.into_iter()
        .map(|row| {
            let team = match (row.slug, row.name) {
                (Some(slug), Some(name)) => Some(ReportingTeam { slug, name, is_led: row.is_led }),
                _ => None,
            };
            let scope = if team.is_some() { Scope::Team } else { Scope::Organization };
            let state = match (row.saved_at, row.submitted_at) {
                (_, Some(at)) => ReportState::Submitted {
                    at,
                    by: row.submitted_by.unwrap_or_else(|| "a former member".to_owned()),
                },
                (None, None) => ReportState::NotStarted,
                (Some(saved_at), None) => {
                    let last = row.last_figures.map(|it| figures_of(model, &it)).transpose()?;
                    let answered = row.answered.iter();
                    let answered =
                        answered.filter_map(|id| model.criterion(id)).map(|c| c.position);
                    let progress = draft_progress(model, scope, last.as_ref(), &answered.collect());
                    ReportState::Draft { saved_at, progress }
                }
            };
            let is_stale = row.has_before && row.submitted_at.is_none();
            Ok(Reporter {
                team,
                state,
                stale_from: is_stale.then_some(period.previous()),
                reopened_at: row.reopened_at,
            })
        })
        .collect()
}
