//! Every URL of the site. A link is one of these structs, displayed.
//!
//! They stand below the pages, so that any page may link to any other, and the folder is the
//! map of the site.

mod account;
mod action;
mod application;
mod assessment;
mod chart;
mod compare;
mod dimension;
mod kpi;
mod mail;
mod organization;
mod plan;
mod report;
mod report_file;
mod roi;
mod slug;
mod team;

pub use account::{
    AccountPath, HomePath, InvitationPath, PasswordPath, SessionPath, SessionsPath, SetupPath,
    SignInPath, SignOutPath, ThemePath,
};
pub use action::{OrgActionPath, OrgActionsPath, TeamActionPath, TeamActionsPath};
pub use application::{
    ApplicationEditPath, ApplicationPath, ApplicationRemovalPath, ApplicationsFilePath,
    ApplicationsPath, MovesPath, NeedRemovalPath, NeedsPath, NewApplicationPath, NewPatternPath,
    PatternEditPath, PatternPath, PatternRemovalPath, PatternsPath, StateChangesPath,
};
pub use assessment::{
    OwnAnswerPath, OwnAssessmentPath, OwnEntryPath, OwnHistoryPath, OwnReopeningPath,
    OwnReviewPath, OwnSubmissionPath, ReportingPath, TeamAnswerPath, TeamAssessmentPath,
    TeamEntryPath, TeamHistoryPath, TeamReopeningPath, TeamReviewPath, TeamSubmissionPath,
};
pub use chart::{
    ChartFile, ChartFiles, ChartFormat, ChartName, DimensionChartPath, KpiChartPath, OrgChartPath,
    PatternChartPath, TeamChartPath,
};
pub use compare::{OrgComparePath, TeamComparePath};
pub use dimension::{DimensionPath, LevelsPath};
pub use kpi::{
    AllReadingsFilePath, CertificateRemovalPath, CertificatesPath, KpiBaselinePath, KpiPath,
    KpiResumptionPath, KpiRetirementPath, KpiSettingsPath, KpisPath, ManyReadingsPath, NewKpiPath,
    ReadingPath, ReadingRemovalPath, ReadingsFilePath, ReadingsImportPath, ReadingsPath,
};
pub use mail::{MailChoicePath, MailSettingsPath, ResubscribePath, TestMailPath, UnsubscribePath};
pub use organization::{
    InvitationRevocationPath, InvitationsPath, MemberPath, MembersPath, MembershipRemovalPath,
    MethodologyPath, OrganizationCurrencyPath, OrganizationSettingsPath, OverviewPath,
    TeamSettingsPath, TeamsSettingsPath, WorkingsPath,
};
pub use plan::{HoldEndPath, HoldsPath, PlanPath, TargetRemovalPath, TargetsPath};
pub use report::{
    NewReportPath, ReportMailingPath, ReportPath, ReportRenewalPath, ReportWithdrawalPath,
    ReportWordsPath, ReportsPath, ShareLinkPath, ShareLinkRevocationPath, ShareLinkRotationPath,
    ShareLinksPath, SharedPassphrasePath, SharedReportPath, SubscriberRemovalPath, SubscribersPath,
};
pub use report_file::{
    OverviewFilePath, PictureName, ReportFile, ReportFilePath, ReportFiles, ReportFormat,
    SharedFilePath,
};
pub use roi::{
    RoiEntriesPath, RoiEntryPath, RoiEntryRemovalPath, RoiExpectationPath,
    RoiExpectationRemovalPath, RoiExportPath, RoiImportPath, RoiPath,
};
pub use slug::{ApplicationSlug, KpiSlug, NotASlug, OrgSlug, PatternSlug, TeamSlug};
pub use team::{TeamPath, TeamsPath};
