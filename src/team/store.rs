//! stub
use crate::access::{Allows, Manage, OrgId, Team, TeamId, TenantTx, View};
use crate::paths::TeamSlug;
pub async fn teams(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Team>> {
    sqlx::query_as!(
        Team,
        "select id, slug, name, applications from team where org_id = $1 order by name, id",
        tx.org() as OrgId
    )
    .fetch_all(tx.conn())
    .await
}
pub async fn insert(
    tx: &mut TenantTx<impl Allows<Manage>>,
    name: &str,
    applications: i32,
) -> sqlx::Result<Team> {
    let team = Team {
        id: TeamId::fresh(),
        slug: TeamSlug::for_name(name),
        name: name.to_owned(),
        applications,
    };
    sqlx::query!(
        "insert into team (org_id, id, slug, name, applications) values ($1,$2,$3,$4,$5)",
        tx.org() as OrgId,
        team.id as TeamId,
        team.slug.clone() as TeamSlug,
        team.name,
        applications
    )
    .execute(tx.conn())
    .await?;
    Ok(team)
}
