//! The organization's figures of a period, made of its teams' and its own answers.

mod store;

pub use store::{RollUp, roll_ups};

use crate::access::{Allows, Edit, TenantTx, View};
use crate::assessment::next_best::store::record_next_best;
use crate::maturity::{AnswerSum, Answers, Model, PooledAnswers, next_best, score_organization};
use crate::period::Period;
use crate::web::PageError;

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

/// What the organization's figures of a period are made of.
#[derive(Debug)]
pub struct Reporting {
    pub coverage: Coverage,
    /// The share of the teams' answers that was reviewed in the period, by weight, in whole
    /// percent rounded down; of a team that is stale, none was.
    pub reviewed_percent: i16,
    /// Whether anybody, a team or the organization itself, has submitted the period itself.
    pub has_current: bool,
    pub sums: Vec<AnswerSum>,
    pub own: Option<Answers>,
}

impl Reporting {
    fn pooled(self, model: &Model) -> Result<PooledAnswers, PageError> {
        PooledAnswers::from_sums(model, self.sums, self.own.as_ref())
            .map_err(|error| PageError::Unexpected(error.into()))
    }
}

/// The answers that the organization's figures of a period are made of.
pub async fn pooled_answers(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> Result<PooledAnswers, PageError> {
    store::reporting(tx, model, period).await?.pooled(model)
}

/// Computes the organization's figures of a period anew, and those of the next one, in which a
/// team that has not reported yet is still counted with its answers of this one.
pub async fn renew(
    tx: &mut TenantTx<Edit>,
    model: &Model,
    period: Period,
) -> Result<(), PageError> {
    renew_all(tx, model, [period, period.next()]).await
}

/// Computes the organization's figures of each of `periods` anew. A period in which nobody has
/// reported has none.
pub async fn renew_all(
    tx: &mut TenantTx<Edit>,
    model: &Model,
    periods: impl IntoIterator<Item = Period> + Send,
) -> Result<(), PageError> {
    store::lock_roll_up(tx).await?;
    for period in periods {
        let reporting = store::reporting(tx, model, period).await?;
        if reporting.has_current {
            let (coverage, reviewed_percent) = (reporting.coverage, reporting.reviewed_percent);
            let pooled = reporting.pooled(model)?;
            let figures = score_organization(model, &pooled);
            let made_of = (coverage, reviewed_percent);
            store::record_roll_up(tx, model, period, made_of, &figures).await?;
            record_next_best(tx, period, &next_best(model, &pooled)).await?;
        } else {
            store::delete_roll_up(tx, period).await?;
        }
    }
    Ok(())
}
