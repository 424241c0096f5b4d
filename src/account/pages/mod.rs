mod account;
mod home;
mod invitation;
mod kept;
mod password;
mod sessions;
mod setup;
mod sign_in;
mod sign_out;
mod theme;

use std::fmt::Display;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::routing::RouterExt;

use crate::access::{OutsideTx, SessionCookie, Token};
use crate::paths::HomePath;
use crate::state::App;
use crate::web::{PageError, Sent};

pub use kept::keep_what_was_typed;

/// The pages of accounts.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(home::show)
        .typed_get(setup::show)
        .typed_post(setup::create)
        .typed_get(sign_in::show)
        .typed_post(sign_in::create)
        .typed_post(sign_out::create)
        .typed_post(theme::choose)
        .typed_get(account::show)
        .typed_post(account::update)
        .typed_post(password::update)
        .typed_get(sessions::show)
        .typed_post(sessions::end_others)
        .typed_post(sessions::end)
        .typed_get(invitation::show)
        .typed_post(invitation::accept)
}

/// Hands the browser its session, and shows it where to look next.
fn signed_in(
    cookie: SessionCookie,
    token: &Token,
    next: &impl Display,
) -> Result<Response, PageError> {
    let headers = [(header::SET_COOKIE, cookie.set(token)?)];
    Ok((headers, Redirect::to(&next.to_string())).into_response())
}

/// The answer to a form that can be done once and has been: the same as then, if it is that very
/// form, and otherwise *not found*.
async fn done_before(mut tx: OutsideTx, sent: &Sent) -> Result<Response, PageError> {
    match tx.once(sent, &HomePath).await? {
        Some(as_then) => Ok(as_then.into_response()),
        None => Err(PageError::NotFound),
    }
}
