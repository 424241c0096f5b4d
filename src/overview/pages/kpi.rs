use askama::Template;
use axum::extract::State;

use crate::access::{Editor, RecordAccess, Section, TenantTx, View};
use crate::assessment::{Respondent, roll_ups, submitted_figures};
use crate::clock::Clock;
use crate::kpi::{Kpi, Measured, Standing, store};
use crate::maturity::{Figures, Model};
use crate::overview::beside;
use crate::overview::meanwhile::{Meanwhile, meanwhile};
use crate::paths::{
    ApplicationPath, ChartFiles, ChartName, KpiBaselinePath, KpiChartPath, KpiPath,
    KpiResumptionPath, KpiSettingsPath, KpisPath, ReadingsPath, TeamPath,
};
use crate::period::Period;
use crate::roi;
use crate::subject::Beside;
use crate::trend::chart::LineChart;
use crate::web::{FormKey, Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/kpi.html")]
struct KpiPage<'a> {
    shell: Shell,
    model: &'static Model,
    kpi: &'a Kpi,
    /// The team's name and page, if it is a team's.
    team: Option<(&'a str, TeamPath)>,
    /// The application that it belongs to, and its page.
    application: Option<(&'a str, ApplicationPath)>,
    /// What was entered that names it.
    beside: Beside,
    may_edit: bool,
    standing: Standing,
    /// `1 day by the end of 2027-Q2`.
    target: Option<String>,
    /// The newest value with its unit, and its quarter.
    latest: Option<(String, Period)>,
    chart: LineChart,
    files: ChartFiles,
    meanwhile: Vec<Meanwhile<'static>>,
    all: KpisPath,
    settings: KpiSettingsPath,
    baseline: KpiBaselinePath,
    readings: ReadingsPath,
    resumption: KpiResumptionPath,
}

/// A KPI from its baseline on, beside when each dimension reached Level 2.
pub(super) async fn show(
    KpiPath { org, kpi: slug }: KpiPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let today = clock.now().date_naive();
    let Measured { kpi, course } =
        store::find(&mut tx, &slug, today).await?.ok_or(PageError::NotFound)?;
    let figures = figures(&mut tx, model, &editor, &kpi).await?;
    let naming = roi::store::naming(&mut tx, kpi.id.0).await?;
    drop(tx);
    let application = kpi
        .application
        .as_ref()
        .map(|it| (&*it.name, ApplicationPath { org: org.clone(), application: it.slug.clone() }));
    let returned = beside::returned(&visit.org, naming);
    let team = editor.teams().find(|team| Some(team.id) == kpi.team);
    let latest = course.latest();
    Page::render(&KpiPage {
        shell: visit.shell(Section::Kpis),
        model,
        kpi: &kpi,
        team: team
            .map(|team| (&*team.name, TeamPath { org: org.clone(), team: team.slug.clone() })),
        application,
        beside: Beside { kpis: Vec::new(), returned },
        may_edit: editor.may_edit(kpi.team),
        standing: Standing::of(&kpi, &course, today),
        target: kpi.target.map(|target| {
            format!("{} by the end of {}", kpi.with_unit(target.value), target.period)
        }),
        latest: latest.map(|it| (kpi.with_unit(it.value), it.period())),
        chart: course.chart(&kpi),
        files: ChartFiles::of(ChartName::Trend, None, |file| KpiChartPath {
            org: org.clone(),
            kpi: slug.clone(),
            file,
        }),
        meanwhile: meanwhile(model, &figures, &kpi, &course),
        all: KpisPath { org: org.clone() },
        settings: KpiSettingsPath { org: org.clone(), kpi: slug.clone() },
        baseline: KpiBaselinePath { org: org.clone(), kpi: slug.clone() },
        readings: ReadingsPath { org: org.clone(), kpi: slug.clone() },
        resumption: KpiResumptionPath { org, kpi: slug },
    })
}

/// The figures of whom the KPI is of, a team or the organization, oldest first.
async fn figures(
    tx: &mut TenantTx<View>,
    model: &Model,
    editor: &Editor,
    kpi: &Kpi,
) -> sqlx::Result<Vec<(Period, Figures)>> {
    if let Some(team) = editor.teams().find(|team| Some(team.id) == kpi.team) {
        let team = Respondent::Team(team.clone());
        let known = submitted_figures(tx, model, &team).await?;
        Ok(known.into_iter().map(|it| (it.period, it.figures)).collect())
    } else {
        let known = roll_ups(tx, model).await?;
        Ok(known.into_iter().map(|it| (it.period, it.figures)).collect())
    }
}
