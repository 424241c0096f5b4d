use askama::Template;

use crate::access::{Allows, Editor, Section, TenantTx, View, Visit};
use crate::application::{Application, Link, MoveState, Need, StateChange, change};
use crate::paths::{
    ApplicationEditPath, ApplicationPath, ApplicationsPath, NeedRemovalPath, NeedsPath,
    PatternPath, PatternSlug, StateChangesPath, TeamPath,
};
use crate::period::Period;
use crate::subject::Beside;
use crate::web::{FieldErrors, Fields, FormKey, Shell};

/// The page of an application, with the form of a change and that of what it needs.
#[derive(Debug, Template)]
#[template(path = "application/application.html")]
pub struct ApplicationPage<'a> {
    shell: Shell,
    path: &'a ApplicationPath,
    application: &'a Application,
    /// The team's name and page, when it is a team's.
    team: Option<(String, TeamPath)>,
    may_edit: bool,
    /// The newest first.
    changes: Vec<StateChange>,
    /// What other slices know of it; nothing on a page that has come back with errors.
    pub beside: Beside,
    current: Period,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> ApplicationPage<'a> {
    /// The page with the form of a change as it was typed.
    pub async fn of(
        tx: &mut TenantTx<impl Allows<View>>,
        (visit, editor): (&Visit, &Editor),
        (path, application): (&'a ApplicationPath, &'a Application),
        current: Period,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> sqlx::Result<Self> {
        let team = editor.teams().find(|team| Some(team.id) == application.team);
        let team = team.map(|team| {
            let page = TeamPath { org: path.org.clone(), team: team.slug.clone() };
            (team.name.clone(), page)
        });
        Ok(Self {
            shell: visit.shell(Section::Applications),
            path,
            application,
            team,
            may_edit: editor.may_edit(application.team),
            changes: change::store::changes(tx, application.id).await?,
            beside: Beside::default(),
            current,
            fields,
            errors,
        })
    }

    fn list(&self) -> ApplicationsPath {
        ApplicationsPath { org: self.path.org.clone() }
    }

    fn edit(&self) -> ApplicationEditPath {
        let ApplicationPath { org, application } = self.path.clone();
        ApplicationEditPath { org, application }
    }

    fn changes_path(&self) -> StateChangesPath {
        let ApplicationPath { org, application } = self.path.clone();
        StateChangesPath { org, application }
    }

    fn needs_path(&self) -> NeedsPath {
        let ApplicationPath { org, application } = self.path.clone();
        NeedsPath { org, application }
    }

    fn removal(&self, need: &Need) -> NeedRemovalPath {
        let ApplicationPath { org, application } = self.path.clone();
        NeedRemovalPath { org, application, needed: need.slug.clone() }
    }

    fn other(&self, need: &Need) -> ApplicationPath {
        ApplicationPath { org: self.path.org.clone(), application: need.slug.clone() }
    }

    fn pattern(&self, pattern: &Link<PatternSlug>) -> PatternPath {
        PatternPath { org: self.path.org.clone(), pattern: pattern.slug.clone() }
    }

    /// The states that it is not in.
    fn state_options(&self) -> Vec<(&'static str, String)> {
        let others = MoveState::ALL.iter().filter(|state| **state != self.application.state);
        let others = others.map(|state| (state.as_str(), format!("{state}: {}", state.meaning())));
        std::iter::once(("", "Choose a state".to_owned())).chain(others).collect()
    }

    /// The quarters in which it may have changed, the newest first.
    fn period_options(&self) -> Vec<(String, String)> {
        let since = self.application.since;
        let mut periods: Vec<Period> = since.up_to(self.current.max(since)).collect();
        periods.reverse();
        periods.iter().map(|period| (period.to_string(), period.to_string())).collect()
    }
}

/// What the form of a change begins with.
pub fn blank(application: &Application) -> Fields {
    let mut fields = Fields::default();
    fields.put("from", application.state.as_str());
    fields
}
