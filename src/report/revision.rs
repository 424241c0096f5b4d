use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::access::{PersonId, id};
use crate::period::Period;

id!(
    /// A report's id.
    ReportId
);

/// A report as a line of the list.
#[derive(Clone, Debug)]
pub struct ListedReport {
    pub id: ReportId,
    pub period: Period,
    /// How many revisions it has.
    pub newest: i32,
    pub made_by: String,
    /// When its newest revision was made.
    pub made_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// How many links open it.
    pub live_links: i64,
}

/// A report, without what it says.
#[derive(Clone, Debug)]
pub struct Report {
    pub id: ReportId,
    pub period: Period,
    pub newest: i32,
    /// Whoever made its first revision.
    pub made_by: PersonId,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// That a report was made, or made again.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Counted from 1.
    pub number: i32,
    pub why: Why,
    pub made_by: String,
    pub made_at: DateTime<Utc>,
}

/// Why there is a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Why {
    /// It is the first.
    Made,
    /// Its words are others, its figures the same.
    Rewritten,
    /// All of it was frozen again.
    MadeAnew,
}

impl Why {
    const ALL: [Self; 3] = [Self::Made, Self::Rewritten, Self::MadeAnew];

    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Rewritten => "rewritten",
            Self::MadeAnew => "made_anew",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Made => "made",
            Self::Rewritten => "words changed",
            Self::MadeAnew => "frozen again",
        })
    }
}

/// The text is no [`Why`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a revision is made for another reason")]
pub struct NotAWhy;

impl FromStr for Why {
    type Err = NotAWhy;

    fn from_str(text: &str) -> Result<Self, NotAWhy> {
        Self::ALL.into_iter().find(|why| why.as_str() == text).ok_or(NotAWhy)
    }
}
