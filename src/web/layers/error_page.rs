//! Errors without a page of their own get one.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Makes a page of a status: what happened, and what to do about it.
pub type ErrorPage = fn(StatusCode) -> Response;

/// Turns a bare error into a page. An error that says its content type has been written by a
/// handler, and is left as it is.
pub(super) async fn render(
    State(page): State<ErrorPage>,
    request: Request,
    next: Next,
) -> Response {
    let bare = next.run(request).await;
    let status = bare.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || bare.headers().contains_key(header::CONTENT_TYPE) {
        return bare;
    }
    let mut response = page(status);
    *response.status_mut() = status;
    // `Allow` and `Retry-After` belong to the error, not to the page.
    for (name, value) in bare.headers() {
        if name != header::CONTENT_LENGTH {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}
