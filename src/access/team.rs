use axum::extract::{FromRef, FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Deserialize;

use super::{Allows, Db, Role, SessionCookie, TeamId, TenantTx, View, Visit, org, store};
use crate::paths::TeamSlug;
use crate::web::PageError;

/// A team of an organization.
#[derive(Clone, Debug)]
pub struct Team {
    pub id: TeamId,
    pub slug: TeamSlug,
    pub name: String,
    /// How many applications it runs, 1 to 10,000: its weight in the organization's figures.
    pub applications: i32,
    /// A department, a product line: what it is listed under, if anything.
    pub group: Option<String>,
}

/// A team, and what is known of who leads it.
#[derive(Clone, Debug)]
pub struct LedTeam {
    pub team: Team,
    /// Whether the actor leads it.
    pub is_led: bool,
    /// Whether anybody who may answer for it leads it.
    pub has_lead: bool,
}

/// Leave to do `P` with the team that the path names.
///
/// Another organization's team is *not found*, as if it did not exist. A team that the actor can
/// see, but not do `P` with, is *forbidden*.
#[derive(Debug)]
pub struct TeamAccess<P> {
    pub visit: Visit,
    pub team: Team,
    /// What the actor is to the team.
    pub role: Role,
    pub tx: TenantTx<P>,
}

#[derive(Deserialize)]
struct TeamInPath {
    team: TeamSlug,
}

impl<S, P> FromRequestParts<S> for TeamAccess<P>
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
    P: Allows<View>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let (visit, role, mut tx) = org::enter::<S, P>(parts, state).await?;
        let Path(TeamInPath { team: slug }) = Path::from_request_parts(parts, state).await?;
        let found = store::find_team(&mut tx, &slug).await?.ok_or(PageError::NotFound)?;
        let role = role.toward_team(found.is_led);
        if role.may(P::ACTION) {
            Ok(Self { visit, team: found.team, role, tx })
        } else {
            Err(PageError::Forbidden)
        }
    }
}
