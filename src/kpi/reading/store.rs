//! All SQL of readings.

use chrono::{DateTime, NaiveDate, Utc};

use crate::access::{Allows, Edit, OrgId, PersonId, TenantTx, View};
use crate::kpi::many::Entry;
use crate::kpi::{Amount, Dated, KpiId, Reading, ReadingForm, ReadingId};

/// So many of a KPI's readings after those that are skipped, the newest first, and how many there
/// are in all.
pub(in crate::kpi) async fn page(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
    (skipped, limit): (i64, i64),
) -> sqlx::Result<(Vec<Reading>, i64)> {
    let rows = sqlx::query!(
        r#"
        select
            reading.id, reading.day, reading.value, reading.source, reading.note,
            reading.row_version, coalesce(person.name, 'a former member') as "by!",
            (select count(*) from kpi_reading where org_id = $1 and kpi_id = $2) as "all!"
        from kpi_reading as reading
        left join person on person.id = reading.entered_by
        where reading.org_id = $1 and reading.kpi_id = $2
        order by reading.day desc
        offset $3 limit $4
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
        skipped,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let all = rows.first().map_or(0, |row| row.all);
    let readings = rows.into_iter().map(|row| Reading {
        id: row.id,
        day: row.day,
        value: row.value,
        source: row.source,
        note: row.note,
        row_version: row.row_version,
        entered_by: row.by,
    });
    Ok((readings.collect(), all))
}

/// A reading of a KPI.
pub(in crate::kpi) async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
    reading: ReadingId,
) -> sqlx::Result<Option<Reading>> {
    sqlx::query_as!(
        Reading,
        r#"
        select
            reading.id, reading.day, reading.value, reading.source, reading.note,
            reading.row_version, coalesce(person.name, 'a former member') as "entered_by!"
        from kpi_reading as reading
        left join person on person.id = reading.entered_by
        where reading.org_id = $1 and reading.kpi_id = $2 and reading.id = $3
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
        reading as ReadingId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Adds a reading; `false` if there is one of that day.
pub async fn add(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpi: KpiId,
    reading: &ReadingForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    Ok(add_all(tx, &[(kpi, reading)], now).await? == 1)
}

/// Lets nobody else move readings of a KPI until this transaction ends, and tells whether another
/// than `reading` is of `day`.
pub(in crate::kpi) async fn lock_day(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpi: KpiId,
    reading: ReadingId,
    day: NaiveDate,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "select id from kpi where org_id = $1 and id = $2 for update",
        tx.org() as OrgId,
        kpi as KpiId,
    )
    .fetch_optional(tx.conn())
    .await?;
    sqlx::query_scalar!(
        r#"
        select exists (
            select from kpi_reading
            where org_id = $1 and kpi_id = $2 and day = $3 and id <> $4
        ) as "taken!"
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
        day,
        reading as ReadingId,
    )
    .fetch_one(tx.conn())
    .await
}

/// Corrects a reading; `false` if it has changed since `version`.
pub(in crate::kpi) async fn update(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (id, version): (ReadingId, i32),
    reading: &ReadingForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let updated = sqlx::query!(
        "
        update kpi_reading
        set day = $4, value = $5, source = $6, note = $7, entered_by = $8, entered_at = $9,
            row_version = row_version + 1
        where org_id = $1 and id = $2 and row_version = $3
        ",
        tx.org() as OrgId,
        id as ReadingId,
        version,
        reading.day,
        reading.value as Amount,
        reading.source,
        reading.note,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Removes a reading of a KPI; `false` if it is not there.
pub(in crate::kpi) async fn remove(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpi: KpiId,
    reading: ReadingId,
) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from kpi_reading where org_id = $1 and kpi_id = $2 and id = $3",
        tx.org() as OrgId,
        kpi as KpiId,
        reading as ReadingId,
    )
    .execute(tx.conn())
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// The readings that there are of the same KPIs and days as entries, with their values.
pub(in crate::kpi) async fn taken(
    tx: &mut TenantTx<impl Allows<View>>,
    entries: &[&Entry],
) -> sqlx::Result<Vec<(KpiId, Dated)>> {
    let rows = sqlx::query!(
        "
        select kpi_id, day, value from kpi_reading
        where org_id = $1 and (kpi_id, day) in (select * from unnest($2::uuid[], $3::date[]))
        ",
        tx.org() as OrgId,
        &entries.iter().map(|entry| entry.kpi.0).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.reading.day).collect::<Vec<_>>(),
    )
    .fetch_all(tx.conn())
    .await?;
    let taken = rows.into_iter();
    Ok(taken.map(|row| (row.kpi_id, Dated { day: row.day, value: row.value })).collect())
}

/// Adds readings; tells how many, which is fewer than those given when a day has been taken.
pub(in crate::kpi) async fn add_all(
    tx: &mut TenantTx<impl Allows<Edit>>,
    readings: &[(KpiId, &ReadingForm)],
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let forms = || readings.iter().map(|(_, form)| form);
    let inserted = sqlx::query!(
        "
        insert into kpi_reading (
            org_id, id, kpi_id, day, value, source, note, entered_by, entered_at
        )
        select $1, typed.id, typed.kpi_id, typed.day, typed.value, typed.source, typed.note, $2, $3
        from unnest($4::uuid[], $5::uuid[], $6::date[], $7::bigint[], $8::text[], $9::text[])
            as typed (id, kpi_id, day, value, source, note)
        on conflict on constraint kpi_reading_once_per_day do nothing
        ",
        tx.org() as OrgId,
        tx.person() as PersonId,
        now,
        &readings.iter().map(|_| ReadingId::fresh().0).collect::<Vec<_>>(),
        &readings.iter().map(|(kpi, _)| kpi.0).collect::<Vec<_>>(),
        &forms().map(|form| form.day).collect::<Vec<_>>(),
        &forms().map(|form| form.value.millionths()).collect::<Vec<_>>(),
        &forms().map(|form| form.source.clone()).collect::<Vec<_>>(),
        &forms().map(|form| form.note.clone()).collect::<Vec<_>>(),
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected())
}

/// A reading as it is kept as a file, with the name and the unit of its KPI.
pub(in crate::kpi) struct Kept {
    pub name: String,
    pub day: NaiveDate,
    pub value: Amount,
    pub unit: String,
    pub source: String,
    pub note: String,
}

/// Every reading, of one KPI or of all, the oldest first.
pub(in crate::kpi) async fn kept(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: Option<KpiId>,
) -> sqlx::Result<Vec<Kept>> {
    sqlx::query_as!(
        Kept,
        "
        select kpi.name, reading.day, reading.value, kpi.unit, reading.source, reading.note
        from kpi_reading as reading
        join kpi on kpi.org_id = reading.org_id and kpi.id = reading.kpi_id
        where reading.org_id = $1 and ($2::uuid is null or reading.kpi_id = $2)
        order by lower(kpi.name), kpi.id, reading.day
        ",
        tx.org() as OrgId,
        kpi as Option<KpiId>,
    )
    .fetch_all(tx.conn())
    .await
}
