//! The connection, byte by byte: what a client that means ill, or sleeps, can do. Nothing.

use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use waymark::config::PublicUrl;
use waymark::web::layers::{Allowance, Protection, RequestLimits, protect};
use waymark::web::serve::{ConnectionLimits, serve};

/// What a client may take in these tests: long enough for a busy machine, short enough to wait for.
const SHORT: Duration = Duration::from_millis(150);
/// What a client never takes in these tests.
const LONG: Duration = Duration::from_secs(60);
/// No test takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server. It stops when it is dropped.
struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

/// Deadlines that nobody meets in these tests, unless the test shortens one.
fn patient() -> ConnectionLimits {
    ConnectionLimits {
        header_read: LONG,
        write_stall: LONG,
        linger: SHORT,
        grace: LONG,
        ..ConnectionLimits::default()
    }
}

fn unhurried() -> RequestLimits {
    RequestLimits {
        body_gap: LONG,
        usual: Allowance { time: LONG, ..Allowance::USUAL },
        ..RequestLimits::default()
    }
}

impl Server {
    async fn start(connections: ConnectionLimits, requests: RequestLimits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let protection =
            Protection::new(&PublicUrl::of_listener(address), address, |status: StatusCode| {
                (status, format!("page {status}")).into_response()
            });
        let app = protect(tiny(), Protection { limits: requests, ..protection });
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(serve(listener, app, connections, async {
            let _ = stopped.await;
        }));
        Self { address, stop: Some(stop), running }
    }

    async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// The answer to one request on a connection of its own.
    async fn ask(&self, request: &str) -> String {
        let mut client = self.connect().await;
        client.send(request).await;
        client.read_to_end().await
    }

    fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    async fn stopped(self) {
        timeout(PATIENCE, self.running).await.expect("it stops").unwrap();
    }
}

fn tiny() -> Router {
    Router::new()
        .route("/", get(|| async { "home" }).post(|| async { "done" }))
        .route(
            "/whoami",
            get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }),
        )
        .route("/echo", post(|body: Bytes| async { body }))
        .route("/panic", get(|| async { panic!("on purpose") as &str }))
        .route("/large", get(|| async { vec![b'x'; 32 << 20] }))
        .route("/never", get(pending::<()>))
}

struct Client(TcpStream);

impl Client {
    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Everything until the server closes the connection; a reset counts as closed.
    async fn read_to_end(&mut self) -> String {
        let mut answer = Vec::new();
        let end = timeout(PATIENCE, self.0.read_to_end(&mut answer)).await;
        let _ = end.expect("the server closes the connection");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Everything until `end` has come.
    async fn read_until(&mut self, end: &str) -> String {
        let mut answer = String::new();
        while !answer.ends_with(end) {
            let mut byte = [0];
            timeout(PATIENCE, self.0.read_exact(&mut byte)).await.expect("an answer").unwrap();
            answer.push(char::from(byte[0]));
        }
        answer
    }
}

fn status(answer: &str) -> &str {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap_or(answer)
}

impl Server {
    /// A request with these lines, from a page of our own, on a connection that closes afterwards.
    fn request(&self, first_line: &str, lines: &str) -> String {
        let port = self.address.port();
        format!(
            "{first_line} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n{lines}\r\n"
        )
    }

    fn form(&self, path: &str, lines: &str) -> String {
        self.request(&format!("POST {path}"), &format!("sec-fetch-site: same-origin\r\n{lines}"))
    }
}

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
    let first = server.request("GET /", "").replace("connection: close\r\n", "");
    let answer = server.ask(&format!("{first}{first}{}", server.request("GET /whoami", ""))).await;
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
}

#[tokio::test]
async fn headers_that_do_not_come_close_the_connection() {
    let server =
        Server::start(ConnectionLimits { header_read: SHORT, ..patient() }, unhurried()).await;
    assert_eq!(server.ask("").await, "", "a client that says nothing");
    assert_eq!(server.ask("GET / HTTP/1.1\r\nhost: lo").await, "", "one that stops");
}

#[tokio::test]
async fn a_connection_that_is_kept_and_not_used_is_closed() {
    let server =
        Server::start(ConnectionLimits { header_read: SHORT, ..patient() }, unhurried()).await;
    let answer =
        server.ask(&server.request("GET /", "").replace("connection: close\r\n", "")).await;
    assert_eq!(status(&answer), "200");
}

#[tokio::test]
async fn a_body_that_stops_is_answered_with_a_time_out() {
    let server = Server::start(patient(), RequestLimits { body_gap: SHORT, ..unhurried() }).await;
    for body in ["content-length: 9\r\n\r\nanswer", "transfer-encoding: chunked\r\n\r\n3\r\nans"] {
        let request = server.form("/echo", "");
        let answer = server.ask(&format!("{}{body}", request.strip_suffix("\r\n").unwrap())).await;
        assert_eq!(status(&answer), "408", "{body}");
        assert!(answer.ends_with("page 408 Request Timeout"), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_drips_is_cut_at_the_end_of_the_requests_time() {
    let usual = Allowance { time: SHORT, ..Allowance::USUAL };
    let server = Server::start(patient(), RequestLimits { usual, ..unhurried() }).await;
    let answer = server.ask(&server.form("/echo", "content-length: 9\r\n")).await;
    assert_eq!(status(&answer), "408");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    let limits = ConnectionLimits { write_stall: SHORT, ..patient() };
    let mut server = Server::start(limits, unhurried()).await;
    let mut client = server.connect().await;
    client.send(&server.request("GET /large", "")).await;
    client.read_until("\r\n\r\n").await;

    // The grace is long: the server only stops because the connection is gone.
    server.stop();
    server.stopped().await;
    assert!(client.read_to_end().await.len() < 32 << 20);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_client_can_read_so() {
    let server = Server::start(ConnectionLimits { linger: LONG, ..patient() }, unhurried()).await;
    let large = "x".repeat(2 << 20);
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
    let many = "x: y\r\n".repeat(100);
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
    let panic = server.request("GET /panic", "").replace("connection: close\r\n", "");
    let answer = server.ask(&format!("{panic}{}", server.request("GET /", ""))).await;
    assert_eq!(status(&answer), "500");
    assert!(answer.contains("page 500 Internal Server Error"), "{answer}");
    assert!(answer.ends_with("home"), "{answer}");
}

#[tokio::test]
async fn a_connection_too_many_is_closed_and_a_free_place_is_given_again() {
    let limits = ConnectionLimits { total: 2, ..patient() };
    let server = Server::start(limits, unhurried()).await;
    let (mut first, mut second) = (server.connect().await, server.connect().await);
    for client in [&mut first, &mut second] {
        client.send(&server.request("GET /", "").replace("connection: close\r\n", "")).await;
        client.read_until("home").await;
    }
    assert_eq!(server.ask(&server.request("GET /", "")).await, "", "a third");

    first.send(&server.request("GET /", "")).await;
    first.read_to_end().await;
    drop(first);
    let again = async { while server.ask(&server.request("GET /", "")).await.is_empty() {} };
    timeout(PATIENCE, again).await.expect("the place is free again");
}

#[tokio::test]
async fn one_network_cannot_take_every_connection() {
    let limits = ConnectionLimits { total: 9, per_network: 1, ..patient() };
    let server = Server::start(limits, unhurried()).await;
    let mut stalled = server.connect().await;
    stalled.send("GET / ").await;
    assert_eq!(server.connect().await.read_to_end().await, "");
}

#[tokio::test]
async fn a_stop_lets_what_is_in_flight_finish() {
    let mut server = Server::start(patient(), unhurried()).await;
    let mut client = server.connect().await;
    client.send(&server.form("/echo", "content-length: 8\r\nexpect: 100-continue\r\n")).await;
    client.read_until("100 Continue\r\n\r\n").await;

    server.stop();
    client.send("answer=2").await;
    let answer = client.read_to_end().await;
    assert!(answer.ends_with("answer=2"), "{answer}");
    server.stopped().await;
}

#[tokio::test]
async fn a_stop_closes_connections_that_wait_for_nothing() {
    let mut server = Server::start(patient(), unhurried()).await;
    let mut fresh = server.connect().await;
    let mut kept = server.connect().await;
    kept.send(&server.request("GET /", "").replace("connection: close\r\n", "")).await;
    kept.read_until("home").await;

    server.stop();
    assert_eq!(kept.read_to_end().await, "");
    assert_eq!(fresh.read_to_end().await, "");
    server.stopped().await;
}

#[tokio::test]
async fn a_stop_takes_no_longer_than_its_grace_whatever_the_clients_do() {
    let limits = ConnectionLimits { grace: SHORT, ..patient() };
    let mut server = Server::start(limits, unhurried()).await;
    let mut clients = Vec::new();
    for request in [
        "GET / HT".to_owned(),
        server.form("/echo", "content-length: 9\r\n"),
        server.request("GET /never", ""),
        server.request("GET /large", ""),
    ] {
        let mut client = server.connect().await;
        client.send(&request).await;
        clients.push(client);
    }

    server.stop();
    server.stopped().await;
    for mut client in clients {
        client.read_to_end().await;
    }
}

#[tokio::test]
async fn after_a_stop_no_connection_is_taken() {
    let mut server = Server::start(patient(), unhurried()).await;
    let address = server.address;
    server.stop();
    server.stopped().await;
    assert!(TcpStream::connect(address).await.is_err());
}
