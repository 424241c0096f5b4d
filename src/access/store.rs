//! All SQL of access: who visits, what they are to an organization or a team, what they did.

use uuid::Uuid;

use super::session::TokenHash;
use super::{
    Allows, AuditKind, Edit, LedTeam, Manage, OrgId, OutsideTx, PersonId, Role, SessionId, Team,
    TenantTx, View,
};
use crate::paths::{OrgSlug, TeamSlug};

/// A live session, the person behind it, and the organizations they belong to.
pub(super) struct FoundActor {
    pub session: SessionId,
    pub person: PersonId,
    pub name: String,
    pub email: String,
    /// Whether it is long ago that the session was seen.
    pub is_stale: bool,
    // One each an organization, by name.
    pub org_ids: Vec<OrgId>,
    pub org_slugs: Vec<OrgSlug>,
    pub org_names: Vec<String>,
    pub org_currencies: Vec<String>,
    pub org_roles: Vec<Role>,
}

/// The live session with this token. It is read anew at each request, memberships too, so that
/// who is removed is gone with the next click.
pub(super) async fn find_actor(
    tx: &mut OutsideTx,
    token: &TokenHash,
) -> sqlx::Result<Option<FoundActor>> {
    sqlx::query_as!(
        FoundActor,
        r#"
        select
            session.id as session, person.id as person, person.name, person.email,
            session.last_seen_at < now() - interval '5 minutes' as "is_stale!",
            orgs.ids as "org_ids!: Vec<OrgId>",
            orgs.slugs as "org_slugs!: Vec<OrgSlug>",
            orgs.names as "org_names!",
            orgs.currencies as "org_currencies!",
            orgs.roles as "org_roles!: Vec<Role>"
        from session
        join person on person.id = session.person_id
        cross join lateral (
            select
                coalesce(array_agg(org.id order by org.name, org.id), '{}') as ids,
                coalesce(array_agg(org.slug order by org.name, org.id), '{}') as slugs,
                coalesce(array_agg(org.name order by org.name, org.id), '{}') as names,
                coalesce(array_agg(org.currency order by org.name, org.id), '{}') as currencies,
                coalesce(array_agg(membership.role order by org.name, org.id), '{}') as roles
            from membership join org on org.id = membership.org_id
            where membership.person_id = person.id
        ) as orgs
        where session.token_hash = $1
          and session.expires_at > now()
          and session.last_seen_at > now() - interval '12 hours'
        "#,
        token,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Notes that a session was seen just now.
pub(super) async fn touch_session(tx: &mut OutsideTx, session: SessionId) -> sqlx::Result<()> {
    sqlx::query!("update session set last_seen_at = now() where id = $1", session as SessionId)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A team, and whether a person leads it.
pub(super) struct FoundTeam {
    pub team: Team,
    pub is_led: bool,
}

/// The organization's team of this slug.
pub(super) async fn find_team(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &TeamSlug,
) -> sqlx::Result<Option<FoundTeam>> {
    let row = sqlx::query!(
        r#"
        select
            team.id, team.slug, team.name, team.applications, team.group_name as "group",
            exists (
                select from team_lead
                where team_lead.org_id = team.org_id
                  and team_lead.team_id = team.id
                  and team_lead.person_id = $3
            ) as "is_led!"
        from team where team.org_id = $1 and team.slug = $2
        "#,
        tx.org() as OrgId,
        slug as &TeamSlug,
        tx.person() as PersonId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| FoundTeam {
        team: Team {
            id: row.id,
            slug: row.slug,
            name: row.name,
            applications: row.applications,
            group: row.group,
        },
        is_led: row.is_led,
    }))
}

/// The organization's teams, by name, and who leads each.
pub async fn teams_and_leads(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<LedTeam>> {
    let rows = sqlx::query!(
        r#"
        select
            team.id, team.slug, team.name, team.applications, team.group_name as "group",
            lead.is_led as "is_led!", lead.is_there as "has_lead!"
        from team
        cross join lateral (
            select
                count(*) > 0 as is_there,
                coalesce(bool_or(team_lead.person_id = $2), false) as is_led
            from team_lead
            join membership
                on membership.org_id = $1
                and membership.person_id = team_lead.person_id
                and membership.role <> 'viewer'
            where team_lead.org_id = $1 and team_lead.team_id = team.id
        ) as lead
        where team.org_id = $1
        order by lower(team.name), team.name, team.id
        "#,
        tx.org() as OrgId,
        tx.person() as PersonId,
    )
    .fetch_all(tx.conn())
    .await?;
    let team = |id, slug, name, applications, group| Team { id, slug, name, applications, group };
    Ok(rows
        .into_iter()
        .map(|row| LedTeam {
            team: team(row.id, row.slug, row.name, row.applications, row.group),
            is_led: row.is_led,
            has_lead: row.has_lead,
        })
        .collect())
}

/// The organization's teams, by name.
pub async fn teams(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Team>> {
    sqlx::query_as!(
        Team,
        r#"
        select id, slug, name, applications, group_name as "group" from team
        where org_id = $1
        order by lower(name), name, id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Gives the organization another name. Its slug stays, so that links to it do.
pub async fn rename_org(tx: &mut TenantTx<impl Allows<Manage>>, name: &str) -> sqlx::Result<()> {
    sqlx::query!("update org set name = $2 where id = $1", tx.org() as OrgId, name)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whether amounts are written in the organization's currency, so that it has to stay.
pub async fn has_amounts(tx: &mut TenantTx<impl Allows<Manage>>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select
            exists (select from roi_entry where org_id = $1 and amount is not null)
            or exists (select from roi_expectation where org_id = $1) as "has_amounts!"
        "#,
        tx.org() as OrgId,
    )
    .fetch_one(tx.conn())
    .await
}

/// Gives the organization another currency; `false` if amounts are written in the one it has.
/// Whoever writes the first amount at this moment is waited for.
pub async fn choose_currency(
    tx: &mut TenantTx<impl Allows<Manage>>,
    currency: &str,
) -> sqlx::Result<bool> {
    sqlx::query!("select id from org where id = $1 for update", tx.org() as OrgId)
        .fetch_one(tx.conn())
        .await?;
    if has_amounts(tx).await? {
        return Ok(false);
    }
    sqlx::query!("update org set currency = $2 where id = $1", tx.org() as OrgId, currency)
        .execute(tx.conn())
        .await?;
    Ok(true)
}

/// Appends to the organization's audit log.
pub(super) async fn insert_audit_event(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kind: AuditKind,
    subject: &str,
) -> sqlx::Result<()> {
    let subject: String = subject.chars().take(300).collect();
    sqlx::query!(
        "
        insert into audit_event (org_id, id, person_id, kind, subject, at)
        values ($1, $2, $3, $4, $5, now())
        ",
        tx.org() as OrgId,
        Uuid::now_v7(),
        tx.person() as PersonId,
        kind.as_str(),
        subject,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
