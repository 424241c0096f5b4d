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
        .route("/panic", get(|| async { panic!("on purpose") as &str }))
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

mod host {
    use super::*;

    async fn status(path: &str, hosts: &[&str]) -> u16 {
        let headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
        send(request(Method::GET, path, &headers)).await.status().as_u16()
    }

    #[tokio::test]
    async fn our_own_names_are_answered() {
        for host in ["waymark.example.org", "Waymark.Example.ORG", "127.0.0.1:8080", "[::1]:8080"] {
            assert_eq!(status("/", &[host]).await, 200, "{host}");
        }
    }

    #[tokio::test]
    async fn another_host_is_misdirected() {
        for host in ["evil.example", "waymark.example.org.evil.example", "localhost", "[::1]:80"] {
            assert_eq!(status("/", &[host]).await, 421, "{host}");
        }
    }

    #[tokio::test]
    async fn a_request_names_exactly_one_host() {
        let ours = "waymark.example.org";
        assert_eq!(status("/", &[]).await, 400);
        assert_eq!(status("/", &[ours, ours]).await, 400);
        for host in ["", "ada@waymark.example.org", "waymark.example.org/path", "a b"] {
            assert_eq!(status("/", &[host]).await, 400, "{host:?}");
        }
    }

    #[tokio::test]
    async fn the_target_agrees_with_the_host() {
        assert_eq!(status("http://waymark.example.org/", &["waymark.example.org"]).await, 200);
        assert_eq!(status("http://evil.example/", &["waymark.example.org"]).await, 400);
    }

    #[tokio::test]
    async fn health_is_answered_under_any_name_but_not_without_one() {
        assert_eq!(status("/healthz", &["10.1.2.3:8080"]).await, 200);
        assert_eq!(status("/healthz", &[]).await, 400);
    }

    #[tokio::test]
    async fn a_forwarded_host_changes_nothing() {
        let forwarded = [("host", "evil.example"), ("x-forwarded-host", "waymark.example.org")];
        let response = send(request(Method::GET, "/", &forwarded)).await;
        assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST);
    }

    #[test]
    fn names_of_this_machine_count_only_where_only_it_can_reach_us() {
        let url = OURS.parse().unwrap();
        assert!(Hosts::new(&url, "[::1]:8080".parse().unwrap()).contains("localhost:8080"));
        assert!(!Hosts::new(&url, "0.0.0.0:8080".parse().unwrap()).contains("localhost:8080"));
    }
}

mod other_sites {
    use super::*;

    async fn post(path: &str, headers: &[(&str, &str)]) -> StatusCode {
        let mut all = vec![("host", "waymark.example.org")];
        all.extend(headers);
        send(request(Method::POST, path, &all)).await.status()
    }

    #[tokio::test]
    async fn a_form_of_our_own_is_taken() {
        let ours = ("origin", OURS);
        assert_eq!(post("/", &[("sec-fetch-site", "same-origin"), ours]).await, 200);
        assert_eq!(post("/", &[ours]).await, 200, "an old browser");
        // A page without referrer, such as a shared report, has no origin to tell.
        assert_eq!(post("/", &[("sec-fetch-site", "same-origin"), ("origin", "null")]).await, 200);
    }

    #[tokio::test]
    async fn a_write_from_elsewhere_is_refused_in_all_its_shapes() {
        let elsewhere: [&[(&str, &str)]; 14] = [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site"), ("origin", "https://blog.example.org")],
            &[("sec-fetch-site", "cross-site"), ("origin", "null")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "Same-Origin")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://blog.example.org")],
            &[("origin", "https://waymark.example.org.evil.example")],
            &[("origin", "https://waymark.example.org:8443")],
            &[("origin", "null")],
            &[("referer", "https://waymark.example.org/")],
            &[],
        ];
        for headers in elsewhere {
            for path in ["/", "/sign-in", "/echo"] {
                assert_eq!(post(path, headers).await, 403, "{path} {headers:?}");
            }
            let mut plain = headers.to_vec();
            plain.push(("content-type", "text/plain"));
            assert_eq!(post("/", &plain).await, 403, "{plain:?}");
        }
    }

    #[tokio::test]
    async fn every_method_that_may_write_is_looked_at() {
        let elsewhere = [("host", "waymark.example.org"), ("sec-fetch-site", "cross-site")];
        for method in ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(send(request(method, "/", &elsewhere)).await.status(), 403);
        }
    }

    #[tokio::test]
    async fn a_link_from_another_site_may_be_followed() {
        let elsewhere = [("host", "waymark.example.org"), ("sec-fetch-site", "cross-site")];
        assert_eq!(send(request(Method::GET, "/", &elsewhere)).await.status(), 200);
    }

    #[tokio::test]
    async fn no_header_makes_one_method_of_another() {
        for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
            let headers = [("host", "waymark.example.org"), (name, "POST")];
            let response = send(request(Method::GET, "/?_method=POST", &headers)).await;
            assert_eq!(text(response).await, "home", "{name}");

            let evil = [("sec-fetch-site", "cross-site"), (name, "GET")];
            assert_eq!(post("/?_method=GET", &evil).await, 403, "{name}");
        }
    }
}

mod bodies {
    use super::*;

    fn within(limits: RequestLimits) -> Router {
        protect(tiny(), Protection { limits, ..protection(OURS) })
    }

    #[tokio::test]
    async fn a_handler_gets_the_whole_body() {
        let response = send(form("/echo", "answer=2")).await;
        assert_eq!(text(response).await, "answer=2");
    }

    #[tokio::test]
    async fn a_body_may_be_as_large_as_its_route_allows() {
        let exceptions = &[("/import", Allowance { body: 20, ..Allowance::IMPORT })];
        let usual = Allowance { body: 10, ..Allowance::USUAL };
        let app = within(RequestLimits { usual, exceptions, ..RequestLimits::default() });
        for (path, length, status) in [
            ("/echo", 10, StatusCode::OK),
            ("/echo", 11, StatusCode::PAYLOAD_TOO_LARGE),
            ("/import", 20, StatusCode::OK),
            ("/import", 21, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let response = app.clone().oneshot(form(path, "x".repeat(length))).await.unwrap();
            assert_eq!(response.status(), status, "{length} bytes to {path}");
        }
    }

    #[tokio::test]
    async fn an_import_may_be_larger_than_what_axum_allows_by_itself() {
        let exceptions = &[("/import", Allowance::IMPORT)];
        let app = within(RequestLimits { exceptions, ..RequestLimits::default() });
        let response = app.oneshot(form("/import", vec![b'x'; 3 << 20])).await.unwrap();
        assert_eq!(text(response).await, (3 << 20).to_string());
    }

    #[tokio::test]
    async fn bodies_have_so_much_room_and_it_is_free_again_afterwards() {
        let app = within(RequestLimits { bodies: 10, ..RequestLimits::default() });
        for _ in 0..2 {
            let response = app.clone().oneshot(form("/echo", "x".repeat(10))).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
        }
        let response = app.oneshot(form("/echo", "x".repeat(11))).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn nothing_is_unpacked() {
        for (name, value) in [
            ("content-encoding", "gzip"),
            ("content-encoding", "identity"),
            ("transfer-encoding", "gzip, chunked"),
        ] {
            let mut request = form("/echo", "x");
            request.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(send(request).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{value}");
        }
    }

    #[tokio::test]
    async fn a_handler_that_takes_too_long_is_given_up() {
        let usual = Allowance { time: Duration::from_millis(20), ..Allowance::USUAL };
        let app = within(RequestLimits { usual, ..RequestLimits::default() });
        let response = app.oneshot(visit("/never")).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "5");
        assert_eq!(text(response).await, "page 503 Service Unavailable");
    }
}

mod answers {
    use super::*;

    #[tokio::test]
    async fn every_error_without_a_page_gets_one() {
        for (path, page) in [
            ("/nowhere", "page 404 Not Found"),
            ("/echo", "page 405 Method Not Allowed"),
            ("/panic", "page 500 Internal Server Error"),
            ("/own", "my own words"),
        ] {
            assert_eq!(text(send(visit(path)).await).await, page, "{path}");
        }
    }

    #[tokio::test]
    async fn an_error_keeps_its_headers_when_it_becomes_a_page() {
        let response = send(visit("/echo")).await;
        assert_eq!(response.headers()[header::ALLOW], "POST");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html");
    }

    #[tokio::test]
    async fn trace_and_connect_are_refused() {
        for method in [Method::TRACE, Method::CONNECT] {
            let headers = [("host", "waymark.example.org"), ("sec-fetch-site", "same-origin")];
            assert_eq!(send(request(method, "/", &headers)).await.status(), 405);
        }
    }

    #[tokio::test]
    async fn a_head_is_a_get_without_its_body() {
        let response = send(request(Method::HEAD, "/", &[("host", "127.0.0.1:8080")])).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(text(response).await, "");
    }

    #[tokio::test]
    async fn every_answer_tells_the_browser_what_it_may_not_do() {
        for request in [visit("/"), visit("/panic"), visit("/nowhere"), form("/own", "")] {
            let response = send(request).await;
            let mut lines: Vec<_> = response
                .headers()
                .iter()
                .filter(|(name, _)| {
                    !["content-type", "content-length", "allow"].contains(&name.as_str())
                })
                .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
                .collect();
            lines.sort();
            insta::allow_duplicates! { insta::assert_snapshot!(lines.join("\n"), @"
                cache-control: no-store
                content-security-policy: default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
                cross-origin-opener-policy: same-origin
                cross-origin-resource-policy: same-origin
                permissions-policy: camera=(), geolocation=(), microphone=()
                referrer-policy: same-origin
                strict-transport-security: max-age=31536000; includeSubDomains
                x-content-type-options: nosniff
                x-frame-options: DENY
            "); }
        }
    }

    #[tokio::test]
    async fn a_page_may_be_cached_when_it_says_so() {
        let response = send(visit("/cached")).await;
        assert_eq!(response.headers()[header::CACHE_CONTROL], "max-age=60");
    }

    #[tokio::test]
    async fn browsers_are_kept_to_https_only_where_there_is_https() {
        let app = protect(tiny(), protection("http://127.0.0.1:8080"));
        let visit = request(Method::GET, "/", &[("host", "127.0.0.1:8080")]);
        let response = app.oneshot(visit).await.unwrap();
        assert!(!response.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[tokio::test]
    async fn what_is_long_and_not_packed_yet_is_compressed() {
        for (path, accepted, coding) in [
            ("/long", "gzip, br", Some("br")),
            ("/long", "gzip", Some("gzip")),
            ("/long", "", None),
            ("/short", "gzip, br", None),
            ("/image", "gzip, br", None),
        ] {
            let mut request = visit(path);
            request.headers_mut().insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            let response = send(request).await;
            let found = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(found.map(|it| it.to_str().unwrap()), coding, "{path} {accepted}");
            let varies =
                response.headers().get(header::VARY).is_some_and(|it| it == "accept-encoding");
            assert_eq!(varies, path == "/long", "{path} {accepted}");
        }
    }
}
