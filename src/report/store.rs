//! All SQL of reports and their revisions.

use chrono::{DateTime, Utc};

use super::{Document, ListedReport, Noted, Report, ReportId, Revision, Why};
use crate::access::{Allows, Edit, OrgId, PersonId, TenantTx, View};
use crate::period::Period;
use crate::web::PageError;

/// The form in which documents are stored. A later one keeps reading those before it.
const FORM: i16 = 1;

/// How many notes a report takes in at most.
const MOST_NOTED: i64 = 500;

/// The reports, the newest period first; at most 200.
pub(super) async fn reports(
    tx: &mut TenantTx<impl Allows<View>>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ListedReport>> {
    sqlx::query_as!(
        ListedReport,
        r#"
        select
            report.id, report.period, report.newest, coalesce(person.name, '') as "made_by!",
            report_revision.made_at, report.withdrawn_at,
            (
                select count(*) from share_link
                where share_link.org_id = $1 and share_link.report_id = report.id
                  and share_link.revoked_at is null and share_link.expires_at > $2
            ) as "live_links!"
        from report
        join report_revision
            on report_revision.org_id = $1 and report_revision.report_id = report.id
            and report_revision.number = report.newest
        left join person on person.id = report.made_by
        where report.org_id = $1
        order by report.withdrawn_at is not null, report.period desc, report.id desc
        limit 200
        "#,
        tx.org() as OrgId,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// A report, and its revision of that number or its newest.
pub(super) async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    id: ReportId,
    number: Option<i32>,
) -> Result<Option<(Report, i32, Document)>, PageError> {
    let row = sqlx::query!(
        r#"
        select
            report.id, report.period, report.newest, report.made_by, report.withdrawn_at,
            report_revision.number, report_revision.document
        from report
        join report_revision
            on report_revision.org_id = $1 and report_revision.report_id = report.id
            and report_revision.number = coalesce($3, report.newest)
        where report.org_id = $1 and report.id = $2
        "#,
        tx.org() as OrgId,
        id as ReportId,
        number,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let report = Report {
        id: row.id,
        period: row.period,
        newest: row.newest,
        made_by: row.made_by,
        withdrawn_at: row.withdrawn_at,
    };
    Ok(Some((report, row.number, read(&row.document)?)))
}

fn read(document: &str) -> Result<Document, PageError> {
    serde_json::from_str(document).map_err(|error| PageError::Unexpected(error.into()))
}

/// The number of a report's newest revision; `None` without such a report, or when it was withdrawn.
pub(super) async fn newest_revision(
    tx: &mut TenantTx<impl Allows<View>>,
    id: ReportId,
) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select newest from report where org_id = $1 and id = $2 and withdrawn_at is null",
        tx.org() as OrgId,
        id as ReportId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// What the newest report of an earlier period than `period` says.
pub(super) async fn before(
    tx: &mut TenantTx<impl Allows<View>>,
    period: Period,
) -> Result<Option<Document>, PageError> {
    let document = sqlx::query_scalar!(
        "
        select report_revision.document
        from report
        join report_revision
            on report_revision.org_id = $1 and report_revision.report_id = report.id
            and report_revision.number = report.newest
        where report.org_id = $1 and report.period < $2 and report.withdrawn_at is null
        order by report.period desc, report.id desc
        limit 1
        ",
        tx.org() as OrgId,
        period as Period,
    )
    .fetch_optional(tx.conn())
    .await?;
    document.as_deref().map(read).transpose()
}

/// The revisions of a report, the newest first; at most 100.
pub(super) async fn revisions(
    tx: &mut TenantTx<impl Allows<View>>,
    id: ReportId,
) -> sqlx::Result<Vec<Revision>> {
    sqlx::query_as!(
        Revision,
        r#"
        select
            report_revision.number, report_revision.why as "why: Why",
            coalesce(person.name, '') as "made_by!", report_revision.made_at
        from report_revision
        left join person on person.id = report_revision.made_by
        where report_revision.org_id = $1 and report_revision.report_id = $2
        order by report_revision.number desc
        limit 100
        "#,
        tx.org() as OrgId,
        id as ReportId,
    )
    .fetch_all(tx.conn())
    .await
}

/// What was noted with the submitted answers of a period, at most 500 of them.
pub(super) async fn noted(
    tx: &mut TenantTx<impl Allows<View>>,
    period: Period,
) -> sqlx::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        r#"
        select answer.criterion, team.name as "team?", answer.note, answer.link
        from assessment
        join answer on answer.org_id = $1 and answer.assessment_id = assessment.id
        left join team on team.org_id = $1 and team.id = assessment.team_id
        where assessment.org_id = $1 and assessment.period = $2
          and assessment.submitted_at is not null and (answer.note <> '' or answer.link <> '')
        order by answer.criterion, lower(team.name), assessment.id
        limit $3
        "#,
        tx.org() as OrgId,
        period as Period,
        MOST_NOTED,
    )
    .fetch_all(tx.conn())
    .await
}

/// Keeps a new report.
pub(super) async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ReportId,
    document: &Document,
    now: DateTime<Utc>,
) -> Result<(), PageError> {
    sqlx::query!(
        "
        insert into report (org_id, id, period, newest, made_by, made_at)
        values ($1, $2, $3, 1, $4, $5)
        ",
        tx.org() as OrgId,
        id as ReportId,
        document.period as Period,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    insert_revision(tx, id, 1, (Why::Made, document), now).await
}

/// Keeps another revision of a report that is at `newest`; `false` if it is not any more.
pub(super) async fn revise(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ReportId,
    newest: i32,
    (why, document): (Why, &Document),
    now: DateTime<Utc>,
) -> Result<bool, PageError> {
    let moved = sqlx::query!(
        "
        update report set newest = newest + 1
        where org_id = $1 and id = $2 and newest = $3 and withdrawn_at is null
        ",
        tx.org() as OrgId,
        id as ReportId,
        newest,
    )
    .execute(tx.conn())
    .await?;
    if moved.rows_affected() == 0 {
        return Ok(false);
    }
    insert_revision(tx, id, newest + 1, (why, document), now).await?;
    Ok(true)
}

async fn insert_revision(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ReportId,
    number: i32,
    (why, document): (Why, &Document),
    now: DateTime<Utc>,
) -> Result<(), PageError> {
    let document =
        serde_json::to_string(document).map_err(|error| PageError::Unexpected(error.into()))?;
    sqlx::query!(
        "
        insert into report_revision (org_id, report_id, number, form, document, why, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        ",
        tx.org() as OrgId,
        id as ReportId,
        number,
        FORM,
        document,
        why.as_str(),
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a report out of the lists of those that count; `None` if there is none that is in them.
pub(super) async fn withdraw(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ReportId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Period>> {
    sqlx::query_scalar!(
        "
        update report set withdrawn_at = $3
        where org_id = $1 and id = $2 and withdrawn_at is null
        returning period
        ",
        tx.org() as OrgId,
        id as ReportId,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}
