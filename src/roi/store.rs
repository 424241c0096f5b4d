//! All SQL of returns.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    AmountIn, Balance, Counts, Entry, EntryForm, EntryId, Expectation, ExpectationForm, Filter,
    Kind, Naming, NamingEntry, Return,
};
use crate::access::{Allows, Edit, Manage, OrgId, PersonId, TeamId, TenantTx, View};
use crate::paths::{ApplicationSlug, KpiSlug};
use crate::period::Period;
use crate::subject::Subject;

/// How many entries an organization has at most: as many as surely add up.
const MOST: i64 = 100_000;

/// How many entries a file holds at most.
const MOST_IN_A_FILE: i64 = 5_000;

/// What somebody is told whose entries are not kept.
pub(super) const NOT_KEPT: &str = "The organization's currency has changed, or it would have more \
    than 100 000 entries, which is the most. Open the page again.";

/// What each quarter cost and brought, how many entries it has, and what is expected: in one look.
pub async fn returned(tx: &mut TenantTx<impl Allows<View>>) -> sqlx::Result<Return> {
    let rows = sqlx::query!(
        r#"
        select
            period as "period!: Period",
            coalesce(sum(amount) filter (where kind = 'cost'), 0)::bigint as "cost!",
            coalesce(sum(amount) filter (where kind = 'benefit'), 0)::bigint as "benefit!",
            count(*) filter (where kind = 'cost') as "costs!",
            count(*) filter (where kind = 'benefit') as "benefits!",
            count(*) filter (where kind = 'note') as "notes!",
            null as "to?: Period",
            null::integer as "version?"
        from roi_entry
        where org_id = $1
        group by period
        union all
        select from_period, depth, 0, 0, 0, 0, to_period, row_version
        from roi_expectation
        where org_id = $1
        order by 1
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    let (mut entered, mut counts, mut expectation) = (Vec::new(), Vec::new(), None);
    for row in rows {
        if let (Some(to), Some(version)) = (row.to, row.version) {
            expectation = Some(Expectation { from: row.period, to, depth: row.cost, version });
            continue;
        }
        let (period, costs, benefits) = (row.period, row.costs, row.benefits);
        counts.push(Counts { period, costs, benefits, notes: row.notes });
        if costs + benefits > 0 {
            entered.push((period, row.cost, row.benefit));
        }
    }
    counts.reverse();
    Ok(Return { balance: Balance::of(&entered), expectation, counts })
}

/// A page of the entries that a filter lets through, the newest quarter first, and in it what was
/// entered last.
pub async fn entries(
    tx: &mut TenantTx<impl Allows<View>>,
    filter: &Filter,
) -> sqlx::Result<Vec<Entry>> {
    listed(tx, filter, Filter::SIZE, (filter.page - 1) * Filter::SIZE).await
}

async fn listed(
    tx: &mut TenantTx<impl Allows<View>>,
    filter: &Filter,
    at_most: i64,
    after: i64,
) -> sqlx::Result<Vec<Entry>> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"
        select
            roi_entry.id, roi_entry.team_id as "team", roi_entry.kind, roi_entry.category,
            roi_entry.amount, roi_entry.period, roi_entry.note, roi_entry.application_id,
            application.slug as "application_slug?", application.name as "application_name?",
            roi_entry.kpi_id, kpi.slug as "kpi_slug?", kpi.name as "kpi_name?",
            person.name as "entered_by?", roi_entry.entered_at, roi_entry.row_version as "version"
        from roi_entry
        left join application on application.org_id = $1 and application.id = roi_entry.application_id
        left join kpi on kpi.org_id = $1 and kpi.id = roi_entry.kpi_id
        left join person on person.id = roi_entry.entered_by
        where roi_entry.org_id = $1
          and ($2::text is null or roi_entry.period = $2)
          and ($3::text is null or roi_entry.kind = $3)
        order by roi_entry.period desc, roi_entry.id desc
        limit $4 offset $5
        "#,
        tx.org() as OrgId,
        filter.period as Option<Period>,
        filter.kind.map(Kind::as_str),
        at_most,
        after,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// An entry, if it is there.
pub(super) async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    entry: EntryId,
) -> sqlx::Result<Option<Entry>> {
    let row = sqlx::query_as!(
        EntryRow,
        r#"
        select
            roi_entry.id, roi_entry.team_id as "team", roi_entry.kind, roi_entry.category,
            roi_entry.amount, roi_entry.period, roi_entry.note, roi_entry.application_id,
            application.slug as "application_slug?", application.name as "application_name?",
            roi_entry.kpi_id, kpi.slug as "kpi_slug?", kpi.name as "kpi_name?",
            person.name as "entered_by?", roi_entry.entered_at, roi_entry.row_version as "version"
        from roi_entry
        left join application on application.org_id = $1 and application.id = roi_entry.application_id
        left join kpi on kpi.org_id = $1 and kpi.id = roi_entry.kpi_id
        left join person on person.id = roi_entry.entered_by
        where roi_entry.org_id = $1 and roi_entry.id = $2
        "#,
        tx.org() as OrgId,
        entry as EntryId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Entry::from))
}

/// The entries that name an application or a KPI of this id: what they come to, and the newest.
pub async fn naming(tx: &mut TenantTx<impl Allows<View>>, id: Uuid) -> sqlx::Result<Naming> {
    let rows = sqlx::query!(
        r#"
        select
            roi_entry.kind, roi_entry.category, roi_entry.amount, roi_entry.period, roi_entry.note,
            count(*) over () as "count!",
            coalesce(sum(amount) filter (where kind = 'cost') over (), 0)::bigint as "cost!",
            coalesce(sum(amount) filter (where kind = 'benefit') over (), 0)::bigint as "benefit!"
        from roi_entry
        where roi_entry.org_id = $1 and (roi_entry.application_id = $2 or roi_entry.kpi_id = $2)
        order by roi_entry.period desc, roi_entry.id desc
        limit $3
        "#,
        tx.org() as OrgId,
        id,
        Naming::SHOWN,
    )
    .fetch_all(tx.conn())
    .await?;
    let first = rows.first();
    let (count, cost, benefit) = first.map_or((0, 0, 0), |it| (it.count, it.cost, it.benefit));
    let newest = rows.into_iter().map(|row| NamingEntry {
        kind: row.kind,
        category: row.category,
        amount: row.amount,
        period: row.period,
        note: row.note,
    });
    Ok(Naming { newest: newest.collect(), count, cost, benefit })
}

/// An entry as it is read, with the names of what it is about.
struct EntryRow {
    id: EntryId,
    team: Option<TeamId>,
    kind: Kind,
    category: String,
    amount: Option<i64>,
    period: Period,
    note: String,
    application_id: Option<Uuid>,
    application_slug: Option<ApplicationSlug>,
    application_name: Option<String>,
    kpi_id: Option<Uuid>,
    kpi_slug: Option<KpiSlug>,
    kpi_name: Option<String>,
    entered_by: Option<String>,
    entered_at: DateTime<Utc>,
    version: i32,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.id,
            team: row.team,
            kind: row.kind,
            category: row.category,
            amount: row.amount,
            period: row.period,
            note: row.note,
            application: Subject::of(
                row.application_id,
                row.application_slug,
                row.application_name,
            ),
            kpi: Subject::of(row.kpi_id, row.kpi_slug, row.kpi_name),
            entered_by: row.entered_by,
            entered_at: row.entered_at,
            version: row.version,
        }
    }
}

/// Every entry that a filter lets through, in the same order; `None` if they are more than a file
/// holds.
pub(super) async fn all_entries(
    tx: &mut TenantTx<impl Allows<View>>,
    filter: &Filter,
) -> sqlx::Result<Option<Vec<Entry>>> {
    let entries = listed(tx, filter, MOST_IN_A_FILE + 1, 0).await?;
    let is_whole = i64::try_from(entries.len()).is_ok_and(|count| count <= MOST_IN_A_FILE);
    Ok(is_whole.then_some(entries))
}

/// Keeps new entries, all of them; `false` if the organization has another currency by now, or more
/// entries than it may have. The currency stays as it is until the transaction ends.
pub async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    entries: &[EntryForm],
    amounts: &AmountIn,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let ids: Vec<Uuid> = entries.iter().map(|_| Uuid::now_v7()).collect();
    let teams: Vec<Option<Uuid>> = entries.iter().map(|it| it.team.map(|team| team.0)).collect();
    let kinds: Vec<String> = entries.iter().map(|it| it.kind.to_string()).collect();
    let categories: Vec<String> = entries.iter().map(|it| it.category.clone()).collect();
    let in_units: Vec<Option<i64>> = entries.iter().map(|it| it.amount).collect();
    let periods: Vec<String> = entries.iter().map(|it| it.period.to_string()).collect();
    let notes: Vec<String> = entries.iter().map(|it| it.note.clone()).collect();
    let applications: Vec<Option<Uuid>> = entries.iter().map(|it| it.application).collect();
    let kpis: Vec<Option<Uuid>> = entries.iter().map(|it| it.kpi).collect();
    let done = sqlx::query!(
        "
        insert into roi_entry (
            org_id, id, team_id, kind, category, amount, period, note, application_id, kpi_id,
            entered_by, entered_at
        )
        select $1, entry.id, entry.team, entry.kind, entry.category, entry.amount, entry.period,
            entry.note, entry.application, entry.kpi, $9, $10
        from (select from org where org.id = $1 and org.currency = $11 for share) as written_in
        cross join unnest(
            $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
            $13::uuid[], $14::uuid[]
        ) as entry (id, team, kind, category, amount, period, note, application, kpi)
        where (select count(*) from roi_entry where org_id = $1) + cardinality($2::uuid[]) <= $12
        ",
        tx.org() as OrgId,
        &ids,
        &teams as &[Option<Uuid>],
        &kinds,
        &categories,
        &in_units as &[Option<i64>],
        &periods,
        &notes,
        tx.person() as PersonId,
        now,
        amounts.code(),
        MOST,
        &applications as &[Option<Uuid>],
        &kpis as &[Option<Uuid>],
    )
    .execute(tx.conn())
    .await?;
    Ok(u64::try_from(entries.len()).is_ok_and(|count| done.rows_affected() == count))
}

/// Changes an entry; `false` if it is not the one that was opened any more.
pub(super) async fn update(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: EntryId,
    version: i32,
    entry: &EntryForm,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update roi_entry set
            team_id = $4, kind = $5, category = $6, amount = $7, period = $8, note = $9,
            application_id = $10, kpi_id = $11, row_version = row_version + 1
        where org_id = $1 and id = $2 and row_version = $3
        ",
        tx.org() as OrgId,
        id as EntryId,
        version,
        entry.team as Option<TeamId>,
        entry.kind.as_str(),
        entry.category,
        entry.amount,
        entry.period as Period,
        entry.note,
        entry.application,
        entry.kpi,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes an entry.
pub(super) async fn remove(
    tx: &mut TenantTx<impl Allows<Edit>>,
    entry: EntryId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from roi_entry where org_id = $1 and id = $2",
        tx.org() as OrgId,
        entry as EntryId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is expected, if anything.
pub(super) async fn expectation(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Option<Expectation>> {
    sqlx::query_as!(
        Expectation,
        r#"
        select from_period as "from", to_period as "to", depth, row_version as "version"
        from roi_expectation where org_id = $1
        "#,
        tx.org() as OrgId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Sets what is expected in place of the version that was opened, where 0 is none; `false` if
/// another stands there now, or the organization has another currency.
pub async fn expect(
    tx: &mut TenantTx<impl Allows<Manage>>,
    expected: &ExpectationForm,
    version: i32,
    amounts: &AmountIn,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        insert into roi_expectation as known (
            org_id, from_period, to_period, depth, set_by, set_at, row_version
        )
        select $1, $2, $3, $4, $5, $6, $7 + 1
        from (select from org where org.id = $1 and org.currency = $8 for share) as written_in
        where $7 = 0 or exists (select from roi_expectation where org_id = $1)
        on conflict (org_id) do update set
            from_period = excluded.from_period,
            to_period = excluded.to_period,
            depth = excluded.depth,
            set_by = excluded.set_by,
            set_at = excluded.set_at,
            row_version = excluded.row_version
        where known.row_version = $7
        ",
        tx.org() as OrgId,
        expected.from as Period,
        expected.to as Period,
        expected.depth,
        tx.person() as PersonId,
        now,
        version,
        amounts.code(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes what is expected; `false` if nothing is.
pub(super) async fn forget_expectation(
    tx: &mut TenantTx<impl Allows<Manage>>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from roi_expectation where org_id = $1", tx.org() as OrgId)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}
