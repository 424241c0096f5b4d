//! All SQL of states by period.

use std::collections::BTreeMap;

use crate::access::{Allows, OrgId, TenantTx, View};
use crate::application::{MoveState, StateCounts};
use crate::period::Period;

/// How many applications were in each state at the end of a period, and how many of them have gone
/// live after `before`; how many patterns there are, and how many were used again after `before`.
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
            ) as "gone_live!",
            (select count(*) from pattern where pattern.org_id = $1) as "patterns!",
            (
                select count(distinct again.pattern_id)
                from application as later
                join pattern_use as again
                    on again.org_id = $1 and again.application_id = later.id
                join pattern_use as first
                    on first.org_id = $1 and first.pattern_id = again.pattern_id
                join application as earlier on earlier.org_id = $1 and earlier.id = first.application_id
                where later.org_id = $1
                  and later.live_period > $3 and later.live_period <= $2
                  and (earlier.live_period, earlier.id) < (later.live_period, later.id)
            ) as "reused!"
        from standing left join earlier on earlier.application_id = standing.application_id
        group by standing.to_state
        "#,
        tx.org() as OrgId,
        period as Period,
        before as Period,
    )
    .fetch_all(tx.conn())
    .await?;
    // They are the same in every row.
    let (patterns, reused) = rows.first().map_or((0, 0), |row| (row.patterns, row.reused));
    let counts = StateCounts::new(rows.iter().map(|row| (row.state, row.count, row.gone_live)));
    Ok(counts.with_patterns(patterns, reused))
}

/// How many applications were in each state at the end of each period.
pub(in crate::application) async fn states_by_period(
    tx: &mut TenantTx<impl Allows<View>>,
    periods: &[Period],
) -> sqlx::Result<BTreeMap<Period, StateCounts>> {
    let rows = sqlx::query!(
        r#"
        select
            asked.period as "period!: Period", standing.to_state as "state!: MoveState",
            count(*) as "count!"
        from unnest($2::text[]) as asked (period)
        cross join lateral (
            select distinct on (application_id) to_state
            from application_change
            where org_id = $1 and application_change.period <= asked.period
            order by application_id, application_change.period desc, id desc
        ) as standing
        group by asked.period, standing.to_state
        "#,
        tx.org() as OrgId,
        periods as &[Period],
    )
    .fetch_all(tx.conn())
    .await?;
    let mut by_period: BTreeMap<Period, Vec<(MoveState, i64, i64)>> = BTreeMap::new();
    for row in rows {
        by_period.entry(row.period).or_default().push((row.state, row.count, 0));
    }
    let counted = by_period.into_iter();
    Ok(counted.map(|(period, rows)| (period, StateCounts::new(rows))).collect())
}
