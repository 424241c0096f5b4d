//! What was submitted, as the organization's figures and everybody's gaps are made of it.

pub(super) mod store;
pub(super) mod written;

use crate::access::TeamId;
use crate::maturity::{Answer, Answers, Model, PooledAnswers, Scope};
use crate::period::Period;

/// How many periods are looked at to tell what moves, the last one included.
pub(super) const LOOKED_AT: u16 = 4;

/// The first period that says something of what is counted in `period`.
pub(super) fn first_looked_at(period: Period) -> Period {
    period.minus(LOOKED_AT - 1)
}

/// The last period in which what was submitted in `period` is still looked at.
pub(super) fn last_looked_at_in(period: Period) -> Period {
    period.plus(LOOKED_AT - 1)
}

/// A submitted assessment.
#[derive(Clone, Debug)]
pub struct SubmittedAnswers {
    /// Whose it is; `None` is the organization itself.
    pub team: Option<TeamId>,
    pub period: Period,
    /// The team's weight in the organization's figures.
    pub applications: u32,
    /// How much of it was reviewed.
    pub reviewed_percent: u8,
    pub answers: Answers,
}

/// Somebody whose answers count in a period.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'s> {
    /// What counts: the assessment of the period, or else of the one before.
    pub newest: &'s SubmittedAnswers,
    /// It and those before it that are looked at, oldest first.
    looked_at: &'s [SubmittedAnswers],
}

impl<'s> Counted<'s> {
    /// Who is counted in `period` of those who have `submitted` something, which is in the order
    /// of teams, and then of periods.
    pub(super) fn of(submitted: &'s [SubmittedAnswers], period: Period) -> Vec<Self> {
        let of_one = |known: &'s [SubmittedAnswers]| {
            let first = known.partition_point(|it| it.period < first_looked_at(period));
            let end = known.partition_point(|it| it.period <= period);
            let looked_at = known.get(first..end)?;
            let newest = looked_at.last()?;
            (newest.period >= period.previous()).then_some(Self { newest, looked_at })
        };
        submitted.chunk_by(|one, next| one.team == next.team).filter_map(of_one).collect()
    }

    /// The criteria that it answers.
    pub(super) const fn scope(&self) -> Scope {
        if self.newest.team.is_some() { Scope::Team } else { Scope::Organization }
    }

    /// The first period that is looked at.
    pub(super) fn first(&self) -> Period {
        self.looked_at.first().map_or(self.newest.period, |it| it.period)
    }

    /// Whether more than one assessment is looked at, and each says the same of a criterion.
    pub(super) fn has_always_answered(&self, position: usize, answer: Answer) -> bool {
        self.looked_at.len() > 1
            && self.looked_at.iter().all(|it| it.answers.of(position) == answer)
    }
}

/// What those who are counted say together.
pub(super) fn pooled(model: &Model, counted: &[Counted<'_>]) -> PooledAnswers {
    let (own, teams): (Vec<&SubmittedAnswers>, Vec<_>) =
        counted.iter().map(|it| it.newest).partition(|it| it.team.is_none());
    let teams = teams.into_iter().map(|it| (it.applications, &it.answers));
    PooledAnswers::pool(model, teams, own.first().map(|own| &own.answers))
}
