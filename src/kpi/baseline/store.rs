//! All SQL of how baselines were changed.

use chrono::{DateTime, Utc};

use crate::access::{Allows, Edit, OrgId, PersonId, TenantTx, View};
use crate::kpi::{Amount, BaselineChange, BaselineForm, Kpi, KpiId, Mark};
use crate::period::Period;

/// Changes the baseline, and keeps what it was; `false` if the KPI has changed since `version`.
pub(in crate::kpi) async fn change(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (kpi, version): (&Kpi, i32),
    form: &BaselineForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        "
        with changed as (
            update kpi
            set baseline_value = $4, baseline_period = $5, row_version = row_version + 1
            where org_id = $1 and id = $2 and row_version = $3
            returning id
        )
        insert into kpi_baseline_change (
            org_id, id, kpi_id, old_value, old_period, new_value, new_period, reason, changed_by,
            changed_at
        )
        select $1, $6, changed.id, $7, $8, $4, $5, $9, $10, $11 from changed
        ",
        tx.org() as OrgId,
        kpi.id as KpiId,
        version,
        form.baseline.value as Amount,
        form.baseline.period as Period,
        uuid::Uuid::now_v7(),
        kpi.baseline.value as Amount,
        kpi.baseline.period as Period,
        form.reason,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// How a baseline was changed, the newest change first; at most a hundred.
pub(in crate::kpi) async fn changes(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
) -> sqlx::Result<Vec<BaselineChange>> {
    let rows = sqlx::query!(
        r#"
        select
            change.old_value as "old_value: Amount", change.old_period as "old_period: Period",
            change.new_value as "new_value: Amount", change.new_period as "new_period: Period",
            change.reason, coalesce(person.name, 'a former member') as "by!", change.changed_at
        from kpi_baseline_change as change
        left join person on person.id = change.changed_by
        where change.org_id = $1 and change.kpi_id = $2
        order by change.id desc
        limit 100
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
    )
    .fetch_all(tx.conn())
    .await?;
    let change = rows.into_iter().map(|row| BaselineChange {
        old: Mark { value: row.old_value, period: row.old_period },
        new: Mark { value: row.new_value, period: row.new_period },
        reason: row.reason,
        changed_by: row.by,
        changed_at: row.changed_at,
    });
    Ok(change.collect())
}
