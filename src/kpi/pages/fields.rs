use crate::access::{Editor, Owner, Team};
use crate::kpi::{Cadence, Choices, Direction, Kpi};
use crate::maturity::Model;
use crate::paths::ApplicationSlug;
use crate::period::Period;
use crate::subject::{self, Subject};
use crate::web::{FieldErrors, Fields};

/// The fields of a KPI's form, and what they choose from.
#[derive(Debug)]
pub(super) struct FormFields<'a> {
    pub fields: &'a Fields,
    pub errors: &'a FieldErrors,
    pub model: &'static Model,
    /// Whose a KPI may be made.
    pub teams: Vec<&'a Team>,
    pub may_be_of_all: bool,
    pub members: &'a [Owner],
    pub applications: &'a [Subject<ApplicationSlug>],
    /// The period we are in.
    pub current: Period,
}

impl<'a> FormFields<'a> {
    pub fn new(
        (fields, errors): (&'a Fields, &'a FieldErrors),
        editor: &'a Editor,
        (members, applications): (&'a [Owner], &'a [Subject<ApplicationSlug>]),
        current: Period,
    ) -> Self {
        Self {
            fields,
            errors,
            model: Model::built_in(),
            teams: editor.own_teams().collect(),
            may_be_of_all: editor.may_edit_all(),
            members,
            applications,
            current,
        }
    }

    pub fn team_options(&self) -> Vec<(&str, &str)> {
        let all = self.may_be_of_all.then_some(("", "The whole organization"));
        let teams = self.teams.iter().map(|team| (team.slug.as_str(), team.name.as_str()));
        all.into_iter().chain(teams).collect()
    }

    pub fn dimension_options(&self) -> Vec<(&str, &str)> {
        let dimensions = self.model.dimensions.iter();
        let dimensions = dimensions.map(|dimension| (&*dimension.id, &*dimension.name));
        [("", "None in particular")].into_iter().chain(dimensions).collect()
    }

    pub fn application_options(&self) -> Vec<(&str, &str)> {
        subject::options(self.applications, "None in particular")
    }

    /// The members; somebody who has left and owns the KPI is among them as `owner` was given.
    pub fn owner_options(&self) -> Vec<(String, &str)> {
        let members = self.members.iter();
        let members = members.map(|member| (member.person.to_string(), member.name.as_str()));
        [(String::new(), "Nobody yet")].into_iter().chain(members).collect()
    }

    pub fn direction_options() -> [(&'static str, &'static str); 2] {
        Direction::CHOICES
    }

    pub fn cadence_options() -> Vec<(&'static str, String)> {
        Cadence::ALL.into_iter().map(|it| (it.as_str(), it.to_string())).collect()
    }

    /// The last six years, newest first.
    pub fn baseline_periods(&self) -> Vec<(String, String)> {
        let offered = self.current.minus(24).up_to(self.current).collect();
        let mut periods = quarters(offered, self.fields.text("baseline_period"));
        periods.reverse();
        periods
    }

    /// None, or one of the next five years.
    pub fn target_periods(&self) -> Vec<(String, String)> {
        let offered = self.current.up_to(self.current.plus(20)).collect();
        let periods = quarters(offered, self.fields.text("target_period"));
        [(String::new(), "No target".to_owned())].into_iter().chain(periods).collect()
    }
}

/// The quarters on offer as options, and a typed one that is not among them.
pub(super) fn quarters(mut offered: Vec<Period>, typed: &str) -> Vec<(String, String)> {
    offered.extend(typed.parse::<Period>());
    offered.sort();
    offered.dedup();
    offered.iter().map(|period| (period.to_string(), period.to_string())).collect()
}

/// The fields of a KPI that is there.
pub(super) fn filled(kpi: &Kpi, editor: &Editor) -> Fields {
    let mut fields = Fields::default();
    let team = editor.teams().find(|team| Some(team.id) == kpi.team);
    let application = kpi.application.as_ref();
    let owner = kpi.owner.as_ref().map(|owner| owner.person.to_string());
    let [target, period] = kpi.target.map_or([String::new(), String::new()], |target| {
        [target.value.plain(), target.period.to_string()]
    });
    for (name, text) in [
        ("name", kpi.name.clone()),
        ("unit", kpi.unit.clone()),
        ("direction", kpi.direction.as_str().to_owned()),
        ("cadence", kpi.cadence.as_str().to_owned()),
        ("team", team.map_or_else(String::new, |team| team.slug.to_string())),
        ("dimension", kpi.dimension.clone().unwrap_or_default()),
        ("application", application.map_or_else(String::new, |it| it.slug.to_string())),
        ("owner", owner.unwrap_or_default()),
        ("goal", kpi.goal.clone()),
        ("target", target),
        ("target_period", period),
        ("row_version", kpi.row_version.to_string()),
    ] {
        fields.put(name, text);
    }
    fields
}

/// What a form chooses from, for parsing it: every team, so that one may keep its own.
pub(super) fn choices<'a>(
    teams: &'a [Team],
    (members, applications): (&'a [Owner], &'a [Subject<ApplicationSlug>]),
) -> Choices<'a> {
    Choices { model: Model::built_in(), teams, members, applications }
}
