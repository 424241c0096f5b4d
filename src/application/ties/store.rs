//! All SQL of deleting an application.

use crate::access::{Allows, Edit, OrgId, TenantTx};
use crate::application::ApplicationId;
use crate::application::pattern::store::set_uses;

/// Deletes an application with its history, what it needs and who needs it, and that it uses
/// patterns; `false` if [`Ties`](super::Ties) keep it, or if it is not there any more.
pub(in crate::application) async fn remove(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "
        delete from application_need
        where org_id = $1 and (application_id = $2 or needed_id = $2)
        ",
        tx.org() as OrgId,
        id as ApplicationId,
    )
    .execute(tx.conn())
    .await?;
    set_uses(tx, id, &[]).await?;
    let removed = sqlx::query!(
        "
        delete from application
        where org_id = $1 and id = $2
          and not exists (
            select from roi_entry where roi_entry.org_id = $1 and roi_entry.application_id = $2
          )
          and not exists (select from kpi where kpi.org_id = $1 and kpi.application_id = $2)
          and not exists (
            select from application_change
            where application_change.org_id = $1
              and application_change.application_id = $2
              and application_change.from_state is not null
              and (
                application_change.from_state in ('moving', 'live', 'evaluated')
                or application_change.to_state in ('moving', 'live', 'evaluated')
              )
          )
        ",
        tx.org() as OrgId,
        id as ApplicationId,
    )
    .execute(tx.conn())
    .await;
    was_removed(removed)
}

/// Whether a row was deleted. One that something has named only just now was not.
pub(in crate::application) fn was_removed(
    result: sqlx::Result<sqlx::postgres::PgQueryResult>,
) -> sqlx::Result<bool> {
    match result {
        Ok(done) => Ok(done.rows_affected() == 1),
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => Ok(false),
        Err(error) => Err(error),
    }
}
