pub mod store;

use chrono::{DateTime, Utc};

use super::MoveState;
use crate::paths::ApplicationSlug;
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// That an application came from one state to another.
#[derive(Clone, Debug)]
pub struct StateChange {
    pub period: Period,
    /// `None` when it was added in the state that it came to.
    pub from: Option<MoveState>,
    pub to: MoveState,
    pub note: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// A change with the application that it is of.
#[derive(Clone, Debug)]
pub struct LoggedChange {
    pub slug: ApplicationSlug,
    /// The application's name.
    pub name: String,
    pub change: StateChange,
}

/// A change of an application's state, as its form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeForm {
    /// The state that the form was filled in at.
    pub from: MoveState,
    pub to: MoveState,
    /// When it came to it.
    pub period: Period,
    /// At most 1,000 characters.
    pub note: String,
}

impl ChangeForm {
    /// Reads a form, or says of each field what is wrong with it. A change lies between the one
    /// before, of the period `since`, and the current period.
    pub fn parse(
        fields: &Fields,
        state: MoveState,
        since: Period,
        current: Period,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let from = fields.text("from").parse().unwrap_or(state);
        let to = fields.text("state").parse::<MoveState>().ok();
        match to {
            None => errors.add("state", "Choose the state that it came to."),
            Some(to) if to == from && from == state => {
                errors.add("state", format!("It is {to} already. Choose another state."));
            }
            Some(_) => {}
        }
        let last = current.max(since);
        let period = fields.text("period").parse::<Period>().ok();
        let period = period.filter(|period| (since..=last).contains(period));
        if period.is_none() {
            errors.add("period", format!("Choose a quarter from {since} to {last}."));
        }
        let note = fields.paragraph("note", 1000, &mut errors);
        match (to, period) {
            (Some(to), Some(period)) if errors.is_empty() => Ok(Self { from, to, period, note }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(state: &str, period: &str) -> Result<ChangeForm, String> {
        let mut fields = Fields::default();
        for (name, text) in [("from", "planned"), ("state", state), ("period", period)] {
            fields.put(name, text);
        }
        let [since, current] = ["2026-Q2", "2026-Q4"].map(|text| text.parse().unwrap());
        ChangeForm::parse(&fields, MoveState::Planned, since, current)
            .map_err(|errors| errors.iter().map(|(_, it)| it.to_owned()).collect())
    }

    #[test]
    fn a_change_leads_to_another_state() {
        assert_eq!(parsed("moving", "2026-Q3").unwrap().to, MoveState::Moving);
        assert!(parsed("planned", "2026-Q3").unwrap_err().contains("It is planned already."));
        assert!(parsed("gone", "2026-Q3").is_err());
    }

    #[test]
    fn a_change_lies_between_the_one_before_and_the_current_quarter() {
        for (period, is_fine) in
            [("2026-Q1", false), ("2026-Q2", true), ("2026-Q4", true), ("2027-Q1", false)]
        {
            assert_eq!(parsed("moving", period).is_ok(), is_fine, "{period}");
        }
    }
}
