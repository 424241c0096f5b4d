//! All SQL of links that unsubscribe, and of what was refused by them.

use chrono::{DateTime, Utc};

use super::Subscription;
use crate::access::{OrgId, OutsideTx, TokenHash};
use crate::mail::Topic;
use crate::mail::store::PRUNED_AT_ONCE;

/// What the link with this token refuses.
pub async fn find_subscription(
    tx: &mut OutsideTx,
    token: &TokenHash,
) -> sqlx::Result<Option<Subscription>> {
    sqlx::query_as!(
        Subscription,
        r#"
        select mail_token.org_id as org, org.name as org_name, mail_token.recipient,
            mail_token.topic, mail_refusal.at as "refused_at?"
        from mail_token
        join org on org.id = mail_token.org_id
        left join mail_refusal
            on mail_refusal.org_id = mail_token.org_id
            and mail_refusal.recipient = mail_token.recipient
            and mail_refusal.topic = mail_token.topic
        where mail_token.token_hash = $1
        "#,
        token,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Refuses an organization's mails of a topic to an address, those that wait included.
pub async fn refuse(
    tx: &mut OutsideTx,
    org: OrgId,
    recipient: &str,
    topic: Topic,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into mail_refusal (org_id, recipient, topic, at) values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        org as OrgId,
        recipient,
        topic as Topic,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "
        update mail set
            state = 'dropped', settled_at = $4, plain = '', html = '', unsubscribe = '',
            reason = 'The recipient does not want these mails.'
        where org_id = $1 and recipient = $2 and topic = $3 and state = 'waiting'
        ",
        org as OrgId,
        recipient,
        topic as Topic,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a refusal back.
pub async fn want(
    tx: &mut OutsideTx,
    org: OrgId,
    recipient: &str,
    topic: Topic,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from mail_refusal where org_id = $1 and recipient = $2 and topic = $3",
        org as OrgId,
        recipient,
        topic as Topic,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The organizations whose mails of a topic an address refuses.
pub async fn refused(
    tx: &mut OutsideTx,
    orgs: &[OrgId],
    recipient: &str,
    topic: Topic,
) -> sqlx::Result<Vec<OrgId>> {
    let orgs: Vec<uuid::Uuid> = orgs.iter().map(|org| org.0).collect();
    sqlx::query_scalar!(
        r#"
        select org_id as "org_id: OrgId" from mail_refusal
        where org_id = any ($1) and recipient = $2 and topic = $3
        "#,
        &orgs,
        recipient,
        topic as Topic,
    )
    .fetch_all(tx.conn())
    .await
}

/// Deletes the links that unsubscribe and were made by `moment`.
pub(in crate::mail) async fn delete_tokens(
    tx: &mut OutsideTx,
    moment: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        delete from mail_token where token_hash in (
            select token_hash from mail_token where made_at <= $1 order by made_at limit $2
        )
        ",
        moment,
        PRUNED_AT_ONCE,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
