use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;

use crate::access::{OrgAccess, Section, Team, TenantTx, View, Visit, teams_and_leads};
use crate::assessment::store::{entries, last_submitted};
use crate::assessment::{Respondent, newest_pooled_answers};
use crate::maturity::{
    Category, Model, PooledAnswers, Scope, ScorePart, Workings, score_organization, workings,
};
use crate::paths::{MethodologyPath, WorkingsPath};
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

/// Whose figures to work through, and which category.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Chosen {
    /// A team's slug; empty is the organization. Without it, a lead's own team.
    team: Option<String>,
    /// A category's id; without it, the one that holds the whole back.
    category: Option<String>,
}

#[derive(Template)]
#[template(path = "overview/workings.html")]
struct WorkingsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    teams: &'a [Team],
    /// `None` is the organization.
    team: Option<&'a Team>,
    category: &'static Category,
    /// Of the newest period that has figures; `None` when nothing was submitted yet.
    worked: Option<(Period, Workings<'static>)>,
    path: WorkingsPath,
}

impl WorkingsPage<'_> {
    fn whose(&self) -> &str {
        self.team.map_or(&self.visit.org.name, |team| &team.name)
    }

    fn is_chosen(&self, team: &Team) -> bool {
        self.team.is_some_and(|chosen| chosen.id == team.id)
    }
}

/// The newest figures of a team or the organization, worked through line by line.
pub(super) async fn show(
    path: WorkingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(chosen) = chosen?;
    let model = Model::built_in();
    let (teams, leads): (Vec<Team>, Vec<bool>) =
        teams_and_leads(&mut tx).await?.into_iter().map(|it| (it.team, it.is_led)).unzip();
    let team = match chosen.team.as_deref() {
        Some("") => None,
        Some(slug) => Some(find(&teams, slug).ok_or(PageError::NotFound)?),
        None => teams.iter().zip(leads).find_map(|(team, is_led)| is_led.then_some(team)),
    };
    let answered = newest_answers(&mut tx, model, team).await?;
    drop(tx);

    let category = match chosen.category.as_deref() {
        Some(id) => model.categories().find(|it| it.id == id).ok_or(PageError::NotFound)?,
        None => answered
            .as_ref()
            .and_then(|(_, answers)| holding_back(model, answers))
            .unwrap_or(&model.dimensions[0].categories[0]),
    };
    Page::render(&WorkingsPage {
        shell: visit.shell(Section::Overview),
        visit: &visit,
        model,
        teams: &teams,
        team,
        category,
        worked: answered.map(|(period, answers)| (period, workings(model, &answers, category))),
        path,
    })
}

fn find<'t>(teams: &'t [Team], slug: &str) -> Option<&'t Team> {
    teams.iter().find(|team| team.slug.as_str() == slug)
}

/// What the newest figures of a team, or of the organization, are made of.
async fn newest_answers(
    tx: &mut TenantTx<View>,
    model: &Model,
    team: Option<&Team>,
) -> Result<Option<(Period, PooledAnswers)>, PageError> {
    let Some(team) = team else { return Ok(newest_pooled_answers(tx, model).await?) };
    let respondent = Respondent::Team(team.clone());
    let Some((assessment, period)) = last_submitted(tx, &respondent).await? else {
        return Ok(None);
    };
    let answers = entries(tx, model, assessment).await?.answers(model);
    Ok(Some((period, PooledAnswers::of_one(model, &answers, Scope::Team))))
}

/// The category that holds back the dimension that holds the whole back.
fn holding_back<'m>(model: &'m Model, answers: &PooledAnswers) -> Option<&'m Category> {
    let figures = score_organization(model, answers);
    let dimension = figures.whole_held_back_by(model)?;
    let position = model.dimensions.iter().position(|it| it.id == dimension.id)?;
    figures.held_back_by(model, position)
}
