use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::TeamId;
use crate::paths::{ApplicationSlug, KpiSlug};
use crate::period::Period;
use crate::subject::Subject;

/// An entry's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct EntryId(pub Uuid);

/// Which way an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    /// It was spent.
    Cost,
    /// It was gained or saved.
    Benefit,
    /// It has no figure.
    Note,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Cost, Self::Benefit, Self::Note];

    /// What costs are usually for.
    pub const COSTS: [&str; 5] = ["tools", "team", "skills", "running twice", "other costs"];

    /// What benefits usually come from.
    pub const BENEFITS: [&str; 5] =
        ["time saved", "infrastructure", "fewer incidents", "revenue", "other benefits"];

    /// The kind as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Benefit => "benefit",
            Self::Note => "note",
        }
    }

    /// The kind as a choice says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cost => "Cost: it was spent",
            Self::Benefit => "Benefit: it was gained or saved",
            Self::Note => "Note: it has no figure",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text names no kind.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one of cost, benefit and note")]
pub struct NotAKind;

impl FromStr for Kind {
    type Err = NotAKind;

    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(NotAKind)
    }
}

/// An entry as it is stored.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: EntryId,
    /// `None` is the organization as a whole.
    pub team: Option<TeamId>,
    pub kind: Kind,
    /// 1 to 60 characters; empty for a note.
    pub category: String,
    /// In minor units, 1 to [`LARGEST`](super::LARGEST); `None` for a note.
    pub amount: Option<i64>,
    pub period: Period,
    /// Markdown, at most 4,000 characters.
    pub note: String,
    /// The application that it is about, if any.
    pub application: Option<Subject<ApplicationSlug>>,
    /// The KPI that tells of it, if any.
    pub kpi: Option<Subject<KpiSlug>>,
    /// The name of who entered it; `None` when they are no member any more.
    pub entered_by: Option<String>,
    pub entered_at: DateTime<Utc>,
    /// Counts its changes, from 1.
    pub version: i32,
}

impl Entry {
    /// What it is, in a few words: `cost in 2026-Q4: team`.
    pub fn words(&self) -> String {
        words(self.kind, self.period, &self.category)
    }
}

pub(super) fn words(kind: Kind, period: Period, category: &str) -> String {
    match kind {
        Kind::Note => format!("note in {period}"),
        Kind::Cost | Kind::Benefit => format!("{kind} in {period}: {category}"),
    }
}
