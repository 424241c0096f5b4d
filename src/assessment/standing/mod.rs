//! Where all teams stand, side by side.

mod store;

pub use store::teams_at;

use std::collections::BTreeMap;

use super::{Course, PeriodFigures};
use crate::access::{Team, TeamId};

/// The organization's teams, and where they stand in a period.
#[derive(Clone, Debug, Default)]
pub struct TeamsAt {
    /// Every team, by name.
    pub teams: Vec<Team>,
    /// Of those that have reported in the period or the one before, or begun a draft.
    pub standings: Vec<TeamStanding>,
    /// Of those whose figures count, over the two years up to the period; each ends with the team's
    /// last submission.
    pub courses: BTreeMap<TeamId, Course>,
}

/// Where a team stands in a period.
#[derive(Clone, Debug)]
pub struct TeamStanding {
    pub team: TeamId,
    /// The figures that count for the team in the period, without those of categories, and the
    /// period they are of.
    pub figures: Option<PeriodFigures>,
    /// Whether a draft of the period has been begun.
    pub has_draft: bool,
}
