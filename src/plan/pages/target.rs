use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::plan::PlanPage;
use crate::access::{AuditKind, Manage, OrgAccess, teams};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{PlanPath, TargetRemovalPath, TargetsPath};
use crate::plan::{TargetForm, TargetId, store};
use crate::web::{Done, Page, PageError, Sent};

/// Sets a target, in place of the one there may be.
pub(super) async fn set(
    TargetsPath { org }: TargetsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let teams = teams(&mut tx).await?;
    let form = match TargetForm::parse(&sent.fields, model, &teams, clock.period()) {
        Ok(form) => form,
        Err(errors) => {
            let period = clock.period();
            let page = PlanPage::of(&mut tx, &visit, period, &sent.fields, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::TargetSet.at(&PlanPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::set_target(&mut tx, &form, clock.now()).await?;
    let subject = format!("{}: {} by {}", form.scope.words(model, &teams), form.goal, form.due);
    tx.note(AuditKind::TargetSet, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Removes a target.
pub(super) async fn remove(
    TargetRemovalPath { org, target }: TargetRemovalPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::TargetRemoved.at(&PlanPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let scope =
        store::remove_target(&mut tx, TargetId(target)).await?.ok_or(PageError::NotFound)?;
    let subject = scope.words(Model::built_in(), &teams(&mut tx).await?);
    tx.note(AuditKind::TargetRemoved, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
