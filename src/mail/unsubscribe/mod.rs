pub mod store;

use chrono::{DateTime, Utc};

use crate::access::{OrgId, Token, TokenHash};
use crate::mail::Topic;
use crate::paths::UnsubscribePath;
use crate::web::PageError;

/// A link by which whoever gets a mail refuses those of its topic, without signing in.
#[derive(Clone)]
pub struct Unsubscribe {
    token: Token,
    link: String,
}

impl Unsubscribe {
    /// A link that nobody can guess. `link` makes the whole address of a page of its path.
    pub fn fresh(link: impl FnOnce(&UnsubscribePath) -> String) -> Result<Self, PageError> {
        let token = Token::fresh()?;
        let link = link(&UnsubscribePath { token: token.reveal().to_owned() });
        Ok(Self { token, link })
    }

    /// The whole address.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// What is kept of it.
    pub(in crate::mail) fn hash(&self) -> TokenHash {
        self.token.hash()
    }
}

impl std::fmt::Debug for Unsubscribe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsubscribe").finish_non_exhaustive()
    }
}

/// Whose mails of which topic a link refuses.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub org: OrgId,
    pub org_name: String,
    pub recipient: String,
    pub topic: Topic,
    /// Since when they are refused, if they are.
    pub refused_at: Option<DateTime<Utc>>,
}
