//! Accounts: first start, sign-in and sign-out, one's name and password, the browsers in which
//! one is signed in, and the acceptance of invitations.

mod browser;
mod kept;
mod local_path;
mod pages;
mod session;
pub mod store;

use crate::password::HashingError;
use crate::web::PageError;

pub use pages::{keep_what_was_typed, routes};

use browser::Browser;
use kept::KeptForm;
use local_path::LocalPath;
use session::Session;

/// More sign-ins than we can hash pass; everything else is a fault of ours.
impl From<HashingError> for PageError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::Unavailable(error.into()),
            error => Self::Unexpected(error.into()),
        }
    }
}
