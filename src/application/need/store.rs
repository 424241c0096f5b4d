//! All SQL of what applications need of each other.

use crate::access::{Allows, Edit, OrgId, TenantTx, View};
use crate::application::ApplicationId;
use crate::paths::ApplicationSlug;

/// Another application, by its name or by its slug.
pub(in crate::application) async fn find_other(
    tx: &mut TenantTx<impl Allows<View>>,
    than: ApplicationId,
    name: &str,
) -> sqlx::Result<Option<(ApplicationId, String)>> {
    let row = sqlx::query!(
        "
        select id, name from application
        where org_id = $1 and id <> $2 and (lower(name) = lower($3) or slug = $3)
        order by id
        limit 1
        ",
        tx.org() as OrgId,
        than as ApplicationId,
        name,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.name)))
}

/// Notes that an application needs another, if it is not noted yet.
pub async fn add_need(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    needed: ApplicationId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into application_need (org_id, application_id, needed_id) values ($1, $2, $3)
        on conflict do nothing
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        needed as ApplicationId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes that an application does not need another any more; tells the name of that, or `None` if
/// it did not need it.
pub(in crate::application) async fn remove_need(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    needed: &ApplicationSlug,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        delete from application_need using application
        where application_need.org_id = $1
          and application_need.application_id = $2
          and application.org_id = $1
          and application.id = application_need.needed_id
          and application.slug = $3
        returning application.name
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        needed as &ApplicationSlug,
    )
    .fetch_optional(tx.conn())
    .await
}
