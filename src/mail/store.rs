//! All SQL of mails. Organizations write them; whoever delivers them reads across organizations,
//! and so stands outside.

use chrono::{DateTime, Duration, Utc};

use super::delivery::{Claimed, Outcome};
use super::{Listed, Mail, MailId, MailState, Topic};
use crate::access::{Allows, Edit, Manage, OrgId, OutsideTx, PersonId, TenantTx, View};

/// Puts a mail among those to be sent, at once; `false` if one of its cause was put there before,
/// or its recipient refuses mails of its topic.
pub async fn enqueue(
    tx: &mut TenantTx<impl Allows<Edit>>,
    mail: &Mail<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let subject: String = mail.subject.chars().filter(|c| !c.is_control()).take(200).collect();
    let added = sqlx::query!(
        "
        insert into mail (
            org_id, id, topic, cause, recipient, member_id, subject, plain, html, unsubscribe,
            due_at, created_at
        )
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11
        where not exists (
            select from mail_refusal where org_id = $1 and recipient = $5 and topic = $3
        )
        on conflict on constraint mail_once_per_cause do nothing
        ",
        tx.org() as OrgId,
        MailId::fresh() as MailId,
        mail.topic as Topic,
        mail.cause,
        mail.recipient,
        mail.member as Option<PersonId>,
        subject,
        mail.text,
        mail.html,
        mail.unsubscribe.map_or("", |it| it.link()),
        now,
    )
    .execute(tx.conn())
    .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(unsubscribe) = mail.unsubscribe {
        sqlx::query!(
            "
            insert into mail_token (token_hash, org_id, recipient, topic, made_at)
            values ($1, $2, $3, $4, $5)
            ",
            &unsubscribe.hash(),
            tx.org() as OrgId,
            mail.recipient,
            mail.topic as Topic,
            now,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(true)
}

/// The organization's mails, the newest first.
pub async fn newest(
    tx: &mut TenantTx<impl Allows<Manage>>,
    at_most: i64,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        "
        select recipient, subject, state, attempts, created_at, due_at, reason from mail
        where org_id = $1
        order by created_at desc, id desc
        limit $2
        ",
        tx.org() as OrgId,
        at_most,
    )
    .fetch_all(tx.conn())
    .await
}

/// How many mails of a topic the organization has made since `moment`.
pub async fn count_since(
    tx: &mut TenantTx<impl Allows<View>>,
    topic: Topic,
    moment: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from mail
        where org_id = $1 and created_at > $3 and topic = $2
        "#,
        tx.org() as OrgId,
        topic as Topic,
        moment,
    )
    .fetch_one(tx.conn())
    .await
}

/// Settles what nobody is to send any more: mails to members who have left, and those whose
/// sending began `patience` ago and did not end, of which nobody knows whether they arrived.
pub(super) async fn settle_abandoned(
    tx: &mut OutsideTx,
    now: DateTime<Utc>,
    patience: Duration,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update mail set
            state = 'dropped', settled_at = $1, plain = '', html = '', unsubscribe = '',
            reason = 'The recipient is no member any more.'
        where state = 'waiting' and due_at <= $1 and member_id is not null and not exists (
            select from membership
            where membership.org_id = mail.org_id and membership.person_id = mail.member_id
        )
        ",
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "
        update mail set
            state = 'unclear', settled_at = $1, plain = '', html = '', unsubscribe = '',
            reason = 'Waymark was interrupted while it sent this.'
        where state = 'sending' and claimed_at <= $2
        ",
        now,
        now - patience,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Claims the mail that has been due longest. What somebody else is claiming is passed over.
pub(super) async fn claim(tx: &mut OutsideTx, now: DateTime<Utc>) -> sqlx::Result<Option<Claimed>> {
    sqlx::query_as!(
        Claimed,
        r#"
        with due as (
            select org_id, id from mail
            where state = 'waiting' and due_at <= $1
            order by due_at, id
            limit 1
            for update skip locked
        )
        update mail set state = 'sending', attempts = mail.attempts + 1, claimed_at = $1
        from due
        where mail.org_id = due.org_id and mail.id = due.id
        returning
            mail.org_id as org, mail.id, mail.recipient, mail.subject, mail.plain as text,
            mail.html, mail.unsubscribe, mail.attempts
        "#,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Drops mails that wait: those whose cause begins with `causes`, to `recipient` or to anybody.
/// `reason` says why, in a sentence.
pub async fn drop_waiting(
    tx: &mut TenantTx<impl Allows<Manage>>,
    causes: &str,
    recipient: Option<&str>,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update mail set
            state = 'dropped', settled_at = $5, plain = '', html = '', unsubscribe = '',
            reason = $4
        where org_id = $1 and starts_with(cause, $2) and ($3::text is null or recipient = $3)
          and state = 'waiting'
        ",
        tx.org() as OrgId,
        causes,
        recipient,
        reason,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes how the sending of a claimed mail ended. What is settled keeps no text.
pub(super) async fn note_outcome(
    tx: &mut OutsideTx,
    claimed: &Claimed,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update mail set
            state = $3,
            reason = $4,
            due_at = coalesce($5, due_at),
            settled_at = case when $3 = 'waiting' then null else $6::timestamptz end,
            plain = case when $3 = 'waiting' then plain else '' end,
            html = case when $3 = 'waiting' then html else '' end,
            unsubscribe = case when $3 = 'waiting' then unsubscribe else '' end
        where org_id = $1 and id = $2 and state = 'sending'
        ",
        claimed.org as OrgId,
        claimed.id as MailId,
        outcome.state as MailState,
        outcome.reason,
        outcome.again_at,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many rows a pruning deletes of a table at most.
pub(super) const PRUNED_AT_ONCE: i64 = 10_000;

/// Deletes what was settled by `moment`.
pub(super) async fn delete_settled(tx: &mut OutsideTx, moment: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "
        delete from mail using (
            select org_id, id from mail where settled_at <= $1 order by settled_at limit $2
        ) old
        where mail.org_id = old.org_id and mail.id = old.id
        ",
        moment,
        PRUNED_AT_ONCE,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
