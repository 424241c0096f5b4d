//! All SQL of subscribers and of what was mailed to them.

use chrono::{DateTime, Utc};

use super::{Added, Recipient, Subscriber, SubscriberForm, SubscriberId, cause};
use crate::access::{Allows, Manage, OrgId, PersonId, ShareLinkId, TenantTx};
use crate::mail::MailState;
use crate::report::ReportId;

/// How many subscribers an organization has at most.
const MOST: i64 = 200;

/// The subscribers, by name.
pub(in crate::report) async fn subscribers(
    tx: &mut TenantTx<impl Allows<Manage>>,
) -> sqlx::Result<Vec<Subscriber>> {
    sqlx::query_as!(
        Subscriber,
        r#"
        select
            subscriber.id, subscriber.name, subscriber.email, subscriber.added_at,
            newest.at as "mailed_at?", mail.state as "mail_state?: MailState",
            mail_refusal.at as "refused_at?"
        from subscriber
        left join lateral (
            select at, report_id, number from report_mailing
            where org_id = $1 and subscriber_id = subscriber.id
            order by at desc, number desc
            limit 1
        ) newest on true
        left join mail
            on mail.org_id = $1 and mail.recipient = subscriber.email
            and mail.cause = 'report/' || newest.report_id || '/' || newest.number
        left join mail_refusal
            on mail_refusal.org_id = $1 and mail_refusal.recipient = subscriber.email
            and mail_refusal.topic = 'report'
        where subscriber.org_id = $1
        order by lower(subscriber.name), subscriber.id
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Adds somebody, unless their address is there already or there are 200.
pub async fn add(
    tx: &mut TenantTx<impl Allows<Manage>>,
    SubscriberForm { name, email }: &SubscriberForm,
    now: DateTime<Utc>,
) -> sqlx::Result<Added> {
    let before = sqlx::query!(
        r#"
        select count(*) as "all!", count(*) filter (where email = $2) as "same!"
        from subscriber where org_id = $1
        "#,
        tx.org() as OrgId,
        email,
    )
    .fetch_one(tx.conn())
    .await?;
    if before.same > 0 {
        return Ok(Added::Before);
    }
    if before.all >= MOST {
        return Ok(Added::Full);
    }
    let added = sqlx::query!(
        "
        insert into subscriber (org_id, id, name, email, added_by, added_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict on constraint subscriber_once do nothing
        ",
        tx.org() as OrgId,
        SubscriberId::fresh() as SubscriberId,
        name,
        email,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(if added.rows_affected() == 1 { Added::Yes } else { Added::Before })
}

/// Removes somebody, with what is known of mails to them; `None` if they are not there, else their
/// name and address.
pub(in crate::report) async fn remove(
    tx: &mut TenantTx<impl Allows<Manage>>,
    id: SubscriberId,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query!(
        "delete from report_mailing where org_id = $1 and subscriber_id = $2",
        tx.org() as OrgId,
        id as SubscriberId,
    )
    .execute(tx.conn())
    .await?;
    let removed = sqlx::query!(
        "delete from subscriber where org_id = $1 and id = $2 returning name, email",
        tx.org() as OrgId,
        id as SubscriberId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(removed.map(|row| (row.name, row.email)))
}

/// Locks a report until the end of the transaction, so that of two who mail it one waits for the
/// other. Tells the number of its newest revision, and whether it is withdrawn; `None` if there is
/// none.
pub(in crate::report) async fn lock(
    tx: &mut TenantTx<impl Allows<Manage>>,
    report: ReportId,
) -> sqlx::Result<Option<(i32, bool)>> {
    let row = sqlx::query!(
        "select newest, withdrawn_at from report where org_id = $1 and id = $2 for update",
        tx.org() as OrgId,
        report as ReportId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.newest, row.withdrawn_at.is_some())))
}

/// The subscribers by name, as a revision of a report finds them.
pub(in crate::report) async fn recipients(
    tx: &mut TenantTx<impl Allows<Manage>>,
    report: ReportId,
    number: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Recipient>> {
    sqlx::query_as!(
        Recipient,
        r#"
        select
            subscriber.id, subscriber.name, subscriber.email,
            exists (
                select from mail_refusal
                where org_id = $1 and recipient = subscriber.email and topic = 'report'
            ) as "refuses!",
            exists (
                select from report_mailing
                where org_id = $1 and report_id = $2 and number = $3
                  and subscriber_id = subscriber.id
            ) or exists (
                select from mail
                where org_id = $1 and cause = $4 and recipient = subscriber.email
            ) as "was_mailed!",
            exists (
                select from report_mailing
                join share_link on share_link.org_id = $1 and share_link.id = report_mailing.link_id
                where report_mailing.org_id = $1 and report_mailing.report_id = $2
                  and report_mailing.subscriber_id = subscriber.id
                  and share_link.revoked_at is null and share_link.expires_at > $5
            ) as "has_link!"
        from subscriber
        where subscriber.org_id = $1
        order by lower(subscriber.name), subscriber.id
        "#,
        tx.org() as OrgId,
        report as ReportId,
        number,
        cause(report, number),
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Which revision was mailed with a link, and to which address; `None` if the link was mailed to no
/// subscriber.
pub(in crate::report) async fn mailed_with(
    tx: &mut TenantTx<impl Allows<Manage>>,
    link: ShareLinkId,
) -> sqlx::Result<Option<(i32, String)>> {
    let row = sqlx::query!(
        "
        select report_mailing.number, subscriber.email
        from report_mailing
        join subscriber
            on subscriber.org_id = $1 and subscriber.id = report_mailing.subscriber_id
        where report_mailing.org_id = $1 and report_mailing.link_id = $2
        ",
        tx.org() as OrgId,
        link as ShareLinkId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.number, row.email)))
}

/// Notes that a revision was mailed to a subscriber with a link of their own.
pub(in crate::report) async fn note_mailing(
    tx: &mut TenantTx<impl Allows<Manage>>,
    (report, number): (ReportId, i32),
    subscriber: SubscriberId,
    link: ShareLinkId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into report_mailing (org_id, report_id, number, subscriber_id, link_id, at)
        values ($1, $2, $3, $4, $5, $6)
        ",
        tx.org() as OrgId,
        report as ReportId,
        number,
        subscriber as SubscriberId,
        link as ShareLinkId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
