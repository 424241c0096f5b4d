use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;

use super::look_back::look_back;
use super::overview::LookBack;
use crate::access::{OrgAccess, Section, View, Visit};
use crate::assessment::{RollUp, pooled_answers, roll_ups};
use crate::maturity::Model;
use crate::overview::card;
use crate::overview::imbalance::Imbalance;
use crate::overview::levels::{self, LevelGroup};
use crate::paths::{DimensionPath, LevelsPath, MethodologyPath, OverviewPath};
use crate::period::Period;
use crate::trend::History;
use crate::trend::chart::LineChart;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/levels.html")]
struct LevelsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    roll_up: &'a RollUp,
    headline: String,
    story: String,
    imbalance: Option<Imbalance<'static>>,
    chart: LineChart,
    groups: Vec<LevelGroup<'static>>,
    /// The periods there are figures of, newest first.
    periods: Vec<Period>,
    /// What keeps links in the period that is shown.
    query: String,
}

impl LevelsPage<'_> {
    fn overview(&self) -> String {
        format!("{}{}", OverviewPath { org: self.visit.org.slug.clone() }, self.query)
    }

    fn dimension(&self, id: &str) -> String {
        let path = DimensionPath { org: self.visit.org.slug.clone(), dimension: id.to_owned() };
        format!("{path}{}", self.query)
    }
}

/// How far every category has come at each of the five levels.
pub(super) async fn show(
    LevelsPath { org }: LevelsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    wish: Result<Query<LookBack>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(LookBack { period }) = wish?;
    let model = Model::built_in();
    let known = look_back(roll_ups(&mut tx, model).await?, period, &org)?;
    let answers = pooled_answers(&mut tx, model, known.newest.period).await?;
    drop(tx);

    let figures = &known.newest.figures;
    let courses = known.roll_ups.into_iter().map(|it| (it.period, it.figures));
    let history = History::up_to(known.newest.period, courses);
    Page::render(&LevelsPage {
        shell: visit.shell(Section::Overview),
        visit: &visit,
        model,
        roll_up: &known.newest,
        headline: levels::headline(model, figures.whole),
        story: levels::story(model, figures),
        imbalance: Imbalance::of(model, figures),
        chart: history.levels_chart(model, &visit.org.name),
        groups: levels::groups(model, figures, &answers),
        periods: known.periods,
        query: known.query,
    })
}
