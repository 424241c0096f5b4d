//! All SQL of reminders: who sends them, and to whom.

use chrono::{DateTime, Utc};

use super::{Lead, LedTeam, Reminding};
use crate::access::{Allows, Manage, OrgId, OutsideTx, PersonId, TenantTx, View};
use crate::paths::TeamSlug;
use crate::period::Period;

/// The organizations that remind their leads.
pub(super) async fn reminding(tx: &mut OutsideTx) -> sqlx::Result<Vec<Reminding>> {
    sqlx::query_as!(
        Reminding,
        "
        select reminding.org_id as org, org.slug, org.name, reminding.decided_by
        from reminding join org on org.id = reminding.org_id
        where reminding.is_on
        order by reminding.org_id
        ",
    )
    .fetch_all(tx.conn())
    .await
}

/// Whether the organization reminds its leads.
pub(super) async fn is_reminding(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<bool> {
    let is_on =
        sqlx::query_scalar!("select is_on from reminding where org_id = $1", tx.org() as OrgId)
            .fetch_optional(tx.conn())
            .await?;
    Ok(is_on.unwrap_or(false))
}

/// Decides whether the organization reminds its leads, on behalf of whoever decides it.
pub async fn decide(
    tx: &mut TenantTx<impl Allows<Manage>>,
    is_on: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into reminding (org_id, is_on, decided_by, decided_at) values ($1, $2, $3, $4)
        on conflict (org_id) do update set
            is_on = excluded.is_on, decided_by = excluded.decided_by,
            decided_at = excluded.decided_at
        ",
        tx.org() as OrgId,
        is_on,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The leads who want reminders, have teams that existed in `period` and have not submitted it,
/// and got no mail of `cause`; by id.
pub(super) async fn leads_to_remind(
    tx: &mut TenantTx<impl Allows<View>>,
    period: Period,
    cause: &str,
) -> sqlx::Result<Vec<Lead>> {
    let over = period.next().first_day().and_time(chrono::NaiveTime::MIN).and_utc();
    let rows = sqlx::query!(
        r#"
        select
            person.id as person, person.name, person.email,
            array_agg(team.slug order by lower(team.name), team.id) as "slugs!: Vec<TeamSlug>",
            array_agg(team.name order by lower(team.name), team.id) as "names!"
        from team_lead
        join membership
            on membership.org_id = team_lead.org_id
            and membership.person_id = team_lead.person_id
            and membership.role <> 'viewer'
        join person on person.id = membership.person_id
        join team on team.org_id = team_lead.org_id and team.id = team_lead.team_id
        where team_lead.org_id = $1
          and team.created_at < $3
          and not exists (
            select from assessment
            where assessment.org_id = $1 and assessment.team_id = team.id
              and assessment.period = $2 and assessment.submitted_at is not null
          )
          and not exists (
            select from mail_refusal
            where mail_refusal.org_id = $1 and mail_refusal.recipient = person.email
              and mail_refusal.topic = 'reminder'
          )
          and not exists (
            select from mail
            where mail.org_id = $1 and mail.cause = $4 and mail.recipient = person.email
          )
        group by person.id, person.name, person.email
        order by person.id
        "#,
        tx.org() as OrgId,
        period as Period,
        over,
        cause,
    )
    .fetch_all(tx.conn())
    .await?;
    let teams = |slugs: Vec<TeamSlug>, names: Vec<String>| {
        slugs.into_iter().zip(names).map(|(slug, name)| LedTeam { slug, name }).collect()
    };
    Ok(rows
        .into_iter()
        .map(|row| Lead {
            person: row.person,
            name: row.name,
            email: row.email,
            teams: teams(row.slugs, row.names),
        })
        .collect())
}
