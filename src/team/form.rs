use serde::Deserialize;

use crate::web::{FieldErrors, Fields};

/// What a team is called, and how many applications it runs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TeamForm {
    /// 1 to 120 characters.
    pub name: String,
    /// 1 to 10,000.
    pub applications: i32,
}

impl TeamForm {
    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.line("name", 120, &mut errors);
        let applications = fields.text("applications").trim().parse().unwrap_or(0);
        if !(1..=10_000).contains(&applications) {
            errors.add("applications", "Write a whole number from 1 to 10000.");
        }
        if errors.is_empty() { Ok(Self { name, applications }) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_runs_one_to_ten_thousand_applications() {
        for (typed, expected) in [
            ("1", Some(1)),
            (" 10000 ", Some(10_000)),
            ("0", None),
            ("10001", None),
            ("-1", None),
            ("1.5", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            let mut fields = Fields::default();
            fields.put("name", "Payments");
            fields.put("applications", typed);
            let parsed = TeamForm::parse(&fields).ok().map(|form| form.applications);
            assert_eq!(parsed, expected, "{typed:?}");
        }
    }
}
