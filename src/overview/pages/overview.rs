use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::access::{OrgAccess, Section, View, Visit};
use crate::action::store::actions;
use crate::assessment::{Course, OwnAnswers, RollUp, TeamsAt, roll_ups_and_detail, teams_at};
use crate::clock::Clock;
use crate::maturity::{Model, Verdict};
use crate::overview::ahead::Ahead;
use crate::overview::card::{self, DimensionCard};
use crate::overview::cause::{self, Causes, Forms};
use crate::overview::heat::{self, TeamRow};
use crate::overview::next_best::NextSteps;
use crate::overview::story::{self, Piece};
use crate::overview::verdicts::{self, Verdicts};
use crate::paths::{
    ChartFiles, ChartName, OrgChartPath, OrgComparePath, OverviewPath, OwnAssessmentPath,
    ReportingPath, TeamsPath, TeamsSettingsPath,
};
use crate::period::Period;
use crate::plan::Plan;
use crate::plan::store::plan;
use crate::trend::History;
use crate::trend::chart::LineChart;
use crate::web::{Page, PageError, Shell};

/// Which period to look back to; without it, the newest.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct LookBack {
    period: Option<Period>,
}

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct OverviewPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    roll_up: &'a RollUp,
    /// The period we are in, when nobody has reported in it yet.
    open_period: Option<Period>,
    headline: String,
    story: Vec<Piece>,
    chart: LineChart,
    files: ChartFiles,
    cards: Vec<DimensionCard<'static>>,
    ahead: Ahead<'static>,
    causes: Causes<'static>,
    previous: Option<Period>,
    rows: Vec<TeamRow>,
    /// The period we are in, by which an action is overdue.
    current: Period,
    next: NextSteps<'static>,
    may_edit: bool,
    compare: OrgComparePath,
    /// The periods there are figures of, newest first.
    periods: Vec<Period>,
    own: OwnAssessmentPath,
    teams: TeamsPath,
    reporting: ReportingPath,
}

#[derive(Template)]
#[template(path = "overview/first_steps.html")]
struct FirstStepsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    period: Period,
    rows: Vec<TeamRow>,
    own: OwnAssessmentPath,
    teams_settings: TeamsSettingsPath,
}

/// Where the organization stands, and how it got there.
pub(super) async fn show(
    OverviewPath { org }: OverviewPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    look_back: Result<Query<LookBack>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(LookBack { period }) = look_back?;
    let model = Model::built_in();
    let (mut known, detail) = roll_ups_and_detail(&mut tx, model, period).await?;
    let periods: Vec<Period> = known.iter().rev().map(|roll_up| roll_up.period).collect();
    if let Some(period) = period {
        known.retain(|roll_up| roll_up.period <= period);
        if known.last().is_none_or(|roll_up| roll_up.period != period) {
            return Err(PageError::NotFound);
        }
    }
    let shown = known.last().map_or(clock.period(), |roll_up| roll_up.period);
    let TeamsAt { teams, standings, courses } = teams_at(&mut tx, model, shown).await?;
    let Plan { holds, targets } = plan(&mut tx).await?;
    let verdicts = Verdicts::on(model, &Course::of_roll_ups(&known), &holds, None, shown);
    let asked = known.last().map_or_else(Vec::new, |roll_up| {
        cause::candidates(model, &verdicts, &roll_up.figures, None)
    });
    let open = actions(&mut tx, None, true).await?;
    drop(tx);

    let gaps = detail.as_ref().map_or_else(Vec::new, |detail| cause::unmet(&asked, &detail.gaps));
    let next = detail.map_or_else(Vec::new, |detail| detail.next_best_of(&teams));
    let forms = Forms { org: &org, teams: &teams, period: clock.period() };
    let causes = cause::causes(model, &verdicts, &gaps, forms);
    let rows = heat::rows(model, &org, &teams, standings, (&courses, &holds), shown);
    let Some(roll_up) = known.last() else {
        return Page::render(&FirstStepsPage {
            shell: visit.shell(Section::Overview),
            visit: &visit,
            period: shown,
            rows,
            own: OwnAssessmentPath { org: org.clone(), period: shown },
            teams_settings: TeamsSettingsPath { org },
        });
    };
    let figures = known.iter().map(|roll_up| (roll_up.period, roll_up.figures.clone()));
    let history = History::up_to(shown, figures);
    let plan = (holds.as_slice(), targets.as_slice());
    let marks = verdicts::marks(model, &verdicts, &roll_up.figures, plan, None, shown);
    Page::render(&OverviewPage {
        shell: visit.shell(Section::Overview),
        visit: &visit,
        model,
        roll_up,
        open_period: Some(clock.period())
            .filter(|current| periods.first().is_some_and(|newest| newest < current)),
        headline: story::headline(roll_up.figures.whole),
        story: story::story(model, "the organization", &history, &verdicts),
        chart: history.chart(model, &visit.org.name, &marks),
        files: ChartFiles::of(ChartName::Trend, period, |file| OrgChartPath {
            org: org.clone(),
            file,
        }),
        cards: card::cards(model, &history, &verdicts, plan, None),
        ahead: Ahead::of(
            model,
            &org,
            period.map(|period| format!("?period={period}")).unwrap_or_default(),
            &roll_up.figures,
        ),
        causes,
        previous: history.previous().map(|(period, _)| period),
        rows,
        current: clock.period(),
        next: NextSteps::of_org(model, &org, clock.period(), next, &open),
        may_edit: visit.manages(),
        compare: OrgComparePath { org: org.clone() },
        periods,
        own: OwnAssessmentPath { org: org.clone(), period: shown },
        teams: TeamsPath { org: org.clone() },
        reporting: ReportingPath { org },
    })
}
