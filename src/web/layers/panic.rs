//! A handler that panics fails its own request, and no other.

use std::any::Any;
use std::panic::{self, PanicHookInfo};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

tokio::task_local! {
    /// The request that this task is answering.
    static REQUEST: String;
}

/// Makes 500 of a panic. It is logged where it happens, by [`log_panics`].
pub(super) fn catch() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Lets [`log_panics`] know which request it was.
pub(super) async fn remember_request(request: Request, next: Next) -> Response {
    let name = format!("{} {}", request.method(), super::log::loggable_path(&request));
    REQUEST.scope(name, next.run(request)).await
}

/// From now on a panic in a handler is logged in one line, with the request and the place in the
/// code. Panics elsewhere are reported as before.
pub fn log_panics() {
    let elsewhere = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let in_request = REQUEST.try_with(|request| log_one(request, panic));
        if in_request.is_err() {
            elsewhere(panic);
        }
    }));
}

fn log_one(request: &str, panic: &PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("(no message)");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(target: "waymark::panic", request, place, "{}", message.escape_debug());
}
