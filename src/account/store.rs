//! All SQL of accounts.

use uuid::Uuid;

use super::{Browser, Session};
use crate::access::{OutsideTx, PersonId, SessionId, TokenHash};

/// Somebody who gets an account.
pub struct NewPerson<'a> {
    pub id: PersonId,
    pub name: &'a str,
    pub email: &'a str,
    pub password_hash: &'a str,
}

/// What happens to an account.
#[derive(Clone, Copy, Debug)]
pub(super) enum AccountEvent {
    SignedIn,
    SignInFailed,
    SignedOut,
    PasswordChanged,
    SessionsEnded,
}

impl AccountEvent {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::PasswordChanged => "password_changed",
            Self::SessionsEnded => "sessions_ended",
        }
    }
}

/// Appends to the log of an account, or of sign-ins at addresses that nobody has.
pub(super) async fn note(
    tx: &mut OutsideTx,
    person: Option<PersonId>,
    event: AccountEvent,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into account_event (id, person_id, kind) values ($1, $2, $3)",
        Uuid::now_v7(),
        person as Option<PersonId>,
        event.as_str(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes an account; `false` if somebody has one of this address.
pub async fn insert_person(tx: &mut OutsideTx, person: &NewPerson<'_>) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into person (id, name, email, password_hash) values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        person.id as PersonId,
        person.name,
        person.email,
        person.password_hash,
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// What proves that somebody is who they say.
pub struct Credentials {
    pub person: PersonId,
    pub password_hash: String,
}

/// The credentials of the account of this address.
pub async fn find_credentials(
    tx: &mut OutsideTx,
    email: &str,
) -> sqlx::Result<Option<Credentials>> {
    sqlx::query_as!(
        Credentials,
        "select id as person, password_hash from person where email = $1",
        email,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Keeps a password's hash in place of `old`; `false` if it is not `old` any more.
pub async fn replace_password_hash(
    tx: &mut OutsideTx,
    person: PersonId,
    old: &str,
    new: &str,
) -> sqlx::Result<bool> {
    let replaced = sqlx::query!(
        "update person set password_hash = $3 where id = $1 and password_hash = $2",
        person as PersonId,
        old,
        new,
    )
    .execute(tx.conn())
    .await?;
    Ok(replaced.rows_affected() == 1)
}

/// Changes somebody's name.
pub(super) async fn rename(tx: &mut OutsideTx, person: PersonId, name: &str) -> sqlx::Result<()> {
    sqlx::query!("update person set name = $2 where id = $1", person as PersonId, name)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Signs somebody in in a browser, and forgets their sessions that have ended by themselves.
pub(super) async fn start_session(
    tx: &mut OutsideTx,
    person: PersonId,
    browser: &Browser,
    token: &TokenHash,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        delete from session
        where person_id = $1
          and (expires_at <= now() or last_seen_at <= now() - interval '12 hours')
        ",
        person as PersonId,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into session (token_hash, id, person_id, browser) values ($1, $2, $3, $4)",
        token,
        SessionId::fresh() as SessionId,
        person as PersonId,
        browser.to_string(),
    )
    .execute(tx.conn())
    .await?;
    note(tx, Some(person), AccountEvent::SignedIn).await
}

/// The browsers in which somebody is signed in, the last seen first.
pub(super) async fn sessions(tx: &mut OutsideTx, person: PersonId) -> sqlx::Result<Vec<Session>> {
    sqlx::query_as!(
        Session,
        "
        select id, browser, created_at, last_seen_at from session
        where person_id = $1
          and expires_at > now()
          and last_seen_at > now() - interval '12 hours'
        order by last_seen_at desc, id desc
        ",
        person as PersonId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Ends one of somebody's sessions; `false` if it has ended before.
pub(super) async fn end_session(
    tx: &mut OutsideTx,
    person: PersonId,
    session: SessionId,
) -> sqlx::Result<bool> {
    let ended = sqlx::query!(
        "delete from session where person_id = $1 and id = $2",
        person as PersonId,
        session as SessionId,
    )
    .execute(tx.conn())
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends all of somebody's sessions but one.
pub(super) async fn end_other_sessions(
    tx: &mut OutsideTx,
    person: PersonId,
    kept: SessionId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from session where person_id = $1 and id <> $2",
        person as PersonId,
        kept as SessionId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
