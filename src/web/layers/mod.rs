//! What stands before every route.
//!
//! [`protect`] puts these layers around a router, in this order, outermost first. None knows a
//! page; each answers with a bare status, which `error_page` turns into a page of the site.
//!
//! | layer           | refuses, or adds                                                         |
//! |-----------------|--------------------------------------------------------------------------|
//! | `log`           | one line a request, without tokens                                       |
//! | `headers`       | the security headers, on errors too                                      |
//! | `compression`   | br and gzip                                                              |
//! | `error_page`    | a page for every bare error                                              |
//! | `panic`         | 500 for a handler that panics                                            |
//! | `host`          | 400 without exactly one `Host`, 421 for one that is not ours             |
//! | `origin`        | 403 for a form that another site made the browser post                   |
//! | `body`          | 415 encoded, 413 too large, 408 too slow, 503 when the handler takes long |

mod body;
mod compression;
mod error_page;
mod headers;
mod host;
mod log;
mod origin;
mod panic;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};

use crate::config::PublicUrl;

pub use body::{Allowance, RequestLimits};
pub use error_page::ErrorPage;
pub use host::Hosts;
pub use panic::log_panics;

/// What the layers need to know.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The hosts this server answers for.
    pub hosts: Hosts,
    /// Whether browsers shall come back by HTTPS only; see [`PublicUrl::is_https`].
    pub https: bool,
    /// How large and how slow a request may be.
    pub limits: RequestLimits,
    /// Makes a page of a status.
    pub error_page: ErrorPage,
}

impl Protection {
    /// The protection of a server that people find at `public_url` and that accepts connections
    /// at `listening`.
    pub fn new(
        public_url: &PublicUrl,
        listening: std::net::SocketAddr,
        error_page: ErrorPage,
    ) -> Self {
        Self {
            hosts: Hosts::new(public_url, listening),
            https: public_url.is_https(),
            limits: RequestLimits::default(),
            error_page,
        }
    }
}

/// Puts the layers around `router`, so that no route can be reached past them.
pub fn protect(router: Router, protection: Protection) -> Router {
    let Protection { hosts, https, limits, error_page } = protection;
    // The last one added is the outermost: read from below.
    router
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(body::Gate::new(limits), body::read_first))
        .layer(origin::refuse_other_sites())
        .layer(from_fn(origin::require_one))
        .layer(from_fn_with_state(hosts, host::require_ours))
        .layer(panic::catch())
        .layer(from_fn(panic::remember_request))
        .layer(from_fn_with_state(error_page, error_page::render))
        .layer(compression::layer())
        .layer(from_fn_with_state(https, headers::add))
        .layer(from_fn(log::one_line))
}

#[cfg(test)]
mod tests;
