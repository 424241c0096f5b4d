use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::look_back::{LookedBack, look_back};
use crate::access::{OrgAccess, Section, Team, View, Visit};
use crate::assessment::{Course, RollUp, TeamsAt, roll_ups_and_detail, teams_at};
use crate::clock::Clock;
use crate::maturity::{Criterion, Dimension, Figure, Judgment, Model, Verdict};
use crate::overview::ahead::Ahead;
use crate::overview::card;
use crate::overview::dimension::{self, Lacking, OpenCriterion, OpenGroup, Situation, Spread};
use crate::overview::imbalance::Imbalance;
use crate::overview::periods::Year;
use crate::overview::story::{Piece, Sentence};
use crate::overview::verdicts::{self, Verdicts, hold_of, target_of};
use crate::paths::{
    ChartFiles, ChartName, DimensionChartPath, DimensionPath, OrgSlug, OwnEntryPath,
    OwnHistoryPath, PlanPath,
};
use crate::period::Period;
use crate::plan::store::plan;
use crate::plan::{Hold, Plan, Target};
use crate::trend::History;
use crate::trend::chart::{DotPlot, LineChart, SmallMultiples};
use crate::web::{Page, PageError, Shell};

/// What is asked of the page beside the dimension.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Wish {
    /// Which period to look back to; without it, the newest.
    period: Option<Period>,
    /// The criterion whose lacking teams are listed.
    criterion: Option<String>,
    /// Whether what is open at later levels is shown, too: `all`.
    levels: Option<String>,
}

#[derive(Template)]
#[template(path = "overview/dimension.html")]
struct DimensionPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    dimension: &'static Dimension,
    /// Where it stands in the model.
    at: usize,
    roll_up: &'a RollUp,
    figure: Option<Figure>,
    judgment: Option<Judgment>,
    headline: String,
    story: Vec<Sentence>,
    hold: Option<&'a Hold>,
    target: Option<&'a Target>,
    ahead: Ahead<'static>,
    chart: LineChart,
    categories: SmallMultiples,
    groups: Vec<OpenGroup<'static>>,
    /// Whether later levels are shown, too.
    all_levels: bool,
    /// The criterion that is opened.
    lacking: Option<Lacking<'static>>,
    spread: Spread,
    plot: DotPlot,
    /// The period that is open, in which what is lacking is answered.
    open_period: Period,
    /// The periods there are figures of, newest first.
    years: Vec<Year>,
    /// The period that a look back leads back to.
    newest: Option<Period>,
}

impl DimensionPage<'_> {
    fn org(&self) -> OrgSlug {
        self.visit.org.slug.clone()
    }

    /// A chart of this page as files.
    fn files(&self, chart: ChartName) -> ChartFiles {
        let period = self.newest.map(|_| self.roll_up.period);
        ChartFiles::of(chart, period, |file| DimensionChartPath {
            org: self.org(),
            dimension: self.dimension.id.clone(),
            file,
        })
    }

    fn plan(&self) -> PlanPath {
        PlanPath { org: self.org() }
    }

    /// How the dimensions lie apart, when it concerns this one.
    fn imbalance(&self) -> Option<Imbalance<'static>> {
        self.ahead.imbalance.filter(|imbalance| imbalance.concerns(&self.dimension.id))
    }

    /// The dimension before this one, and the one after.
    fn neighbors(&self) -> [Option<&'static Dimension>; 2] {
        let dimensions = &self.model.dimensions;
        let before = self.at.checked_sub(1).and_then(|at| dimensions.get(at));
        [before, dimensions.get(self.at + 1)]
    }

    /// How many criteria are open at the levels that are shown, and beyond them.
    fn open_and_later(&self) -> (usize, usize) {
        let sum = |count: fn(&OpenGroup<'_>) -> usize| self.groups.iter().map(count).sum();
        (sum(|group| group.criteria.len()), sum(|group| group.later))
    }

    /// This page with other wishes: `levels=all`, and who lacks a criterion.
    fn with(&self, all_levels: bool, criterion: Option<&Criterion>) -> String {
        let mut wishes = Vec::new();
        if self.newest.is_some() {
            wishes.push(format!("period={}", self.roll_up.period));
        }
        if all_levels {
            wishes.push("levels=all".to_owned());
        }
        let anchor = criterion.map_or_else(|| "#open".to_owned(), |it| format!("#{}", it.id));
        if let Some(criterion) = criterion {
            wishes.push(format!("criterion={}", criterion.id));
        }
        let path = DimensionPath { org: self.org(), dimension: self.dimension.id.clone() };
        let mark = if wishes.is_empty() { "" } else { "?" };
        format!("{path}{mark}{}{anchor}", wishes.join("&"))
    }

    /// Who lacks an open criterion, if it is the one that is opened.
    fn opened(&self, open: &OpenCriterion<'_>) -> Option<&Lacking<'static>> {
        self.lacking.as_ref().filter(|lacking| lacking.criterion == open.criterion)
    }

    /// Whether the criterion that is opened is lacked by nobody.
    fn met(&self) -> Option<&'static Criterion> {
        let asked = self.lacking.as_ref()?.criterion;
        let mut open = self.groups.iter().flat_map(|group| &group.criteria);
        if open.any(|open| open.criterion == asked) { None } else { Some(asked) }
    }

    /// Where the organization answers one of its own criteria, and what it has answered.
    fn own_entry(&self, criterion: &Criterion) -> String {
        let (org, period) = (self.org(), self.open_period);
        let entry = OwnEntryPath { org, period, dimension: self.dimension.id.clone() };
        format!("{entry}#answer.{}", criterion.id)
    }

    fn own_history(&self, criterion: &Criterion) -> OwnHistoryPath {
        OwnHistoryPath { org: self.org(), criterion: criterion.id.to_string() }
    }
}

/// Where a dimension of the organization stands, how it got there, and what is open in it.
pub(super) async fn show(
    DimensionPath { org, dimension: id }: DimensionPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(wish) = wish?;
    let model = Model::built_in();
    let at = model.dimensions.iter().position(|it| it.id == id).ok_or(PageError::NotFound)?;
    let dimension = &model.dimensions[at];
    let asked = wish.criterion.as_deref().map(|id| criterion_of(model, at, id)).transpose()?;
    let (known, detail) = roll_ups_and_detail(&mut tx, model, wish.period).await?;
    let LookedBack { roll_ups, newest, years, query, newest_of_all } =
        look_back(known, wish.period, &org)?;
    let detail = detail.ok_or(PageError::NotFound)?;
    let period = newest.period;
    let TeamsAt { teams, standings, .. } = teams_at(&mut tx, model, period).await?;
    let teams: Vec<Team> = teams.into_iter().map(|led| led.team).collect();
    let Plan { holds, mut targets } = plan(&mut tx).await?;
    drop(tx);
    if newest_of_all.is_some() {
        // What was aimed at later was not known then.
        targets.retain(|target| Period::of(target.set_at.date_naive()) <= period);
    }

    let figures = &newest.figures;
    let figure = figures.dimensions.get(at).copied().flatten();
    let known = dimension::known(model, &detail);
    let course = Course::of_roll_ups(&roll_ups);
    let history = History::up_to(period, roll_ups.into_iter().map(|it| (it.period, it.figures)));
    let verdicts = Verdicts::on(model, &course, &holds, None, period);
    let judgment = verdicts.dimensions.get(at).copied().flatten();
    let marks = verdicts::marks(model, &verdicts, figures, (&holds, &targets), None, period);
    let hold = hold_of(&holds, None, &dimension.id, period);
    let held_back_by = figures.held_back_by(model, at);
    let held_back_by = held_back_by.and_then(|it| Some((it, figures.of(it)?)));
    let change = history.previous().and_then(|(since, before)| {
        let before = before.dimensions.get(at).copied().flatten()?;
        Some((figure?.points_since(before), since))
    });
    let story = dimension::story(&Situation {
        judgment,
        change,
        held_until: hold.map(|hold| hold.until),
        held_back_by,
        blocking: held_back_by.map_or_else(Vec::new, |(category, figure)| {
            dimension::blocking(model, category, figure, &known)
        }),
    });
    let spread = Spread::of(at, (&org, &teams), &standings, period);
    let in_play = |criterion: &Criterion| {
        let category = &dimension.categories;
        let category = category.iter().find(|it| it.position == criterion.category);
        let reached = category.and_then(|it| figures.of(it)).map_or(0, Figure::level);
        criterion.level.number() <= (reached + 1).max(2)
    };
    let all_levels =
        wish.levels.as_deref() == Some("all") || asked.is_some_and(|criterion| !in_play(criterion));
    Page::render(&DimensionPage {
        shell: visit.shell(Section::Overview),
        visit: &visit,
        model,
        dimension,
        at,
        roll_up: &newest,
        figure,
        judgment,
        headline: dimension::headline(figure),
        story,
        hold,
        target: target_of(&targets, None, &dimension.id),
        ahead: Ahead::of(model, &org, query, figures),
        chart: history.dimension_chart(model, at, &visit.org.name, &marks),
        categories: dimension::multiples(model, &history, at),
        groups: dimension::open_groups(model, dimension, figures, &known, all_levels),
        all_levels,
        lacking: asked.map(|criterion| {
            Lacking::of(
                model,
                criterion,
                &detail.gaps.at(criterion.position),
                (&org, &teams),
                clock.period(),
            )
        }),
        plot: spread.plot(dimension, period),
        spread,
        open_period: clock.period(),
        years,
        newest: newest_of_all,
    })
}

fn criteria_of<'m>(
    model: &'m Model,
    dimension: &'m Dimension,
) -> impl Iterator<Item = &'m Criterion> {
    let positions = dimension.categories.iter().flat_map(|category| &category.criteria);
    positions.map(|&position| &model.criteria()[position])
}

/// The criterion of that name in the dimension at a position in the model.
fn criterion_of<'m>(model: &'m Model, at: usize, id: &str) -> Result<&'m Criterion, PageError> {
    let found = criteria_of(model, &model.dimensions[at]).find(|it| it.id.as_ref() == id);
    found.ok_or(PageError::NotFound)
}
