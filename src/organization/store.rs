//! All SQL of an organization's settings that only reads; what changes who is what to an
//! organization stands in [`crate::access`].

use super::{Member, OpenInvitation};
use crate::access::{Allows, Manage, OrgId, PersonId, Role, TenantTx};

/// The organization's members, by name.
pub(super) async fn members(tx: &mut TenantTx<impl Allows<Manage>>) -> sqlx::Result<Vec<Member>> {
    sqlx::query_as!(
        Member,
        r#"
        select
            person.id as person, person.name, person.email, membership.role,
            array(
                select team.name
                from team_lead
                join team on team.org_id = team_lead.org_id and team.id = team_lead.team_id
                where team_lead.org_id = membership.org_id
                  and team_lead.person_id = membership.person_id
                  and membership.role <> 'viewer'
                order by lower(team.name), team.id
            ) as "leads!"
        from membership join person on person.id = membership.person_id
        where membership.org_id = $1
        order by lower(person.name), person.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// A member's name and role.
pub(super) struct FoundMember {
    pub name: String,
    pub role: Role,
}

/// The member that a form is about.
pub(super) async fn find_member(
    tx: &mut TenantTx<impl Allows<Manage>>,
    person: PersonId,
) -> sqlx::Result<Option<FoundMember>> {
    sqlx::query_as!(
        FoundMember,
        "
        select person.name, membership.role
        from membership join person on person.id = membership.person_id
        where membership.org_id = $1 and membership.person_id = $2
        ",
        tx.org() as OrgId,
        person as PersonId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Whether somebody of this address is a member.
pub(super) async fn is_member(
    tx: &mut TenantTx<impl Allows<Manage>>,
    email: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from membership join person on person.id = membership.person_id
            where membership.org_id = $1 and person.email = $2
        ) as "is_member!"
        "#,
        tx.org() as OrgId,
        email,
    )
    .fetch_one(tx.conn())
    .await
}

/// The invitations that can still be accepted, by address.
pub(super) async fn open_invitations(
    tx: &mut TenantTx<impl Allows<Manage>>,
) -> sqlx::Result<Vec<OpenInvitation>> {
    sqlx::query_as!(
        OpenInvitation,
        r#"
        select
            invitation.id, invitation.email, invitation.role, invitation.expires_at,
            team.name as "team?", coalesce(person.name, 'a former member') as "inviter!"
        from invitation
        left join person on person.id = invitation.invited_by
        left join team on team.org_id = invitation.org_id and team.id = invitation.team_id
        where invitation.org_id = $1
          and invitation.accepted_at is null
          and invitation.revoked_at is null
          and invitation.expires_at > now()
        order by invitation.email, invitation.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}
