use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};

use super::members::MembersPage;
use crate::access::invitation::{self, NewInvitation};
use crate::access::{
    self, AuditKind, Manage, OrgAccess, Role, Section, Setting, TenantTx, Token, Visit,
};
use crate::mail::{self, Item, Letter, Mail, Topic};
use crate::organization::{InvitationForm, store};
use crate::paths::{InvitationPath, InvitationsPath, MembersPath};
use crate::state::App;
use crate::web::{FieldErrors, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "organization/invitations.html")]
struct InvitedPage<'a> {
    shell: Shell,
    members: &'a MembersPath,
    email: &'a str,
    link: String,
    expires_at: DateTime<Utc>,
    /// Whether the link is mailed, too.
    is_mailed: bool,
}

/// How many invitations an organization mails in an hour; the links of others are shown only.
const MAILED_AN_HOUR: i64 = 50;

/// Invites somebody. The link is shown once, here and now, so the same form sent again leads to the
/// members instead. It is stored nowhere, except in the mail while that waits to be sent.
pub(super) async fn create(
    path: InvitationsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(app): State<App>,
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
    let link = app.site.link(&InvitationPath { token: token.reveal().to_owned() });
    let is_mailed = send(&mut tx, &app, &visit, email, &link, expires_at).await?;
    tx.note(AuditKind::InvitationCreated, &format!("{email} as {}", form.role)).await?;
    tx.commit().await?;

    let page = Page::render(&InvitedPage {
        shell: visit.shell(Section::Settings(Setting::Members)),
        members: &members,
        email,
        link,
        expires_at,
        is_mailed,
    })?;
    Ok(page.with_status(StatusCode::CREATED).into_response())
}

/// Sends the link by mail; `false` if mail is off, or too many were sent lately.
async fn send(
    tx: &mut TenantTx<Manage>,
    app: &App,
    visit: &Visit,
    email: &str,
    link: &str,
    expires_at: DateTime<Utc>,
) -> Result<bool, PageError> {
    let now = app.clock.now();
    if app.mailing.sender().is_none() {
        return Ok(false);
    }
    let an_hour_ago = now - Duration::hours(1);
    let lately = mail::store::count_since(tx, Topic::Invitation, an_hour_ago).await?;
    if lately >= MAILED_AN_HOUR {
        return Ok(false);
    }
    let org = &visit.org.name;
    let until = expires_at.format("%-d %b %Y");
    let letter = Letter {
        heading: format!("You are invited to {org}"),
        paragraphs: vec![
            format!(
                "{} invites you to {org} on Waymark, which shows an organization where it stands on \
                 the Cloud Native Maturity Model.",
                visit.actor.name
            ),
            format!(
                "The link works once, until {until}. It is for you alone: pass it on to nobody."
            ),
        ],
        action: Some(Item { words: "Join".to_owned(), link: link.to_owned() }),
        because: format!(
            "You get this mail because {} has entered your address. If you do not know them, do nothing.",
            visit.actor.name
        ),
        ..Letter::default()
    };
    let mail = Mail {
        topic: Topic::Invitation,
        cause: &format!("invitation/{}", FormKey::fresh()),
        recipient: email,
        member: None,
        subject: &format!("An invitation to {org}"),
        text: &letter.text(),
        html: &letter.html()?,
        unsubscribe: None,
    };
    Ok(mail::enqueue(tx, &mail, now).await?)
}
