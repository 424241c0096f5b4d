use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;

use super::look_back::{LookBack, look_back};
use crate::access::{OrgAccess, Section, View, Visit};
use crate::assessment::{RollUp, pooled_answers, roll_ups};
use crate::maturity::Model;
use crate::overview::ahead::Ahead;
use crate::overview::card;
use crate::overview::levels::{self, LevelGroup};
use crate::overview::periods::Year;
use crate::paths::{ChartFiles, ChartName, LevelsPath, MethodologyPath, OrgChartPath};
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
    ahead: Ahead<'static>,
    chart: LineChart,
    files: ChartFiles,
    groups: Vec<LevelGroup<'static>>,
    /// The periods there are figures of, newest first.
    years: Vec<Year>,
    /// The period that a look back leads back to.
    newest: Option<Period>,
}

/// How far every category has come at each of the five levels.
pub(super) async fn show(
    LevelsPath { org }: LevelsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    asked: Result<Query<LookBack>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(LookBack { period }) = asked?;
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
        ahead: Ahead::of(model, &org, known.query, figures),
        chart: history.levels_chart(model, &visit.org.name),
        files: ChartFiles::of(ChartName::Levels, period, |file| OrgChartPath {
            org: org.clone(),
            file,
        }),
        groups: levels::groups(model, figures, &answers),
        years: known.years,
        newest: known.newest_of_all,
    })
}
