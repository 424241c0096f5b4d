//! The connections: taking them, holding clients to their deadlines, and letting go in the end.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::places::Places;

/// The most headers a request may have, and the most bytes they may take together.
const MAX_HEADERS: usize = 64;
const MAX_HEADER_BYTES: usize = 32 * 1024;

/// How long to wait when no connection can be taken, for want of file descriptors for instance.
const PAUSE: Duration = Duration::from_secs(1);

/// What a connection may take.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// For the headers of a request, and between two requests.
    pub header_read: Duration,
    /// How long a client may take no byte of an answer that is ready.
    pub write_stall: Duration,
    /// From its beginning to its end, whatever it does. At half of this it is asked to end after
    /// the request it is at, so that no request has less than the other half.
    pub lifetime: Duration,
    /// How long what a client still sends is read and dropped after the last answer.
    pub linger: Duration,
    /// How long requests may go on after the server was told to stop.
    pub grace: Duration,
    /// Connections open at once.
    pub total: usize,
    /// Connections open at once from one network, so that one client cannot take them all.
    pub per_network: usize,
    /// Networks of proxies, which stand for many clients and may take all.
    pub trusted_proxies: Vec<IpNet>,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(5),
            write_stall: Duration::from_secs(10),
            lifetime: Duration::from_mins(3),
            linger: Duration::from_secs(5),
            grace: Duration::from_secs(15),
            total: 1024,
            per_network: 256,
            trusted_proxies: Vec::new(),
        }
    }
}

/// Serves `app` until `shutdown`, and then lets what is in flight finish, within
/// [`ConnectionLimits::grace`].
///
/// `axum::serve` has no deadlines: a stalled client stays for ever, and blocks the shutdown. A
/// connection beyond the limits is closed at once. Handlers find the client's address as
/// [`ConnectInfo<SocketAddr>`].
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: ConnectionLimits,
    shutdown: impl Future<Output = ()>,
) {
    let limits = Arc::new(limits);
    let places = Places::new(limits.total, limits.per_network, limits.trusted_proxies.clone());
    let stop = CancellationToken::new();
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let (socket, peer) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => continue,
            accepted = accept(&listener) => accepted,
        };
        let Some(place) = places.take(peer.ip()) else {
            tracing::debug!(%peer, "closed a connection beyond the limits");
            continue;
        };
        let (limits, stop) = (Arc::clone(&limits), stop.clone());
        let connection = Connection { peer, app: app.clone(), limits, stop };
        connections.spawn(async move {
            connection.run(socket).await;
            drop(place);
        });
    }
    drop(listener);
    stop.cancel();
    let all_done = async { while connections.join_next().await.is_some() {} };
    if timeout(limits.grace, all_done).await.is_err() {
        tracing::warn!(connections = connections.len(), "stopped with requests unanswered");
    }
    connections.shutdown().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

struct Connection {
    peer: SocketAddr,
    app: Router,
    limits: Arc<ConnectionLimits>,
    stop: CancellationToken,
}

impl Connection {
    async fn run(self, socket: TcpStream) {
        let Self { peer, app, limits, stop } = self;
        // Answers are written whole: waiting for more would only delay them.
        let _ = socket.set_nodelay(true);
        let mut socket = TimeoutStream::new(socket);
        socket.set_write_timeout(Some(limits.write_stall));

        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            Box::pin(app.clone().oneshot(request))
        });
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.header_read)
            .max_headers(MAX_HEADERS)
            .max_header_size(MAX_HEADER_BYTES)
            .serve_connection(TokioIo::new(Box::pin(socket)), service);

        let half = limits.lifetime / 2;
        let ended = tokio::select! {
            ended = &mut connection => Ok(ended),
            _ = timeout(half, stop.cancelled()) => {
                Pin::new(&mut connection).graceful_shutdown();
                timeout(half, &mut connection).await
            }
        };
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) if error.is_timeout() => return,
            Ok(Err(error)) => tracing::debug!(%peer, %error, "a connection broke"),
            Err(_elapsed) => return tracing::debug!(%peer, "cut a connection that was too old"),
        }
        let socket = connection.into_parts().io.into_inner();
        let _ = stop.run_until_cancelled(timeout(limits.linger, read_to_end(socket))).await;
    }
}

/// Reads and drops what is still on its way. To close a socket with bytes unread resets the
/// connection, and the client may lose the very answer that told it to stop sending.
async fn read_to_end(mut socket: Pin<Box<TimeoutStream<TcpStream>>>) -> io::Result<()> {
    let mut dropped = [0; 4096];
    while socket.read(&mut dropped).await? > 0 {}
    Ok(())
}
