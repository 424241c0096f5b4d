//! All SQL of the register of certificates.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Certificate, CertificateForm, CertificateId};
use crate::access::{Allows, Edit, OrgId, PersonId, TeamId, TenantTx, View};

/// Every certificate that somebody holds or held, by its name and its holder.
pub async fn certificates(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Certificate>> {
    sqlx::query_as!(
        Certificate,
        r#"
        select id, team_id as "team: TeamId", holder, role, name, expires_on
        from certificate
        where org_id = $1
        order by lower(name), lower(holder), id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Notes that somebody holds a certificate; a new day in place of the old one if it was noted.
pub async fn note(
    tx: &mut TenantTx<impl Allows<Edit>>,
    form: &CertificateForm,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into certificate (
            org_id, id, team_id, holder, role, name, expires_on, entered_by, entered_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict on constraint certificate_once_per_holder do update set
            role = excluded.role,
            expires_on = excluded.expires_on,
            entered_by = excluded.entered_by,
            entered_at = excluded.entered_at
        ",
        tx.org() as OrgId,
        Uuid::now_v7(),
        form.team as Option<TeamId>,
        form.holder,
        form.role,
        form.name,
        form.expires_on as Option<NaiveDate>,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes what was noted; `false` if it is not there.
pub async fn remove(tx: &mut TenantTx<impl Allows<Edit>>, id: CertificateId) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from certificate where org_id = $1 and id = $2",
        tx.org() as OrgId,
        id as CertificateId,
    )
    .execute(tx.conn())
    .await?;
    Ok(removed.rows_affected() == 1)
}
