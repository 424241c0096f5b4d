use crate::access::{Org, Team, TeamId};
use crate::maturity::Scope;

/// Whose assessment it is.
#[derive(Clone, Debug)]
pub enum Respondent {
    /// The organization's own.
    Organization(Org),
    /// One team's.
    Team(Team),
}

impl Respondent {
    /// The criteria that it answers.
    pub const fn scope(&self) -> Scope {
        match self {
            Self::Organization(_) => Scope::Organization,
            Self::Team(_) => Scope::Team,
        }
    }

    /// The team's id, if it is a team.
    pub const fn team(&self) -> Option<TeamId> {
        match self {
            Self::Organization(_) => None,
            Self::Team(team) => Some(team.id),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Organization(org) => &org.name,
            Self::Team(team) => &team.name,
        }
    }

    /// Its weight in the organization's figures.
    pub const fn applications(&self) -> i32 {
        match self {
            Self::Organization(_) => 1,
            Self::Team(team) => team.applications,
        }
    }
}
