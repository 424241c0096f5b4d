//! All SQL of reopened assessments.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::{Allows, Edit, OrgId, PersonId, TeamId, TenantTx};
use crate::assessment::{AssessmentId, Respondent};
use crate::period::Period;

/// Makes a submitted assessment a draft, locked until the transaction ends, and deletes its
/// figures; `None` when there is none, or it is a draft.
pub(super) async fn withdraw_submission(
    tx: &mut TenantTx<impl Allows<Edit>>,
    respondent: &Respondent,
    period: Period,
) -> sqlx::Result<Option<AssessmentId>> {
    sqlx::query_scalar!(
        r#"
        with withdrawn as (
            update assessment
            set submitted_at = null, submitted_by = null, reviewed_percent = null
            where org_id = $1
              and team_id is not distinct from $2
              and period = $3
              and submitted_at is not null
            returning id
        ),
        deleted as (
            delete from assessment_score
            where org_id = $1 and assessment_id in (select id from withdrawn)
        )
        select id as "id: AssessmentId" from withdrawn
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Notes that an assessment was opened again.
pub(super) async fn insert_reopening(
    tx: &mut TenantTx<impl Allows<Edit>>,
    assessment: AssessmentId,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into reopening (org_id, id, assessment_id, reason, reopened_by, reopened_at)
        values ($1, $2, $3, $4, $5, $6)
        ",
        tx.org() as OrgId,
        Uuid::now_v7(),
        assessment as AssessmentId,
        reason,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
