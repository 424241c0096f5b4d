use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::{OrgSlug, TeamSlug};
use crate::period::Period;
use crate::web::PageError;

/// A team's assessment of a period.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/assessments/{period}", rejection(PageError))]
pub struct TeamAssessmentPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
}

/// One dimension of it; POST saves its answers.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/assessments/{period}/{dimension}", rejection(PageError))]
pub struct TeamEntryPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
    pub dimension: String,
}

/// The look at everything before submitting.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/assessments/{period}/review", rejection(PageError))]
pub struct TeamReviewPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
}

/// The submission, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/assessments/{period}/submission", rejection(PageError))]
pub struct TeamSubmissionPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
}

/// The organization's own assessment of a period.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}", rejection(PageError))]
pub struct OwnAssessmentPath {
    pub org: OrgSlug,
    pub period: Period,
}

/// One dimension of it; POST saves its answers.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}/{dimension}", rejection(PageError))]
pub struct OwnEntryPath {
    pub org: OrgSlug,
    pub period: Period,
    pub dimension: String,
}

/// The look at everything before submitting.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}/review", rejection(PageError))]
pub struct OwnReviewPath {
    pub org: OrgSlug,
    pub period: Period,
}

/// The submission, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}/submission", rejection(PageError))]
pub struct OwnSubmissionPath {
    pub org: OrgSlug,
    pub period: Period,
}

/// The opening of a submitted assessment, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/assessments/{period}/reopening", rejection(PageError))]
pub struct TeamReopeningPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
}

/// The opening of the organization's own submitted assessment, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}/reopening", rejection(PageError))]
pub struct OwnReopeningPath {
    pub org: OrgSlug,
    pub period: Period,
}

/// What a team has answered to a criterion over time.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/criteria/{criterion}", rejection(PageError))]
pub struct TeamHistoryPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub criterion: String,
}

/// What the organization itself has answered to a criterion over time.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/criteria/{criterion}", rejection(PageError))]
pub struct OwnHistoryPath {
    pub org: OrgSlug,
    pub criterion: String,
}

/// Who has reported in a period: `?period=2026-Q4`.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reporting", rejection(PageError))]
pub struct ReportingPath {
    pub org: OrgSlug,
}
/// One answer of a team's, saved by itself, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/o/{org}/teams/{team}/assessments/{period}/answers/{criterion}",
    rejection(PageError)
)]
pub struct TeamAnswerPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub period: Period,
    pub criterion: String,
}

/// One answer of the organization's own, saved by itself, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/assessments/{period}/answers/{criterion}", rejection(PageError))]
pub struct OwnAnswerPath {
    pub org: OrgSlug,
    pub period: Period,
    pub criterion: String,
}
