use chrono::{DateTime, Utc};

use crate::access::{InvitationId, Role, Team};
use crate::web::{FieldErrors, Fields};

/// An invitation that nobody has accepted yet.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    /// The team that they will lead, by name.
    pub team: Option<String>,
    pub inviter: String,
    pub expires_at: DateTime<Utc>,
}

/// Whom somebody wants to invite as what.
#[derive(Clone, Debug)]
pub struct InvitationForm<'a> {
    pub email: String,
    pub role: Role,
    /// The team that they will lead.
    pub team: Option<&'a Team>,
}

impl<'a> InvitationForm<'a> {
    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, teams: &'a [Team]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = fields.email("email", &mut errors);
        let role: Option<Role> = fields.text("role").parse().ok();
        if role.is_none() {
            errors.add("role", "Choose a role.");
        }
        let slug = fields.text("team");
        let team = teams.iter().find(|team| team.slug.as_str() == slug);
        if !slug.is_empty() && team.is_none() {
            errors.add("team", "Choose one of your teams, or none.");
        } else if team.is_some() && role == Some(Role::Viewer) {
            errors.add("team", "A viewer leads no team. Choose another role, or no team.");
        }
        match role {
            Some(role) if errors.is_empty() => Ok(Self { email, role, team }),
            _ => Err(errors),
        }
    }
}
