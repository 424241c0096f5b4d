//! Quarterly assessments: what is asked, what is answered, and the figures that come of it.
//!
//! A team answers the criteria of its scope, and the organization those of its own, once a
//! period. A draft is saved as often as wanted; submission fixes it, computes its figures and
//! stores them, with the organization's roll-up of the period.

mod answers_form;
mod course;
mod entry;
mod gap;
mod history;
mod in_play;
mod merge;
mod next_best;
mod on_record;
mod pages;
mod recomputation;
mod record;
mod reopening;
mod reporting;
mod respondent;
mod roll_up;
mod saving;
mod score;
mod standing;
pub mod store;
mod submission;
mod submitted;

pub use answers_form::AnswersForm;
pub use course::Course;
pub use entry::{Entry, StoredEntries, StoredEntry};
pub use gap::{Gap, Gaps};
pub use in_play::InPlay;
pub use next_best::{LackingTeam, OrgNextBest};
pub use pages::routes;
pub use recomputation::recompute;
pub use record::{TeamRecord, team_record};
pub use reopening::{NotReopened, Reopening, reopen};
pub use respondent::Respondent;
pub use roll_up::{
    Coverage, OwnAnswers, RollUp, RollUpDetail, newest_pooled_answers, pooled_answers, roll_ups,
    roll_ups_and_detail,
};
pub use score::{EvidencedFigures, PeriodFigures, submitted_figures};
pub use standing::{TeamStanding, TeamsAt, teams_at};
pub use submission::{NotSubmitted, submit};
pub use submitted::store::submitted_answers;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An assessment's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AssessmentId(Uuid);

impl AssessmentId {
    /// An id that no assessment has yet.
    fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}
