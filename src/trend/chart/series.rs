//! What a chart of lines is given.

use serde::{Deserialize, Serialize};

use super::value::Value;

/// A stretch that lasts until the last point of its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub kind: StretchKind,
    /// The period in which it began, counted from the chart's first.
    pub from_index: usize,
    /// What is written at it, like `plateau · 4 quarters at 83 %`: up to 30 characters. Where there
    /// is little room, only what stands before ` · ` is.
    pub label: String,
}

/// Why nothing moves in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StretchKind {
    Plateau,
    /// It was decided.
    Hold,
}

impl StretchKind {
    /// The class that draws it.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Plateau => "plateau",
            Self::Hold => "hold",
        }
    }
}

/// Where a line shall come to: a mark at the right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetMark {
    /// Toward and through together, in tenths of a percent: 0 to 2000.
    pub progress: u16,
    /// What is written at it, like `target · Policy by 2027-Q4`: up to 40 characters. Where there
    /// is little room, only what stands before ` · ` is.
    pub label: String,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Ends the class that colors it: `people` is drawn in `s-people`.
    pub key: String,
    /// The whole name, for the title of each point and the table.
    pub name: String,
    /// The name at the line's end. What is longer than about 12 characters is cut short there.
    pub short_name: String,
    /// One a period, in the periods' order; `None` where there is none, which is drawn as a gap.
    pub points: Vec<Option<Value>>,
    /// Where it stands still, if it does.
    pub stretch: Option<Stretch>,
    /// Where it shall come to, if that is set.
    pub target: Option<TargetMark>,
}

impl Series {
    /// A line with nothing marked at it.
    pub fn new(key: &str, name: &str, points: Vec<Option<Value>>) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            short_name: name.to_owned(),
            points,
            stretch: None,
            target: None,
        }
    }

    /// The value of the period at `index`, if there is one.
    pub(super) fn at(&self, index: usize) -> Option<Value> {
        self.points.get(index).copied().flatten()
    }

    /// The newest value, and its period's place.
    pub(super) fn last(&self) -> Option<(usize, Value)> {
        let mut newest_first = self.points.iter().enumerate().rev();
        newest_first.find_map(|(index, point)| Some((index, (*point)?)))
    }
}
