use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};

use crate::access::{OrgAccess, Section, View, Visit};
use crate::assessment::{TeamsAt, teams_at};
use crate::clock::Clock;
use crate::maturity::{Model, Verdict};
use crate::overview::ahead::Ahead;
use crate::overview::teams_filter::{Asked, TeamsFilter};
use crate::overview::teams_table::TeamsTable;
use crate::overview::{heat, verdicts};
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
    /// The period that is shown, and the one we are in when that is another.
    period: Period,
    current: Option<Period>,
    table: TeamsTable,
    path: TeamsPath,
    settings: TeamsSettingsPath,
    reporting: ReportingPath,
}

/// Every team, and where it stands in the period that we are in, or in one before.
pub(super) async fn show(
    path: TeamsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(asked) = asked?;
    let model = Model::built_in();
    let period = asked.period()?.unwrap_or(clock.period());
    if period > clock.period() {
        return Err(PageError::NotFound);
    }
    let TeamsAt { teams, standings, courses } = teams_at(&mut tx, model, period).await?;
    let holds = plan(&mut tx).await?.holds;
    drop(tx);

    let org = &path.org;
    let teams = teams.iter().map(|led| &led.team);
    let rows = heat::rows(model, org, teams, standings, (&courses, &holds), (period, None));
    let current = Some(clock.period()).filter(|&current| current != period);
    let kept = current.map(|_| period);
    Page::render(&TeamsPage {
        shell: visit.shell(Section::Teams),
        visit: &visit,
        model,
        period,
        current,
        table: TeamsTable::new(path.to_string(), kept, TeamsFilter::of(&asked), rows),
        settings: TeamsSettingsPath { org: org.clone() },
        reporting: ReportingPath { org: org.clone() },
        path,
    })
}
