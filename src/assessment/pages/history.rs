use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;

use crate::access::{OrgAccess, Section, TeamAccess, TenantTx, View, Visit};
use crate::assessment::Respondent;
use crate::assessment::history::store::changes;
use crate::assessment::history::{Change, in_words};
use crate::maturity::{Answer, Category, Criterion, Dimension, Model};
use crate::paths::{
    OverviewPath, OwnAssessmentPath, OwnHistoryPath, TeamAssessmentPath, TeamHistoryPath, TeamPath,
};
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

/// How many changes stand on one page.
const PAGE: u8 = 50;

/// How many of the newest changes to pass over: `?skip=50`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Older {
    #[serde(default)]
    skip: u32,
}

#[derive(Template)]
#[template(path = "assessment/history.html")]
struct HistoryPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    respondent: &'a Respondent,
    dimension: &'a Dimension,
    category: &'a Category,
    criterion: &'a Criterion,
    changes: Vec<Change>,
    /// How many newer changes the page passes over.
    skipped: u32,
    /// How many the next page passes over, if there are older changes.
    older: Option<u32>,
}

impl HistoryPage<'_> {
    /// The page of the team, or the overview.
    fn home(&self) -> String {
        let org = self.visit.org.slug.clone();
        match self.respondent {
            Respondent::Organization(_) => OverviewPath { org }.to_string(),
            Respondent::Team(team) => TeamPath { org, team: team.slug.clone() }.to_string(),
        }
    }

    fn in_words(&self, answer: Answer) -> &'static str {
        in_words(self.criterion, answer)
    }

    /// How many the page before this one passes over.
    fn newer(&self) -> u32 {
        self.skipped.saturating_sub(PAGE.into())
    }

    fn assessment(&self, period: Period) -> String {
        let org = self.visit.org.slug.clone();
        match self.respondent {
            Respondent::Organization(_) => OwnAssessmentPath { org, period }.to_string(),
            Respondent::Team(team) => {
                TeamAssessmentPath { org, team: team.slug.clone(), period }.to_string()
            }
        }
    }
}

/// Every change of what a team says of a criterion, newest first.
pub(super) async fn show_team(
    path: TeamHistoryPath,
    TeamAccess { visit, team, tx, .. }: TeamAccess<View>,
    older: Result<Query<Older>, QueryRejection>,
) -> Result<Page, PageError> {
    show(&visit, &Respondent::Team(team), tx, &path.criterion, older?.0).await
}

/// Every change of what the organization itself says of a criterion, newest first.
pub(super) async fn show_own(
    path: OwnHistoryPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    older: Result<Query<Older>, QueryRejection>,
) -> Result<Page, PageError> {
    let own = Respondent::Organization(visit.org.clone());
    show(&visit, &own, tx, &path.criterion, older?.0).await
}

async fn show(
    visit: &Visit,
    respondent: &Respondent,
    mut tx: TenantTx<View>,
    criterion: &str,
    Older { skip }: Older,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let criterion = model
        .criterion(criterion)
        .filter(|criterion| criterion.scope == respondent.scope())
        .ok_or(PageError::NotFound)?;
    let category = model.categories().nth(criterion.category).ok_or(PageError::NotFound)?;
    // One more than is shown tells whether there are older ones.
    let limit = i64::from(PAGE) + 1;
    let mut changes = changes(&mut tx, respondent, criterion, skip.into(), limit).await?;
    drop(tx);

    let has_older = changes.len() > PAGE.into();
    changes.truncate(PAGE.into());
    Page::render(&HistoryPage {
        shell: visit.shell(match respondent {
            Respondent::Organization(_) => Section::Overview,
            Respondent::Team(_) => Section::Teams,
        }),
        visit,
        respondent,
        dimension: &model.dimensions[category.dimension],
        category,
        criterion,
        changes,
        skipped: skip,
        older: has_older.then(|| skip.saturating_add(PAGE.into())),
    })
}
