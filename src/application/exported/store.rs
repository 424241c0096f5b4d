//! All SQL of the list as a file.

use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::application::store::states_in_order;
use crate::application::{ExportedApplication, Filter, MoveAction, MoveState, TradeOffs};

/// The applications that a filter leaves, with all that is said of them; at most 10,000.
pub(in crate::application) async fn exported(
    tx: &mut TenantTx<impl Allows<View>>,
    filter: Filter,
) -> sqlx::Result<Vec<ExportedApplication>> {
    let rows = sqlx::query!(
        r#"
        select
            application.name, team.name as "team?", application.owner, application.reason,
            application.action, application.state, application.since_period,
            application.live_period, application.expected_benefit, application.measured_benefit,
            application.capacity, application.backup, application.recovery,
            application.performance, application.compliance, application.reputation,
            application.effort_hundredths, application.size,
            array(
                select pattern.name
                from pattern_use
                join pattern
                    on pattern.org_id = pattern_use.org_id and pattern.id = pattern_use.pattern_id
                where pattern_use.org_id = $1 and pattern_use.application_id = application.id
                order by lower(pattern.name), pattern.id
            ) as "patterns!"
        from application
        left join team on team.org_id = $1 and team.id = application.team_id
        where application.org_id = $1
          and (not $2 or application.team_id is not distinct from $3)
          and ($4::text is null or application.state = $4)
          and ($5::text is null or application.action = $5)
        order by
            array_position($6::text[], application.state), lower(application.name), application.id
        limit 10000
        "#,
        tx.org() as OrgId,
        filter.team.is_some(),
        filter.team.flatten() as Option<TeamId>,
        filter.state.map(MoveState::as_str),
        filter.action.map(MoveAction::as_str),
        &states_in_order(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ExportedApplication {
            name: row.name,
            team: row.team,
            owner: row.owner,
            reason: row.reason,
            action: row.action,
            state: row.state,
            since: row.since_period,
            live: row.live_period,
            expected_benefit: row.expected_benefit,
            measured_benefit: row.measured_benefit,
            trade_offs: TradeOffs {
                capacity: row.capacity,
                backup: row.backup,
                recovery: row.recovery,
                performance: row.performance,
                compliance: row.compliance,
                reputation: row.reputation,
            },
            effort: row.effort_hundredths,
            size: row.size,
            patterns: row.patterns,
        })
        .collect())
}
