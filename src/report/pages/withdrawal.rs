use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Manage, OrgAccess, share_link};
use crate::clock::Clock;
use crate::mail;
use crate::paths::{ReportWithdrawalPath, ReportsPath};
use crate::report::{ReportId, store, subscriber};
use crate::web::{Done, PageError, Sent};

/// Withdraws a report: its links open nothing any more, and no later report is compared with it.
pub(super) async fn withdraw(
    ReportWithdrawalPath { org, report }: ReportWithdrawalPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::ReportWithdrawn.at(&ReportsPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let now = clock.now();
    let withdrawn = store::withdraw(&mut tx, ReportId(report), now).await?;
    let period = withdrawn.ok_or(PageError::NotFound)?;
    for name in share_link::revoke(&mut tx, report, None, now).await? {
        tx.note(AuditKind::ShareLinkRevoked, &name).await?;
    }
    let why = "The report was withdrawn.";
    mail::store::drop_waiting(&mut tx, &subscriber::causes(ReportId(report)), None, why, now)
        .await?;
    tx.note(AuditKind::ReportWithdrawn, &period.to_string()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
