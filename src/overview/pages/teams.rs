use askama::Template;
use axum::extract::State;

use crate::access::{OrgAccess, Section, View, Visit};
use crate::assessment::{TeamsAt, teams_at};
use crate::clock::Clock;
use crate::maturity::{Model, Verdict};
use crate::overview::ahead::Ahead;
use crate::overview::heat::{self, TeamRow};
use crate::overview::verdicts;
use crate::paths::{ReportingPath, TeamsPath, TeamsSettingsPath};
use crate::period::Period;
use crate::plan::store::plan;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/teams.html")]
struct TeamsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    period: Period,
    rows: Vec<TeamRow>,
    settings: TeamsSettingsPath,
    reporting: ReportingPath,
}

/// Every team, and where it stands in the period that we are in.
pub(super) async fn show(
    TeamsPath { org }: TeamsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let period = clock.period();
    let TeamsAt { teams, standings, courses } = teams_at(&mut tx, model, period).await?;
    let holds = plan(&mut tx).await?.holds;
    drop(tx);

    Page::render(&TeamsPage {
        shell: visit.shell(Section::Teams),
        visit: &visit,
        model,
        period,
        rows: heat::rows(model, &org, &teams, standings, (&courses, &holds), period),
        settings: TeamsSettingsPath { org: org.clone() },
        reporting: ReportingPath { org },
    })
}
