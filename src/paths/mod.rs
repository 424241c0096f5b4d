//! Every URL of the site. A link is one of these structs, displayed.
//!
//! They stand below the pages, so that any page may link to any other, and the folder is the
//! map of the site.

mod account;
mod assessment;
mod organization;
mod plan;
mod slug;
mod team;

pub use account::{
    AccountPath, HomePath, InvitationPath, PasswordPath, SessionPath, SessionsPath, SetupPath,
    SignInPath, SignOutPath,
};
pub use assessment::{
    OwnAssessmentPath, OwnEntryPath, OwnReviewPath, OwnSubmissionPath, TeamAssessmentPath,
    TeamEntryPath, TeamReviewPath, TeamSubmissionPath,
};
pub use organization::{
    InvitationRevocationPath, InvitationsPath, MemberPath, MembersPath, MembershipRemovalPath,
    MethodologyPath, OrganizationSettingsPath, OverviewPath, TeamSettingsPath, TeamsSettingsPath,
};
pub use plan::{HoldEndPath, HoldsPath, PlanPath, TargetRemovalPath, TargetsPath};
pub use slug::{NotASlug, OrgSlug, TeamSlug};
pub use team::{TeamPath, TeamsPath};
