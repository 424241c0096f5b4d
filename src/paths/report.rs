use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::OrgSlug;
use crate::web::PageError;

/// The reports of an organization; POST freezes one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports", rejection(PageError))]
pub struct ReportsPath {
    pub org: OrgSlug,
}

/// A report to be made.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/new", rejection(PageError))]
pub struct NewReportPath {
    pub org: OrgSlug,
}

/// A report.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}", rejection(PageError))]
pub struct ReportPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// The words of a report that its author chooses; POST changes them.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/words", rejection(PageError))]
pub struct ReportWordsPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// What would be different in a report if it was frozen again; POST does so.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/renewal", rejection(PageError))]
pub struct ReportRenewalPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// A report is withdrawn, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/withdrawal", rejection(PageError))]
pub struct ReportWithdrawalPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// Who is sent reports by mail; POST adds somebody.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/subscribers", rejection(PageError))]
pub struct SubscribersPath {
    pub org: OrgSlug,
}

/// Somebody is sent no reports any more, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/subscribers/{subscriber}/removal", rejection(PageError))]
pub struct SubscriberRemovalPath {
    pub org: OrgSlug,
    pub subscriber: Uuid,
}

/// A report is mailed to the subscribers, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/mailing", rejection(PageError))]
pub struct ReportMailingPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// The links that open a report; POST makes one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/links", rejection(PageError))]
pub struct ShareLinksPath {
    pub org: OrgSlug,
    pub report: Uuid,
}

/// A link gets another address, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/links/{link}/rotation", rejection(PageError))]
pub struct ShareLinkRotationPath {
    pub org: OrgSlug,
    pub report: Uuid,
    pub link: Uuid,
}

/// A link is revoked, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/links/{link}/revocation", rejection(PageError))]
pub struct ShareLinkRevocationPath {
    pub org: OrgSlug,
    pub report: Uuid,
    pub link: Uuid,
}

/// What a share link leads to: from here to the report, with its token in a cookie.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/s/{token}", rejection(PageError))]
pub struct ShareLinkPath {
    pub token: String,
}

/// A report that somebody reads by a link.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/r/{public_id}", rejection(PageError))]
pub struct SharedReportPath {
    pub public_id: String,
}

/// The passphrase of a link, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/r/{public_id}/passphrase", rejection(PageError))]
pub struct SharedPassphrasePath {
    pub public_id: String,
}
