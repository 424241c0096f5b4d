use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::{ApplicationSlug, OrgSlug, PatternSlug};
use crate::web::PageError;

/// The applications; POST adds one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications", rejection(PageError))]
pub struct ApplicationsPath {
    pub org: OrgSlug,
}

/// The form of a new application.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/new", rejection(PageError))]
pub struct NewApplicationPath {
    pub org: OrgSlug,
}

/// An application; POST changes what is said of it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}", rejection(PageError))]
pub struct ApplicationPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
}

/// The form by which that is changed.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}/edit", rejection(PageError))]
pub struct ApplicationEditPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
}

/// A change of an application's state, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}/changes", rejection(PageError))]
pub struct StateChangesPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
}

/// The patterns; POST adds one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns", rejection(PageError))]
pub struct PatternsPath {
    pub org: OrgSlug,
}

/// The form of a new pattern.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns/new", rejection(PageError))]
pub struct NewPatternPath {
    pub org: OrgSlug,
}

/// A pattern; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns/{pattern}", rejection(PageError))]
pub struct PatternPath {
    pub org: OrgSlug,
    pub pattern: PatternSlug,
}

/// The form by which it is changed.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns/{pattern}/edit", rejection(PageError))]
pub struct PatternEditPath {
    pub org: OrgSlug,
    pub pattern: PatternSlug,
}

/// The applications as a table to keep.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications.csv", rejection(PageError))]
pub struct ApplicationsFilePath {
    pub org: OrgSlug,
}

/// What has changed from one state to another, by period.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/moves", rejection(PageError))]
pub struct MovesPath {
    pub org: OrgSlug,
}

/// What an application needs, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}/needs", rejection(PageError))]
pub struct NeedsPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
}

/// That it does not need another any more, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}/needs/{needed}/removal", rejection(PageError))]
pub struct NeedRemovalPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
    pub needed: ApplicationSlug,
}

/// The deletion of an application that was added by mistake, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/applications/{application}/removal", rejection(PageError))]
pub struct ApplicationRemovalPath {
    pub org: OrgSlug,
    pub application: ApplicationSlug,
}

/// The deletion of a pattern that nothing uses, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns/{pattern}/removal", rejection(PageError))]
pub struct PatternRemovalPath {
    pub org: OrgSlug,
    pub pattern: PatternSlug,
}
