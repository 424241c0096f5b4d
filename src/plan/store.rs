//! All SQL of targets and holds.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Goal, Hold, HoldForm, HoldId, Scope, Target, TargetForm, TargetId};
use crate::access::{Allows, Manage, OrgId, PersonId, TeamId, TenantTx, View};
use crate::period::Period;

/// Every hold there is or was, those first whose review comes first.
pub async fn holds(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Hold>> {
    let rows = sqlx::query!(
        r#"
        select hold.id, hold.team_id as "team: TeamId", hold.dimension, hold.reason,
            hold.from_period as "from: Period", hold.until_period as "until: Period",
            hold.decided_at, hold.ended_at, person.name as "decided_by?"
        from hold left join person on person.id = hold.decided_by
        where hold.org_id = $1
        order by hold.until_period, hold.dimension, hold.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Hold {
            id: HoldId(row.id),
            scope: Scope { team: row.team, dimension: row.dimension },
            reason: row.reason,
            from: row.from,
            until: row.until,
            decided_by: row.decided_by.unwrap_or_else(|| "a former member".to_owned()),
            decided_at: row.decided_at,
            ended_at: row.ended_at,
        })
        .collect())
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

/// Every target, those first that are due first.
pub async fn targets(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Target>> {
    let rows = sqlx::query!(
        r#"
        select target.id, target.team_id as "team: TeamId", target.dimension,
            target.progress as "goal: Goal", target.due_period as "due: Period", target.note,
            target.set_at, person.name as "set_by?"
        from target left join person on person.id = target.set_by
        where target.org_id = $1
        order by target.due_period, target.dimension, target.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Target {
            id: TargetId(row.id),
            scope: Scope { team: row.team, dimension: row.dimension },
            goal: row.goal,
            due: row.due,
            note: row.note,
            set_by: row.set_by.unwrap_or_else(|| "a former member".to_owned()),
            set_at: row.set_at,
        })
        .collect())
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
