//! All SQL of computing the stored figures anew.

use crate::access::{Allows, Edit, OrgId, TenantTx, View};
use crate::assessment::submitted::written;
use crate::assessment::{AssessmentId, EvidencedFigures};
use crate::maturity::{Answers, Figures, Model, Scope};
use crate::period::Period;

/// Every submitted assessment, locked until the transaction ends, and who answers it.
pub(super) async fn submitted_assessments(
    tx: &mut TenantTx<impl Allows<Edit>>,
) -> sqlx::Result<Vec<(AssessmentId, Scope)>> {
    let rows = sqlx::query!(
        r#"
        select id as "id: AssessmentId", team_id is null as "is_own!"
        from assessment where org_id = $1 and submitted_at is not null
        order by id for update
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    let scope = |is_own| if is_own { Scope::Organization } else { Scope::Team };
    Ok(rows.into_iter().map(|row| (row.id, scope(row.is_own))).collect())
}

/// Stores the answers of a submitted assessment and their figures in place of those before.
pub(super) async fn replace_figures(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    assessment: AssessmentId,
    (answers, figures): (&Answers, &Figures),
    evidenced: &EvidencedFigures,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    let [evidenced_scores, evidenced_towards, evidenced_throughs] = evidenced.figures.to_columns();
    sqlx::query!(
        "
        insert into assessment_score (
            org_id, assessment_id, team_id, period, model_id, scores, towards, throughs,
            evidenced_scores, evidenced_towards, evidenced_throughs, evidenced_answers,
            reviewed_percent, answers
        )
        select org_id, id, team_id, period, $3, $4, $5, $6, $7, $8, $9, $10,
            coalesce(reviewed_percent, 100), $11
        from assessment where org_id = $1 and id = $2
        on conflict (org_id, assessment_id) do update set
            model_id = excluded.model_id,
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs,
            evidenced_scores = excluded.evidenced_scores,
            evidenced_towards = excluded.evidenced_towards,
            evidenced_throughs = excluded.evidenced_throughs,
            evidenced_answers = excluded.evidenced_answers,
            answers = excluded.answers
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        model.id,
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
        &evidenced_scores as &[Option<i16>],
        &evidenced_towards as &[Option<i16>],
        &evidenced_throughs as &[Option<i16>],
        i16::try_from(evidenced.answers).unwrap_or(i16::MAX),
        written::write(model, answers),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The first and the last period that has a submitted assessment or a roll-up; `None` when there is
/// none.
pub(super) async fn periods(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Option<(Period, Period)>> {
    let row = sqlx::query!(
        r#"
        select min(period) as "first: Period", max(period) as "last: Period"
        from (
            select period from assessment where org_id = $1 and submitted_at is not null
            union all select period from org_score where org_id = $1
        ) as known
        "#,
        tx.org() as OrgId,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row.first.zip(row.last))
}
