use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::{Actor, Db, OutsideTx, SessionId};
use crate::account::Session;
use crate::account::store::{self, AccountEvent};
use crate::paths::{AccountPath, SessionPath, SessionsPath};
use crate::web::{Done, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    shell: Shell,
    sessions: Vec<Session>,
    current: SessionId,
    form_key: FormKey,
}

impl SessionsPage {
    fn address(session: &Session) -> SessionPath {
        SessionPath { session: session.id.0 }
    }
}

/// The browsers in which one is signed in.
pub(super) async fn show(
    _: SessionsPath,
    actor: Actor,
    State(db): State<Db>,
) -> Result<Page, PageError> {
    let mut tx = OutsideTx::begin_reading(&db).await?;
    let sessions = store::sessions(&mut tx, actor.person).await?;
    Page::render(&SessionsPage {
        shell: actor.shell(),
        sessions,
        current: actor.session,
        form_key: FormKey::fresh(),
    })
}

/// Ends one of them. One that has ended, or is somebody else's, is *not found*.
pub(super) async fn end(
    path: SessionPath,
    actor: Actor,
    State(db): State<Db>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::SessionEnded.at(&SessionsPath);
    let mut tx = OutsideTx::begin(&db).await?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::end_session(&mut tx, actor.person, SessionId(path.session)).await? {
        return Err(PageError::NotFound);
    }
    store::note(&mut tx, Some(actor.person), AccountEvent::SessionsEnded).await?;
    tx.commit().await?;
    Ok(Redirect::to(&next).into_response())
}

/// Ends all but the one that asks for it.
pub(super) async fn end_others(
    path: SessionsPath,
    actor: Actor,
    State(db): State<Db>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::OtherSessionsEnded.at(&path);
    let mut tx = OutsideTx::begin(&db).await?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::end_other_sessions(&mut tx, actor.person, actor.session).await?;
    store::note(&mut tx, Some(actor.person), AccountEvent::SessionsEnded).await?;
    tx.commit().await?;
    Ok(Redirect::to(&next).into_response())
}
