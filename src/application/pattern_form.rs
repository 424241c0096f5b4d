use super::{Discipline, TeamChoices};
use crate::access::TeamId;
use crate::web::{FieldErrors, Fields};

/// What is said of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternForm {
    /// 1 to 120 characters.
    pub name: String,
    /// `None` when it is of the organization as a whole.
    pub team: Option<TeamId>,
    /// At most 120 characters.
    pub owner: String,
    /// Markdown, 1 to 8,000 characters.
    pub description: String,
    /// At least one.
    pub disciplines: Vec<Discipline>,
}

impl PatternForm {
    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, teams: &TeamChoices) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.line("name", 120, &mut errors);
        let team = teams.parse(fields, &mut errors);
        let owner = fields.optional_line("owner", 120, &mut errors);
        let description = fields.paragraph("description", 8000, &mut errors);
        if description.is_empty() {
            errors.add("description", "Say what it does, and when to use it.");
        }
        let chosen = Discipline::ALL.iter().copied();
        let disciplines: Vec<_> = chosen.filter(|it| fields.is_sent(it.as_str())).collect();
        if disciplines.is_empty() {
            errors.add("disciplines", "Choose at least one discipline.");
        }
        if errors.is_empty() {
            Ok(Self { name, team, owner, description, disciplines })
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_a_name_a_description_and_a_discipline() {
        let teams = TeamChoices::given(Vec::new(), true);
        let mut fields = Fields::default();
        let errors = PatternForm::parse(&fields, &teams).unwrap_err();
        let names: Vec<_> = errors.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["description", "disciplines", "name"]);

        for (name, text) in [("name", "Deploy"), ("description", "Tag it."), ("sec", "yes")] {
            fields.put(name, text);
        }
        let form = PatternForm::parse(&fields, &teams).unwrap();
        assert_eq!(form.disciplines, [Discipline::Sec]);
    }
}
