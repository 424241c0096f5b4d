use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::SessionCookie;
use crate::account::LocalPath;
use crate::paths::{HomePath, ThemePath};
use crate::web::{PageError, Sent, Theme};

/// Chooses light, dark or the system's, for this browser, and leads back to where that was done.
pub(super) async fn choose(
    _: ThemePath,
    State(cookie): State<SessionCookie>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    let theme = Theme::named(sent.fields.text("theme"));
    let secure = if cookie.secure { "; Secure" } else { "" };
    // The script reads it, too: it is no secret.
    let chosen = format!("waymark_theme={theme}; Path=/; SameSite=Lax; Max-Age={A_YEAR}{secure}");
    let chosen =
        HeaderValue::try_from(chosen).map_err(|error| PageError::Unexpected(error.into()))?;
    let next = came_from(&headers).map_or_else(|| HomePath.to_string(), |page| page.to_string());
    Ok(([(header::SET_COOKIE, chosen)], Redirect::to(&next)).into_response())
}

const A_YEAR: u32 = 365 * 24 * 60 * 60;

/// The page of this site on which the form stood.
fn came_from(headers: &HeaderMap) -> Option<LocalPath> {
    let page: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    page.path_and_query()?.as_str().parse().ok()
}
