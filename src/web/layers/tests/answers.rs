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
                content-security-policy: default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
                cross-origin-opener-policy: same-origin
                cross-origin-resource-policy: same-origin
                permissions-policy: camera=(), geolocation=(), microphone=()
                referrer-policy: same-origin
                strict-transport-security: max-age=31536000
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
        let varies = response.headers().get(header::VARY).is_some_and(|it| it == "accept-encoding");
        assert_eq!(varies, path == "/long", "{path} {accepted}");
    }
}
