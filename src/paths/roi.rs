use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::OrgSlug;
use crate::web::PageError;

/// What was spent and what it brought.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi", rejection(PageError))]
pub struct RoiPath {
    pub org: OrgSlug,
}

/// A new entry; POST keeps it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/entries", rejection(PageError))]
pub struct RoiEntriesPath {
    pub org: OrgSlug,
}

/// The entries as a file.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/entries.csv", rejection(PageError))]
pub struct RoiExportPath {
    pub org: OrgSlug,
}

/// Entries from a spreadsheet; POST reads them, and keeps them when that was seen.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/import", rejection(PageError))]
pub struct RoiImportPath {
    pub org: OrgSlug,
}

/// An entry to be changed; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/entries/{entry}", rejection(PageError))]
pub struct RoiEntryPath {
    pub org: OrgSlug,
    pub entry: Uuid,
}

/// The removal of an entry, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/entries/{entry}/removal", rejection(PageError))]
pub struct RoiEntryRemovalPath {
    pub org: OrgSlug,
    pub entry: Uuid,
}

/// How far below nothing the organization expects to be; POST sets it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/expectation", rejection(PageError))]
pub struct RoiExpectationPath {
    pub org: OrgSlug,
}

/// The removal of what is expected, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/roi/expectation/removal", rejection(PageError))]
pub struct RoiExpectationRemovalPath {
    pub org: OrgSlug,
}
