use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::{OrgSlug, TeamSlug};
use crate::web::PageError;

/// What moved in the organization between two periods.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/compare", rejection(PageError))]
pub struct OrgComparePath {
    pub org: OrgSlug,
}

/// What moved in a team between two periods.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/compare", rejection(PageError))]
pub struct TeamComparePath {
    pub org: OrgSlug,
    pub team: TeamSlug,
}
