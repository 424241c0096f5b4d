//! What somebody may read who has a share link, and no account.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::share_link::{LiveLink, find};
use super::{Db, OutsideTx, SessionCookie, TenantTx, Token, View};
use crate::web::PageError;

/// Leave to read the report that a link opens, by what a browser keeps of the link.
///
/// Whatever is missing (the cookie, the link, the passphrase), there is none.
#[derive(Debug)]
pub struct SharedReport {
    pub link: LiveLink,
    /// Sees the organization of the report.
    pub tx: TenantTx<View>,
}

/// What a browser that was let in shows.
#[derive(Debug)]
pub enum Shown {
    /// Nothing that opens the report of this address.
    Nothing,
    /// A token that does, but for the passphrase.
    WithoutPassphrase(LiveLink, Token),
    /// All that it needs.
    All(SharedReport),
}

impl Shown {
    /// What a browser shows to read the report at `public_id`, which is none if it is not written as
    /// one.
    pub async fn by(
        db: &Db,
        cookie: LinkCookie,
        headers: &HeaderMap,
        public_id: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Self, PageError> {
        let Some((token, unlocked)) = cookie.read(headers) else { return Ok(Self::Nothing) };
        let mut tx = OutsideTx::begin_reading(db).await?;
        let found = find(&mut tx, &token, now).await?;
        let Some(link) = found.filter(|link| Some(link.public_id) == public_id) else {
            return Ok(Self::Nothing);
        };
        if link.passphrase_hash.is_some() && link.unlocked_by(&token) != unlocked {
            return Ok(Self::WithoutPassphrase(link, token));
        }
        // On behalf of whoever made the link; nothing is read but its report.
        let tx = tx.enter(link.org, link.made_by).await?;
        Ok(Self::All(SharedReport { link, tx }))
    }
}

impl LiveLink {
    /// What a browser keeps to show that it was told the passphrase. It holds for this token and
    /// this passphrase alone.
    fn unlocked_by(&self, token: &Token) -> Option<String> {
        let stored = self.passphrase_hash.as_ref()?;
        let mut digest = Sha256::new();
        for part in ["waymark share link", token.reveal(), stored] {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        Some(URL_SAFE_NO_PAD.encode(digest.finalize()))
    }
}

/// The cookie in which a browser keeps what opens a shared report: for its address alone, and for
/// half a day, so that the token stays out of every address but the first.
#[derive(Clone, Copy, Debug)]
pub struct LinkCookie(pub SessionCookie);

impl LinkCookie {
    const SECONDS: u32 = 12 * 60 * 60;

    const fn name(self) -> &'static str {
        if self.0.secure { "__Secure-waymark_report" } else { "waymark_report_plain" }
    }

    /// The token that a request carries, and what shows that the passphrase was told.
    fn read(self, headers: &HeaderMap) -> Option<(Token, Option<String>)> {
        let jar = CookieJar::from_headers(headers);
        let value = jar.get(self.name())?.value();
        let (token, unlocked) = match value.split_once('.') {
            Some((token, unlocked)) => (token, Some(unlocked.to_owned())),
            None => (value, None),
        };
        Some((Token::shown(token), unlocked))
    }

    /// The header that hands a browser a link's token.
    pub fn set(self, link: &LiveLink, token: &Token) -> Result<HeaderValue, PageError> {
        self.header(link, token.reveal())
    }

    /// The same, once the passphrase was told.
    pub fn unlock(self, link: &LiveLink, token: &Token) -> Result<HeaderValue, PageError> {
        let unlocked = link.unlocked_by(token).unwrap_or_default();
        self.header(link, &format!("{}.{unlocked}", token.reveal()))
    }

    fn header(self, link: &LiveLink, value: &str) -> Result<HeaderValue, PageError> {
        let secure = if self.0.secure { "; Secure" } else { "" };
        let (name, id, seconds) = (self.name(), &link.public_id, Self::SECONDS);
        HeaderValue::try_from(format!(
            "{name}={value}; Path=/r/{id}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
        ))
        .map_err(|error| PageError::Unexpected(error.into()))
    }
}
