use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};

use super::first_steps::FirstStepsPage;
use crate::access::share_link::live_links;
use crate::access::{OrgAccess, Section, View, Visit};
use crate::assessment::{Coverage, OwnAnswers};
use crate::clock::Clock;
use crate::maturity::{Model, Verdict};
use crate::overview::ahead::Ahead;
use crate::overview::applications::Applications;
use crate::overview::checklist::{Checklist, StepState};
use crate::overview::known::Known;
use crate::overview::kpis::KpiTiles;
use crate::overview::own_step::{OwnStep, own_steps};
use crate::overview::periods::{Year, years};
use crate::overview::picture::Picture;
use crate::overview::returned::ReturnBlock;
use crate::overview::story::Piece;
use crate::overview::teams_filter::{Asked, TeamsFilter};
use crate::overview::teams_table::TeamsTable;
use crate::overview::unshown::unshown;
use crate::overview::{card, heat, verdicts, words};
use crate::paths::{
    ApplicationsPath, ChartFiles, ChartName, NewReportPath, OrgChartPath, OrgComparePath,
    OverviewFilePath, OverviewPath, OwnAssessmentPath, ReportFiles, ReportingPath, ReportsPath,
    TeamsPath,
};
use crate::period::Period;
use crate::trend::chart::Chart;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/overview.html")]
struct OverviewPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    /// The period that is shown, and the newest one when that is another.
    period: Period,
    newest: Option<Period>,
    coverage: Coverage,
    files: ChartFiles,
    /// What is shown here as a report.
    report_files: ReportFiles,
    ahead: Ahead<'static>,
    picture: Picture<'static>,
    table: TeamsTable,
    /// While there are amounts.
    returned: Option<ReturnBlock>,
    applications: Applications,
    kpis: KpiTiles,
    /// What is left of the first period, for those who manage it.
    checklist: Option<Checklist>,
    /// What the visitor has to do themselves.
    own_steps: Vec<OwnStep>,
    /// The period we are in, by which an action is overdue.
    current: Period,
    may_edit: bool,
    /// How many links open a report to somebody outside.
    shared: i64,
    /// The periods there are figures of, newest first.
    years: Vec<Year>,
    home: OverviewPath,
    compare: OrgComparePath,
    own: OwnAssessmentPath,
    teams: TeamsPath,
    reporting: ReportingPath,
    reports: ReportsPath,
    report: NewReportPath,
}

impl OverviewPage<'_> {
    /// The period before that has figures.
    fn previous(&self) -> Option<Period> {
        self.picture.changes.as_ref().map(|changes| changes.since)
    }

    /// Whether the period we are in has no figures yet.
    fn is_current_empty(&self) -> bool {
        self.newest.is_none() && self.period < self.current
    }
}

/// Where the organization stands, and how it got there. With a period, where it stood then.
pub(super) async fn show(
    OverviewPath { org }: OverviewPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(asked) = asked?;
    let model = Model::built_in();
    let known = Known::look(&mut tx, asked.period()?, &clock).await?;
    let shared = live_links(&mut tx, clock.now()).await?;
    drop(tx);
    let Known { period, newest, current, since, day, periods, stored, counts, measured } = known;
    let kpis = KpiTiles::of(&org, measured, (day, &stored.brought), &stored.teams);

    let rows = stored.rows(model, &visit.org, period);
    let open_rows = (period == current).then_some(rows.as_slice());
    let own_steps = own_steps(model, &org, current, &stored.teams, open_rows);
    let coverage = stored.roll_ups.last().map(|roll_up| roll_up.coverage);
    let is_first = stored.roll_ups.len() < 2 && period == current && newest.is_none();
    let own_is_submitted = coverage.is_some_and(|it| it.own == OwnAnswers::Submitted);
    let team_rows = (stored.teams.as_slice(), rows.as_slice());
    let checklist = is_first.then(|| Checklist::of(&org, period, team_rows, own_is_submitted));
    let checklist = checklist.flatten().filter(|_| visit.manages());
    let ahead = stored.roll_ups.last().map(|roll_up| {
        let query = newest.map(|_| format!("?period={period}")).unwrap_or_default();
        Ahead::of(model, &org, query, &roll_up.figures)
    });
    let returned = ReturnBlock::of(&visit.org, &stored.returned, newest.map(|_| period));
    let missing = unshown(&org, &kpis, &stored.returned, &counts, since);
    let picture = Picture::of(stored, &visit.org, &rows, current);
    let (Some(mut picture), Some(coverage), Some(ahead)) = (picture, coverage, ahead) else {
        return FirstStepsPage::render(&visit, period, checklist, own_steps, rows.len());
    };
    if !picture.causes.is_empty() {
        picture.causes.unshown = missing;
    }
    let home = OverviewPath { org: org.clone() };
    Page::render(&OverviewPage {
        shell: visit.shell(Section::Overview),
        visit: &visit,
        model,
        period,
        newest,
        coverage,
        files: ChartFiles::of(ChartName::Trend, newest.map(|_| period), |file| OrgChartPath {
            org: org.clone(),
            file,
        }),
        report_files: ReportFiles::of(&format!("?period={period}"), |file| OverviewFilePath {
            org: org.clone(),
            file,
        }),
        ahead,
        picture,
        table: TeamsTable::new(
            home.to_string(),
            newest.map(|_| period),
            TeamsFilter::of(&asked),
            rows,
        ),
        returned,
        applications: Applications { counts, since, path: ApplicationsPath { org: org.clone() } },
        kpis,
        checklist,
        own_steps: if newest.is_none() { own_steps } else { Vec::new() },
        current,
        may_edit: visit.manages() && newest.is_none(),
        shared,
        years: years(&periods),
        home,
        compare: OrgComparePath { org: org.clone() },
        own: OwnAssessmentPath { org: org.clone(), period },
        teams: TeamsPath { org: org.clone() },
        reporting: ReportingPath { org: org.clone() },
        reports: ReportsPath { org: org.clone() },
        report: NewReportPath { org },
    })
}
