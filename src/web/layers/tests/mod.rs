//! The layers around a tiny router.

mod answers;
mod body;
mod host;
mod log;
mod origin;

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower::ServiceExt;

use super::*;

const OURS: &str = "https://waymark.example.org";

fn error_page(status: StatusCode) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html")], format!("page {status}")).into_response()
}

fn tiny() -> Router {
    Router::new()
        .route("/", get(|| async { "home" }).post(|| async { "done" }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/long", get(|| async { "level ".repeat(200) }))
        .route("/short", get(|| async { "level" }))
        .route("/image", get(|| async { ([(header::CONTENT_TYPE, "image/png")], "x".repeat(999)) }))
        .route("/cached", get(|| async { ([(header::CACHE_CONTROL, "max-age=60")], "") }))
        .route("/own", get(|| async { (StatusCode::CONFLICT, "my own words") }))
        .route("/panic", get(|| async { panic!("on purpose\nin two lines") as &str }))
        .route("/never", get(std::future::pending::<()>))
        .route("/echo", post(|body: axum::body::Bytes| async { body }))
        .route("/import", post(|body: axum::body::Bytes| async move { body.len().to_string() }))
}

fn protection(public_url: &str) -> Protection {
    let listening = "127.0.0.1:8080".parse().unwrap();
    Protection::new(&public_url.parse().unwrap(), listening, error_page)
}

async fn send(request: Request) -> Response {
    protect(tiny(), protection(OURS)).oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> Request {
    let builder = Request::builder().method(method).uri(path);
    let builder =
        headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    builder.body(Body::empty()).unwrap()
}

fn visit(path: &str) -> Request {
    request(Method::GET, path, &[("host", "waymark.example.org")])
}

/// A form posted by a page of our own.
fn form(path: &str, body: impl Into<Body>) -> Request {
    let headers = [("host", "waymark.example.org"), ("sec-fetch-site", "same-origin")];
    request(Method::POST, path, &headers).map(|_| body.into())
}
