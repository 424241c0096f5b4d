use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::access::{Editor, RecordAccess, Section, Team, View};
use crate::application::{
    Filter, ListedApplication, MoveAction, MoveState, StateCounts, state_counts, store,
};
use crate::clock::Clock;
use crate::paths::{
    ApplicationPath, ApplicationsFilePath, ApplicationsPath, MovesPath, NewApplicationPath,
    OrgSlug, PatternsPath,
};
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

/// What stands for the organization as a whole in the filter; no team has such a name in addresses.
const WHOLE: &str = "_";

/// What the filter asks for; what is empty is not asked about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    team: String,
    state: String,
    action: String,
}

impl Asked {
    /// A word that names nothing leads to no page.
    pub fn filter(&self, editor: &Editor) -> Result<Filter, PageError> {
        let team = match self.team.as_str() {
            "" => None,
            WHOLE => Some(None),
            slug => {
                let team = editor.teams().find(|team| team.slug.as_str() == slug);
                Some(Some(team.ok_or(PageError::NotFound)?.id))
            }
        };
        Ok(Filter { team, state: chosen(&self.state)?, action: chosen(&self.action)? })
    }
}

fn chosen<C: std::str::FromStr>(text: &str) -> Result<Option<C>, PageError> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| PageError::NotFound),
    }
}

#[derive(Template)]
#[template(path = "application/applications.html")]
struct ApplicationsPage<'a> {
    shell: Shell,
    org: &'a OrgSlug,
    editor: &'a Editor,
    current: Period,
    asked: &'a Asked,
    filter: Filter,
    counts: StateCounts,
    listed: Vec<ListedApplication>,
}

impl ApplicationsPage<'_> {
    fn path(&self) -> ApplicationsPath {
        ApplicationsPath { org: self.org.clone() }
    }

    fn add(&self) -> NewApplicationPath {
        NewApplicationPath { org: self.org.clone() }
    }

    fn patterns(&self) -> PatternsPath {
        PatternsPath { org: self.org.clone() }
    }

    fn moves(&self) -> MovesPath {
        MovesPath { org: self.org.clone() }
    }

    /// The file of those that are shown.
    fn file(&self) -> String {
        let Asked { team, state, action } = self.asked;
        let path = ApplicationsFilePath { org: self.org.clone() };
        format!("{path}?team={team}&state={state}&action={action}")
    }

    fn of(&self, application: &ListedApplication) -> ApplicationPath {
        ApplicationPath { org: self.org.clone(), application: application.slug.clone() }
    }

    /// Every state with the applications in it.
    fn groups(&self) -> Vec<(MoveState, Vec<&ListedApplication>)> {
        let of = |state| self.listed.iter().filter(move |it| it.state == state).collect();
        let groups = MoveState::ALL.iter().map(|&state| (state, of(state)));
        groups.filter(|(_, listed): &(_, Vec<_>)| !listed.is_empty()).collect()
    }

    /// Whether there may be more than are shown.
    fn is_cut(&self) -> bool {
        i64::try_from(self.listed.len()).is_ok_and(|shown| shown >= store::MOST_LISTED)
    }

    fn team_options(&self) -> Vec<(&str, &str)> {
        let all = [("", "All teams"), (WHOLE, "The organization as a whole")];
        let teams = self.editor.teams().map(|team: &Team| (team.slug.as_str(), &*team.name));
        all.into_iter().chain(teams).collect()
    }

    fn state_options() -> Vec<(&'static str, &'static str)> {
        let states = MoveState::ALL.iter().map(|state| (state.as_str(), state.as_str()));
        std::iter::once(("", "All states")).chain(states).collect()
    }

    fn action_options() -> Vec<(&'static str, &'static str)> {
        let actions = MoveAction::ALL.iter().map(|action| (action.as_str(), action.as_str()));
        std::iter::once(("", "All actions")).chain(actions).collect()
    }
}

/// What moves, and why: the applications by their states.
pub(super) async fn show(
    ApplicationsPath { org }: ApplicationsPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(asked) = asked?;
    let current = clock.period();
    let filter = asked.filter(&editor)?;
    let listed = store::listed(&mut tx, filter).await?;
    let counts = state_counts::store::state_counts(&mut tx, current, current.previous()).await?;
    drop(tx);
    Page::render(&ApplicationsPage {
        shell: visit.shell(Section::Applications),
        org: &org,
        editor: &editor,
        current,
        asked: &asked,
        filter,
        counts,
        listed,
    })
}
