use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use crate::web::PageError;

/// The front door: leads to the overview, to sign-in, or to the first start.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/")]
pub struct HomePath;

/// First start: the owner and the organization.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/setup")]
pub struct SetupPath;

/// Sign in.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/login")]
pub struct SignInPath;

/// Sign out, by POST only.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/logout")]
pub struct SignOutPath;

/// The choice of light or dark, by POST only.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/theme")]
pub struct ThemePath;

/// One's own account.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account")]
pub struct AccountPath;

/// A change of one's own password, by POST only.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/password")]
pub struct PasswordPath;

/// The browsers in which one is signed in; POST ends all others.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/sessions")]
pub struct SessionsPath;

/// One of them; POST ends it.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/sessions/{session}", rejection(PageError))]
pub struct SessionPath {
    /// The session's id, which is not its token.
    pub session: Uuid,
}

/// An invitation's one-time link.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/invitations/{token}", rejection(PageError))]
pub struct InvitationPath {
    /// The secret that opens it.
    pub token: String,
}
