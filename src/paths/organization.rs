use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::{OrgSlug, TeamSlug};
use crate::web::PageError;

/// How the score is computed, and whose model it is.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/methodology")]
pub struct MethodologyPath;

/// The newest figures of a team or the organization, worked through.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/methodology", rejection(PageError))]
pub struct WorkingsPath {
    pub org: OrgSlug,
}

/// The overview for leadership.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}", rejection(PageError))]
pub struct OverviewPath {
    pub org: OrgSlug,
}

/// The organization's name and currency; POST changes the name.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/organization", rejection(PageError))]
pub struct OrganizationSettingsPath {
    pub org: OrgSlug,
}

/// Another currency, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/organization/currency", rejection(PageError))]
pub struct OrganizationCurrencyPath {
    pub org: OrgSlug,
}

/// Members and open invitations.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/members", rejection(PageError))]
pub struct MembersPath {
    pub org: OrgSlug,
}

/// One member; POST changes the role.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/members/{person}", rejection(PageError))]
pub struct MemberPath {
    pub org: OrgSlug,
    pub person: Uuid,
}

/// A member's removal, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/members/{person}/removal", rejection(PageError))]
pub struct MembershipRemovalPath {
    pub org: OrgSlug,
    pub person: Uuid,
}

/// A new invitation, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/invitations", rejection(PageError))]
pub struct InvitationsPath {
    pub org: OrgSlug,
}

/// The revocation of an invitation, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/invitations/{invitation}/revocation", rejection(PageError))]
pub struct InvitationRevocationPath {
    pub org: OrgSlug,
    pub invitation: Uuid,
}

/// The teams and who leads them; POST adds a team.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/teams", rejection(PageError))]
pub struct TeamsSettingsPath {
    pub org: OrgSlug,
}

/// One team's name, weight and leads; POST changes them.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/settings/teams/{team}", rejection(PageError))]
pub struct TeamSettingsPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
}
