use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::OrgSlug;
use crate::web::PageError;

/// Whether an organization sends reminders, and what became of its mails; POST decides it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/mail", rejection(PageError))]
pub struct MailSettingsPath {
    pub org: OrgSlug,
}

/// A test mail to whoever asks for it, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/mail/test", rejection(PageError))]
pub struct TestMailPath {
    pub org: OrgSlug,
}

/// Which mails one wants; POST changes it.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/mail")]
pub struct MailChoicePath;

/// The link in a mail by which its recipient gets no more of these; POST does it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/unsubscribe/{token}", rejection(PageError))]
pub struct UnsubscribePath {
    /// The secret that names the recipient.
    pub token: String,
}

/// Whoever has refused mails by the link in one wants them again, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/resubscribe/{token}", rejection(PageError))]
pub struct ResubscribePath {
    /// The secret of [`UnsubscribePath`].
    pub token: String,
}
