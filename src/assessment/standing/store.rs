//! All SQL of where all teams stand. It is read from stored figures, and nothing is written here.

use super::{TeamStanding, TeamsAt};
use crate::access::{Allows, OrgId, Team, TenantTx, View};
use crate::assessment::score::store::{bytes_without_categories, figures_of, percent};
use crate::assessment::{Course, PeriodFigures};
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
    let rows = sqlx::query!(
        r#"
        select
            team.id, team.slug, team.name, team.applications, team.group_name as "group",
            draft.id is not null as "has_draft!",
            known.periods as "periods!: Vec<Period>",
            known.percents as "percents!",
            known.figures as "figures!"
        from team
        left join assessment as draft
            on draft.org_id = $1
            and draft.team_id = team.id
            and draft.period = $2
            and draft.submitted_at is null
        cross join lateral (
            select
                coalesce(array_agg(period order by period), '{}') as periods,
                coalesce(array_agg(reviewed_percent order by period), '{}') as percents,
                coalesce(string_agg(substring(figures for $4), ''::bytea order by period), '')
                    as figures
            from assessment_score
            where assessment_score.org_id = $1
              and assessment_score.team_id = team.id
              and assessment_score.period between $3 and $2
        ) as known
        where team.org_id = $1
        order by lower(team.name), team.name, team.id
        "#,
        tx.org() as OrgId,
        period as Period,
        period.minus(QUARTERS - 1) as Period,
        bytes_without_categories(model),
    )
    .fetch_all(tx.conn())
    .await?;

    let mut at = TeamsAt::default();
    let bytes = usize::try_from(bytes_without_categories(model)).unwrap_or(usize::MAX);
    for row in rows {
        let known = row
            .periods
            .into_iter()
            .zip(row.percents)
            .zip(row.figures.chunks(bytes))
            .map(|((period, reviewed), packed)| {
                Ok(PeriodFigures {
                    period,
                    reviewed_percent: percent(reviewed),
                    figures: figures_of(model, packed)?,
                    evidenced: None,
                })
            })
            .collect::<sqlx::Result<Vec<_>>>()?;
        if !known.is_empty() {
            at.courses.insert(row.id, Course::of_submitted(&known, period));
        }
        let figures = known.into_iter().next_back().filter(|it| it.period >= period.previous());
        let has_draft = row.has_draft;
        if figures.is_some() || has_draft {
            at.standings.push(TeamStanding { team: row.id, figures, has_draft });
        }
        let (id, slug, name) = (row.id, row.slug, row.name);
        at.teams.push(Team { id, slug, name, applications: row.applications, group: row.group });
    }
    Ok(at)
}
