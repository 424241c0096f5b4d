use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::{Anyone, OutsideTx};
use crate::account::store::{self, AccountEvent};
use crate::paths::{SignInPath, SignOutPath};
use crate::state::App;
use crate::web::{Done, PageError};

/// Ends the session and takes the cookie away; whoever is signed out already stays so.
pub(super) async fn create(
    _: SignOutPath,
    anyone: Anyone,
    State(app): State<App>,
) -> Result<Response, PageError> {
    if let Some(actor) = anyone.actor {
        let mut tx = OutsideTx::begin(&app.db).await?;
        store::end_session(&mut tx, actor.person, actor.session).await?;
        store::note(&mut tx, Some(actor.person), AccountEvent::SignedOut).await?;
        tx.commit().await?;
    }
    let headers = [(header::SET_COOKIE, app.cookie.clear()?)];
    Ok((headers, Redirect::to(&Done::SignedOut.at(&SignInPath))).into_response())
}
