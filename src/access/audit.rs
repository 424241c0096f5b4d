/// What an audit event tells of. Its written form is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditKind {
    OrganizationFounded,
    OrganizationRenamed,
    InvitationCreated,
    InvitationRevoked,
    InvitationAccepted,
    RoleChanged,
    MemberRemoved,
    TeamCreated,
    TeamChanged,
    AssessmentSubmitted,
    HoldDecided,
    HoldEnded,
    TargetSet,
    TargetRemoved,
    ActionNoted,
    ActionChanged,
    AssessmentReopened,
    KpiAdded,
    KpiChanged,
    KpiBaselineChanged,
    KpiRetired,
    KpiResumed,
    ReadingAdded,
    ReadingChanged,
    ReadingRemoved,
}

impl AuditKind {
    /// The kind as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrganizationFounded => "organization_founded",
            Self::OrganizationRenamed => "organization_renamed",
            Self::InvitationCreated => "invitation_created",
            Self::InvitationRevoked => "invitation_revoked",
            Self::InvitationAccepted => "invitation_accepted",
            Self::RoleChanged => "role_changed",
            Self::MemberRemoved => "member_removed",
            Self::TeamCreated => "team_created",
            Self::TeamChanged => "team_changed",
            Self::AssessmentSubmitted => "assessment_submitted",
            Self::HoldDecided => "hold_decided",
            Self::HoldEnded => "hold_ended",
            Self::TargetSet => "target_set",
            Self::TargetRemoved => "target_removed",
            Self::ActionNoted => "action_noted",
            Self::ActionChanged => "action_changed",
            Self::AssessmentReopened => "assessment_reopened",
            Self::KpiAdded => "kpi_added",
            Self::KpiChanged => "kpi_changed",
            Self::KpiBaselineChanged => "kpi_baseline_changed",
            Self::KpiRetired => "kpi_retired",
            Self::KpiResumed => "kpi_resumed",
            Self::ReadingAdded => "reading_added",
            Self::ReadingChanged => "reading_changed",
            Self::ReadingRemoved => "reading_removed",
        }
    }
}
