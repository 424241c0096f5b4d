//! Tokens, and the cookie that carries a session's.

use std::fmt;

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};

use crate::web::PageError;

/// A secret of 256 bits: whoever shows it holds a session or an invitation.
///
/// It is told once and never stored; what is stored is its [`TokenHash`].
#[derive(Clone)]
pub struct Token(String);

/// The SHA-256 of a [`Token`].
pub type TokenHash = [u8; 32];

/// Without the secret.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A token that nobody can guess; fails when the system has no randomness.
    pub fn fresh() -> Result<Self, PageError> {
        let mut bytes = [0; 32];
        SysRng.try_fill_bytes(&mut bytes).map_err(|error| PageError::Unexpected(error.into()))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What somebody showed as a token.
    pub fn shown(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What is stored of it.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The secret itself, to be told to its holder.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The cookie in which a browser keeps its session's token.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    /// Whether the cookie is kept to encrypted or local connections, as it is unless plain HTTP
    /// was allowed explicitly.
    pub secure: bool,
}

impl SessionCookie {
    const fn name(self) -> &'static str {
        if self.secure { "__Host-waymark" } else { "waymark_plain" }
    }

    /// The token that a request carries, if any.
    pub(super) fn token(self, headers: &HeaderMap) -> Option<Token> {
        let jar = CookieJar::from_headers(headers);
        jar.get(self.name()).map(|cookie| Token(cookie.value().to_owned()))
    }

    /// The header that hands a browser its token.
    pub fn set(self, token: &Token) -> Result<HeaderValue, PageError> {
        self.header(token.reveal(), 14 * 24 * 60 * 60)
    }

    /// The header that takes it away.
    pub fn clear(self) -> Result<HeaderValue, PageError> {
        self.header("", 0)
    }

    fn header(self, value: &str, seconds: u32) -> Result<HeaderValue, PageError> {
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name();
        HeaderValue::try_from(format!(
            "{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
        ))
        .map_err(|error| PageError::Unexpected(error.into()))
    }
}
