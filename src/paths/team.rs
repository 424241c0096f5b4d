use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::{OrgSlug, TeamSlug};
use crate::web::PageError;

/// All teams of an organization.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams", rejection(PageError))]
pub struct TeamsPath {
    pub org: OrgSlug,
}

/// A team's figures and trend.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}", rejection(PageError))]
pub struct TeamPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
}
