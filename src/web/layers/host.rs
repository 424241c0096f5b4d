//! Whom a request believes to be talking to.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::PublicUrl;

/// Asked by machines that know us by address only.
const FOR_ANY_HOST: [&str; 2] = ["/healthz", "/readyz"];

/// The hosts this server answers for, as a browser writes them in `Host`.
#[derive(Clone, Debug)]
pub struct Hosts(Arc<[String]>);

impl Hosts {
    /// The public URL's; and on a listener that only this machine reaches, its usual names too.
    pub fn new(public_url: &PublicUrl, listening: SocketAddr) -> Self {
        let mut hosts = vec![public_url.host_header(), public_url.host_and_port()];
        if listening.ip().is_loopback() {
            let names = ["127.0.0.1", "localhost", "[::1]"];
            hosts.extend(names.map(|name| format!("{name}:{}", listening.port())));
        }
        Self(hosts.into())
    }

    pub(super) fn contains(&self, host: &str) -> bool {
        self.0.iter().any(|ours| ours.eq_ignore_ascii_case(host))
    }
}

pub(super) async fn require_ours(
    State(hosts): State<Hosts>,
    request: Request,
    next: Next,
) -> Response {
    let Some(host) = only_host(request.headers()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let target = request.uri().authority().map(Authority::as_str);
    if target.is_some_and(|target| !target.eq_ignore_ascii_case(host)) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    if !hosts.contains(host) && !FOR_ANY_HOST.contains(&request.uri().path()) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}

/// The `Host` of a request that names exactly one.
fn only_host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host = host.to_str().ok()?;
    let well_formed = host.parse::<Authority>().is_ok() && !host.contains('@');
    well_formed.then_some(host)
}
