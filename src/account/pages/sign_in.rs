use askama::Template;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::kept::KeptPage;
use super::signed_in;
use crate::access::{Anyone, Db, OutsideTx, PersonId, Remote, Token};
use crate::account::store::{self, AccountEvent, Credentials};
use crate::account::{Browser, KeptForm, LocalPath};
use crate::password::Verdict;
use crate::paths::{HomePath, SignInPath};
use crate::state::App;
use crate::web::{FieldErrors, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub(super) struct SignInPage<'a> {
    pub shell: Shell,
    pub email: &'a str,
    /// Where to go after signing in.
    pub next: Option<&'a LocalPath>,
    /// What was typed before the session ended.
    pub kept: Option<&'a KeptForm>,
    pub errors: &'a FieldErrors,
}

#[derive(Deserialize, FromRequestParts)]
#[from_request(via(Query), rejection(PageError))]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
}

/// The form by which somebody signs in. Whoever is signed in already goes on.
pub(super) async fn show(
    _: SignInPath,
    anyone: Anyone,
    wanted: Wanted,
) -> Result<Response, PageError> {
    let next: Option<LocalPath> = wanted.next.parse().ok();
    if anyone.actor.is_some() {
        let next = next.map_or_else(|| HomePath.to_string(), |next| next.to_string());
        return Ok(Redirect::to(&next).into_response());
    }
    let page = Page::render(&SignInPage {
        shell: anyone.shell,
        email: "",
        next: next.as_ref(),
        kept: None,
        errors: &FieldErrors::default(),
    })?;
    Ok(page.into_response())
}

/// Signs somebody in, in place of whoever was signed in in this browser.
pub(super) async fn create(
    _: SignInPath,
    anyone: Anyone,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    let next: Option<LocalPath> = sent.fields.text("next").parse().ok();
    let kept = KeptForm::carried_by(&sent.fields);

    let mut errors = FieldErrors::default();
    let email = sent.fields.email("email", &mut errors);
    let password = sent.fields.text("password");
    if password.is_empty() {
        errors.add("password", "Fill in this field.");
    }
    let proven = if errors.is_empty() {
        app.attempts.on_account(&email, remote)?;
        prove(&app, &email, password).await?
    } else {
        None
    };
    let Some(Proven { person, rehashed }) = proven else {
        // Whether there is such an account is not said.
        if errors.is_empty() {
            errors.add("password", "The e-mail address or the password is not right.");
        }
        let page = Page::render(&SignInPage {
            shell: anyone.shell,
            email: sent.fields.text("email"),
            next: next.as_ref(),
            kept: kept.as_ref(),
            errors: &errors,
        })?;
        return Ok(page.unprocessable().into_response());
    };

    let token = Token::fresh()?;
    let mut tx = OutsideTx::begin(&app.db).await?;
    if let Some(before) = anyone.actor {
        store::end_session(&mut tx, before.person, before.session).await?;
    }
    if let Some(Rehashed { old, new }) = rehashed {
        store::replace_password_hash(&mut tx, person, &old, &new).await?;
    }
    store::start_session(&mut tx, person, &Browser::of(&headers), &token.hash()).await?;
    tx.commit().await?;

    if let Some(kept) = kept {
        let page = Page::render(&KeptPage { shell: anyone.shell, kept: &kept })?;
        return Ok(([(header::SET_COOKIE, app.cookie.set(&token)?)], page).into_response());
    }
    let next = next.map_or_else(|| HomePath.to_string(), |next| next.to_string());
    signed_in(app.cookie, &token, &next)
}

/// Somebody who has shown their password.
struct Proven {
    person: PersonId,
    rehashed: Option<Rehashed>,
}

/// The same password, kept at today's cost.
struct Rehashed {
    old: String,
    new: String,
}

/// Who has this address and this password. A failure is noted.
///
/// An address that nobody has takes the same steps, so that its time tells nothing.
async fn prove(app: &App, email: &str, password: &str) -> Result<Option<Proven>, PageError> {
    let found = find_credentials(&app.db, email).await?;
    let (person, stored) =
        found.map(|Credentials { person, password_hash }| (person, password_hash)).unzip();
    let verdict = app.hasher.verify(password.to_owned(), stored.clone()).await?;
    let rehashed = match verdict {
        Verdict::Right => None,
        Verdict::RightKeptOtherwise(new) => stored.map(|old| Rehashed { old, new }),
        Verdict::Wrong => {
            let mut tx = OutsideTx::begin(&app.db).await?;
            store::note(&mut tx, person, AccountEvent::SignInFailed).await?;
            tx.commit().await?;
            return Ok(None);
        }
    };
    Ok(person.map(|person| Proven { person, rehashed }))
}

async fn find_credentials(db: &Db, email: &str) -> sqlx::Result<Option<Credentials>> {
    // The transaction ends here: none is held while a password is hashed.
    let mut tx = OutsideTx::begin_reading(db).await?;
    store::find_credentials(&mut tx, email).await
}
