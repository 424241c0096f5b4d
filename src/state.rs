//! What a handler may ask for.

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::FromRef;

use crate::access::{Db, SecretAttempts, SessionCookie, SetupCode, TrustedProxies};
use crate::clock::Clock;
use crate::password::Hasher;

/// Everything that handlers share.
#[derive(Clone, FromRef)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub cookie: SessionCookie,
    pub site: Site,
    pub mailing: Mailing,
    pub hasher: Hasher,
    pub setup_code: SetupCode,
    pub attempts: SecretAttempts,
    pub trusted_proxies: TrustedProxies,
}

/// Where people find this Waymark, for links that leave it.
#[derive(Clone, Debug)]
pub struct Site(Arc<str>);

impl Site {
    /// The site at `public_url`, which has no path: `https://waymark.example`.
    pub fn at(public_url: &str) -> Self {
        Self(public_url.trim_end_matches('/').into())
    }

    /// The whole address of a page.
    pub fn link(&self, page: &impl Display) -> String {
        format!("{}{page}", self.0)
    }
}

/// Whether mails are sent, and whom they come from.
#[derive(Clone, Debug)]
pub struct Mailing(Option<Arc<str>>);

impl Mailing {
    /// Mails are sent, and come from `sender`; without one, none is sent.
    pub fn of(sender: Option<&str>) -> Self {
        Self(sender.map(Arc::from))
    }

    /// Whom mails come from; nobody while mail is off.
    pub fn sender(&self) -> Option<&str> {
        self.0.as_deref()
    }
}
