use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Edit, RecordAccess};
use crate::application::{pattern, store, ties};
use crate::paths::{ApplicationRemovalPath, ApplicationsPath, PatternRemovalPath, PatternsPath};
use crate::web::{Done, PageError, Sent};

/// What somebody is told whose page did not show yet why it cannot be deleted.
const TIED: &str = "It is named elsewhere, or has moved, and cannot be deleted. Open its form again: \
    it says what to do instead.";

/// Deletes an application that was added by mistake.
pub(super) async fn remove_application(
    ApplicationRemovalPath { org, application: slug }: ApplicationRemovalPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::ApplicationRemoved.at(&ApplicationsPath { org });
    let found = store::find(&mut access.tx, &slug).await?.ok_or(PageError::NotFound)?;
    let mut tx = access.editing([found.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !ties::store::remove(&mut tx, found.id).await? {
        return Err(PageError::Conflict(TIED));
    }
    tx.note(AuditKind::ApplicationRemoved, &found.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Deletes a pattern that nothing uses.
pub(super) async fn remove_pattern(
    PatternRemovalPath { org, pattern: slug }: PatternRemovalPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::PatternRemoved.at(&PatternsPath { org });
    let found = pattern::store::find_pattern(&mut access.tx, &slug).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let mut tx = access.editing([found.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !pattern::store::remove_pattern(&mut tx, found.id).await? {
        return Err(PageError::Conflict(TIED));
    }
    tx.note(AuditKind::PatternRemoved, &found.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
