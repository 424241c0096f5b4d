//! What the chart is given.

use std::fmt;

/// Where somebody stands in one period, each in tenths of a percent, 0 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// How much of the way to Level 2 is done. 1000 means that Level 2 is reached.
    pub toward: u16,
    /// How much of Level 2 itself is done. 1000 means that Levels 1 and 2 are full.
    pub through: u16,
}

impl Point {
    /// What both together are when Level 2 is complete.
    pub(super) const COMPLETE: i32 = 2000;

    /// Toward and through together, 0 to 2000: how high it stands.
    pub(super) fn height(self) -> i32 {
        i32::from(self.toward.min(1000)) + i32::from(self.through.min(1000))
    }

    /// Whether some of Level 2 is done though it is not reached, which [`progress`](Self::progress)
    /// alone does not tell.
    pub(super) fn is_ahead(self) -> bool {
        self.toward < 1000 && self.through >= 10
    }

    /// `46 % through` once Level 2 is reached, `83 % toward` before. Rounded down.
    pub(super) fn progress(self) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            if self.toward < 1000 {
                write!(f, "{} % toward", self.toward / 10)
            } else {
                write!(f, "{} % through", self.through / 10)
            }
        })
    }
}

/// `100 % toward, 46 % through Level 2`, rounded down.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} % toward, {} % through Level 2", self.toward / 10, self.through / 10)
    }
}

/// A stretch that lasts until the last point of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub kind: StretchKind,
    /// The period in which it began, counted from the chart's first.
    pub from_index: usize,
    /// What is written at it, like `plateau · 4 quarters at 83 %`: up to 30 characters. Where there
    /// is little room, only what stands before ` · ` is.
    pub label: String,
}

/// Why nothing moves in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetMark {
    /// Toward and through together, in tenths of a percent: 0 to 2000.
    pub progress: u16,
    /// What is written at it, like `target · Policy by 2027-Q4`: up to 40 characters. Where there
    /// is little room, only what stands before ` · ` is.
    pub label: String,
}

/// One line of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Ends the class that colors it: `people` is drawn in `s-people`.
    pub key: String,
    /// The whole name, for the title of each point and the table.
    pub name: String,
    /// The name at the line's end. Keep it under 12 characters.
    pub short_name: String,
    /// One a period, in the periods' order; `None` where nothing was submitted, which is drawn as a gap.
    pub points: Vec<Option<Point>>,
    /// Where it stands still, if it does.
    pub stretch: Option<Stretch>,
    /// Where it shall come to, if that is set.
    pub target: Option<TargetMark>,
}

impl Series {
    /// The point of the period at `index`, if there is one.
    pub(super) fn at(&self, index: usize) -> Option<Point> {
        self.points.get(index).copied().flatten()
    }

    /// The newest point, and its period's place.
    pub(super) fn last(&self) -> Option<(usize, Point)> {
        let mut newest_first = self.points.iter().enumerate().rev();
        newest_first.find_map(|(index, point)| Some((index, (*point)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_down_so_that_complete_is_never_shown_early() {
        let nearly_there = Point { toward: 999, through: 489 };
        let nearly_complete = Point { toward: 1000, through: 999 };

        assert_eq!(nearly_there.progress().to_string(), "99 % toward");
        assert_eq!(nearly_there.to_string(), "99 % toward, 48 % through Level 2");
        assert_eq!(nearly_complete.progress().to_string(), "99 % through");
    }
}
