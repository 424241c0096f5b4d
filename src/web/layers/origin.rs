//! Whether it was one of our own pages that made the browser post.
//!
//! [`CsrfLayer`] asks `Sec-Fetch-Site`, or else compares `Origin` with `Host`. Browsers send at
//! least one of the two with every form, and scripts cannot forge them.

use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Paths that never look at a session, so that no other site can borrow anybody's: an API that
/// asks for a token in `Authorization` goes here, and the link by which a mail program
/// unsubscribes its reader with a click, which says nothing of where it comes from.
const WITHOUT_COOKIES: [&str; 1] = ["/unsubscribe/"];

fn is_without_cookies(path: &str) -> bool {
    WITHOUT_COOKIES.iter().any(|prefix| path.starts_with(prefix))
}

pub(super) fn refuse_other_sites() -> CsrfLayer<impl ResponseForProtectionError<axum::body::Body>> {
    CsrfLayer::new()
        .with_insecure_bypass(|_, uri| is_without_cookies(uri.path()))
        .with_rejection_response(|_: ProtectionError| StatusCode::FORBIDDEN.into_response())
}

/// Refuses what [`CsrfLayer`] lets pass for the sake of programs: a write that does not say where
/// it comes from, and one that says `none`, which a browser says of an address somebody typed.
pub(super) async fn require_one(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let stated = match headers.get(SEC_FETCH_SITE) {
        Some(site) => site != "none" && !site.is_empty(),
        None => headers.contains_key(header::ORIGIN),
    };
    if safe || stated || is_without_cookies(request.uri().path()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}
