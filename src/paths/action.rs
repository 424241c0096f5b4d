use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::{OrgSlug, TeamSlug};
use crate::web::PageError;

/// A team's actions; POST notes one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/actions", rejection(PageError))]
pub struct TeamActionsPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
}

/// One of them; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/actions/{action}", rejection(PageError))]
pub struct TeamActionPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub action: Uuid,
}

/// The organization's own actions; POST notes one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/actions", rejection(PageError))]
pub struct OrgActionsPath {
    pub org: OrgSlug,
}

/// One of them; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/actions/{action}", rejection(PageError))]
pub struct OrgActionPath {
    pub org: OrgSlug,
    pub action: Uuid,
}
