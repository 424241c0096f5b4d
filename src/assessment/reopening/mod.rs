//! A submitted assessment that is opened again, by whom and why.

pub(super) mod store;

use chrono::{DateTime, Utc};

use super::course::store::renew_courses;
use super::{Respondent, roll_up};
use crate::access::{AuditKind, Edit, TenantTx};
use crate::maturity::Model;
use crate::period::Period;
use crate::web::PageError;

/// That an assessment was opened again. It stays visible after the next submission.
#[derive(Clone, Debug)]
pub struct Reopening {
    pub period: Period,
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

impl Reopening {
    /// Every time that the assessment of a period was opened again, newest first, when `times` and
    /// what belongs to them are in the order of time.
    pub(super) fn all_of(
        period: Period,
        times: &[DateTime<Utc>],
        reasons: &[String],
        names: &[String],
    ) -> Vec<Self> {
        let known = times.iter().zip(reasons).zip(names).rev();
        known
            .map(|((&at, reason), by)| Self { period, at, by: by.clone(), reason: reason.clone() })
            .collect()
    }
}

/// The period is not submitted, so there is nothing to open.
#[derive(Debug)]
pub struct NotReopened;

/// Makes the submitted assessment of a period a draft again: its figures go, the organization's
/// are renewed, and who did it and why is kept. Its answers and their history stay.
pub async fn reopen(
    tx: &mut TenantTx<Edit>,
    model: &Model,
    respondent: &Respondent,
    period: Period,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Result<(), NotReopened>, PageError> {
    let Some(assessment) = store::withdraw_submission(tx, respondent, period).await? else {
        return Ok(Err(NotReopened));
    };
    store::insert_reopening(tx, assessment, reason, now).await?;
    let subject = format!("{}, {period}", respondent.name());
    tx.note(AuditKind::AssessmentReopened, &subject).await?;
    renew_courses(tx, model, respondent.team().as_slice(), period).await?;
    roll_up::renew(tx, model, period).await?;
    Ok(Ok(()))
}
