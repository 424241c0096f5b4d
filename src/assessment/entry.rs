use std::collections::BTreeMap;

use crate::maturity::{Answer, Answers, Model};

/// What an assessment says of one criterion: the answer, and what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub answer: Answer,
    /// Why the criterion does not apply; empty unless it does not.
    pub reason: String,
    /// Evidence in words.
    pub note: String,
    /// Evidence as an address.
    pub link: String,
}

impl Entry {
    /// Whether there is nothing to keep.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a note or a link shows why the answer is right.
    pub fn has_evidence(&self) -> bool {
        !(self.note.is_empty() && self.link.is_empty())
    }

    /// The answer as far as there is evidence of it: one without counts as unanswered. That
    /// something does not apply is shown by its reason.
    fn evidenced_answer(&self) -> Answer {
        match self.answer {
            Answer::Given(_) if !self.has_evidence() => Answer::Unanswered,
            answer => answer,
        }
    }
}

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    pub entry: Entry,
    /// Counts its changes, from 1.
    pub version: i32,
}

/// Every entry of an assessment, by the criterion's position in the model.
#[derive(Clone, Debug, Default)]
pub struct StoredEntries(pub BTreeMap<usize, StoredEntry>);

impl StoredEntries {
    /// What is stored of the criterion at `position`.
    pub fn of(&self, position: usize) -> Option<&StoredEntry> {
        self.0.get(&position)
    }

    /// The version of the criterion's entry; 0 when there is none.
    pub fn version(&self, position: usize) -> i32 {
        self.of(position).map_or(0, |stored| stored.version)
    }

    /// Whether the criterion is answered, or does not apply.
    pub fn is_answered(&self, position: usize) -> bool {
        self.of(position).is_some_and(|stored| stored.entry.answer != Answer::Unanswered)
    }

    /// The answers alone, to be scored.
    pub fn answers(&self, model: &Model) -> Answers {
        let mut answers = Answers::none(model);
        for (&position, stored) in &self.0 {
            answers.set(position, stored.entry.answer);
        }
        answers
    }

    /// How many of the answers carry evidence.
    pub fn evidenced_count(&self) -> usize {
        let entries = self.0.values().map(|stored| &stored.entry);
        entries
            .filter(|entry| matches!(entry.answer, Answer::Given(_)) && entry.has_evidence())
            .count()
    }

    /// The answers of which there is evidence, to be scored.
    pub fn evidenced_answers(&self, model: &Model) -> Answers {
        let mut answers = Answers::none(model);
        for (&position, stored) in &self.0 {
            answers.set(position, stored.entry.evidenced_answer());
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Quarters;

    fn entry(answer: Answer, note: &str, link: &str) -> Entry {
        Entry { answer, reason: String::new(), note: note.into(), link: link.into() }
    }

    #[test]
    fn an_answer_without_a_note_or_a_link_is_not_evidenced() {
        let model = Model::built_in();
        let half = Answer::Given(Quarters::new(2).unwrap());
        let entries = [
            entry(half, "", ""),
            entry(half, "seen in the review", ""),
            entry(half, "", "https://wiki.example/review"),
            entry(Answer::NotApplicable, "", ""),
            entry(Answer::Unanswered, "to be asked", ""),
        ];
        let stored = entries.into_iter().map(|entry| StoredEntry { entry, version: 1 });
        let stored = StoredEntries(stored.enumerate().collect());

        let evidenced = stored.evidenced_answers(model);

        let answers: Vec<Answer> = (0..6).map(|position| evidenced.of(position)).collect();
        let (unanswered, not_applicable) = (Answer::Unanswered, Answer::NotApplicable);
        assert_eq!(answers, [unanswered, half, half, not_applicable, unanswered, unanswered]);
        assert_eq!(stored.evidenced_count(), 2);
    }
}
