use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::OrgSlug;
use crate::web::PageError;

/// Targets and holds.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/plan", rejection(PageError))]
pub struct PlanPath {
    pub org: OrgSlug,
}

/// A new target, or another in its place, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/plan/targets", rejection(PageError))]
pub struct TargetsPath {
    pub org: OrgSlug,
}

/// The removal of a target, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/plan/targets/{target}/removal", rejection(PageError))]
pub struct TargetRemovalPath {
    pub org: OrgSlug,
    pub target: Uuid,
}

/// A new hold, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/plan/holds", rejection(PageError))]
pub struct HoldsPath {
    pub org: OrgSlug,
}

/// The end of a hold, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/plan/holds/{hold}/end", rejection(PageError))]
pub struct HoldEndPath {
    pub org: OrgSlug,
    pub hold: Uuid,
}
