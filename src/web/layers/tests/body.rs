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
