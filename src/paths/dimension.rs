use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::OrgSlug;
use crate::web::PageError;

/// A dimension of the organization: its trend, its categories and what is open in them.
/// `?period=2026-Q3` looks back.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/dimensions/{dimension}", rejection(PageError))]
pub struct DimensionPath {
    pub org: OrgSlug,
    pub dimension: String,
}

/// Levels 1 to 5 of every category. `?period=2026-Q3` looks back.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/levels", rejection(PageError))]
pub struct LevelsPath {
    pub org: OrgSlug,
}
