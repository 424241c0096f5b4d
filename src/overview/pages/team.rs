use askama::Template;
use axum::extract::State;

use crate::access::{Action, Section, Team, TeamAccess, View};
use crate::action::NotedAction;
use crate::action::store::actions;
use crate::assessment::store::Assessment;
use crate::assessment::{Course, PeriodFigures, Reopening, team_record};
use crate::clock::Clock;
use crate::maturity::{Figures, Judgment, Model, PooledAnswers, Scope, Verdict, next_best};
use crate::overview::ahead::Ahead;
use crate::overview::block::blocks;
use crate::overview::card::{self, DimensionCard};
use crate::overview::cause::{self, Causes, Forms};
use crate::overview::evidenced::{Evidenced, evidenced};
use crate::overview::next_best::NextSteps;
use crate::overview::picture::to_look_at;
use crate::overview::story::{self, Piece, Sentence, Subject, Told};
use crate::overview::verdicts::{self, Verdicts};
use crate::overview::words;
use crate::paths::{
    ChartFiles, ChartName, TeamAssessmentPath, TeamChartPath, TeamComparePath, TeamPath,
    WorkingsPath,
};
use crate::period::Period;
use crate::plan::Plan;
use crate::plan::store::plan;
use crate::trend::History;
use crate::trend::chart::LineChart;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "overview/team.html")]
struct TeamPage<'a> {
    shell: Shell,
    team: &'a Team,
    /// The period we are in, and the team's assessment of it.
    period: Period,
    assessment: Option<Assessment>,
    may_edit: bool,
    /// The newest figures, and their period.
    newest: Option<(Period, &'a Figures)>,
    headline: String,
    story: Vec<Sentence>,
    chart: LineChart,
    files: ChartFiles,
    judgment: Option<Judgment>,
    cards: Vec<DimensionCard<'static>>,
    causes: Causes<'static>,
    previous: Option<Period>,
    /// What carries evidence of the newest figures.
    evidenced: Option<Evidenced<'static>>,
    /// Every period the team has submitted, newest first.
    submitted: Vec<&'a PeriodFigures>,
    /// The period we are in, by which an action is overdue.
    current: Period,
    next: NextSteps<'static>,
    open_actions: Vec<NotedAction>,
    compare: TeamComparePath,
    /// Every time that one of them was opened again, newest first.
    reopenings: Vec<Reopening>,
    path: TeamPath,
}

impl TeamPage<'_> {
    fn assessment_of(&self, period: Period) -> TeamAssessmentPath {
        let TeamPath { org, team } = self.path.clone();
        TeamAssessmentPath { org, team, period }
    }

    /// Where the team's figures are worked through.
    fn workings(&self) -> String {
        let TeamPath { org, team } = self.path.clone();
        format!("{}?team={team}", WorkingsPath { org })
    }
}

/// Where a team stands, and how it got there.
pub(super) async fn show(
    path: TeamPath,
    TeamAccess { visit, team, role, mut tx }: TeamAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let period = clock.period();
    let record = team_record(&mut tx, model, team.id, period).await?;
    let open_actions = actions(&mut tx, Some(team.id), true).await?;
    let Plan { holds, targets } = plan(&mut tx).await?;
    drop(tx);

    let next = record.newest_answers().map_or_else(Vec::new, |answers| {
        next_best(model, &PooledAnswers::of_one(model, answers, Scope::Team))
    });
    let submitted = &record.submitted;
    let known = submitted.iter().map(|known| (known.period, known.figures.clone()));
    let history = History::up_to(period, known);
    let newest = history.latest();

    let id = Some(team.id);
    let plan = (holds.as_slice(), targets.as_slice());
    let mut verdicts = Verdicts::default();
    let (mut marks, mut causes, mut waiting) = (Vec::new(), Causes::default(), Vec::new());
    if let Some((newest, figures)) = newest {
        let course = Course::of_submitted(submitted, newest);
        verdicts = Verdicts::on(model, &course, &holds, id, newest);
        marks = verdicts::marks(model, &verdicts, figures, plan, id, newest);
        let criteria = to_look_at(model, &verdicts, figures, id);
        let gaps = if criteria.is_empty() {
            Vec::new()
        } else {
            cause::unmet(&criteria, &record.gaps(model, newest))
        };
        let forms = Forms { org: &path.org, teams: std::slice::from_ref(&team), period };
        causes = cause::causes(model, &verdicts, &gaps, forms);
        waiting = blocks(model, figures, &gaps);
    }

    let scored = submitted.iter().map(|known| (known.period, known.figures.whole.is_some()));
    let told = Told {
        model,
        subject: Subject::Team,
        history: &history,
        verdicts: &verdicts,
        blocks: &waiting,
        steps: story::steps(scored),
        balance: None,
        brought: None,
    };
    Page::render(&TeamPage {
        shell: visit.shell(Section::Teams),
        team: &team,
        period,
        assessment: record.assessment,
        may_edit: role.may(Action::Edit),
        newest,
        headline: story::headline(newest.map(|(_, figures)| figures)),
        story: story::story(told),
        chart: history.chart(model, &team.name, &marks),
        files: ChartFiles::of(ChartName::Trend, None, |file| TeamChartPath {
            org: path.org.clone(),
            team: path.team.clone(),
            file,
        }),
        cards: card::cards(model, &history, (&verdicts, &waiting), plan, id),
        causes,
        judgment: verdicts.whole,
        previous: history.previous().map(|(period, _)| period),
        evidenced: submitted.last().map(|known| evidenced(model, known)),
        submitted: submitted.iter().rev().collect(),
        current: period,
        next: NextSteps::of_team(model, &path.org, &team, period, next, &open_actions),
        open_actions,
        compare: TeamComparePath { org: path.org.clone(), team: path.team.clone() },
        reopenings: record.reopenings,
        path,
    })
}
