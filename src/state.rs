//! What a handler may ask for.

use axum::extract::FromRef;

use crate::access::{Db, SessionCookie};
use crate::clock::Clock;

/// The running application.
#[derive(Clone, Debug, FromRef)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub cookie: SessionCookie,
}
