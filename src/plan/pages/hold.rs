use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::plan::PlanPage;
use crate::access::{AuditKind, Manage, OrgAccess, teams};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{HoldEndPath, HoldsPath, PlanPath};
use crate::plan::{HoldForm, HoldId, store};
use crate::web::{Done, FieldErrors, Page, PageError, Sent};

/// Decides that a dimension stays where it is.
pub(super) async fn create(
    HoldsPath { org }: HoldsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let next = Done::HoldDecided.at(&PlanPath { org });
    let teams = teams(&mut tx).await?;
    let refused = match HoldForm::parse(&sent.fields, model, &teams) {
        Err(errors) => errors,
        Ok(form) => {
            if let Some(as_then) = tx.once(&sent, &next).await? {
                return Ok(as_then.into_response());
            }
            let held = store::plan(&mut tx).await?.holds.into_iter().find(|hold| {
                hold.scope == form.scope
                    && hold.ended_at.is_none()
                    && hold.from <= form.until
                    && form.from <= hold.until
            });
            match held {
                None => {
                    store::insert_hold(&mut tx, &form, clock.now()).await?;
                    let held = form.scope.words(model, &teams);
                    let subject = format!("{held}, {} to {}", form.from, form.until);
                    tx.note(AuditKind::HoldDecided, &subject).await?;
                    return Ok(tx.commit_and_go(&next).await?.into_response());
                }
                Some(held) => {
                    let mut errors = FieldErrors::default();
                    errors.add(
                        HoldForm::SCOPE[1],
                        format!(
                            "It is on hold already, until {}. End that hold first.",
                            held.until
                        ),
                    );
                    errors
                }
            }
        }
    };
    let page = PlanPage::of(&mut tx, &visit, clock.period(), &sent.fields, &refused).await?;
    Ok(Page::render(&page)?.unprocessable().into_response())
}

/// Ends a hold. It stays as history.
pub(super) async fn end(
    HoldEndPath { org, hold }: HoldEndPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::HoldEnded.at(&PlanPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let scope =
        store::end_hold(&mut tx, HoldId(hold), clock.now()).await?.ok_or(PageError::NotFound)?;
    let subject = scope.words(Model::built_in(), &teams(&mut tx).await?);
    tx.note(AuditKind::HoldEnded, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
