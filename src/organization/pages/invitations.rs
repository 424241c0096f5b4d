use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use super::members::MembersPage;
use crate::access::invitation::{self, NewInvitation};
use crate::access::{self, AuditKind, Manage, OrgAccess, Role, Section, Setting, Token};
use crate::organization::{InvitationForm, store};
use crate::paths::{InvitationPath, InvitationsPath, MembersPath};
use crate::state::Site;
use crate::web::{FieldErrors, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "organization/invitations.html")]
struct InvitedPage<'a> {
    shell: Shell,
    members: &'a MembersPath,
    email: &'a str,
    link: String,
    expires_at: DateTime<Utc>,
}

/// Invites somebody. The link is shown once, here and now: it is stored nowhere, so the same form
/// sent again leads to the members instead.
pub(super) async fn create(
    path: InvitationsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(site): State<Site>,
    sent: Sent,
) -> Result<Response, PageError> {
    let members = MembersPath { org: path.org };
    if let Some(as_then) = tx.once(&sent, &members).await? {
        return Ok(as_then.into_response());
    }
    let teams = access::teams(&mut tx).await?;
    let mut parsed = InvitationForm::parse(&sent.fields, &teams);
    if let Ok(form) = &parsed {
        if form.role == Role::Owner && visit.role != Role::Owner {
            return Err(PageError::Forbidden);
        }
        if store::is_member(&mut tx, &form.email).await? {
            let mut errors = FieldErrors::default();
            errors.add("email", "Somebody of this address is a member already.");
            parsed = Err(errors);
        }
    }
    let form = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let page = MembersPage::of(&mut tx, &visit, &sent.fields, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };

    let token = Token::fresh()?;
    let email = &form.email;
    let team = form.team.map(|team| team.id);
    let new = NewInvitation { email, role: form.role, team };
    let expires_at = invitation::create(&mut tx, new, &token.hash()).await?;
    tx.note(AuditKind::InvitationCreated, &format!("{email} as {}", form.role)).await?;
    tx.commit().await?;

    let page = Page::render(&InvitedPage {
        shell: visit.shell(Section::Settings(Setting::Members)),
        members: &members,
        email,
        link: site.link(&InvitationPath { token: token.reveal().to_owned() }),
        expires_at,
    })?;
    Ok(page.with_status(StatusCode::CREATED).into_response())
}
