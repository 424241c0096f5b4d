use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Allows, OrgAccess, Section, Team, TenantTx, View, Visit, teams};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{HoldEndPath, HoldsPath, PlanPath, TargetRemovalPath, TargetsPath};
use crate::period::Period;
use crate::plan::{Goal, Hold, HoldForm, Plan, Target, TargetForm, store};
use crate::web::{FieldErrors, Fields, FormKey, Page, PageError, Shell};

/// Which target to fill in, to change it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Chosen {
    target: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "plan/plan.html")]
pub(super) struct PlanPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    model: &'static Model,
    teams: Vec<Team>,
    /// Those that have not ended.
    holds: Vec<Hold>,
    ended: Vec<Hold>,
    targets: Vec<Target>,
    /// The period we are in.
    current: Period,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> PlanPage<'a> {
    /// The page as it stands in the database, with what was typed.
    pub(super) async fn of(
        tx: &mut TenantTx<impl Allows<View>>,
        visit: &'a Visit,
        current: Period,
        fields: &'a Fields,
        errors: &'a FieldErrors,
    ) -> sqlx::Result<Self> {
        let Plan { holds, targets } = store::plan(tx).await?;
        let (ended, holds) = holds.into_iter().partition(|hold| hold.ended_at.is_some());
        Ok(Self {
            shell: visit.shell(Section::Plan),
            visit,
            model: Model::built_in(),
            teams: teams(tx).await?,
            holds,
            ended,
            targets,
            current,
            fields,
            errors,
        })
    }

    fn path(&self) -> PlanPath {
        PlanPath { org: self.visit.org.slug.clone() }
    }

    fn holds_path(&self) -> HoldsPath {
        HoldsPath { org: self.visit.org.slug.clone() }
    }

    fn targets_path(&self) -> TargetsPath {
        TargetsPath { org: self.visit.org.slug.clone() }
    }

    fn end(&self, hold: &Hold) -> HoldEndPath {
        HoldEndPath { org: self.visit.org.slug.clone(), hold: hold.id.0 }
    }

    fn removal(&self, target: &Target) -> TargetRemovalPath {
        TargetRemovalPath { org: self.visit.org.slug.clone(), target: target.id.0 }
    }

    fn team_options(&self) -> Vec<(&str, &str)> {
        let whole = [("", "The whole organization")];
        let teams = self.teams.iter().map(|team| (team.slug.as_str(), team.name.as_str()));
        whole.into_iter().chain(teams).collect()
    }

    fn dimension_options(&self) -> Vec<(&str, &str)> {
        let dimensions = &self.model.dimensions;
        dimensions.iter().map(|dimension| (&*dimension.id, &*dimension.name)).collect()
    }

    /// The quarters on offer from the one we are in, and a typed one that is not among them.
    fn quarter_options(&self, field: &str) -> Vec<(String, String)> {
        let quarters = usize::try_from(HoldForm::MAX_QUARTERS).unwrap_or(0) + 1;
        let mut offered: Vec<Period> =
            std::iter::successors(Some(self.current), |period| Some(period.next()))
                .take(quarters)
                .collect();
        offered.extend(self.fields.text(field).parse::<Period>());
        offered.sort();
        offered.dedup();
        offered.iter().map(|period| (period.to_string(), period.to_string())).collect()
    }

    fn goal_options() -> Vec<(String, String)> {
        let goals = Goal::CHOICES.iter();
        goals.map(|goal| (goal.progress().to_string(), goal.to_string())).collect()
    }
}

/// What a form begins with.
fn blank(current: Period) -> Fields {
    let mut fields = Fields::default();
    let in_a_year = current.next().next().next().next();
    for (name, period) in [("from", current), ("until", in_a_year), ("due", in_a_year)] {
        fields.put(name, period.to_string());
    }
    fields
}

/// The fields of a target that is there, to be changed.
fn filled(target: &Target, teams: &[Team], current: Period) -> Fields {
    let mut fields = Fields::default();
    let team = teams.iter().find(|team| Some(team.id) == target.scope.team);
    let [team_field, dimension_field] = TargetForm::SCOPE;
    fields.put(team_field, team.map_or("", |team| team.slug.as_str()));
    fields.put(dimension_field, &target.scope.dimension);
    fields.put("goal", target.goal.progress().to_string());
    fields.put("due", target.due.to_string());
    fields.put("note", &target.note);
    for (name, text) in blank(current).iter().filter(|(name, _)| *name != "due") {
        fields.put(name, text);
    }
    fields
}

/// Targets and holds: what is decided, and until when.
pub(super) async fn show(
    _: PlanPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Chosen { target }) = chosen?;
    let current = clock.period();
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    let page = PlanPage::of(&mut tx, &visit, current, &fields, &errors).await?;
    drop(tx);
    let changed = page.targets.iter().find(|known| Some(known.id.0) == target);
    let fields =
        changed.map_or_else(|| blank(current), |known| filled(known, &page.teams, current));
    Page::render(&PlanPage { fields: &fields, ..page })
}
