//! Methods that no page has.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses TRACE, which shows cookies to scripts, and CONNECT, which is for proxies.
pub(super) async fn refuse(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
        let allowed = [(header::ALLOW, "GET, HEAD, POST")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response();
    }
    next.run(request).await
}
