use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a section of a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Trend,
    Dimensions,
    /// What is different from the report before this one.
    Changes,
    Teams,
    Kpis,
    Return,
    Applications,
    Patterns,
    NextSteps,
}

impl Kind {
    /// Every kind, in the order in which a report has them.
    pub const ALL: [Self; 9] = [
        Self::Trend,
        Self::Dimensions,
        Self::Changes,
        Self::Teams,
        Self::Kpis,
        Self::Return,
        Self::Applications,
        Self::Patterns,
        Self::NextSteps,
    ];

    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trend => "trend",
            Self::Dimensions => "dimensions",
            Self::Changes => "changes",
            Self::Teams => "teams",
            Self::Kpis => "kpis",
            Self::Return => "return",
            Self::Applications => "applications",
            Self::Patterns => "patterns",
            Self::NextSteps => "next_steps",
        }
    }
}

/// Its heading.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Trend => "Progress toward and through Level 2",
            Self::Dimensions => "Dimensions",
            Self::Changes => "Since the report before",
            Self::Teams => "Teams",
            Self::Kpis => "KPIs",
            Self::Return => "Return on investment",
            Self::Applications => "Applications",
            Self::Patterns => "Patterns",
            Self::NextSteps => "Next steps",
        })
    }
}

/// The text names no [`Kind`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a report has no such section")]
pub struct NotAKind;

impl FromStr for Kind {
    type Err = NotAKind;

    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(NotAKind)
    }
}
