//! All SQL of actions.

use chrono::{DateTime, Utc};

use super::{ActionForm, ActionId, ActionState, ChangeForm, NotedAction};
use crate::access::{Allows, Edit, OrgId, Owner, PersonId, TeamId, TenantTx, View};
use crate::period::Period;

/// The actions of a team, or the organization's own, open ones first and by when they are due.
/// `only_open` leaves out the others.
pub async fn actions(
    tx: &mut TenantTx<impl Allows<View>>,
    team: Option<TeamId>,
    only_open: bool,
) -> sqlx::Result<Vec<NotedAction>> {
    let rows = sqlx::query!(
        r#"
        select
            action.id, action.criterion, action.what, action.due_period, action.state,
            action.owner_id as "owner_id?: PersonId", person.name as "owner?"
        from action left join person on person.id = action.owner_id
        where action.org_id = $1
          and action.team_id is not distinct from $2
          and (action.state = 'open' or not $3)
        order by action.state <> 'open', action.due_period, action.id
        "#,
        tx.org() as OrgId,
        team as Option<TeamId>,
        only_open,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NotedAction {
            id: row.id,
            criterion: row.criterion,
            what: row.what,
            owner: Owner::of(row.owner_id, row.owner),
            due: row.due_period,
            state: row.state,
        })
        .collect())
}

/// An action of a team, or of the organization, kept as it is until the transaction ends.
pub(super) async fn find(
    tx: &mut TenantTx<impl Allows<Edit>>,
    team: Option<TeamId>,
    id: ActionId,
) -> sqlx::Result<Option<NotedAction>> {
    let row = sqlx::query!(
        r#"
        select
            action.id, action.criterion, action.what, action.due_period, action.state,
            action.owner_id as "owner_id?: PersonId", person.name as "owner?"
        from action left join person on person.id = action.owner_id
        where action.org_id = $1 and action.team_id is not distinct from $2 and action.id = $3
        for update of action
        "#,
        tx.org() as OrgId,
        team as Option<TeamId>,
        id as ActionId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| NotedAction {
        id: row.id,
        criterion: row.criterion,
        what: row.what,
        owner: Owner::of(row.owner_id, row.owner),
        due: row.due_period,
        state: row.state,
    }))
}

/// Notes an action.
pub(super) async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    team: Option<TeamId>,
    action: &ActionForm<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into action (
            org_id, id, team_id, criterion, what, owner_id, due_period, noted_by, noted_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        tx.org() as OrgId,
        ActionId::fresh() as ActionId,
        team as Option<TeamId>,
        action.criterion.id.as_ref(),
        action.what,
        action.owner as Option<PersonId>,
        action.due as Period,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Changes an action. It keeps the time at which it was closed until it is opened again.
pub(super) async fn update(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ActionId,
    change: ChangeForm,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update action
        set state = $3,
            owner_id = $4,
            due_period = $5,
            closed_at = case when $3 <> 'open' then coalesce(closed_at, $6) end
        where org_id = $1 and id = $2
        ",
        tx.org() as OrgId,
        id as ActionId,
        change.state as ActionState,
        change.owner as Option<PersonId>,
        change.due as Period,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
