use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, InvitationId, Manage, OrgAccess, invitation};
use crate::paths::{InvitationRevocationPath, MembersPath};
use crate::web::{Done, PageError, Sent};

/// Takes an open invitation back: its link opens nothing any more.
pub(super) async fn create(
    path: InvitationRevocationPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::InvitationRevoked.at(&MembersPath { org: path.org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let email = invitation::revoke(&mut tx, InvitationId(path.invitation))
        .await?
        .ok_or(PageError::NotFound)?;
    tx.note(AuditKind::InvitationRevoked, &email).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
