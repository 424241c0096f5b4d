use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Fields, PageError};

/// A form as it was sent: its fields, and the key by which it is done only once.
#[derive(Clone, Debug)]
pub struct Sent {
    pub fields: Fields,
    /// The key the form carried; a form without one is done as often as it is sent.
    pub key: Option<FormKey>,
    /// SHA-256 of the address and the fields: what tells whether it is the same form again.
    /// Passwords are left out, so that no quick hash of one is ever stored.
    pub digest: [u8; 32],
}

/// Names one rendering of a form. It is sent with the form, in a hidden field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormKey(Uuid);

impl FormKey {
    /// The hidden field's name.
    pub const FIELD: &str = "form_key";

    /// A key that no other form has.
    pub fn fresh() -> Self {
        Self(Uuid::new_v4())
    }

    /// The key as it is stored.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let is_form = request.headers().get(header::CONTENT_TYPE).is_some_and(|value| {
            let kind = value.to_str().unwrap_or("").split(';').next().unwrap_or("").trim();
            kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        if !is_form {
            return Err(PageError::UnsupportedMediaType);
        }
        let mut digest = Sha256::new();
        digest.update(request.uri().path());
        digest.update([0]);
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
                PageError::TooLarge
            } else {
                PageError::BadRequest("The form did not arrive whole. Send it again.")
            }
        })?;
        let fields = parse(&body)?;
        for (name, text) in fields.iter().filter(|(name, _)| !Fields::is_secret(name)) {
            for part in [name, text] {
                digest.update(part.len().to_be_bytes());
                digest.update(part);
            }
        }
        let key = fields.text(FormKey::FIELD).parse().ok().map(FormKey);
        Ok(Self { fields, key, digest: digest.finalize().into() })
    }
}

/// Reads `name=text&…`, strictly: in UTF-8, and each name at most once.
fn parse(body: &[u8]) -> Result<Fields, PageError> {
    const UNREADABLE: PageError = PageError::BadRequest("The form is not written in UTF-8.");
    let body = str::from_utf8(body).map_err(|_| UNREADABLE)?;
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().map(String::from).map_err(|_| UNREADABLE)
    };
    let mut fields = Fields::default();
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        if !fields.put(decode(name)?, decode(text)?) {
            return Err(PageError::Unprocessable("A field was sent twice. Send each field once."));
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_as_a_browser_writes_it() {
        let fields =
            parse(b"name=Data+platform&note=a%26b%3Dc%0D%0Ad&empty=&%C3%A4=%F0%9F%99%82").unwrap();

        let read: Vec<_> = fields.iter().collect();
        assert_eq!(
            read,
            [("empty", ""), ("name", "Data platform"), ("note", "a&b=c\r\nd"), ("ä", "🙂")]
        );
    }

    #[test]
    fn a_form_that_is_not_utf_8_cannot_be_read() {
        for body in [&b"name=%FF"[..], b"name=\xff", b"%C3=x"] {
            assert!(matches!(parse(body), Err(PageError::BadRequest(_))));
        }
    }

    #[test]
    fn a_field_sent_twice_is_refused() {
        assert!(matches!(parse(b"a=1&a=1"), Err(PageError::Unprocessable(_))));
    }
}
