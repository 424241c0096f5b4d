use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::account::AccountPage;
use crate::access::{Actor, Db, OutsideTx, Remote};
use crate::account::store::{self, AccountEvent, Credentials};
use crate::password::{NewPassword, Verdict};
use crate::paths::{AccountPath, PasswordPath};
use crate::state::App;
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent};

/// Changes one's own password, which takes the one until now, and ends all other sessions.
pub(super) async fn update(
    _: PasswordPath,
    actor: Actor,
    remote: Remote,
    State(app): State<App>,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut errors = FieldErrors::default();
    let mut names = vec![actor.name.as_str(), actor.email.as_str()];
    names.extend(actor.memberships.iter().map(|membership| membership.org.name.as_str()));
    let new = NewPassword::parse(sent.fields.text("new_password"), &names)
        .map_err(|weakness| errors.add("new_password", weakness.to_string()));

    app.attempts.on_account(&actor.email, remote)?;
    let Credentials { person, password_hash: old } =
        find_credentials(&app.db, &actor).await?.ok_or(PageError::SignIn)?;
    let shown = sent.fields.text("current_password").to_owned();
    let next = Done::PasswordChanged.at(&AccountPath);
    if app.hasher.verify(shown, Some(old.clone())).await? == Verdict::Wrong {
        // The same form again finds the password changed already.
        if let Some(as_then) = OutsideTx::begin(&app.db).await?.once(&sent, &next).await? {
            return Ok(as_then.into_response());
        }
        errors.add("current_password", "This is not your password.");
    }
    let (true, Ok(new)) = (errors.is_empty(), new) else {
        let page = Page::render(&AccountPage {
            shell: actor.shell(),
            email: &actor.email,
            typed_name: &actor.name,
            errors: &errors,
            form_key: FormKey::fresh(),
        })?;
        return Ok(page.unprocessable().into_response());
    };
    let new = app.hasher.hash(new).await?;

    let mut tx = OutsideTx::begin(&app.db).await?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::replace_password_hash(&mut tx, person, &old, &new).await? {
        return Err(PageError::Conflict("Your password has just been changed elsewhere."));
    }
    store::end_other_sessions(&mut tx, person, actor.session).await?;
    store::note(&mut tx, Some(person), AccountEvent::PasswordChanged).await?;
    tx.commit().await?;
    Ok(Redirect::to(&next).into_response())
}

async fn find_credentials(db: &Db, actor: &Actor) -> sqlx::Result<Option<Credentials>> {
    // The transaction ends here: none is held while a password is hashed.
    let mut tx = OutsideTx::begin_reading(db).await?;
    store::find_credentials(&mut tx, &actor.email).await
}
