use super::chart::{Stretch, StretchKind, TargetMark};

/// What is marked at a dimension's line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Where it stands still, up to the newest period.
    pub still: Option<Still>,
    /// Where it shall come to.
    pub target: Option<TargetMark>,
}

/// The quarters in which a line stands still, up to the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Still {
    pub kind: StretchKind,
    /// How many quarters, the first and the newest included.
    pub quarters: usize,
    /// What is written at it. See [`Stretch::label`].
    pub label: String,
}

impl Still {
    /// Where it is drawn in a chart of so many periods.
    pub(super) fn in_chart(self, periods: usize) -> Stretch {
        let from_index = periods.saturating_sub(self.quarters.max(1));
        Stretch { kind: self.kind, from_index, label: self.label }
    }
}
