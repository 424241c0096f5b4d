use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Deserialize;

use super::{
    Allows, Db, Membership, OrgId, Permission, Role, SessionCookie, TenantTx, View, Visit, actor,
    tx,
};
use crate::paths::OrgSlug;
use crate::web::PageError;

/// An organization that somebody visits.
#[derive(Clone, Debug)]
pub struct Org {
    pub id: OrgId,
    pub slug: OrgSlug,
    pub name: String,
    /// The currency of its figures, as ISO 4217 writes it.
    pub currency: String,
}

/// Leave to do `P` with the organization that the path names, as a whole.
///
/// An organization that the actor does not belong to is *not found*, as if it did not exist. One
/// that they may see, but not do `P` with, is *forbidden*.
#[derive(Debug)]
pub struct OrgAccess<P> {
    pub visit: Visit,
    pub tx: TenantTx<P>,
}

#[derive(Deserialize)]
struct OrgInPath {
    org: OrgSlug,
}

impl<S, P> FromRequestParts<S> for OrgAccess<P>
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
    P: Allows<View>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let (visit, role, tx) = enter::<S, P>(parts, state).await?;
        if role.toward_organization().may(P::ACTION) {
            Ok(Self { visit, tx })
        } else {
            Err(PageError::Forbidden)
        }
    }
}

/// Who visits which organization in which role, and the transaction that sees it. What the role
/// may do is for the caller to say.
pub(super) async fn enter<S, P>(
    parts: &mut Parts,
    state: &S,
) -> Result<(Visit, Role, TenantTx<P>), PageError>
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
    P: Permission,
{
    let db = Db::from_ref(state);
    let cookie = SessionCookie::from_ref(state);
    if cookie.token(&parts.headers).is_none() {
        return Err(PageError::SignIn);
    }
    let mut tx = tx::begin_for::<P>(&db).await?;
    let (actor, is_stale) = actor::find(&mut tx, &parts.headers, &parts.uri, cookie).await?;
    if is_stale {
        drop(tx); // one connection a request
        actor::touch(&db, &actor).await?;
        tx = tx::begin_for::<P>(&db).await?;
    }
    let Path(OrgInPath { org: slug }) = Path::from_request_parts(parts, state).await?;
    let Membership { org, role } = actor.membership(&slug).cloned().ok_or(PageError::NotFound)?;
    let tx = tx.enter(org.id, actor.person).await?;
    Ok((Visit { actor, org, role }, role, tx))
}
