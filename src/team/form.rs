use serde::Deserialize;

use crate::web::{FieldErrors, Fields};

/// What a team is called, and how many applications it runs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TeamForm {
    /// 1 to 120 characters.
    pub name: String,
    /// 1 to 10,000.
    pub applications: i32,
    /// A department, a product line: what it is listed under; at most 60 characters.
    #[serde(default)]
    pub group: Option<String>,
}

impl TeamForm {
    /// Reads a form, or says of each field what is wrong with it. A group that is in use already is
    /// written as it is there, whatever its capitals are here.
    pub fn parse(fields: &Fields, groups_in_use: &[String]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.line("name", 120, &mut errors);
        let applications = fields.text("applications").trim().parse().unwrap_or(0);
        if !(1..=10_000).contains(&applications) {
            errors.add("applications", "Write a whole number from 1 to 10000.");
        }
        let typed = fields.optional_line("group", 60, &mut errors);
        let known = groups_in_use.iter().find(|known| known.to_lowercase() == typed.to_lowercase());
        let group = Some(known.cloned().unwrap_or(typed)).filter(|group| !group.is_empty());
        if errors.is_empty() { Ok(Self { name, applications, group }) } else { Err(errors) }
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
            let parsed = TeamForm::parse(&fields, &[]).ok().map(|form| form.applications);
            assert_eq!(parsed, expected, "{typed:?}");
        }
    }

    #[test]
    fn a_group_is_free_text_and_one_in_use_keeps_its_capitals() {
        let in_use = ["Commerce".to_owned()];
        let group = |typed: &str| {
            let mut fields = Fields::default();
            fields.put("name", "Payments");
            fields.put("applications", "1");
            fields.put("group", typed);
            TeamForm::parse(&fields, &in_use).map(|form| form.group)
        };
        assert_eq!(group(" Online shop "), Ok(Some("Online shop".to_owned())));
        assert_eq!(group("commerce"), Ok(Some("Commerce".to_owned())));
        assert_eq!(group("  "), Ok(None));
        assert!(group(&"é".repeat(60)).is_ok());
        let errors = group(&"é".repeat(61)).unwrap_err();
        assert_eq!(errors.of("group"), Some("Keep this under 61 characters."));
    }
}
