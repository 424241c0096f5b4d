//! All SQL of teams.

use super::{Candidate, TeamForm};
use crate::access::{Allows, Manage, OrgId, TeamId, TenantTx};
use crate::paths::TeamSlug;

/// A team, and who leads it, by name.
pub(super) struct ListedTeam {
    pub slug: TeamSlug,
    pub name: String,
    pub applications: i32,
    pub group: Option<String>,
    pub leads: Vec<String>,
}

/// The organization's teams, by name.
pub(super) async fn listed_teams(
    tx: &mut TenantTx<impl Allows<Manage>>,
) -> sqlx::Result<Vec<ListedTeam>> {
    sqlx::query_as!(
        ListedTeam,
        r#"
        select
            team.slug, team.name, team.applications, team.group_name as "group",
            array(
                select person.name
                from team_lead
                join membership
                    on membership.org_id = team_lead.org_id
                    and membership.person_id = team_lead.person_id
                join person on person.id = membership.person_id
                where team_lead.org_id = team.org_id
                  and team_lead.team_id = team.id
                  and membership.role <> 'viewer'
                order by lower(person.name), person.id
            ) as "leads!"
        from team
        where team.org_id = $1
        order by lower(team.name), team.name, team.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Adds a team under the first slug of its name that is free: `payments`, `payments-2`, ….
pub async fn add(tx: &mut TenantTx<impl Allows<Manage>>, team: &TeamForm) -> sqlx::Result<()> {
    let slug = TeamSlug::for_name(&team.name);
    let mut number = 1;
    while !insert(tx, team, &if number == 1 { slug.clone() } else { slug.numbered(number) }).await?
    {
        number += 1;
    }
    Ok(())
}

/// Adds a team; `false` if the slug is taken.
async fn insert(
    tx: &mut TenantTx<impl Allows<Manage>>,
    team: &TeamForm,
    slug: &TeamSlug,
) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into team (org_id, id, slug, name, applications, group_name)
        values ($1, $2, $3, $4, $5, $6)
        on conflict on constraint team_slug_once_per_org do nothing
        ",
        tx.org() as OrgId,
        TeamId::fresh() as TeamId,
        slug as &TeamSlug,
        team.name,
        team.applications,
        team.group,
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Changes a team's name, weight and group. Its slug stays, so that links to it do.
pub(super) async fn update(
    tx: &mut TenantTx<impl Allows<Manage>>,
    id: TeamId,
    team: &TeamForm,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update team set name = $3, applications = $4, group_name = $5
        where org_id = $1 and id = $2
        ",
        tx.org() as OrgId,
        id as TeamId,
        team.name,
        team.applications,
        team.group,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every group that a team is in, by name.
pub(super) async fn groups(tx: &mut TenantTx<impl Allows<Manage>>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select group_name as "group!" from team
        where org_id = $1 and group_name is not null
        group by group_name
        order by lower(group_name), group_name
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Everybody who leads the team or could, by name: all members but viewers.
pub(super) async fn candidates(
    tx: &mut TenantTx<impl Allows<Manage>>,
    team: TeamId,
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as!(
        Candidate,
        r#"
        select
            person.id as person, person.name, membership.role,
            exists (
                select from team_lead
                where team_lead.org_id = membership.org_id
                  and team_lead.team_id = $2
                  and team_lead.person_id = membership.person_id
            ) as "leads!"
        from membership join person on person.id = membership.person_id
        where membership.org_id = $1 and membership.role <> 'viewer'
        order by lower(person.name), person.id
        "#,
        tx.org() as OrgId,
        team as TeamId,
    )
    .fetch_all(tx.conn())
    .await
}
