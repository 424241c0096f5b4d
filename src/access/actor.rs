use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum_extra::extract::cookie::CookieJar;

use super::store::{self, FoundActor};
use super::{Db, Org, OutsideTx, PersonId, Role, SessionCookie, SessionId};
use crate::paths::{OrgSlug, OverviewPath};
use crate::web::{Done, NavLink, PageError, Shell, Theme, Visitor};

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub session: SessionId,
    /// The organizations they belong to, by name.
    pub memberships: Vec<Membership>,
    frame: Frame,
}

/// An organization that somebody belongs to, and what they are to it.
#[derive(Clone, Debug)]
pub struct Membership {
    pub org: Org,
    pub role: Role,
}

/// What the frame of a page takes from the request alone.
#[derive(Clone, Copy, Debug)]
struct Frame {
    theme: Theme,
    done: Option<Done>,
    plain_http: bool,
}

impl Actor {
    /// The frame of a page about no organization.
    pub fn shell(&self) -> Shell {
        let initials = self.name.split_whitespace().filter_map(|word| word.chars().next());
        Shell {
            visitor: Some(Visitor {
                name: self.name.clone(),
                email: self.email.clone(),
                initials: initials.take(2).flat_map(char::to_uppercase).collect(),
                organizations: self.org_links(None),
                org: None,
            }),
            theme: self.frame.theme,
            done: self.frame.done,
            plain_http: self.frame.plain_http,
        }
    }

    /// What they are to the organization of this slug, if they belong to it.
    pub(super) fn membership(&self, slug: &OrgSlug) -> Option<&Membership> {
        self.memberships.iter().find(|membership| membership.org.slug == *slug)
    }

    /// Links to the organizations they belong to; the one of the page is `current`.
    pub(super) fn org_links(&self, current: Option<&OrgSlug>) -> Vec<NavLink> {
        self.memberships
            .iter()
            .map(|Membership { org, .. }| NavLink {
                label: org.name.clone(),
                href: OverviewPath { org: org.slug.clone() }.to_string(),
                current: current == Some(&org.slug),
            })
            .collect()
    }
}

/// The frame of a page for somebody who is not signed in.
pub fn visitor_shell(headers: &HeaderMap, uri: &Uri, cookie: SessionCookie) -> Shell {
    let Frame { theme, done, plain_http } = frame(headers, uri, cookie);
    Shell { visitor: None, theme, done, plain_http }
}

fn frame(headers: &HeaderMap, uri: &Uri, cookie: SessionCookie) -> Frame {
    let jar = CookieJar::from_headers(headers);
    let theme = jar.get("waymark_theme").map_or(Theme::System, |theme| Theme::named(theme.value()));
    Frame { theme, done: Done::said_by(uri.query()), plain_http: !cookie.secure }
}

/// The actor behind a request's cookie, read within `tx`; and whether their session has to be
/// touched.
pub(super) async fn find(
    tx: &mut OutsideTx,
    headers: &HeaderMap,
    uri: &Uri,
    cookie: SessionCookie,
) -> Result<(Actor, bool), PageError> {
    let token = cookie.token(headers).ok_or(PageError::SignIn)?;
    let found = store::find_actor(tx, &token.hash()).await?.ok_or(PageError::SignIn)?;
    let FoundActor { session, person, name, email, is_stale, .. } = found;
    let names = found.org_ids.into_iter().zip(found.org_slugs).zip(found.org_names);
    let memberships = names
        .zip(found.org_currencies)
        .zip(found.org_roles)
        .map(|((((id, slug), name), currency), role)| Membership {
            org: Org { id, slug, name, currency },
            role,
        })
        .collect();
    let frame = frame(headers, uri, cookie);
    Ok((Actor { person, name, email, session, memberships, frame }, is_stale))
}

/// Notes that the actor's session was seen, apart from what the request itself does.
pub(super) async fn touch(db: &Db, actor: &Actor) -> sqlx::Result<()> {
    let mut tx = OutsideTx::begin(db).await?;
    store::touch_session(&mut tx, actor.session).await?;
    tx.commit().await
}

impl<S> FromRequestParts<S> for Actor
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
{
    type Rejection = PageError;

    /// Nobody signed in, or a session that has ended: [`PageError::SignIn`].
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let db = Db::from_ref(state);
        let cookie = SessionCookie::from_ref(state);
        if cookie.token(&parts.headers).is_none() {
            return Err(PageError::SignIn);
        }
        let mut tx = OutsideTx::begin_reading(&db).await?;
        let (actor, is_stale) = find(&mut tx, &parts.headers, &parts.uri, cookie).await?;
        drop(tx);
        if is_stale {
            touch(&db, &actor).await?;
        }
        Ok(actor)
    }
}

/// Whoever asks, signed in or not.
#[derive(Clone, Debug)]
pub struct Anyone {
    pub actor: Option<Actor>,
    /// The frame of a page about no organization.
    pub shell: Shell,
}

impl<S> FromRequestParts<S> for Anyone
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        match Actor::from_request_parts(parts, state).await {
            Ok(actor) => Ok(Self { shell: actor.shell(), actor: Some(actor) }),
            Err(PageError::SignIn) => {
                let shell =
                    visitor_shell(&parts.headers, &parts.uri, SessionCookie::from_ref(state));
                Ok(Self { actor: None, shell })
            }
            Err(error) => Err(error),
        }
    }
}
