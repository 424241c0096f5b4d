use serde::Deserialize;

use crate::web::{FieldErrors, Fields};

/// What was considered before a decision, each in at most 500 characters; empty when it was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TradeOffs {
    pub capacity: String,
    pub backup: String,
    pub recovery: String,
    pub performance: String,
    pub compliance: String,
    pub reputation: String,
}

impl TradeOffs {
    /// The fields of a form, and how pages name them.
    pub const FIELDS: [(&str, &str); 6] = [
        ("capacity", "Capacity"),
        ("backup", "Backup"),
        ("recovery", "Recovery"),
        ("performance", "Performance"),
        ("compliance", "Compliance"),
        ("reputation", "Reputation"),
    ];

    pub(super) fn parse(fields: &Fields, errors: &mut FieldErrors) -> Self {
        let mut text = |name| fields.paragraph(name, 500, errors);
        Self {
            capacity: text("capacity"),
            backup: text("backup"),
            recovery: text("recovery"),
            performance: text("performance"),
            compliance: text("compliance"),
            reputation: text("reputation"),
        }
    }

    /// Each by its field, in the order of [`FIELDS`](Self::FIELDS).
    pub fn texts(&self) -> [&str; 6] {
        [
            &self.capacity,
            &self.backup,
            &self.recovery,
            &self.performance,
            &self.compliance,
            &self.reputation,
        ]
    }

    /// Each by its name, with what was considered, if it was.
    pub fn considered(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        let names = Self::FIELDS.iter().map(|(_, name)| *name);
        names.zip(self.texts().map(|text| Some(text).filter(|text| !text.is_empty())))
    }

    /// How many were considered.
    pub fn count(&self) -> usize {
        self.considered().filter(|(_, text)| text.is_some()).count()
    }
}
