use axum::response::{IntoResponse, Response};

use super::members::MembersPage;
use crate::access::{AuditKind, Manage, OrgAccess, PersonId, Role, membership};
use crate::organization::{Change, Refusal, store};
use crate::paths::{HomePath, MemberPath, MembersPath};
use crate::web::{Done, FieldErrors, Fields, Page, PageError, Sent};

/// Makes a member something else. A lead who becomes a viewer keeps their teams for later.
pub(super) async fn update(
    path: MemberPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let person = PersonId(path.person);
    let role: Option<Role> = sent.fields.text("role").parse().ok();
    let leaves_settings =
        person == visit.actor.person && matches!(role, Some(Role::Lead | Role::Viewer));
    let next = if leaves_settings {
        Done::RoleChanged.at(&HomePath)
    } else {
        Done::RoleChanged.at(&MembersPath { org: path.org })
    };
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let owners = membership::lock_owners(&mut tx).await?;
    let member = store::find_member(&mut tx, person).await?.ok_or(PageError::NotFound)?;

    let mut errors = FieldErrors::default();
    let field = format!("role.{person}");
    let Some(role) = role else {
        errors.add(field, "Choose a role.");
        let fields = Fields::default();
        let page = MembersPage::of(&mut tx, &visit, &fields, &errors).await?;
        return Ok(Page::render(&page)?.unprocessable().into_response());
    };
    let change = Change { person, from: member.role, to: Some(role) };
    match change.check(visit.role, &owners) {
        Ok(()) => {}
        Err(Refusal::NotByAnAdmin) => return Err(PageError::Forbidden),
        Err(refusal) => {
            errors.add(field, refusal.to_string());
            let fields = Fields::default();
            let page = MembersPage::of(&mut tx, &visit, &fields, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    }
    if !membership::change_role(&mut tx, person, member.role, role).await? {
        return Err(PageError::Conflict("Somebody has just changed this member."));
    }
    let subject = format!("{} from {} to {role}", member.name, member.role);
    tx.note(AuditKind::RoleChanged, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
