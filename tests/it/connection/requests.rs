//! What is asked, byte by byte.

use super::*;

#[tokio::test]
async fn a_handler_knows_the_clients_address() {
    let server = Server::start(patient(), unhurried()).await;
    let mut client = server.connect().await;
    let address = client.0.local_addr().unwrap().to_string();
    client.send(&server.request("GET /whoami", "")).await;
    assert!(client.read_to_end().await.ends_with(&address));
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_a_row() {
    let server = Server::start(patient(), unhurried()).await;
    let first = server.request("GET /", "").replace("close", "keep-alive");
    let answer = server.ask(&format!("{first}{first}{}", server.request("GET /whoami", ""))).await;
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_client_can_read_so() {
    let server = Server::start(patient(), unhurried()).await;
    let large = "x".repeat(16 << 20);
    let declared = server.form("/echo", &format!("content-length: {}\r\n", large.len())) + &large;
    let chunked = server.form("/echo", "transfer-encoding: chunked\r\n")
        + &format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
    for request in [declared, chunked] {
        let answer = server.ask(&request).await;
        assert_eq!(status(&answer), "413");
        assert!(answer.ends_with("page 413 Payload Too Large"), "{answer}");
    }
}

#[tokio::test]
async fn who_asks_before_sending_is_refused_before_sending() {
    let server = Server::start(patient(), unhurried()).await;
    let lines = "content-length: 9999999\r\nexpect: 100-continue\r\n";
    assert_eq!(status(&server.ask(&server.form("/echo", lines)).await), "413");
}

#[tokio::test]
async fn headers_have_a_limit() {
    let server = Server::start(patient(), unhurried()).await;
    let many = "x: y\r\n".repeat(80);
    let long = format!("cookie: {}\r\n", "x".repeat(64 << 10));
    for lines in [many, long] {
        assert_eq!(status(&server.ask(&server.request("GET /", &lines)).await), "431");
    }
}

#[tokio::test]
async fn what_is_not_http_is_a_bad_request() {
    let server = Server::start(patient(), unhurried()).await;
    for nonsense in [
        "hello\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nhost localhost\r\n\r\n".to_owned(),
        server.form("/echo", "content-length: -1\r\n"),
        server.form("/echo", "content-length: 1\r\ncontent-length: 2\r\n"),
        server.form("/echo", "transfer-encoding: chunked\r\n") + "nonsense\r\n",
    ] {
        assert_eq!(status(&server.ask(&nonsense).await), "400", "{nonsense:?}");
    }
}

#[tokio::test]
async fn a_request_names_exactly_one_host_and_it_is_ours() {
    let server = Server::start(patient(), unhurried()).await;
    for (lines, expected) in [
        ("", "400"),
        ("host: localhost:PORT\r\nhost: localhost:PORT\r\n", "400"),
        ("host: evil.example\r\n", "421"),
        ("host: localhost:PORT\r\n", "200"),
    ] {
        let lines = lines.replace("PORT", &server.address.port().to_string());
        let answer =
            server.ask(&format!("GET / HTTP/1.1\r\nconnection: close\r\n{lines}\r\n")).await;
        assert_eq!(status(&answer), expected, "{lines}");
    }
}

#[tokio::test]
async fn only_our_own_pages_may_post() {
    let server = Server::start(patient(), unhurried()).await;
    let origin = format!("origin: http://localhost:{}\r\n", server.address.port());
    for (lines, expected) in [
        (origin.as_str(), "200"),
        ("sec-fetch-site: same-origin\r\n", "200"),
        ("sec-fetch-site: cross-site\r\norigin: http://evil.example\r\n", "403"),
        ("sec-fetch-site: same-site\r\norigin: http://localhost:1\r\n", "403"),
        ("sec-fetch-site: none\r\n", "403"),
        ("origin: null\r\n", "403"),
        ("origin: http://localhost:1\r\n", "403"),
        ("", "403"),
    ] {
        let answer = server.ask(&server.request("POST /", lines)).await;
        assert_eq!(status(&answer), expected, "{lines}");
    }
}

#[tokio::test]
async fn nothing_is_unpacked() {
    let server = Server::start(patient(), unhurried()).await;
    let lines = "content-encoding: gzip\r\ncontent-length: 1\r\n";
    let answer = server.ask(&format!("{}x", server.form("/echo", lines))).await;
    assert_eq!(status(&answer), "415");
}

#[tokio::test]
async fn after_a_panic_the_next_request_on_the_same_connection_works() {
    let server = Server::start(patient(), unhurried()).await;
    let panic = server.request("GET /panic", "").replace("close", "keep-alive");
    let answer = server.ask(&format!("{panic}{}", server.request("GET /", ""))).await;
    assert_eq!(status(&answer), "500");
    assert!(answer.contains("page 500 Internal Server Error"), "{answer}");
    assert!(answer.ends_with("home"), "{answer}");
}

#[tokio::test]
async fn a_large_answer_arrives_whole_at_a_client_that_reads_late() {
    let mut server = Server::start(patient(), unhurried()).await;
    let mut client = server.connect().await;
    client.send(&server.request("GET /large", "")).await;
    client.read_until("\r\n\r\n").await;

    server.stop();
    assert_eq!(client.read_to_end().await.len(), LARGE);
    server.stopped().await;
}
