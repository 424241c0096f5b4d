use crate::assessment::submitted::Counted;
use crate::period::Period;

/// How many of an organization's teams are in its figures of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Teams in the figures, with those that are stale.
    pub counted: u32,
    /// Teams that have not reported, and are in with their answers of the period before.
    pub stale: u32,
    /// Teams there are.
    pub known: u32,
    /// The organization's own assessment.
    pub own: OwnAnswers,
}

impl Coverage {
    /// Who is counted in a period, when there are so many teams.
    pub(super) fn of(counted: &[Counted<'_>], period: Period, teams: u32) -> Self {
        let (mut counted_teams, mut stale, mut own) = (0, 0, OwnAnswers::Missing);
        for newest in counted.iter().map(|it| it.newest) {
            match (newest.team, newest.period == period) {
                (Some(_), is_current) => {
                    counted_teams += 1;
                    stale += u32::from(!is_current);
                }
                (None, true) => own = OwnAnswers::Submitted,
                (None, false) => own = OwnAnswers::Stale,
            }
        }
        Self { counted: counted_teams, stale, known: teams.max(counted_teams), own }
    }

    /// Teams that have reported in the period itself.
    pub const fn reporting(self) -> u32 {
        self.counted - self.stale
    }
}

/// Which of the organization's own answers are in its figures of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnAnswers {
    /// Those of the period itself.
    Submitted,
    /// Those of the period before.
    Stale,
    /// None: its criteria count as unanswered.
    Missing,
}

impl OwnAnswers {
    /// The form in which it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Stale => "stale",
            Self::Missing => "missing",
        }
    }

    /// Reads the stored form.
    pub(super) fn stored(text: &str) -> Self {
        match text {
            "submitted" => Self::Submitted,
            "stale" => Self::Stale,
            _ => Self::Missing,
        }
    }
}
