//! All SQL of what a record may be about.

use uuid::Uuid;

use super::{Subject, Subjects};
use crate::access::{Allows, OrgId, TenantTx, View};

/// Every application and every KPI, by name.
pub async fn subjects(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Subjects> {
    let rows = sqlx::query!(
        r#"
        select true as "is_kpi!", id as "id!: Uuid", slug as "slug!: String", name as "name!"
        from kpi where org_id = $1
        union all
        select false, id, slug, name from application where org_id = $1
        order by 1, 4, 2
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut subjects = Subjects::default();
    for row in rows {
        let (id, name) = (row.id, row.name);
        // Both were checked when they were stored.
        if row.is_kpi {
            subjects.kpis.extend(row.slug.parse().map(|slug| Subject { id, slug, name }));
        } else {
            subjects.applications.extend(row.slug.parse().map(|slug| Subject { id, slug, name }));
        }
    }
    Ok(subjects)
}
