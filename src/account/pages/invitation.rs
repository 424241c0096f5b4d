use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::{done_before, signed_in};
use crate::access::invitation::{self, Invitation};
use crate::access::{Actor, Anyone, OutsideTx, PersonId, Remote, Token};
use crate::account::Browser;
use crate::account::store::{self, NewPerson};
use crate::password::NewPassword;
use crate::paths::{InvitationPath, OverviewPath, SignInPath, SignOutPath};
use crate::state::App;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct InvitationPage<'a> {
    shell: Shell,
    path: &'a InvitationPath,
    invitation: &'a Invitation,
    /// The team that they will lead, if any.
    team: Option<&'a str>,
    step: Step,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

/// What whoever opens an invitation has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Make an account: nobody has this address.
    Join,
    /// Sign in: somebody has.
    SignIn,
    /// Agree: they are signed in.
    Confirm,
    /// Sign out: somebody else is signed in.
    SignOut,
}

impl Step {
    fn of(invitation: &Invitation, actor: Option<&Actor>) -> Self {
        match (actor, invitation.invitee) {
            (Some(actor), Some(invitee)) if actor.person == invitee => Self::Confirm,
            (Some(_), _) => Self::SignOut,
            (None, Some(_)) => Self::SignIn,
            (None, None) => Self::Join,
        }
    }
}

/// Who invites to what. A link that is unknown, expired, used or revoked is *not found*; which of
/// them, we do not say.
pub(super) async fn show(
    path: InvitationPath,
    anyone: Anyone,
    remote: Remote,
    State(app): State<App>,
) -> Result<Response, PageError> {
    app.attempts.from_network(remote)?;
    let mut tx = OutsideTx::begin_reading(&app.db).await?;
    let token = Token::shown(&path.token).hash();
    let invitation = invitation::find(&mut tx, &token).await?.ok_or(PageError::NotFound)?;
    let step = Step::of(&invitation, anyone.actor.as_ref());
    let page = Answer { path, invitation, step, shell: anyone.shell };
    page.render(tx, &Fields::default(), &FieldErrors::default(), StatusCode::OK).await
}

/// Makes whoever was invited a member. The link is used up.
pub(super) async fn accept(
    path: InvitationPath,
    anyone: Anyone,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    app.attempts.from_network(remote)?;
    let token = Token::shown(&path.token).hash();
    let mut tx = OutsideTx::begin(&app.db).await?;
    let Some(invitation) = invitation::find(&mut tx, &token).await? else {
        return done_before(tx, &sent).await;
    };
    let step = Step::of(&invitation, anyone.actor.as_ref());
    let next = Done::Joined.at(&OverviewPath { org: invitation.org_slug.clone() });

    if let (Step::Confirm, Some(person)) = (step, invitation.invitee) {
        if let Some(as_then) = tx.once(&sent, &next).await? {
            return Ok(as_then.into_response());
        }
        let tx = invitation::accept(tx, &invitation, person).await?.ok_or(PageError::NotFound)?;
        tx.commit().await?;
        return Ok(Redirect::to(&next).into_response());
    }
    let answer = Answer { path, invitation, step, shell: anyone.shell };
    if step != Step::Join {
        return answer
            .render(tx, &sent.fields, &FieldErrors::default(), StatusCode::CONFLICT)
            .await;
    }
    let mut errors = FieldErrors::default();
    let Some(Joining { name, password }) =
        Joining::parse(&sent.fields, &answer.invitation, &mut errors)
    else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answer.render(tx, &sent.fields, &errors, status).await;
    };
    drop(tx); // hashing takes long
    let password_hash = app.hasher.hash(password).await?;

    let mut tx = OutsideTx::begin(&app.db).await?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let email = &answer.invitation.email;
    let person = PersonId::fresh();
    let newcomer = NewPerson { id: person, name: &name, email, password_hash: &password_hash };
    if !store::insert_person(&mut tx, &newcomer).await? {
        return Err(PageError::Conflict("Somebody has just made an account of this address."));
    }
    let token = Token::fresh()?;
    store::start_session(&mut tx, person, &Browser::of(&headers), &token.hash()).await?;
    invitation::accept(tx, &answer.invitation, person)
        .await?
        .ok_or(PageError::NotFound)?
        .commit()
        .await?;
    signed_in(app.cookie, &token, &next)
}

/// What somebody must say to make an account.
struct Joining {
    name: String,
    password: NewPassword,
}

impl Joining {
    fn parse(fields: &Fields, invitation: &Invitation, errors: &mut FieldErrors) -> Option<Self> {
        let name = fields.line("name", 120, errors);
        let context = [name.as_str(), &invitation.email, &invitation.org_name];
        let password = NewPassword::parse(fields.text("password"), &context)
            .map_err(|weakness| errors.add("password", weakness.to_string()))
            .ok()?;
        errors.is_empty().then_some(Self { name, password })
    }
}

/// An invitation that is about to be shown.
struct Answer {
    path: InvitationPath,
    invitation: Invitation,
    step: Step,
    shell: Shell,
}

impl Answer {
    async fn render(
        self,
        tx: OutsideTx,
        fields: &Fields,
        errors: &FieldErrors,
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let team = invitation::team_name(tx, &self.invitation).await?;
        let page = Page::render(&InvitationPage {
            shell: self.shell,
            path: &self.path,
            invitation: &self.invitation,
            team: team.as_deref(),
            step: self.step,
            fields,
            errors,
            form_key: FormKey::fresh(),
        })?;
        Ok(page.with_status(status).into_response())
    }
}
