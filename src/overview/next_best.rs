use crate::access::Team;
use crate::action::NotedAction;
use crate::assessment::OrgNextBest;
use crate::maturity::{Category, Criterion, Dimension, Model, NextBest, Points, Scope};
use crate::paths::{
    OrgActionsPath, OrgSlug, OwnEntryPath, TeamActionsPath, TeamEntryPath, TeamSlug,
};
use crate::period::Period;

/// What frees the most points next, and what is already noted about it.
#[derive(Clone, Debug)]
pub struct NextSteps<'m> {
    pub steps: Vec<NextStep<'m>>,
    /// Where the actions are, and a new one is noted.
    pub actions: String,
}

/// One of the next best three.
#[derive(Clone, Debug)]
pub struct NextStep<'m> {
    pub criterion: &'m Criterion,
    pub dimension: &'m Dimension,
    pub category: &'m Category,
    pub points: Points,
    /// Where the criterion is answered, if it is answered in one place.
    pub entry: Option<String>,
    /// How many teams lack it.
    pub teams_lacking: usize,
    /// The first of them, and where each answers it.
    pub lacking: Vec<(String, String)>,
    /// The open actions on it.
    pub open: Vec<NotedAction>,
}

impl NextStep<'_> {
    /// How many teams lack it that are not named.
    pub fn unnamed(&self) -> usize {
        self.teams_lacking - self.lacking.len()
    }
}

impl<'m> NextSteps<'m> {
    /// What is next for a team, which answers in `period`; `open` are its open actions.
    pub fn of_team(
        model: &'m Model,
        org: &OrgSlug,
        team: &Team,
        period: Period,
        next: Vec<NextBest<'m>>,
        open: &[NotedAction],
    ) -> Self {
        let steps = next.into_iter().map(|NextBest { criterion, points }| NextStep {
            entry: Some(team_entry(model, org, &team.slug, period, criterion)),
            ..NextStep::of(model, criterion, points, open)
        });
        let actions = TeamActionsPath { org: org.clone(), team: team.slug.clone() };
        Self { steps: steps.collect(), actions: actions.to_string() }
    }

    /// What is next for the organization; `open` are its own open actions.
    pub fn of_org(
        model: &'m Model,
        org: &OrgSlug,
        period: Period,
        next: Vec<OrgNextBest<'m>>,
        open: &[NotedAction],
    ) -> Self {
        let steps = next.into_iter().map(|next| {
            let criterion = next.criterion;
            let dimension = model.place_of(criterion).0.id.clone();
            let own = || OwnEntryPath { org: org.clone(), period, dimension };
            let lacking = next.lacking.into_iter().map(|team| {
                let entry = team_entry(model, org, &team.slug, period, criterion);
                (team.name, entry)
            });
            NextStep {
                entry: (criterion.scope == Scope::Organization)
                    .then(|| format!("{}{}", own(), anchor(criterion))),
                teams_lacking: next.teams_lacking,
                lacking: lacking.collect(),
                ..NextStep::of(model, criterion, next.points, open)
            }
        });
        let actions = OrgActionsPath { org: org.clone() };
        Self { steps: steps.collect(), actions: actions.to_string() }
    }
}

impl<'m> NextStep<'m> {
    fn of(
        model: &'m Model,
        criterion: &'m Criterion,
        points: Points,
        open: &[NotedAction],
    ) -> Self {
        let (dimension, category) = model.place_of(criterion);
        let about = |action: &&NotedAction| action.criterion == criterion.id.as_ref();
        Self {
            criterion,
            dimension,
            category,
            points,
            entry: None,
            teams_lacking: 0,
            lacking: Vec::new(),
            open: open.iter().filter(about).cloned().collect(),
        }
    }
}

fn team_entry(
    model: &Model,
    org: &OrgSlug,
    team: &TeamSlug,
    period: Period,
    criterion: &Criterion,
) -> String {
    let dimension = model.place_of(criterion).0.id.clone();
    let entry = TeamEntryPath { org: org.clone(), team: team.clone(), period, dimension };
    format!("{entry}{}", anchor(criterion))
}

fn anchor(criterion: &Criterion) -> String {
    format!("#answer.{}", criterion.id)
}
