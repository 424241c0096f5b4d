//! All SQL of computing the stored figures anew.

use crate::access::{Allows, Edit, OrgId, TenantTx, View};
use crate::assessment::AssessmentId;
use crate::maturity::{Figures, Model, Scope};
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

/// Stores the figures of a submitted assessment in place of those before.
pub(super) async fn replace_figures(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    assessment: AssessmentId,
    figures: &Figures,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    sqlx::query!(
        "
        insert into assessment_score (
            org_id, assessment_id, team_id, period, model_id, scores, towards, throughs
        )
        select org_id, id, team_id, period, $3, $4, $5, $6
        from assessment where org_id = $1 and id = $2
        on conflict (org_id, assessment_id) do update set
            model_id = excluded.model_id,
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        model.id,
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every period that has a submitted assessment or a roll-up.
pub(super) async fn periods(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Period>> {
    sqlx::query_scalar!(
        r#"
        select period as "period!: Period"
        from assessment where org_id = $1 and submitted_at is not null
        union select period from org_score where org_id = $1
        order by 1
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}
