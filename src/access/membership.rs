//! Who is what to an organization, and who leads which team: every change of it.

use uuid::Uuid;

use super::{Allows, Manage, OrgId, PersonId, Role, TeamId, TenantTx, View};

/// Who sees to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub person: PersonId,
    /// `a former member` when they have left.
    pub name: String,
}

impl Owner {
    /// Whoever it is, also when they have left and their name is not known any more.
    pub fn of(person: Option<PersonId>, name: Option<String>) -> Option<Self> {
        let name = name.unwrap_or_else(|| "a former member".to_owned());
        person.map(|person| Self { person, name })
    }
}

/// Who may see to something: every member, by name.
pub async fn members(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Vec<Owner>> {
    sqlx::query_as!(
        Owner,
        "
        select person.id as person, person.name
        from membership join person on person.id = membership.person_id
        where membership.org_id = $1
        order by lower(person.name), person.id
        ",
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Makes somebody a member; whoever is one already stays what they are.
pub async fn admit(
    tx: &mut TenantTx<impl Allows<Manage>>,
    person: PersonId,
    role: Role,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into membership (org_id, person_id, role) values ($1, $2, $3)
        on conflict (org_id, person_id) do nothing
        ",
        tx.org() as OrgId,
        person as PersonId,
        role as Role,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The owners, who stay the same until the transaction ends: of two owners who remove each
/// other at once, the second finds that it is alone.
pub async fn lock_owners(tx: &mut TenantTx<impl Allows<Manage>>) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        "
        select person_id from membership
        where org_id = $1 and role = 'owner'
        order by person_id for update
        ",
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Makes a member of `from` one of `to`; `false` if they are not one of `from` any more.
pub async fn change_role(
    tx: &mut TenantTx<impl Allows<Manage>>,
    person: PersonId,
    from: Role,
    to: Role,
) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        "update membership set role = $4 where org_id = $1 and person_id = $2 and role = $3",
        tx.org() as OrgId,
        person as PersonId,
        from as Role,
        to as Role,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Removes a member, and whatever they lead with them; `false` if they are not one of `role`
/// any more.
pub async fn remove(
    tx: &mut TenantTx<impl Allows<Manage>>,
    person: PersonId,
    role: Role,
) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from membership where org_id = $1 and person_id = $2 and role = $3",
        tx.org() as OrgId,
        person as PersonId,
        role as Role,
    )
    .execute(tx.conn())
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Lets a member lead a team, besides those who do.
pub async fn add_lead(
    tx: &mut TenantTx<impl Allows<Manage>>,
    team: TeamId,
    person: PersonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into team_lead (org_id, team_id, person_id) values ($1, $2, $3)
        on conflict do nothing
        ",
        tx.org() as OrgId,
        team as TeamId,
        person as PersonId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lets these members lead a team, and nobody else. Who is no member, or a viewer, is left out.
pub async fn set_leads(
    tx: &mut TenantTx<impl Allows<Manage>>,
    team: TeamId,
    leads: &[PersonId],
) -> sqlx::Result<()> {
    let leads: Vec<Uuid> = leads.iter().map(|person| person.0).collect();
    sqlx::query!(
        "delete from team_lead where org_id = $1 and team_id = $2 and person_id <> all ($3)",
        tx.org() as OrgId,
        team as TeamId,
        &leads,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "
        insert into team_lead (org_id, team_id, person_id)
        select org_id, $2, person_id from membership
        where org_id = $1 and person_id = any ($3) and role <> 'viewer'
        on conflict do nothing
        ",
        tx.org() as OrgId,
        team as TeamId,
        &leads,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
