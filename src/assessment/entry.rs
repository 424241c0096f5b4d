use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::maturity::{Answer, Answers, Criterion, Model};

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

    /// The answer as the page of its criterion words it.
    pub fn in_words(&self, criterion: &Criterion) -> String {
        match self.answer {
            Answer::Unanswered => "Not answered".to_owned(),
            Answer::NotApplicable => format!("Not applicable: {}", self.reason),
            Answer::Given(quarters) => {
                let choices = criterion.answers.choices().iter();
                let chosen = choices.into_iter().find(|choice| choice.quarters == quarters);
                chosen.map_or_else(String::new, |choice| choice.label.to_owned())
            }
        }
    }
}

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    pub entry: Entry,
    /// Counts its changes, from 1.
    pub version: i32,
    /// Whether somebody has answered it in this period, or said that it still holds.
    pub is_reviewed: bool,
    pub changed_at: DateTime<Utc>,
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

    /// Whether the criterion is answered, and the answer is of this period.
    pub fn is_settled(&self, position: usize) -> bool {
        self.is_answered(position) && !self.is_unreviewed(position)
    }

    /// Whether the criterion has an answer that was carried over, and nobody has looked at it yet.
    pub fn is_unreviewed(&self, position: usize) -> bool {
        self.is_answered(position) && self.of(position).is_some_and(|stored| !stored.is_reviewed)
    }

    /// What share of the answers is reviewed, in whole percent, rounded down; 100 when there are
    /// none.
    pub fn reviewed_percent(&self) -> i16 {
        let answered = self.0.keys().filter(|&&at| self.is_answered(at)).count();
        let reviewed = self.0.keys().filter(|&&at| self.is_settled(at)).count();
        let percent = (reviewed * 100).checked_div(answered).unwrap_or(100);
        i16::try_from(percent).unwrap_or(100)
    }

    /// The same entries as the next draft begins with: unreviewed, in their first version.
    pub fn carried_over(&self) -> Self {
        let carry =
            |stored: &StoredEntry| StoredEntry { version: 1, is_reviewed: false, ..stored.clone() };
        Self(self.0.iter().map(|(&position, stored)| (position, carry(stored))).collect())
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
        let stored = entries.into_iter().map(|entry| StoredEntry {
            entry,
            version: 1,
            is_reviewed: true,
            changed_at: DateTime::UNIX_EPOCH,
        });
        let stored = StoredEntries(stored.enumerate().collect());

        let evidenced = stored.evidenced_answers(model);

        let answers: Vec<Answer> = (0..6).map(|position| evidenced.of(position)).collect();
        let (unanswered, not_applicable) = (Answer::Unanswered, Answer::NotApplicable);
        assert_eq!(answers, [unanswered, half, half, not_applicable, unanswered, unanswered]);
        assert_eq!(stored.evidenced_count(), 2);
    }
}
