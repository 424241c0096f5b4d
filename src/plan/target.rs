use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Scope;
use crate::access::Team;
use crate::maturity::{Figure, Model};
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// A target's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TargetId(pub Uuid);

/// How far a dimension shall come: so much toward and through Level 2 together, in tenths of a
/// percent, 1 to 2000. 1000 is Level 2 reached, 2000 is Level 2 complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct Goal(i16);

impl Goal {
    /// The goals on offer.
    pub const CHOICES: [Self; 3] = [Self(1000), Self(1500), Self(2000)];

    /// How high it stands, in tenths, 1 to 2000.
    pub fn progress(self) -> u16 {
        u16::try_from(self.0).unwrap_or(0)
    }

    /// Whether a figure has come so far.
    pub fn is_met_by(self, figure: Figure) -> bool {
        figure.progress() >= self.progress()
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1000 => f.write_str("Level 2 reached"),
            1500 => f.write_str("halfway through Level 2"),
            2000 => f.write_str("Level 2 complete"),
            tenths if tenths < 1000 => write!(f, "{} % toward Level 2", tenths / 10),
            tenths => write!(f, "{} % through Level 2", (tenths - 1000) / 10),
        }
    }
}

/// Where a dimension shall stand by a period.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: TargetId,
    pub scope: Scope,
    pub goal: Goal,
    pub due: Period,
    pub note: String,
    pub set_by: String,
    /// When it was set, or set anew.
    pub set_at: DateTime<Utc>,
}

impl Target {
    /// Whether its period has come, or passed.
    pub fn is_due(&self, current: Period) -> bool {
        self.due <= current
    }
}

/// A target as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetForm {
    pub scope: Scope,
    pub goal: Goal,
    pub due: Period,
    /// At most 4000 characters.
    pub note: String,
}

impl TargetForm {
    /// The fields that say whose target it is.
    pub const SCOPE: [&str; 2] = ["team", "dimension"];

    /// Reads a form that is sent in `current`, or says of each field what is wrong with it.
    pub fn parse(
        fields: &Fields,
        model: &Model,
        teams: &[Team],
        current: Period,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let scope = Scope::parse(fields, Self::SCOPE, model, teams, &mut errors);
        let goal = fields.text("goal").parse::<i16>().ok();
        let goal = goal.and_then(|tenths| Goal::CHOICES.into_iter().find(|goal| goal.0 == tenths));
        if goal.is_none() {
            errors.add("goal", "Choose how far it shall come.");
        }
        let due = fields.text("due").parse::<Period>().ok();
        match due {
            None => errors.add("due", "Choose a quarter."),
            Some(due) if due < current => {
                errors.add("due", format!("Choose {current} or a later quarter."));
            }
            Some(_) => {}
        }
        let note = fields.paragraph("note", 4000, &mut errors);
        match (goal, due) {
            (Some(goal), Some(due)) if errors.is_empty() => Ok(Self { scope, goal, due, note }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_said_as_people_say_it() {
        let said = [1000, 1500, 2000, 830, 1700].map(|tenths| Goal(tenths).to_string());
        assert_eq!(
            said,
            [
                "Level 2 reached",
                "halfway through Level 2",
                "Level 2 complete",
                "83 % toward Level 2",
                "70 % through Level 2",
            ]
        );
    }

    #[test]
    fn a_target_lies_ahead_and_is_one_of_those_on_offer() {
        let parsed = |goal: &str, due: &str| {
            let mut fields = Fields::default();
            for (name, text) in [("dimension", "policy"), ("goal", goal), ("due", due)] {
                fields.put(name, text);
            }
            let current = "2026-Q4".parse().unwrap();
            TargetForm::parse(&fields, Model::built_in(), &[], current).map_err(|errors| {
                errors.iter().map(|(_, sentence)| sentence.to_owned()).collect::<String>()
            })
        };
        assert_eq!(parsed("1500", "2026-Q4").unwrap().goal, Goal(1500));
        assert_eq!(parsed("1501", "2027-Q1").unwrap_err(), "Choose how far it shall come.");
        assert_eq!(parsed("1000", "2026-Q3").unwrap_err(), "Choose 2026-Q4 or a later quarter.");
        assert_eq!(parsed("1000", "").unwrap_err(), "Choose a quarter.");
    }
}
