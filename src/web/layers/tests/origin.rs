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

/// A mail program says nothing of where it comes from.
#[tokio::test]
async fn only_what_looks_at_no_session_takes_a_write_from_anywhere() {
    for headers in [&[][..], &[("sec-fetch-site", "cross-site"), ("origin", "null")]] {
        // There is no such route here; what counts is that it was asked for.
        assert_eq!(post("/unsubscribe/token", headers).await, 404, "{headers:?}");
        for path in [
            "/unsubscribe",
            "/resubscribe/token",
            "/unsubscribed/token",
            "/account/unsubscribe/token",
        ] {
            assert_eq!(post(path, headers).await, 403, "{path} {headers:?}");
        }
    }
}
