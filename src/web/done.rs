use std::convert::Infallible;
use std::fmt::{self, Display};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// What a form has just done, as the page that it leads to says.
///
/// It travels in the address (`?done=saved`), so it is one of these, and never a text of
/// somebody's making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Saved,
    Added,
    Removed,
}

impl Done {
    const ALL: [Self; 3] = [Self::Saved, Self::Added, Self::Removed];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }

    /// The address of a page that says so.
    pub fn at(self, page: &impl Display) -> String {
        format!("{page}?done={}", self.as_str())
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Saved => "Saved.",
            Self::Added => "Added.",
            Self::Removed => "Removed.",
        })
    }
}

/// What the address says was just done, if anything.
#[derive(Clone, Copy, Debug)]
pub struct JustDone(pub Option<Done>);

impl<S: Send + Sync> FromRequestParts<S> for JustDone {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut pairs = parts.uri.query().unwrap_or("").split('&');
        let named = pairs.find_map(|pair| pair.strip_prefix("done="));
        Ok(Self(named.and_then(|name| Done::ALL.into_iter().find(|done| done.as_str() == name))))
    }
}
