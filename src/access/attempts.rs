use std::sync::Arc;

use super::Remote;
use crate::web::PageError;
use crate::web::limit::{Attempts, RetryAfter};

/// Counts how often somebody shows a password, a code or a token: for each account and for each
/// network.
#[derive(Clone, Debug)]
pub struct SecretAttempts {
    by_account: Arc<Attempts>,
    by_network: Arc<Attempts>,
}

impl SecretAttempts {
    /// For one account ten at once, for one network a hundred.
    pub fn new() -> Self {
        Self {
            by_account: Arc::new(Attempts::by_account()),
            by_network: Arc::new(Attempts::by_network()),
        }
    }

    /// Counts an attempt on an account, that there is such an account or not.
    pub fn on_account(&self, email: &str, remote: Remote) -> Result<(), PageError> {
        self.from_network(remote)?;
        self.by_account.check(&email).map_err(too_many)
    }

    /// Counts an attempt that is on no account.
    pub fn from_network(&self, remote: Remote) -> Result<(), PageError> {
        self.by_network.check(&remote.network).map_err(too_many)
    }
}

impl Default for SecretAttempts {
    fn default() -> Self {
        Self::new()
    }
}

fn too_many(RetryAfter(seconds): RetryAfter) -> PageError {
    PageError::TooMany(seconds)
}
