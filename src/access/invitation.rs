//! Invitations: an organization makes them, and whoever shows one's token becomes a member.

use chrono::{DateTime, Utc};

use super::session::TokenHash;
use super::{
    Allows, AuditKind, InvitationId, Manage, OrgId, OutsideTx, PersonId, Role, TeamId, TenantTx,
    View, membership,
};
use crate::paths::OrgSlug;

/// An invitation to be made.
#[derive(Clone, Debug)]
pub struct NewInvitation<'a> {
    pub email: &'a str,
    pub role: Role,
    /// The team that they will lead, if any.
    pub team: Option<TeamId>,
}

/// Makes an invitation, in place of any earlier one to the same address, and tells until when it
/// is open.
pub async fn create(
    tx: &mut TenantTx<impl Allows<Manage>>,
    invitation: NewInvitation<'_>,
    token: &TokenHash,
) -> sqlx::Result<DateTime<Utc>> {
    sqlx::query!(
        "
        update invitation set revoked_at = now()
        where org_id = $1 and email = $2 and accepted_at is null and revoked_at is null
        ",
        tx.org() as OrgId,
        invitation.email,
    )
    .execute(tx.conn())
    .await?;

    let id = InvitationId::fresh();
    let expires_at = sqlx::query_scalar!(
        "
        insert into invitation (org_id, id, email, role, team_id, invited_by)
        values ($1, $2, $3, $4, $5, $6)
        returning expires_at
        ",
        tx.org() as OrgId,
        id as InvitationId,
        invitation.email,
        invitation.role as Role,
        invitation.team as Option<TeamId>,
        tx.person() as PersonId,
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into invitation_token (token_hash, org_id, invitation_id) values ($1, $2, $3)",
        token,
        tx.org() as OrgId,
        id as InvitationId,
    )
    .execute(tx.conn())
    .await?;
    Ok(expires_at)
}

/// Takes an open invitation back, and tells whose it was; `None` if it is not open any more.
pub async fn revoke(
    tx: &mut TenantTx<impl Allows<Manage>>,
    id: InvitationId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        update invitation set revoked_at = now()
        where org_id = $1 and id = $2 and accepted_at is null and revoked_at is null
        returning email
        ",
        tx.org() as OrgId,
        id as InvitationId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// An invitation that can still be accepted, as the one who was invited sees it.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub org: OrgId,
    pub org_slug: OrgSlug,
    pub org_name: String,
    pub email: String,
    pub role: Role,
    pub team: Option<TeamId>,
    pub inviter: PersonId,
    pub inviter_name: String,
    pub expires_at: DateTime<Utc>,
    /// Whoever has the account of this address.
    pub invitee: Option<PersonId>,
}

/// The open invitation with this token. One that is unknown, expired, used or revoked is none.
pub async fn find(tx: &mut OutsideTx, token: &TokenHash) -> sqlx::Result<Option<Invitation>> {
    sqlx::query_as!(
        Invitation,
        r#"
        select
            invitation.id, org.id as org, org.slug as org_slug, org.name as org_name,
            invitation.email, invitation.role, invitation.team_id as team,
            inviter.id as inviter, inviter.name as inviter_name, invitation.expires_at,
            invitee.id as "invitee?: PersonId"
        from invitation_token
        join invitation
            on invitation.org_id = invitation_token.org_id
            and invitation.id = invitation_token.invitation_id
        join org on org.id = invitation.org_id
        join person inviter on inviter.id = invitation.invited_by
        left join person invitee on invitee.email = invitation.email
        where invitation_token.token_hash = $1
          and invitation.accepted_at is null
          and invitation.revoked_at is null
          and invitation.expires_at > now()
        "#,
        token,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The name of the team that an invitation is about, if it is about one.
pub async fn team_name(tx: OutsideTx, invitation: &Invitation) -> sqlx::Result<Option<String>> {
    let Some(team) = invitation.team else { return Ok(None) };
    // What the inviter said of the team, nothing more.
    let mut tx: TenantTx<View> = tx.enter(invitation.org, invitation.inviter).await?;
    sqlx::query_scalar!(
        "select name from team where org_id = $1 and id = $2",
        tx.org() as OrgId,
        team as TeamId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Makes `person` what the invitation says, and uses it up; `None` if somebody was faster.
///
/// Whoever calls this has established that `person` has the invitation's address.
pub async fn accept(
    tx: OutsideTx,
    invitation: &Invitation,
    person: PersonId,
) -> sqlx::Result<Option<TenantTx<Manage>>> {
    let mut tx: TenantTx<Manage> = tx.enter(invitation.org, person).await?;
    let used = sqlx::query!(
        "
        update invitation set accepted_at = now()
        where org_id = $1 and id = $2
          and accepted_at is null and revoked_at is null and expires_at > now()
        ",
        tx.org() as OrgId,
        invitation.id as InvitationId,
    )
    .execute(tx.conn())
    .await?;
    if used.rows_affected() == 0 {
        return Ok(None);
    }
    membership::admit(&mut tx, person, invitation.role).await?;
    if let Some(team) = invitation.team {
        membership::add_lead(&mut tx, team, person).await?;
    }
    tx.note(AuditKind::InvitationAccepted, &invitation.email).await?;
    Ok(Some(tx))
}
