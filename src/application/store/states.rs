use crate::access::{Allows, OrgId, TenantTx, View};
use crate::application::{MoveState, StateCounts};
use crate::period::Period;

/// How many applications were in each state at the end of a period, and how many of them have gone
/// live after `before`.
pub async fn state_counts(
    tx: &mut TenantTx<impl Allows<View>>,
    period: Period,
    before: Period,
) -> sqlx::Result<StateCounts> {
    let rows = sqlx::query!(
        r#"
        with standing as (
            select distinct on (application_id) application_id, to_state
            from application_change
            where org_id = $1 and period <= $2
            order by application_id, period desc, id desc
        ),
        earlier as (
            select distinct on (application_id) application_id, to_state
            from application_change
            where org_id = $1 and period <= $3
            order by application_id, period desc, id desc
        )
        select
            standing.to_state as "state!: MoveState",
            count(*) as "count!",
            count(*) filter (
                where standing.to_state in ('live', 'evaluated')
                  and coalesce(earlier.to_state not in ('live', 'evaluated'), true)
            ) as "gone_live!"
        from standing left join earlier on earlier.application_id = standing.application_id
        group by standing.to_state
        "#,
        tx.org() as OrgId,
        period as Period,
        before as Period,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(StateCounts::new(rows.into_iter().map(|row| (row.state, row.count, row.gone_live))))
}
