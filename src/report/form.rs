use super::{Choices, Disclosure, Document, Kind};
use crate::web::{FieldErrors, Fields};

/// What a form says of a report that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportForm;

impl ReportForm {
    /// The most characters of a story, and of a note.
    const LONGEST: usize = 4000;

    /// The field that says whether a report has a section of this kind.
    pub fn kind_field(kind: Kind) -> String {
        format!("section.{}", kind.as_str())
    }

    /// Reads a form, or says of each field what is wrong with it. `by_rules` is the story that the
    /// form began with: sent back as it was, it is told anew of what is disclosed.
    pub fn parse(fields: &Fields, by_rules: &str) -> Result<Choices, FieldErrors> {
        let mut errors = FieldErrors::default();
        let is_ticked = |field: &str| fields.is_sent(field);
        let kinds = Kind::ALL.into_iter().filter(|&kind| is_ticked(&Self::kind_field(kind)));
        let kinds = kinds.collect::<std::collections::BTreeSet<_>>();
        if kinds.is_empty() {
            errors.add(Self::kind_field(Kind::ALL[0]), "Choose at least one section.");
        }
        let disclosure =
            Disclosure::of(Disclosure::SWITCHES.map(|(field, ..)| fields.is_sent(field)));
        let (story, note) = Self::words(fields, &mut errors);
        let is_own = !story.is_empty() && story != by_rules;
        if errors.is_empty() {
            Ok(Choices { kinds, disclosure, story: is_own.then_some(story), note })
        } else {
            Err(errors)
        }
    }

    /// The story and the note.
    pub fn words(fields: &Fields, errors: &mut FieldErrors) -> (String, String) {
        let story = fields.paragraph("story", Self::LONGEST, errors);
        let note = fields.paragraph("note", Self::LONGEST, errors);
        (story.replace("\r\n", "\n"), note.replace("\r\n", "\n"))
    }

    /// The fields of these choices.
    pub fn filled(choices: &Choices, story: &str) -> Fields {
        let mut fields = Fields::default();
        for kind in &choices.kinds {
            fields.put(Self::kind_field(*kind), "yes");
        }
        let switches = Disclosure::SWITCHES.iter().zip(choices.disclosure.states());
        for ((field, ..), _) in switches.filter(|(_, is_on)| *is_on) {
            fields.put(*field, "yes");
        }
        fields.put("story", story);
        fields.put("note", &choices.note);
        fields
    }

    /// The fields of a document's words.
    pub fn written(document: &Document) -> Fields {
        let mut fields = Fields::default();
        fields.put("story", &document.story);
        fields.put("note", &document.note);
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, text) in pairs {
            fields.put(*name, *text);
        }
        fields
    }

    #[test]
    fn choices_read_back_as_they_were_filled_in() {
        let disclosure = Disclosure { money: true, ..Disclosure::default() };
        let story = Some("Ours".to_owned());
        let choices = Choices { disclosure, story, note: "A note".to_owned(), ..Choices::usual() };
        let filled = ReportForm::filled(&choices, "Ours");
        assert_eq!(ReportForm::parse(&filled, "By rules"), Ok(choices));
    }

    #[test]
    fn the_story_of_the_rules_is_nobodys_own() {
        let section = ("section.trend", "yes");
        for story in ["By rules", "  ", " By rules "] {
            let choices = ReportForm::parse(&fields(&[section, ("story", story)]), "By rules");
            assert_eq!(choices.unwrap().story, None, "{story:?}");
        }
    }

    #[test]
    fn a_report_of_nothing_is_none() {
        let errors = ReportForm::parse(&fields(&[("story", "Ours")]), "By rules").unwrap_err();
        assert!(errors.of("section.trend").unwrap().contains("at least one"));
        let long = "x".repeat(4001);
        let errors = ReportForm::parse(&fields(&[("section.trend", "yes"), ("note", &long)]), "")
            .unwrap_err();
        assert!(errors.of("note").is_some());
    }
}
