use uuid::Uuid;

use super::{Amount, Cadence, Direction, Kpi, Mark};
use crate::access::{Owner, PersonId, Team, TeamId};
use crate::maturity::Model;
use crate::paths::ApplicationSlug;
use crate::period::Period;
use crate::subject::Subject;
use crate::web::{FieldErrors, Fields};

/// What a KPI is, as it is typed: all but its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KpiForm {
    /// 1 to 120 characters.
    pub name: String,
    /// At most 30 characters.
    pub unit: String,
    pub direction: Direction,
    pub cadence: Cadence,
    pub team: Option<TeamId>,
    pub dimension: Option<String>,
    /// The id of the application that it belongs to, if it is one's.
    pub application: Option<Uuid>,
    pub owner: Option<PersonId>,
    /// At most 1000 characters.
    pub goal: String,
    /// No worse than the baseline.
    pub target: Option<Mark>,
}

/// A KPI as it is added: with its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKpi {
    pub kpi: KpiForm,
    /// Measured in the period we are in, or before.
    pub baseline: Mark,
}

/// What a form chooses from.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    pub model: &'a Model,
    pub teams: &'a [Team],
    pub members: &'a [Owner],
    pub applications: &'a [Subject<ApplicationSlug>],
}

impl KpiForm {
    /// The fields and their labels, in the order of the form.
    pub const LABELS: [(&str, &'static str); 11] = [
        ("name", "Name"),
        ("unit", "Unit"),
        ("direction", "Better is"),
        ("cadence", "Measured"),
        ("target", "Target"),
        ("target_period", "By the end of"),
        ("goal", "Business goal"),
        ("team", "Of"),
        ("dimension", "Dimension"),
        ("application", "Application"),
        ("owner", "Owner"),
    ];

    /// Reads the form of a KPI that is there, or says of each field what is wrong with it. An owner
    /// who has left may stay.
    pub fn parse(fields: &Fields, kpi: &Kpi, choices: Choices<'_>) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let form = Self::read(fields, choices, kpi.owner.as_ref(), &mut errors);
        if let Some(form) = &form {
            form.check_target(kpi.baseline.value, &mut errors);
        }
        form.filter(|_| errors.is_empty()).ok_or(errors)
    }

    /// Reads what has no need of a baseline. `None` when something is wrong that `errors` tells.
    fn read(
        fields: &Fields,
        Choices { model, teams, members, applications }: Choices<'_>,
        owner: Option<&Owner>,
        errors: &mut FieldErrors,
    ) -> Option<Self> {
        let name = fields.line("name", 120, errors);
        let unit = fields.optional_line("unit", 30, errors);
        let goal = fields.paragraph("goal", 1000, errors);
        let direction = Direction::named(fields.text("direction"));
        if direction.is_none() {
            errors.add("direction", "Choose whether higher or lower is better.");
        }
        let cadence = Cadence::named(fields.text("cadence"));
        if cadence.is_none() {
            errors.add("cadence", "Choose how often it is measured.");
        }
        let team = chosen(fields, "team", "Choose a team, or the organization.", errors, |slug| {
            teams.iter().find(|team| team.slug.as_str() == slug).map(|team| team.id)
        });
        let dimension = chosen(fields, "dimension", "Choose a dimension, or none.", errors, |id| {
            model.dimension(id).map(|_| id.to_owned())
        });
        let refusal = "Choose an application, or none.";
        let application = chosen(fields, "application", refusal, errors, |slug| {
            applications.iter().find(|it| it.slug.as_str() == slug).map(|it| it.id)
        });
        let owner = chosen(fields, "owner", "Choose a member, or nobody.", errors, |id| {
            let mut known = members.iter().chain(owner);
            known.find(|member| member.person.to_string() == id).map(|member| member.person)
        });
        let target = optional_mark(fields, errors);
        errors.is_empty().then_some(())?;
        let (direction, cadence) = (direction?, cadence?);
        Some(Self {
            name,
            unit,
            direction,
            cadence,
            team,
            dimension,
            application,
            owner,
            goal,
            target,
        })
    }

    fn check_target(&self, baseline: Amount, errors: &mut FieldErrors) {
        let is_worse = |target: Mark| self.direction.gain(baseline, target.value) < 0;
        if self.target.is_some_and(is_worse) {
            let better = match self.direction {
                Direction::Up => "or more",
                Direction::Down => "or less",
            };
            errors.add(
                "target",
                format!("A target is no worse than the baseline: write {baseline} {better}."),
            );
        }
    }
}

impl NewKpi {
    /// Reads the form of a new KPI, or says of each field what is wrong with it.
    pub fn parse(
        fields: &Fields,
        choices: Choices<'_>,
        current: Period,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let baseline = baseline(fields, current, &mut errors);
        let kpi = KpiForm::read(fields, choices, None, &mut errors);
        if let (Some(kpi), Some(baseline)) = (&kpi, baseline) {
            kpi.check_target(baseline.value, &mut errors);
        }
        match (kpi, baseline) {
            (Some(kpi), Some(baseline)) if errors.is_empty() => Ok(Self { kpi, baseline }),
            _ => Err(errors),
        }
    }
}

/// Reads the two fields of a baseline: its value, and its period up to the one we are in.
pub(super) fn baseline(fields: &Fields, current: Period, errors: &mut FieldErrors) -> Option<Mark> {
    let value = amount(fields, "baseline", errors);
    let period = fields.text("baseline_period").parse::<Period>().ok();
    let period = period.filter(|period| *period <= current);
    if period.is_none() {
        errors.add("baseline_period", format!("Choose {current} or an earlier quarter."));
    }
    Some(Mark { value: value?, period: period? })
}

/// Reads the two fields of a target; both may be left out.
fn optional_mark(fields: &Fields, errors: &mut FieldErrors) -> Option<Mark> {
    let [value, period] = ["target", "target_period"].map(|name| fields.text(name).trim());
    if value.is_empty() && period.is_empty() {
        return None;
    }
    let value = match value {
        "" => {
            errors.add("target", "Write the target, or choose no quarter.");
            None
        }
        _ => amount(fields, "target", errors),
    };
    let period = period.parse::<Period>().ok();
    if period.is_none() {
        errors.add("target_period", "Choose by when it shall be met.");
    }
    Some(Mark { value: value?, period: period? })
}

/// Reads a number.
pub(super) fn amount(fields: &Fields, name: &str, errors: &mut FieldErrors) -> Option<Amount> {
    let amount = fields.text(name).parse::<Amount>();
    amount.map_err(|error| errors.add(name, error.to_string())).ok()
}

/// What a choice that may be left open names; `refusal` is said of what is not on offer.
fn chosen<T>(
    fields: &Fields,
    name: &str,
    refusal: &str,
    errors: &mut FieldErrors,
    find: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = fields.text(name);
    if text.is_empty() {
        return None;
    }
    let found = find(text);
    if found.is_none() {
        errors.add(name, refusal);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &[(&str, &str)]) -> Result<NewKpi, FieldErrors> {
        let mut fields = Fields::default();
        let full = [
            ("name", "Lead time"),
            ("direction", "down"),
            ("cadence", "monthly"),
            ("baseline", "9"),
            ("baseline_period", "2024-Q4"),
        ];
        for (name, text) in typed.iter().chain(&full) {
            if !fields.is_sent(name) {
                fields.put(*name, *text);
            }
        }
        let choices =
            Choices { model: Model::built_in(), teams: &[], members: &[], applications: &[] };
        NewKpi::parse(&fields, choices, "2026-Q4".parse().unwrap())
    }

    fn error(typed: &[(&str, &str)], field: &str) -> String {
        parsed(typed).unwrap_err().of(field).unwrap_or("").to_owned()
    }

    #[test]
    fn a_kpi_needs_a_name_a_direction_a_cadence_and_a_baseline() {
        let kpi = parsed(&[]).unwrap();
        assert_eq!(kpi.baseline.value.to_string(), "9");
        assert_eq!((kpi.kpi.team, kpi.kpi.dimension, kpi.kpi.target), (None, None, None));
        for field in ["name", "direction", "cadence", "baseline", "baseline_period"] {
            assert_ne!(error(&[(field, "")], field), "", "{field}");
        }
    }

    #[test]
    fn a_baseline_is_of_this_period_or_before() {
        assert!(parsed(&[("baseline_period", "2026-Q4")]).is_ok());
        let said = error(&[("baseline_period", "2027-Q1")], "baseline_period");
        assert_eq!(said, "Choose 2026-Q4 or an earlier quarter.");
    }

    #[test]
    fn a_target_has_both_a_value_and_a_quarter_and_is_no_worse_than_the_baseline() {
        let target = |value: &'static str, period: &'static str| {
            [("target", value), ("target_period", period)]
        };
        assert!(parsed(&target("1", "2027-Q2")).is_ok());
        assert!(parsed(&target("9", "2027-Q2")).is_ok(), "kept where it is");
        assert_ne!(error(&target("", "2027-Q2"), "target"), "");
        assert_ne!(error(&target("1", ""), "target_period"), "");
        let said = error(&target("9.5", "2027-Q2"), "target");
        assert_eq!(said, "A target is no worse than the baseline: write 9 or less.");
    }

    #[test]
    fn what_is_not_on_offer_is_refused() {
        for field in ["team", "dimension", "application", "owner", "direction", "cadence"] {
            assert_ne!(error(&[(field, "invented")], field), "", "{field}");
        }
    }
}
