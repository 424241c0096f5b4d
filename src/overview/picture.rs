//! What the overview shows of an organization, made of what is stored.

use std::collections::BTreeMap;

use super::block::{self, blocks};
use super::card::{self, DimensionCard};
use super::cause::{self, Causes, Forms};
use super::changes::{self, Changes};
use super::heat::{self, TeamRow};
use super::next_best::NextSteps;
use super::story::{self, Brought, Sentence, Subject, Told};
use super::verdicts::{self, Verdicts};
use crate::access::{LedTeam, Org, Team, TeamId};
use crate::action::NotedAction;
use crate::assessment::{Course, RollUp, RollUpDetail, TeamStanding};
use crate::maturity::{Criterion, Figures, Model};
use crate::period::Period;
use crate::plan::{Hold, Target};
use crate::roi::Return;
use crate::trend::History;
use crate::trend::chart::LineChart;

/// What is stored of an organization, up to the period that is shown.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Oldest first; the newest is the one shown.
    pub roll_ups: Vec<RollUp>,
    /// What is stored with the newest.
    pub detail: Option<RollUpDetail<'static>>,
    pub teams: Vec<LedTeam>,
    pub standings: Vec<TeamStanding>,
    pub courses: BTreeMap<TeamId, Course>,
    pub holds: Vec<Hold>,
    pub targets: Vec<Target>,
    /// The organization's open actions.
    pub actions: Vec<NotedAction>,
    pub returned: Return,
    pub brought: Brought,
}

/// The sections of an overview.
pub struct Picture<'m> {
    pub headline: String,
    pub story: Vec<Sentence>,
    pub chart: LineChart,
    pub cards: Vec<DimensionCard<'m>>,
    pub causes: Causes<'m>,
    pub next: NextSteps<'m>,
    /// What is different from the period before, if there is one.
    pub changes: Option<Changes<'m>>,
}

/// The criteria of which a picture needs to know who lacks them, each once.
pub fn to_look_at<'m>(
    model: &'m Model,
    verdicts: &Verdicts,
    figures: &Figures,
    team: Option<TeamId>,
) -> Vec<&'m Criterion> {
    let mut criteria = cause::candidates(model, verdicts, figures, team);
    criteria.extend(block::candidates(model, figures, team));
    criteria.sort_by_key(|criterion| criterion.position);
    criteria.dedup();
    criteria
}

impl Stored {
    /// A line a team, in a period.
    pub fn rows(&self, model: &Model, org: &Org, period: Period) -> Vec<TeamRow> {
        let before = self.roll_ups.iter().rev().map(|it| it.period).find(|it| *it < period);
        heat::rows(
            model,
            &org.slug,
            self.teams.iter().map(|led| &led.team),
            self.standings.clone(),
            (&self.courses, &self.holds),
            (period, before),
        )
    }
}

impl Picture<'static> {
    /// The picture of the newest roll-up; `None` without one. Answers are changed in the `open`
    /// period.
    pub fn of(stored: Stored, org: &Org, rows: &[TeamRow], open: Period) -> Option<Self> {
        let model = Model::built_in();
        let Stored { roll_ups, detail, teams, holds, targets, actions, returned, brought, .. } =
            stored;
        let teams: Vec<Team> = teams.into_iter().map(|led| led.team).collect();
        let (now, before) = match roll_ups.as_slice() {
            [] => return None,
            [only] => (only, None),
            [.., before, now] => (now, Some(before)),
        };
        let known = roll_ups.iter().map(|roll_up| (roll_up.period, roll_up.figures.clone()));
        let history = History::up_to(now.period, known);
        let course = Course::of_roll_ups(&roll_ups);
        let verdicts = Verdicts::on(model, &course, &holds, None, now.period);
        let criteria = to_look_at(model, &verdicts, &now.figures, None);
        let gaps = detail.as_ref().map_or_else(Vec::new, |it| cause::unmet(&criteria, &it.gaps));
        let next = detail.map_or_else(Vec::new, |it| it.next_best_of(&teams));
        let blocks = blocks(model, &now.figures, &gaps);
        let forms = Forms { org: &org.slug, teams: &teams, period: open };
        let plan = (holds.as_slice(), targets.as_slice());
        let marks = verdicts::marks(model, &verdicts, &now.figures, plan, None, now.period);
        let periods = roll_ups.iter().map(|it| (it.period, it.figures.whole.is_some()));
        let told = Told {
            model,
            subject: Subject::Organization,
            history: &history,
            verdicts: &verdicts,
            blocks: &blocks,
            steps: story::steps(periods),
            balance: Some(&returned.balance),
            brought: Some(&brought),
        };
        Some(Self {
            headline: story::headline(Some(&now.figures)),
            story: story::story(told),
            chart: history.chart(model, &org.name, &marks),
            cards: card::cards(model, &history, (&verdicts, &blocks), plan, None),
            causes: cause::causes(model, &verdicts, &gaps, forms),
            next: NextSteps::of_org(model, &org.slug, open, next, &actions),
            changes: before.map(|before| {
                let span = (before.period, now.period);
                let decided = changes::decided(model, &teams, plan, span);
                changes::changes(model, (before, now), rows, decided)
            }),
        })
    }
}
