//! All SQL of targets and holds.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Goal, Hold, HoldForm, HoldId, Plan, Scope, Target, TargetForm, TargetId};
use crate::access::{Allows, Manage, OrgId, PersonId, TeamId, TenantTx, View};
use crate::period::Period;

/// Every hold there is or was, and every target: those first whose review comes first, or that are
/// due first.
pub async fn plan(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Plan> {
    let rows = sqlx::query!(
        r#"
        select decided.id as "id!", decided.team_id as "team: TeamId",
            decided.dimension as "dimension!", decided.why as "why!",
            decided.from_period as "from: Period", decided.until_period as "until!: Period",
            decided.decided_at as "decided_at!", decided.ended_at, decided.progress as "goal: Goal",
            person.name as "by?"
        from (
            select id, team_id, dimension, reason as why, from_period, until_period, decided_at,
                ended_at, null::smallint as progress, decided_by
            from hold where org_id = $1
            union all
            select id, team_id, dimension, note, null, due_period, set_at, null, progress, set_by
            from target where org_id = $1
        ) as decided
        left join person on person.id = decided.decided_by
        order by decided.until_period, decided.dimension, decided.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut plan = Plan::default();
    for row in rows {
        let scope = Scope { team: row.team, dimension: row.dimension };
        let by = row.by.unwrap_or_else(|| "a former member".to_owned());
        match (row.goal, row.from) {
            (Some(goal), _) => plan.targets.push(Target {
                id: TargetId(row.id),
                scope,
                goal,
                due: row.until,
                note: row.why,
                set_by: by,
                set_at: row.decided_at,
            }),
            (None, from) => plan.holds.push(Hold {
                id: HoldId(row.id),
                scope,
                reason: row.why,
                from: from.unwrap_or(row.until),
                until: row.until,
                decided_by: by,
                decided_at: row.decided_at,
                ended_at: row.ended_at,
            }),
        }
    }
    Ok(plan)
}

/// Keeps a decision to hold.
pub(super) async fn insert_hold(
    tx: &mut TenantTx<impl Allows<Manage>>,
    hold: &HoldForm,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into hold (
            org_id, id, team_id, dimension, reason, from_period, until_period, decided_by, decided_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        tx.org() as OrgId,
        Uuid::now_v7(),
        hold.scope.team as Option<TeamId>,
        hold.scope.dimension,
        hold.reason,
        hold.from as Period,
        hold.until as Period,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends a hold; tells what was held, or `None` if there is no such hold that has not ended yet.
pub(super) async fn end_hold(
    tx: &mut TenantTx<impl Allows<Manage>>,
    hold: HoldId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Scope>> {
    let row = sqlx::query!(
        r#"
        update hold set ended_at = $3
        where org_id = $1 and id = $2 and ended_at is null
        returning team_id as "team: TeamId", dimension
        "#,
        tx.org() as OrgId,
        hold as HoldId,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Scope { team: row.team, dimension: row.dimension }))
}

/// Sets a target in place of the one there may be of the same dimension.
pub(super) async fn set_target(
    tx: &mut TenantTx<impl Allows<Manage>>,
    target: &TargetForm,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into target (
            org_id, id, team_id, dimension, progress, due_period, note, set_by, set_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict on constraint target_once_per_dimension do update set
            progress = excluded.progress,
            due_period = excluded.due_period,
            note = excluded.note,
            set_by = excluded.set_by,
            set_at = excluded.set_at
        ",
        tx.org() as OrgId,
        Uuid::now_v7(),
        target.scope.team as Option<TeamId>,
        target.scope.dimension,
        target.goal as Goal,
        target.due as Period,
        target.note,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a target; tells whose it was, or `None` if there is no such target.
pub(super) async fn remove_target(
    tx: &mut TenantTx<impl Allows<Manage>>,
    target: TargetId,
) -> sqlx::Result<Option<Scope>> {
    let row = sqlx::query!(
        r#"
        delete from target where org_id = $1 and id = $2
        returning team_id as "team: TeamId", dimension
        "#,
        tx.org() as OrgId,
        target as TargetId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Scope { team: row.team, dimension: row.dimension }))
}
