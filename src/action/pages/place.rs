use crate::access::{Action, Role, Section, Team, TeamId, Visit};
use crate::action::NotedAction;
use crate::maturity::Scope;
use crate::paths::{
    OrgActionPath, OrgActionsPath, OverviewPath, TeamActionPath, TeamActionsPath, TeamPath,
};
use crate::web::Shell;

/// Whose actions a page is about, and what the visitor may do with them.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub visit: Visit,
    /// `None` when they are the organization's own.
    pub team: Option<Team>,
    pub may_edit: bool,
}

impl Place {
    /// A team's, for somebody of this role to the team.
    pub fn of_team(visit: Visit, team: Team, role: Role) -> Self {
        Self { visit, team: Some(team), may_edit: role.may(Action::Edit) }
    }

    /// The organization's own.
    pub fn of_org(visit: Visit) -> Self {
        let may_edit = visit.role.toward_organization().may(Action::Edit);
        Self { visit, team: None, may_edit }
    }

    /// The team's id, if they are a team's.
    pub fn team_id(&self) -> Option<TeamId> {
        self.team.as_ref().map(|team| team.id)
    }

    /// Whose they are.
    pub fn name(&self) -> &str {
        self.team.as_ref().map_or(&self.visit.org.name, |team| &team.name)
    }

    /// The criteria that an action may be about; `None` is any.
    pub fn scope(&self) -> Option<Scope> {
        self.team.as_ref().map(|_| Scope::Team)
    }

    /// The frame of these pages.
    pub fn shell(&self) -> Shell {
        self.visit.shell(if self.team.is_some() { Section::Teams } else { Section::Overview })
    }

    /// The page of the team, or the overview.
    pub fn home(&self) -> String {
        let org = self.visit.org.slug.clone();
        match &self.team {
            None => OverviewPath { org }.to_string(),
            Some(team) => TeamPath { org, team: team.slug.clone() }.to_string(),
        }
    }

    /// The list of the actions, where a new one is sent, too.
    pub fn list(&self) -> String {
        let org = self.visit.org.slug.clone();
        match &self.team {
            None => OrgActionsPath { org }.to_string(),
            Some(team) => TeamActionsPath { org, team: team.slug.clone() }.to_string(),
        }
    }

    /// Where a change of an action is sent.
    pub fn of_action(&self, action: &NotedAction) -> String {
        let (org, action) = (self.visit.org.slug.clone(), action.id.0);
        match &self.team {
            None => OrgActionPath { org, action }.to_string(),
            Some(team) => TeamActionPath { org, team: team.slug.clone(), action }.to_string(),
        }
    }
}
