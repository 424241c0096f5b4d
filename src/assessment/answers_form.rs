use super::{Entry, StoredEntries};
use crate::maturity::{Answer, Criterion, Model, Quarters};
use crate::web::{FieldErrors, Fields};

/// The most characters of a reason or a note.
const TEXT_LIMIT: usize = 4000;
/// The most characters of a link.
const LINK_LIMIT: usize = 2000;
/// How a criterion is answered that is met in full, in quarters.
const FULL: &str = "4";
/// How a criterion that does not apply is answered.
pub const NOT_APPLICABLE: &str = "na";

/// The answers to some criteria as a form shows or sends them, unchecked: of each criterion the
/// fields `answer.`, `reason.`, `note.`, `link.` and `version.` followed by its id.
#[derive(Clone, Debug, Default)]
pub struct AnswersForm(Fields);

impl AnswersForm {
    /// The form as it was sent.
    pub const fn sent(fields: Fields) -> Self {
        Self(fields)
    }

    /// The form that shows what is stored.
    pub fn of_stored(model: &Model, entries: &StoredEntries) -> Self {
        let mut fields = Fields::default();
        for (&position, stored) in &entries.0 {
            let id = &model.criteria()[position].id;
            let answer = match stored.entry.answer {
                Answer::Unanswered => String::new(),
                Answer::NotApplicable => NOT_APPLICABLE.to_owned(),
                Answer::Given(quarters) => quarters.to_string(),
            };
            fields.put(format!("answer.{id}"), answer);
            fields.put(format!("reason.{id}"), stored.entry.reason.as_str());
            fields.put(format!("note.{id}"), stored.entry.note.as_str());
            fields.put(format!("link.{id}"), stored.entry.link.as_str());
        }
        Self(fields)
    }

    /// Answers a criterion to the full.
    pub fn answer_in_full(&mut self, criterion: &Criterion) {
        self.0.put(format!("answer.{}", criterion.id), FULL);
    }

    /// Attaches evidence to a criterion: its page takes the place of the link, and its words that of
    /// a note that says nothing.
    pub fn attach(&mut self, criterion: &Criterion, note: &str, link: String) {
        if self.text("note", criterion).trim().is_empty() {
            self.0.put(format!("note.{}", criterion.id), note);
        }
        self.0.put(format!("link.{}", criterion.id), link);
    }

    /// What one field of a criterion says.
    pub fn text(&self, part: &str, criterion: &Criterion) -> &str {
        self.0.text(&format!("{part}.{}", criterion.id))
    }

    /// Whether the form does not say that a criterion does not apply.
    pub fn applies(&self, criterion: &Criterion) -> bool {
        self.text("answer", criterion) != NOT_APPLICABLE
    }

    /// Whether the form speaks of a criterion.
    pub fn speaks_of(&self, criterion: &Criterion) -> bool {
        ["answer", "reason", "note", "link"]
            .iter()
            .any(|part| self.0.is_sent(&format!("{part}.{}", criterion.id)))
    }

    /// The version of the criterion's entry that the form was made from, if it says so.
    pub fn version(&self, criterion: &Criterion) -> Option<i32> {
        self.text("version", criterion).parse().ok()
    }

    /// Reads the entries of those of `criteria` that the form speaks of, or says of each field
    /// what is wrong with it.
    pub fn parse<'m>(
        &self,
        criteria: impl IntoIterator<Item = &'m Criterion>,
    ) -> Result<Vec<(&'m Criterion, Entry)>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut entries = Vec::new();
        for criterion in criteria {
            if self.speaks_of(criterion) {
                entries.push((criterion, self.parse_one(criterion, &mut errors)));
            }
        }
        if errors.is_empty() { Ok(entries) } else { Err(errors) }
    }

    fn parse_one(&self, criterion: &Criterion, errors: &mut FieldErrors) -> Entry {
        let id = &criterion.id;
        let answer = match self.text("answer", criterion) {
            "" => Answer::Unanswered,
            NOT_APPLICABLE => Answer::NotApplicable,
            text => {
                let quarters = text.parse().ok().and_then(Quarters::new);
                if let Some(quarters) = quarters.filter(|&it| criterion.answers.allows(it)) {
                    Answer::Given(quarters)
                } else {
                    errors.add(format!("answer.{id}"), "Choose one of the answers on offer.");
                    Answer::Unanswered
                }
            }
        };
        let mut reason = self.0.paragraph(&format!("reason.{id}"), TEXT_LIMIT, errors);
        if answer == Answer::NotApplicable {
            if reason.is_empty() {
                errors.add(format!("reason.{id}"), "Say why this does not apply.");
            }
        } else {
            reason.clear();
        }
        let note = self.0.paragraph(&format!("note.{id}"), TEXT_LIMIT, errors);
        let link = self.0.optional_line(&format!("link.{id}"), LINK_LIMIT, errors);
        if !link.is_empty() && !is_web_address(&link) {
            errors.add(
                format!("link.{id}"),
                "Write a web address that begins with https:// or http://.",
            );
        }
        Entry { answer, reason, note, link }
    }
}

/// Whether a text is an address that a browser opens as a page.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !rest.contains(char::is_whitespace)
    })
}
