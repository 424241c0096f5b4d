use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::{Actor, Db, OutsideTx};
use crate::account::store;
use crate::paths::{AccountPath, MailChoicePath, PasswordPath, SessionsPath};
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "account/account.html")]
pub(super) struct AccountPage<'a> {
    pub shell: Shell,
    pub email: &'a str,
    pub typed_name: &'a str,
    pub errors: &'a FieldErrors,
    pub form_key: FormKey,
}

/// One's own name and password.
pub(super) async fn show(_: AccountPath, actor: Actor) -> Result<Page, PageError> {
    Page::render(&AccountPage {
        shell: actor.shell(),
        email: &actor.email,
        typed_name: &actor.name,
        errors: &FieldErrors::default(),
        form_key: FormKey::fresh(),
    })
}

/// Changes one's own name.
pub(super) async fn update(
    path: AccountPath,
    actor: Actor,
    State(db): State<Db>,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut errors = FieldErrors::default();
    let name = sent.fields.line("name", 120, &mut errors);
    if !errors.is_empty() {
        let page = Page::render(&AccountPage {
            shell: actor.shell(),
            email: &actor.email,
            typed_name: sent.fields.text("name"),
            errors: &errors,
            form_key: FormKey::fresh(),
        })?;
        return Ok(page.unprocessable().into_response());
    }
    let next = Done::NameSaved.at(&path);
    let mut tx = OutsideTx::begin(&db).await?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::rename(&mut tx, actor.person, &name).await?;
    tx.commit().await?;
    Ok(Redirect::to(&next).into_response())
}
