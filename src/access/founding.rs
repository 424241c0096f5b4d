//! The beginning of an organization: its row and its first owner.

use super::{AuditKind, Manage, OrgId, OutsideTx, PersonId, Role, TenantTx, membership};
use crate::paths::OrgSlug;

/// An organization to be founded.
#[derive(Clone, Debug)]
pub struct NewOrg<'a> {
    pub slug: &'a OrgSlug,
    pub name: &'a str,
    /// The maturity model by which it assesses itself.
    pub model: &'a str,
}

/// Whether there is any organization.
pub async fn is_founded(tx: &mut OutsideTx) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from org) as "is_founded!""#)
        .fetch_one(tx.conn())
        .await
}

/// Waits until nobody else founds an organization. The turn ends with the transaction.
pub async fn wait_for_turn(tx: &mut OutsideTx) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('waymark founding'))")
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Founds an organization with its first owner, and steps into it.
pub async fn found(
    mut tx: OutsideTx,
    org: NewOrg<'_>,
    owner: PersonId,
) -> sqlx::Result<TenantTx<Manage>> {
    let id = OrgId::fresh();
    sqlx::query!(
        "insert into org (id, slug, name, model_id) values ($1, $2, $3, $4)",
        id as OrgId,
        org.slug as &OrgSlug,
        org.name,
        org.model,
    )
    .execute(tx.conn())
    .await?;

    let mut tx = tx.enter(id, owner).await?;
    membership::admit(&mut tx, owner, Role::Owner).await?;
    tx.note(AuditKind::OrganizationFounded, org.name).await?;
    Ok(tx)
}
