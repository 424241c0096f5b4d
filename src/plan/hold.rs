use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Scope;
use crate::access::{Team, TeamId};
use crate::maturity::Model;
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// A hold's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct HoldId(pub Uuid);

/// A decision that a dimension stays where it is until a review.
#[derive(Clone, Debug)]
pub struct Hold {
    pub id: HoldId,
    pub scope: Scope,
    pub reason: String,
    pub from: Period,
    /// The period in which it is reviewed: the last that it covers.
    pub until: Period,
    pub decided_by: String,
    pub decided_at: DateTime<Utc>,
    /// When it was ended before its time, or after.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Hold {
    /// Whether it covers a dimension of a team, or of the organization, in a period. One that was
    /// ended covers the periods before that in which it was.
    pub fn covers(&self, team: Option<TeamId>, dimension: &str, period: Period) -> bool {
        let ended = self.ended_at.map(|at| Period::of(at.date_naive()));
        (self.scope.team.is_none() || self.scope.team == team)
            && self.scope.dimension == dimension
            && (self.from..=self.until).contains(&period)
            && ended.is_none_or(|ended| period < ended)
    }

    /// Whether its review is due in `current`.
    pub fn is_due(&self, current: Period) -> bool {
        self.ended_at.is_none() && self.until <= current
    }
}

/// A hold as it is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldForm {
    pub scope: Scope,
    /// 1 to 4000 characters.
    pub reason: String,
    pub from: Period,
    /// At most [`HoldForm::MAX_QUARTERS`] after `from`.
    pub until: Period,
}

impl HoldForm {
    /// How many quarters after its first a hold is reviewed at the latest.
    pub const MAX_QUARTERS: i32 = 8;

    /// The fields that say what is held.
    pub const SCOPE: [&str; 2] = ["hold_team", "hold_dimension"];

    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, model: &Model, teams: &[Team]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let scope = Scope::parse(fields, Self::SCOPE, model, teams, &mut errors);
        let reason = fields.paragraph("reason", 4000, &mut errors);
        if reason.is_empty() {
            errors.add("reason", "Say why it stays where it is.");
        }
        let [from, until] = ["from", "until"].map(|name| fields.text(name).parse::<Period>());
        for (name, period) in [("from", &from), ("until", &until)] {
            if period.is_err() {
                errors.add(name, "Choose a quarter.");
            }
        }
        if let (Ok(from), Ok(until)) = (&from, &until) {
            let quarters = until.quarters_since(*from);
            if quarters < 0 {
                errors.add("until", format!("Choose {from} or a later quarter."));
            } else if quarters > Self::MAX_QUARTERS {
                errors.add("until", "Review it within eight quarters.");
            }
        }
        match (from, until) {
            (Ok(from), Ok(until)) if errors.is_empty() => Ok(Self { scope, reason, from, until }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(team: Option<TeamId>, ended_at: Option<&str>) -> Hold {
        Hold {
            id: HoldId(Uuid::nil()),
            scope: Scope { team, dimension: "policy".to_owned() },
            reason: "The audit comes first.".to_owned(),
            from: "2026-Q2".parse().unwrap(),
            until: "2026-Q4".parse().unwrap(),
            decided_by: "Maria Keller".to_owned(),
            decided_at: "2026-04-01T00:00:00Z".parse().unwrap(),
            ended_at: ended_at.map(|at| at.parse().unwrap()),
        }
    }

    fn covered(hold: &Hold, team: Option<TeamId>) -> Vec<&'static str> {
        let mut periods = vec!["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"];
        periods.retain(|text| hold.covers(team, "policy", text.parse().unwrap()));
        periods
    }

    #[test]
    fn it_covers_from_its_first_to_its_last_period_and_ends_when_it_was_ended() {
        assert_eq!(covered(&hold(None, None), None), ["2026-Q2", "2026-Q3", "2026-Q4"]);
        assert_eq!(covered(&hold(None, Some("2026-08-01T00:00:00Z")), None), ["2026-Q2"]);
        assert!(!hold(None, None).covers(None, "people", "2026-Q3".parse().unwrap()));
    }

    #[test]
    fn one_of_the_organization_covers_its_teams_and_one_of_a_team_that_team_alone() {
        let [team, other] = [TeamId::fresh(), TeamId::fresh()];
        assert_eq!(covered(&hold(None, None), Some(team)).len(), 3);
        assert_eq!(covered(&hold(Some(team), None), Some(team)).len(), 3);
        assert_eq!(covered(&hold(Some(team), None), Some(other)), [""; 0]);
        assert_eq!(covered(&hold(Some(team), None), None), [""; 0]);
    }

    #[test]
    fn its_review_is_due_from_its_last_period_on() {
        let due = |hold: &Hold, current: &str| hold.is_due(current.parse().unwrap());
        assert!(!due(&hold(None, None), "2026-Q3"));
        assert!(due(&hold(None, None), "2026-Q4"));
        assert!(due(&hold(None, None), "2027-Q1"));
        assert!(!due(&hold(None, Some("2026-08-01T00:00:00Z")), "2027-Q1"));
    }

    #[test]
    fn it_is_reviewed_within_eight_quarters() {
        let parsed = |until: &str| {
            let mut fields = Fields::default();
            fields.put("hold_dimension", "policy");
            fields.put("reason", "The audit comes first.");
            fields.put("from", "2026-Q4");
            fields.put("until", until);
            HoldForm::parse(&fields, Model::built_in(), &[]).map_err(|errors| {
                errors.iter().map(|(_, sentence)| sentence.to_owned()).collect::<String>()
            })
        };
        assert!(parsed("2026-Q4").is_ok());
        assert!(parsed("2028-Q4").is_ok());
        assert_eq!(parsed("2029-Q1").unwrap_err(), "Review it within eight quarters.");
        assert_eq!(parsed("2026-Q3").unwrap_err(), "Choose 2026-Q4 or a later quarter.");
        assert_eq!(parsed("soon").unwrap_err(), "Choose a quarter.");
    }
}
