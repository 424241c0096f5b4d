use crate::access::{Editor, Team, TeamId};
use crate::web::{FieldErrors, Fields};

/// Whose a record may be made by whoever fills in a form: a team, or the organization as a whole.
#[derive(Clone, Debug)]
pub struct TeamChoices {
    teams: Vec<Team>,
    /// Whether it may be the organization's.
    whole: bool,
}

impl TeamChoices {
    /// What somebody may choose.
    pub fn of(editor: &Editor) -> Self {
        Self { teams: editor.own_teams().cloned().collect(), whole: editor.may_edit_all() }
    }

    /// A value for the field `team`, and what it says.
    pub fn options(&self) -> Vec<(&str, &str)> {
        let whole = self.whole.then_some(("", "The organization as a whole"));
        let teams = self.teams.iter().map(|team| (team.slug.as_str(), team.name.as_str()));
        whole.into_iter().chain(teams).collect()
    }

    /// Reads the field `team`; `None` is the organization as a whole.
    pub(super) fn parse(&self, fields: &Fields, errors: &mut FieldErrors) -> Option<TeamId> {
        let chosen = fields.text("team");
        let team = self.teams.iter().find(|team| team.slug.as_str() == chosen);
        if team.is_none() && !(self.whole && chosen.is_empty()) {
            errors.add("team", "Choose whose it is.");
        }
        team.map(|team| team.id)
    }

    #[cfg(test)]
    pub(super) fn given(teams: Vec<Team>, whole: bool) -> Self {
        Self { teams, whole }
    }
}
