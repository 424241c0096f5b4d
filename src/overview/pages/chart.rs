//! Charts as files, to be kept.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};

use super::look_back::LookBack;
use super::record_chart;
use crate::access::{OrgAccess, Team, TeamAccess, TeamId, TenantTx, View, Visit};
use crate::assessment::{
    Course, PeriodFigures, Respondent, TeamsAt, roll_ups, submitted_figures, teams_at,
};
use crate::clock::Clock;
use crate::maturity::{Figures, Model};
use crate::overview::dimension::{Spread, multiples};
use crate::overview::verdicts::{self, Verdicts};
use crate::paths::{
    ChartFile, ChartFormat, ChartName, DimensionChartPath, OrgChartPath, TeamChartPath,
};
use crate::period::Period;
use crate::plan::Plan;
use crate::plan::store::plan;
use crate::roi::store::returned;
use crate::roi::{AmountIn, Picture};
use crate::trend::chart::Chart;
use crate::trend::{History, Marks};
use crate::web::{self, Download, PageError};

/// A chart of the organization.
pub(super) async fn show_org(
    OrgChartPath { org, file }: OrgChartPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    look_back: Result<Query<LookBack>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(LookBack { period }) = look_back?;
    if file.chart == ChartName::Return {
        return show_return(&visit, tx, file, period, &clock).await;
    }
    if file.chart == ChartName::Moves {
        return record_chart::show_moves(&visit, tx, file, period, &clock).await;
    }
    let known = Known::of_org(&mut tx, period, clock.period()).await?;
    drop(tx);

    let (model, name) = (Model::built_in(), &visit.org.name);
    let chart = match file.chart {
        ChartName::Trend => known.history.chart(model, name, &known.marks),
        ChartName::Levels => known.history.levels_chart(model, name),
        ChartName::Categories | ChartName::Spread | ChartName::Return | ChartName::Moves => {
            return Err(PageError::NotFound);
        }
    };
    known.file(org.as_str(), file, &chart, &clock).await
}

/// Costs and benefits of the organization.
async fn show_return(
    visit: &Visit,
    mut tx: TenantTx<View>,
    file: ChartFile,
    look_back: Option<Period>,
    clock: &Clock,
) -> Result<Download, PageError> {
    let mut returned = returned(&mut tx).await?;
    drop(tx);
    if let Some(period) = look_back {
        returned = returned.up_to(period);
    }
    let amounts = AmountIn::currency(&visit.org.currency);
    let picture = Picture::of(&visit.org.name, &returned, &amounts).ok_or(PageError::NotFound)?;
    let period = returned.balance.newest().map_or(clock.period(), |newest| newest.period);
    kept(visit.org.slug.as_str(), period, file, &picture, clock).await
}

/// A chart of a dimension of the organization.
pub(super) async fn show_dimension(
    DimensionChartPath { org, dimension, file }: DimensionChartPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    look_back: Result<Query<LookBack>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(LookBack { period }) = look_back?;
    let model = Model::built_in();
    let mut dimensions = model.dimensions.iter();
    let at = dimensions.position(|it| it.id == dimension).ok_or(PageError::NotFound)?;
    let known = Known::of_org(&mut tx, period, clock.period()).await?;
    let history = &known.history;
    let whose = format!("{org}-{dimension}");
    match file.chart {
        ChartName::Trend => {
            let chart = history.dimension_chart(model, at, &visit.org.name, &known.marks);
            known.file(&whose, file, &chart, &clock).await
        }
        ChartName::Categories => {
            known.file(&whose, file, &multiples(model, history, at), &clock).await
        }
        ChartName::Spread => {
            let TeamsAt { teams, standings, .. } = teams_at(&mut tx, model, known.period).await?;
            let teams: Vec<Team> = teams.into_iter().map(|led| led.team).collect();
            let spread = Spread::of(at, (&org, &teams), &standings, known.period);
            let plot = spread.plot(&model.dimensions[at], known.period);
            known.file(&whose, file, &plot, &clock).await
        }
        ChartName::Levels | ChartName::Return | ChartName::Moves => Err(PageError::NotFound),
    }
}

/// The trend of a team.
pub(super) async fn show_team(
    TeamChartPath { org, team: slug, file }: TeamChartPath,
    TeamAccess { team, mut tx, .. }: TeamAccess<View>,
    State(clock): State<Clock>,
    look_back: Result<Query<LookBack>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(LookBack { period }) = look_back?;
    only_the_trend(file)?;
    let model = Model::built_in();
    let mut submitted = submitted_figures(&mut tx, model, &Respondent::Team(team.clone())).await?;
    let (id, current) = (Some(team.id), clock.period());
    submitted.retain(|it| it.period <= period.unwrap_or(current));
    let last = submitted.last().map_or(current, |it| it.period);
    let course = Course::of_submitted(&submitted, last);
    let submitted =
        submitted.into_iter().map(|PeriodFigures { period, figures, .. }| (period, figures));
    let known = (submitted.collect(), course);
    let known = Known::at(&mut tx, known, id, period, current).await?;
    drop(tx);

    let chart = known.history.chart(model, &team.name, &known.marks);
    known.file(&format!("{org}-{slug}"), file, &chart, &clock).await
}

/// The others are drawn of the organization alone.
pub(super) fn only_the_trend(file: ChartFile) -> Result<(), PageError> {
    match file.chart {
        ChartName::Trend => Ok(()),
        _ => Err(PageError::NotFound),
    }
}

/// What a chart is drawn of.
struct Known {
    history: History,
    marks: Vec<Marks>,
    /// The newest period in it; the one we are in, when there is none.
    period: Period,
}

impl Known {
    async fn of_org(
        tx: &mut TenantTx<View>,
        look_back: Option<Period>,
        current: Period,
    ) -> Result<Self, PageError> {
        let mut known = roll_ups(tx, Model::built_in()).await?;
        known.retain(|roll_up| roll_up.period <= look_back.unwrap_or(current));
        let course = Course::of_roll_ups(&known);
        let known = known.into_iter().map(|roll_up| (roll_up.period, roll_up.figures));
        Self::at(tx, (known.collect(), course), None, look_back, current).await
    }

    /// What was known at `look_back`, of which there must be figures; or what is known now.
    async fn at(
        tx: &mut TenantTx<View>,
        (known, course): (Vec<(Period, Figures)>, Course),
        team: Option<TeamId>,
        look_back: Option<Period>,
        current: Period,
    ) -> Result<Self, PageError> {
        let model = Model::built_in();
        let history = History::up_to(look_back.unwrap_or(current), known);
        let newest = history.latest().map(|(period, _)| period);
        if look_back.is_some() && newest != look_back {
            return Err(PageError::NotFound);
        }
        let mut marks = Vec::new();
        if let Some((period, figures)) = history.latest() {
            let Plan { holds, targets } = plan(tx).await?;
            let verdicts = Verdicts::on(model, &course, &holds, team, period);
            let plan = (holds.as_slice(), targets.as_slice());
            marks = verdicts::marks(model, &verdicts, figures, plan, team, period);
        }
        Ok(Self { history, marks, period: newest.unwrap_or(current) })
    }

    /// The chart as a file.
    async fn file(
        &self,
        whose: &str,
        file: ChartFile,
        chart: &impl Chart,
        clock: &Clock,
    ) -> Result<Download, PageError> {
        kept(whose, self.period, file, chart, clock).await
    }
}

/// A chart that ends with `period` as a file: `northwind-2026-Q4-trend.png`.
pub(super) async fn kept(
    whose: &str,
    period: Period,
    file: ChartFile,
    chart: &impl Chart,
    clock: &Clock,
) -> Result<Download, PageError> {
    let as_of = clock.now().format("%-d %b %Y");
    let alone = || chart.alone(format!("{period}, as of {as_of} · Waymark")).to_string();
    let (content_type, content) = match file.format {
        ChartFormat::Svg => ("image/svg+xml", alone().into_bytes()),
        ChartFormat::Csv => {
            let table = chart.table();
            let lines =
                web::csv(table.lines()).map_err(|error| PageError::Unexpected(error.into()))?;
            ("text/csv; charset=utf-8", lines)
        }
        #[cfg(feature = "exports")]
        ChartFormat::Png => ("image/png", web::png(alone()).await?),
        #[cfg(not(feature = "exports"))]
        ChartFormat::Png => return Err(PageError::NotFound),
    };
    Ok(Download { name: format!("{whose}-{period}-{file}"), content_type, content })
}
