use chrono::{DateTime, Utc};

use crate::access::SessionId;

/// A browser in which somebody is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    /// The browser, as its owner knows it.
    pub browser: String,
    pub created_at: DateTime<Utc>,
    /// To within five minutes.
    pub last_seen_at: DateTime<Utc>,
}
