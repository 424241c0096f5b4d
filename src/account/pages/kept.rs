use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::sign_in::SignInPage;
use crate::access::visitor_shell;
use crate::account::{KeptForm, LocalPath};
use crate::paths::{HomePath, SignInPath};
use crate::state::App;
use crate::web::{FieldErrors, Page, PageError, Sent, Shell, SignInNeeded};

/// The most bytes of a form that are kept.
const LIMIT: usize = 1 << 20;

/// What was typed before the session ended, to be sent again.
#[derive(Template)]
#[template(path = "account/kept.html")]
pub(super) struct KeptPage<'a> {
    pub shell: Shell,
    pub kept: &'a KeptForm,
}

/// Leads whoever has to sign in there, and keeps what they were sending: no session's end costs
/// anybody what they typed.
///
/// A page is asked for again after signing in. A form is kept in the sign-in form (see
/// `KeptForm`) and shown once more after it.
pub async fn keep_what_was_typed(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, PageError> {
    let uri = request.uri().clone();
    if request.method() == Method::POST && is_form(request.headers()) {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, LIMIT).await.map_err(|_| PageError::TooLarge)?;
        let headers = parts.headers.clone();
        let request = Request::from_parts(parts, Body::from(body.clone()));
        let answer = next.run(request).await;
        if needs_sign_in(&answer) {
            sign_in_with(&app, &uri, headers, body).await
        } else {
            Ok(answer)
        }
    } else {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
        let answer = next.run(request).await;
        if is_page && needs_sign_in(&answer) { Ok(sign_in_then(&uri)) } else { Ok(answer) }
    }
}

fn needs_sign_in(answer: &Response) -> bool {
    answer.extensions().get::<SignInNeeded>().is_some()
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// The page of this site that was asked for.
fn asked_for(uri: &Uri) -> Option<LocalPath> {
    uri.path_and_query()?.as_str().parse().ok()
}

fn sign_in_then(uri: &Uri) -> Response {
    let next = asked_for(uri).filter(|path| path.to_string() != HomePath.to_string());
    let next = next.map_or_else(
        || SignInPath.to_string(),
        |path| {
            let path = path.to_string();
            format!("{SignInPath}?next={}", utf8_percent_encode(&path, NON_ALPHANUMERIC))
        },
    );
    Redirect::to(&next).into_response()
}

/// The sign-in form, carrying the form that was sent.
async fn sign_in_with(
    app: &App,
    uri: &Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, PageError> {
    let shell = visitor_shell(&headers, uri, app.cookie);
    let mut again = Request::new(Body::from(body));
    *again.headers_mut() = headers;
    let sent = Sent::from_request(again, &()).await?;
    let kept = asked_for(uri).map(|action| KeptForm::of(action, &sent.fields));
    let page = Page::render(&SignInPage {
        shell,
        email: "",
        next: None,
        kept: kept.as_ref(),
        errors: &FieldErrors::default(),
    })?;
    Ok(page.with_status(StatusCode::UNAUTHORIZED).into_response())
}
