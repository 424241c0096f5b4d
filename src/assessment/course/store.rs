//! All SQL of courses. They are read from stored figures, and nothing is written here.

use std::collections::BTreeMap;

use super::{Course, Reviewed};
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::assessment::score::store::{figures_of, percent};
use crate::maturity::Model;
use crate::period::Period;

/// How far back the courses of all teams go: two years, the last quarter included.
const QUARTERS_OF_TEAMS: usize = 8;

/// The course of every team that has submitted in the two years up to `last`. Each ends with the
/// team's last submission.
pub async fn team_courses(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    last: Period,
) -> sqlx::Result<BTreeMap<TeamId, Course>> {
    let earlier = std::iter::successors(Some(last), |period| Some(period.previous()));
    let first = earlier.take(QUARTERS_OF_TEAMS).last().unwrap_or(last);
    let rows = sqlx::query!(
        r#"
        select team_id as "team!: TeamId", period as "period: Period", reviewed_percent,
            scores[:1 + $4] as "scores!: Vec<Option<i16>>",
            towards[:1 + $4] as "towards!: Vec<Option<i16>>",
            throughs[:1 + $4] as "throughs!: Vec<Option<i16>>"
        from assessment_score
        where org_id = $1 and team_id is not null and period between $2 and $3
        order by period
        "#,
        tx.org() as OrgId,
        first as Period,
        last as Period,
        figures_a_quarter(model),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut known: BTreeMap<TeamId, Vec<(Period, Reviewed)>> = BTreeMap::new();
    for row in rows {
        let figures = figures_of(model, &row.scores, &row.towards, &row.throughs)?;
        let reviewed = Reviewed { figures, percent: percent(row.reviewed_percent) };
        known.entry(row.team).or_default().push((row.period, reviewed));
    }
    Ok(known.into_iter().map(|(team, known)| (team, Course::up_to(last, known))).collect())
}

/// The last place of the dimensions in stored figures, the whole being the first.
fn figures_a_quarter(model: &Model) -> i32 {
    i32::try_from(model.dimensions.len()).unwrap_or(0)
}
