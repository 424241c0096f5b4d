use axum::response::{IntoResponse, Response};

use super::members::MembersPage;
use crate::access::{AuditKind, Manage, OrgAccess, PersonId, membership};
use crate::organization::{Change, Refusal, store};
use crate::paths::{HomePath, MembersPath, MembershipRemovalPath};
use crate::web::{Done, FieldErrors, Fields, Page, PageError, Sent};

/// Removes a member. What they did stays; what they lead is theirs no more.
pub(super) async fn create(
    path: MembershipRemovalPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let person = PersonId(path.person);
    let next = if person == visit.actor.person {
        Done::Left.at(&HomePath)
    } else {
        Done::MemberRemoved.at(&MembersPath { org: path.org })
    };
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let owners = membership::lock_owners(&mut tx).await?;
    let member = store::find_member(&mut tx, person).await?.ok_or(PageError::NotFound)?;
    let change = Change { person, from: member.role, to: None };
    match change.check(visit.role, &owners) {
        Ok(()) => {}
        Err(Refusal::NotByAnAdmin) => return Err(PageError::Forbidden),
        Err(refusal) => {
            let mut errors = FieldErrors::default();
            errors.add(format!("role.{person}"), refusal.to_string());
            let fields = Fields::default();
            let page = MembersPage::of(&mut tx, &visit, &fields, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    }
    if !membership::remove(&mut tx, person, member.role).await? {
        return Err(PageError::Conflict("Somebody has just changed this member."));
    }
    tx.note(AuditKind::MemberRemoved, &member.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
