//! A submitted assessment that is opened again, by whom and why.

pub(super) mod store;

use chrono::{DateTime, Utc};

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
    roll_up::renew(tx, model, period).await?;
    Ok(Ok(()))
}
