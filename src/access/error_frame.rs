//! Errors in the frame of whoever meets them, so that they find their way on.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{Db, Membership, OutsideTx, Section, SessionCookie, Visit, actor, visitor_shell};
use crate::paths::OrgSlug;
use crate::web::{ErrorWords, PageError, Shell};

/// Shows an error with the navigation and in the theme of whoever asked.
///
/// Whatever is not found stands in the frame of the visitor alone, and not of an organization:
/// it must be the same wherever they look for it.
pub async fn frame_errors(
    State((db, cookie)): State<(Db, SessionCookie)>,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri().clone();
    let cookies: Vec<HeaderValue> =
        request.headers().get_all(header::COOKIE).iter().cloned().collect();
    let answer = next.run(request).await;
    let Some(words) = answer.extensions().get::<ErrorWords>().cloned() else { return answer };

    let headers: HeaderMap = cookies.into_iter().map(|value| (header::COOKIE, value)).collect();
    // While the database is away, nobody can be known.
    let shell = match answer.status() {
        StatusCode::SERVICE_UNAVAILABLE => None,
        status => {
            let path = if status == StatusCode::NOT_FOUND { "" } else { uri.path() };
            signed_in(&db, &headers, &uri, org_in(path), cookie).await.ok()
        }
    };
    words.framed(answer, shell.unwrap_or_else(|| visitor_shell(&headers, &uri, cookie)))
}

async fn signed_in(
    db: &Db,
    headers: &HeaderMap,
    uri: &Uri,
    asked: Option<OrgSlug>,
    cookie: SessionCookie,
) -> Result<Shell, PageError> {
    if cookie.token(headers).is_none() {
        return Err(PageError::SignIn);
    }
    let mut tx = OutsideTx::begin_reading(db).await?;
    let (actor, _) = actor::find(&mut tx, headers, uri, cookie).await?;
    drop(tx);
    Ok(match asked.and_then(|slug| actor.membership(&slug).cloned()) {
        Some(Membership { org, role }) => Visit { actor, org, role }.shell(Section::Elsewhere),
        None => actor.shell(),
    })
}

/// The organization that a path names.
fn org_in(path: &str) -> Option<OrgSlug> {
    path.strip_prefix("/o/")?.split('/').next()?.parse().ok()
}
