//! One line a request. No query, no body, no token.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

pub(super) async fn one_line(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let path = loggable_path(&request);
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let ms = start.elapsed().as_millis();
    tracing::info!(target: "waymark::request", %method, path, status, ms);
    response
}

/// The route, `/s/{token}`; where there is none, the path with everything masked that is long
/// enough to be a token.
pub(super) fn loggable_path(request: &Request) -> String {
    if let Some(route) = request.extensions().get::<MatchedPath>() {
        return route.as_str().to_owned();
    }
    let segments = request.uri().path().split('/').take(8);
    let masked = segments.map(|segment| if segment.len() < 16 { segment } else { "…" });
    masked.collect::<Vec<_>>().join("/").escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    fn loggable(path: &str) -> String {
        loggable_path(&Request::builder().uri(path).body(Body::empty()).unwrap())
    }

    #[test]
    fn what_could_be_a_token_is_masked() {
        assert_eq!(loggable("/o/northwind/trend?answer=2"), "/o/northwind/trend");
        let token = "kZ3bq0n5Yy1pXw7vT9sR2uLfJ4hGdC6e";
        assert_eq!(loggable(&format!("/s/{token}/more")), "/s/…/more");
        assert_eq!(loggable(&"/x".repeat(100)), "/x".repeat(7));
    }

    #[tokio::test]
    async fn a_route_is_written_without_its_values() {
        let router = Router::new()
            .route("/s/{token}", get(|request: Request| async move { loggable_path(&request) }));

        let request = Request::builder().uri("/s/short").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();

        let body = axum::body::to_bytes(response.into_body(), 100).await.unwrap();
        assert_eq!(body, "/s/{token}");
    }
}
