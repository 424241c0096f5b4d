//! A server and its clients on real sockets.

mod endurance;
mod requests;
mod stop;

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
const LONG: Duration = Duration::from_mins(1);
/// No test takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// More bytes than the machine's buffers hold between a server and its client.
const LARGE: usize = 64 << 20;

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
        lifetime: LONG,
        linger: LONG,
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
        .route("/large", get(|| async { vec![b'x'; LARGE] }))
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
