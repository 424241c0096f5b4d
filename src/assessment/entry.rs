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
}
