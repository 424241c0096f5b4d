//! All that is known of a team's assessments, as its page shows it.

mod store;

pub use store::team_record;

use super::store::Assessment;
use super::submitted::{Counted, SubmittedAnswers};
use super::{Gaps, PeriodFigures, Reopening};
use crate::maturity::{Answers, Model, PooledAnswers, Scope};
use crate::period::Period;

/// A team's assessments.
#[derive(Clone, Debug, Default)]
pub struct TeamRecord {
    /// The figures of every period that it has submitted, oldest first.
    pub submitted: Vec<PeriodFigures>,
    /// Its assessment of the period that was asked for, if it was begun.
    pub assessment: Option<Assessment>,
    /// Every time that one of them was opened again, newest first.
    pub reopenings: Vec<Reopening>,
    /// What it has submitted last, oldest first: as much as is looked at to tell its gaps.
    recent: Vec<SubmittedAnswers>,
}

impl TeamRecord {
    /// The answers that it has submitted last.
    pub fn newest_answers(&self) -> Option<&Answers> {
        self.recent.last().map(|it| &it.answers)
    }

    /// Its gaps in the last period that it has submitted; those of nobody when there is none.
    pub fn gaps(&self, model: &Model, newest: Period) -> Gaps {
        let none = Answers::none(model);
        let pooled =
            PooledAnswers::of_one(model, self.newest_answers().unwrap_or(&none), Scope::Team);
        Gaps::of(model, newest, &Counted::of(&self.recent, newest), &pooled)
    }
}
