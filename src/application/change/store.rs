//! All SQL of how applications came to their states.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::{Allows, Edit, OrgId, PersonId, TenantTx, View};
use crate::application::{
    ApplicationId, ChangeForm, LoggedChange, MoveCourse, MoveState, Moves, StateChange,
};
use crate::period::Period;

/// How an application came to its state, the newest change first; at most 200.
pub(in crate::application) async fn changes(
    tx: &mut TenantTx<impl Allows<View>>,
    id: ApplicationId,
) -> sqlx::Result<Vec<StateChange>> {
    sqlx::query_as!(
        StateChange,
        r#"
        select
            application_change.period, application_change.from_state as "from",
            application_change.to_state as "to", application_change.note,
            coalesce(person.name, 'a former member') as "by!", application_change.changed_at as at
        from application_change
        left join person on person.id = application_change.changed_by
        where application_change.org_id = $1 and application_change.application_id = $2
        order by application_change.id desc
        limit 200
        "#,
        tx.org() as OrgId,
        id as ApplicationId,
    )
    .fetch_all(tx.conn())
    .await
}

/// The states of every application up to a period, those first that came to one first; at most as
/// many as are drawn.
pub async fn moves(tx: &mut TenantTx<impl Allows<View>>, period: Period) -> sqlx::Result<Moves> {
    let rows = sqlx::query!(
        r#"
        select
            application.slug, application.name,
            array_agg(application_change.period order by application_change.id)
                as "periods!: Vec<Period>",
            array_agg(application_change.to_state order by application_change.id)
                as "states!: Vec<String>"
        from application
        join application_change
            on application_change.org_id = $1 and application_change.application_id = application.id
        where application.org_id = $1 and application_change.period <= $2
        group by application.org_id, application.id
        order by min(application_change.period), lower(application.name), application.id
        limit $3
        "#,
        tx.org() as OrgId,
        period as Period,
        Moves::MOST,
    )
    .fetch_all(tx.conn())
    .await?;
    // What is stored was checked.
    let states = |periods: Vec<Period>, states: Vec<String>| {
        let pairs = periods.into_iter().zip(states);
        pairs.filter_map(|(period, state)| Some((period, state.parse().ok()?))).collect()
    };
    let courses = rows.into_iter().map(|row| MoveCourse {
        slug: row.slug,
        name: row.name,
        states: states(row.periods, row.states),
    });
    Ok(Moves { courses: courses.collect(), period })
}

/// How many changes of all applications are listed at most.
pub(in crate::application) const MOST_LOGGED: usize = 200;

/// The changes of all applications, those of the newest period first; at most 200.
pub(in crate::application) async fn change_log(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Vec<LoggedChange>> {
    let rows = sqlx::query!(
        r#"
        select
            application.slug, application.name, application_change.period,
            application_change.from_state, application_change.to_state, application_change.note,
            coalesce(person.name, 'a former member') as "by!", application_change.changed_at
        from application_change
        join application
            on application.org_id = $1 and application.id = application_change.application_id
        left join person on person.id = application_change.changed_by
        where application_change.org_id = $1
        order by application_change.period desc, application_change.id desc
        limit 200
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LoggedChange {
            slug: row.slug,
            name: row.name,
            change: StateChange {
                period: row.period,
                from: row.from_state,
                to: row.to_state,
                note: row.note,
                by: row.by,
                at: row.changed_at,
            },
        })
        .collect())
}

/// Notes that an application came to another state; `false` if it is not in the state any more that
/// the form was filled in at, or has changed later than the form says.
pub async fn change_state(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    change: &ChangeForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let updated = sqlx::query!(
        "
        update application
        set state = $4,
            since_period = $5,
            live_period = case
                when $4 = 'live' then $5
                when $4 = 'evaluated' then coalesce(live_period, $5)
            end
        where org_id = $1 and id = $2 and state = $3 and since_period <= $5 and state <> $4
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        change.from as MoveState,
        change.to as MoveState,
        change.period as Period,
    )
    .execute(tx.conn())
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(false);
    }
    let step = (change.period, Some(change.from), change.to);
    insert_change(tx, id, step, &change.note, now).await?;
    Ok(true)
}

/// Appends to the history of an application.
pub(in crate::application) async fn insert_change(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    (period, from, to): (Period, Option<MoveState>, MoveState),
    note: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into application_change (
            org_id, application_id, id, period, from_state, to_state, note, changed_by, changed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        Uuid::now_v7(),
        period as Period,
        from as Option<MoveState>,
        to as MoveState,
        note,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
