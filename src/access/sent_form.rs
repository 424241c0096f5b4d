//! Which forms were done already: all SQL of their keys.

use super::{Allows, Edit, OrgId, OutsideTx, PersonId, TenantTx};
use crate::web::FormKey;

/// Claims a form's key for this transaction; `false` if it was claimed before.
pub(super) async fn claim_form(
    tx: &mut TenantTx<impl Allows<Edit>>,
    key: FormKey,
    digest: &[u8; 32],
    location: &str,
) -> sqlx::Result<bool> {
    let claimed = sqlx::query!(
        "
        insert into sent_form (org_id, person_id, key, digest, location)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        ",
        tx.org() as OrgId,
        tx.person() as PersonId,
        key.uuid(),
        digest,
        location,
    )
    .execute(tx.conn())
    .await?;
    Ok(claimed.rows_affected() == 1)
}

/// A form that was done, and where its answer led.
pub(super) struct SentForm {
    pub digest: Vec<u8>,
    pub location: String,
}

/// The form that was done under this key.
pub(super) async fn find_sent_form(
    tx: &mut TenantTx<impl Allows<Edit>>,
    key: FormKey,
) -> sqlx::Result<Option<SentForm>> {
    sqlx::query_as!(
        SentForm,
        "select digest, location from sent_form where org_id = $1 and person_id = $2 and key = $3",
        tx.org() as OrgId,
        tx.person() as PersonId,
        key.uuid(),
    )
    .fetch_optional(tx.conn())
    .await
}

/// Claims a form's key outside of any organization; `false` if it was claimed before.
pub(super) async fn claim_account_form(
    tx: &mut OutsideTx,
    key: FormKey,
    digest: &[u8; 32],
    location: &str,
) -> sqlx::Result<bool> {
    let claimed = sqlx::query!(
        "
        insert into sent_account_form (key, digest, location) values ($1, $2, $3)
        on conflict do nothing
        ",
        key.uuid(),
        digest,
        location,
    )
    .execute(tx.conn())
    .await?;
    Ok(claimed.rows_affected() == 1)
}

/// The form that was done under this key outside of any organization.
pub(super) async fn find_sent_account_form(
    tx: &mut OutsideTx,
    key: FormKey,
) -> sqlx::Result<Option<SentForm>> {
    sqlx::query_as!(
        SentForm,
        "select digest, location from sent_account_form where key = $1",
        key.uuid(),
    )
    .fetch_optional(tx.conn())
    .await
}
