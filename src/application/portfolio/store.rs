//! All SQL of the applications as they stood in a period.

use super::StandingApplication;
use crate::access::{Allows, OrgId, TenantTx, View};
use crate::application::store::states_in_order;
use crate::period::Period;

/// The applications there were in a period, each in the state that it had come to by its end; at
/// most 300.
pub async fn portfolio_in(
    tx: &mut TenantTx<impl Allows<View>>,
    period: Period,
) -> sqlx::Result<Vec<StandingApplication>> {
    sqlx::query_as!(
        StandingApplication,
        r#"
        select
            application.name, team.name as "team?", application.owner, application.reason,
            application.action, standing.to_state as state, standing.period as since,
            application.expected_benefit, application.measured_benefit,
            array(
                select pattern.name
                from pattern_use
                join pattern
                    on pattern.org_id = pattern_use.org_id and pattern.id = pattern_use.pattern_id
                where pattern_use.org_id = $1 and pattern_use.application_id = application.id
                order by lower(pattern.name), pattern.id
            ) as "patterns!"
        from application
        cross join lateral (
            select application_change.to_state, application_change.period
            from application_change
            where application_change.org_id = $1
              and application_change.application_id = application.id
              and application_change.period <= $2
            order by application_change.period desc, application_change.id desc
            limit 1
        ) as standing
        left join team on team.org_id = $1 and team.id = application.team_id
        where application.org_id = $1
        order by
            array_position($3::text[], standing.to_state), lower(application.name), application.id
        limit 300
        "#,
        tx.org() as OrgId,
        period as Period,
        &states_in_order(),
    )
    .fetch_all(tx.conn())
    .await
}
