use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use ipnet::IpNet;

use crate::web::limit::{Network, client_network};

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Arc<[IpNet]>);

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Remote {
    pub network: Network,
    /// Whether it was made on this machine, by no proxy.
    pub is_loopback: bool,
}

/// What a proxy adds to a request that it passes on.
const FORWARDED: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

impl<S> FromRequestParts<S> for Remote
where
    S: Send + Sync,
    TrustedProxies: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let nowhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
        let peer = parts.extensions.get().map_or(nowhere, |&ConnectInfo(peer)| peer);
        let TrustedProxies(trusted) = TrustedProxies::from_ref(state);
        let is_forwarded = FORWARDED.iter().any(|name| parts.headers.contains_key(*name));
        Ok(Self {
            network: client_network(peer, &parts.headers, &trusted),
            is_loopback: peer.ip().to_canonical().is_loopback() && !is_forwarded,
        })
    }
}
