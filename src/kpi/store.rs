//! All SQL of KPIs and their readings.

use chrono::{DateTime, NaiveDate, Utc};

use super::many::Entry;
use super::{
    Amount, BaselineChange, BaselineForm, Course, Dated, Kpi, KpiForm, KpiId, Mark, Measured,
    NewKpi, Reading, ReadingForm, ReadingId,
};
use crate::access::{Allows, Edit, OrgId, Owner, PersonId, TeamId, TenantTx, View};
use crate::paths::KpiSlug;
use crate::period::Period;

/// What stands at `/kpis/…` and is no KPI.
const PAGES: [&str; 4] = ["new", "readings", "import", "certificates"];

const FORMER: &str = "a former member";

/// Every KPI by name, the organization's first, with its readings up to `until`: of each the last
/// of a quarter, over the four years before the newest.
pub async fn kpis(
    tx: &mut TenantTx<impl Allows<View>>,
    until: NaiveDate,
) -> sqlx::Result<Vec<Measured>> {
    select(tx, None, until, 4).await
}

/// A KPI by its slug, with its readings up to `until` over the fifteen years before the newest.
pub async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &KpiSlug,
    until: NaiveDate,
) -> sqlx::Result<Option<Measured>> {
    Ok(select(tx, Some(slug), until, 15).await?.pop())
}

async fn select(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: Option<&KpiSlug>,
    until: NaiveDate,
    years: i32,
) -> sqlx::Result<Vec<Measured>> {
    let rows = sqlx::query!(
        r#"
        select
            kpi.id, kpi.slug, kpi.name, kpi.unit, kpi.direction, kpi.cadence, kpi.team_id,
            kpi.dimension, kpi.owner_id as "owner_id?: PersonId", person.name as "owner?", kpi.goal,
            kpi.baseline_value, kpi.baseline_period, kpi.target_value, kpi.target_period,
            kpi.row_version, kpi.retired_at,
            (
                select count(*) from kpi_baseline_change
                where kpi_baseline_change.org_id = $1 and kpi_baseline_change.kpi_id = kpi.id
            ) as "changes!",
            coalesce(course.days, '{}') as "days!: Vec<NaiveDate>",
            coalesce(course.amounts, '{}') as "amounts!: Vec<Amount>"
        from kpi
        left join team on team.org_id = kpi.org_id and team.id = kpi.team_id
        left join person on person.id = kpi.owner_id
        cross join lateral (
            select array_agg(day order by day) as days, array_agg(value order by day) as amounts
            from (
                select distinct on (date_trunc('quarter', day::timestamp)) day, value
                from kpi_reading
                where org_id = $1 and kpi_id = kpi.id and day <= $3
                  and day > (
                    select newest.day from kpi_reading as newest
                    where newest.org_id = $1 and newest.kpi_id = kpi.id and newest.day <= $3
                    order by newest.day desc limit 1
                  ) - make_interval(years => $4)
                order by date_trunc('quarter', day::timestamp), day desc
            ) as last
        ) as course
        where kpi.org_id = $1 and ($2::text is null or kpi.slug = $2)
        order by kpi.team_id is not null, lower(team.name), team.id, lower(kpi.name), kpi.id
        "#,
        tx.org() as OrgId,
        slug as Option<&KpiSlug>,
        until,
        years,
    )
    .fetch_all(tx.conn())
    .await?;
    let measured = rows.into_iter().map(|row| {
        let target = row.target_value.zip(row.target_period);
        let readings = row.days.into_iter().zip(row.amounts);
        let kpi = Kpi {
            id: row.id,
            slug: row.slug,
            name: row.name,
            unit: row.unit,
            direction: row.direction,
            cadence: row.cadence,
            team: row.team_id,
            dimension: row.dimension,
            owner: Owner::of(row.owner_id, row.owner),
            goal: row.goal,
            baseline: Mark { value: row.baseline_value, period: row.baseline_period },
            target: target.map(|(value, period)| Mark { value, period }),
            row_version: row.row_version,
            retired_at: row.retired_at,
            baseline_changes: row.changes,
        };
        Measured { kpi, course: Course::new(readings.map(|(day, value)| Dated { day, value })) }
    });
    Ok(measured.collect())
}

/// Adds a KPI under the first slug of its name that is free, and tells both.
pub async fn add(
    tx: &mut TenantTx<impl Allows<Edit>>,
    new: &NewKpi,
    now: DateTime<Utc>,
) -> sqlx::Result<(KpiId, KpiSlug)> {
    let first = KpiSlug::for_name(&new.kpi.name);
    let id = KpiId::fresh();
    let mut number = if PAGES.contains(&first.as_str()) { 2 } else { 1 };
    loop {
        let slug = if number == 1 { first.clone() } else { first.numbered(number) };
        if insert(tx, (id, &slug), new, now).await? {
            return Ok((id, slug));
        }
        number += 1;
    }
}

/// Adds a KPI; `false` if the slug is taken.
async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (id, slug): (KpiId, &KpiSlug),
    NewKpi { kpi, baseline }: &NewKpi,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into kpi (
            org_id, id, slug, name, unit, direction, cadence, team_id, dimension, owner_id, goal,
            baseline_value, baseline_period, target_value, target_period, created_by, created_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict on constraint kpi_slug_once_per_org do nothing
        ",
        tx.org() as OrgId,
        id as KpiId,
        slug as &KpiSlug,
        kpi.name,
        kpi.unit,
        kpi.direction.as_str(),
        kpi.cadence.as_str(),
        kpi.team as Option<TeamId>,
        kpi.dimension,
        kpi.owner as Option<PersonId>,
        kpi.goal,
        baseline.value as Amount,
        baseline.period as Period,
        kpi.target.map(|target| target.value) as Option<Amount>,
        kpi.target.map(|target| target.period) as Option<Period>,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Changes what a KPI is; `false` if it has changed since `version`. Its slug stays.
pub(super) async fn update(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (id, version): (KpiId, i32),
    kpi: &KpiForm,
) -> sqlx::Result<bool> {
    let updated = sqlx::query!(
        "
        update kpi
        set name = $4, unit = $5, direction = $6, cadence = $7, team_id = $8, dimension = $9,
            owner_id = $10, goal = $11, target_value = $12, target_period = $13,
            row_version = row_version + 1
        where org_id = $1 and id = $2 and row_version = $3
        ",
        tx.org() as OrgId,
        id as KpiId,
        version,
        kpi.name,
        kpi.unit,
        kpi.direction.as_str(),
        kpi.cadence.as_str(),
        kpi.team as Option<TeamId>,
        kpi.dimension,
        kpi.owner as Option<PersonId>,
        kpi.goal,
        kpi.target.map(|target| target.value) as Option<Amount>,
        kpi.target.map(|target| target.period) as Option<Period>,
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Changes the baseline, and keeps what it was; `false` if the KPI has changed since `version`.
pub(super) async fn change_baseline(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (kpi, version): (&Kpi, i32),
    form: &BaselineForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        "
        with changed as (
            update kpi
            set baseline_value = $4, baseline_period = $5, row_version = row_version + 1
            where org_id = $1 and id = $2 and row_version = $3
            returning id
        )
        insert into kpi_baseline_change (
            org_id, id, kpi_id, old_value, old_period, new_value, new_period, reason, changed_by,
            changed_at
        )
        select $1, $6, changed.id, $7, $8, $4, $5, $9, $10, $11 from changed
        ",
        tx.org() as OrgId,
        kpi.id as KpiId,
        version,
        form.baseline.value as Amount,
        form.baseline.period as Period,
        uuid::Uuid::now_v7(),
        kpi.baseline.value as Amount,
        kpi.baseline.period as Period,
        form.reason,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// How a baseline was changed, the newest change first; at most a hundred.
pub(super) async fn baseline_changes(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
) -> sqlx::Result<Vec<BaselineChange>> {
    let rows = sqlx::query!(
        r#"
        select
            change.old_value as "old_value: Amount", change.old_period as "old_period: Period",
            change.new_value as "new_value: Amount", change.new_period as "new_period: Period",
            change.reason, person.name as "by?", change.changed_at
        from kpi_baseline_change as change
        left join person on person.id = change.changed_by
        where change.org_id = $1 and change.kpi_id = $2
        order by change.id desc
        limit 100
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
    )
    .fetch_all(tx.conn())
    .await?;
    let change = rows.into_iter().map(|row| BaselineChange {
        old: Mark { value: row.old_value, period: row.old_period },
        new: Mark { value: row.new_value, period: row.new_period },
        reason: row.reason,
        changed_by: row.by.unwrap_or_else(|| FORMER.to_owned()),
        changed_at: row.changed_at,
    });
    Ok(change.collect())
}

/// Retires a KPI at a time, or takes it up again.
pub(super) async fn retire(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpi: KpiId,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update kpi set retired_at = $3, row_version = row_version + 1
        where org_id = $1 and id = $2
        ",
        tx.org() as OrgId,
        kpi as KpiId,
        at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// So many of a KPI's readings after those that are skipped, the newest first, and how many there
/// are in all.
pub(super) async fn readings(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
    (skipped, limit): (i64, i64),
) -> sqlx::Result<(Vec<Reading>, i64)> {
    let rows = sqlx::query!(
        r#"
        select
            reading.id, reading.day, reading.value, reading.source, reading.note,
            reading.row_version, person.name as "by?",
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
        entered_by: row.by.unwrap_or_else(|| FORMER.to_owned()),
    });
    Ok((readings.collect(), all))
}

/// A reading of a KPI.
pub(super) async fn find_reading(
    tx: &mut TenantTx<impl Allows<View>>,
    kpi: KpiId,
    reading: ReadingId,
) -> sqlx::Result<Option<Reading>> {
    let row = sqlx::query!(
        r#"
        select
            reading.id, reading.day, reading.value, reading.source, reading.note,
            reading.row_version, person.name as "by?"
        from kpi_reading as reading
        left join person on person.id = reading.entered_by
        where reading.org_id = $1 and reading.kpi_id = $2 and reading.id = $3
        "#,
        tx.org() as OrgId,
        kpi as KpiId,
        reading as ReadingId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Reading {
        id: row.id,
        day: row.day,
        value: row.value,
        source: row.source,
        note: row.note,
        row_version: row.row_version,
        entered_by: row.by.unwrap_or_else(|| FORMER.to_owned()),
    }))
}

/// Adds a reading; `false` if there is one of that day.
pub async fn add_reading(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpi: KpiId,
    reading: &ReadingForm,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into kpi_reading (
            org_id, id, kpi_id, day, value, source, note, entered_by, entered_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict on constraint kpi_reading_once_per_day do nothing
        ",
        tx.org() as OrgId,
        ReadingId::fresh() as ReadingId,
        kpi as KpiId,
        reading.day,
        reading.value as Amount,
        reading.source,
        reading.note,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Lets nobody else move readings of a KPI until this transaction ends, and tells whether another
/// than `reading` is of `day`.
pub(super) async fn lock_day(
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
pub(super) async fn update_reading(
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
pub(super) async fn remove_reading(
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
pub(super) async fn taken(
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
pub(super) async fn add_readings(
    tx: &mut TenantTx<impl Allows<Edit>>,
    entries: &[&Entry],
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let readings = || entries.iter().map(|entry| &entry.reading);
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
        &entries.iter().map(|_| ReadingId::fresh().0).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.kpi.0).collect::<Vec<_>>(),
        &readings().map(|reading| reading.day).collect::<Vec<_>>(),
        &readings().map(|reading| reading.value.millionths()).collect::<Vec<_>>(),
        &readings().map(|reading| reading.source.clone()).collect::<Vec<_>>(),
        &readings().map(|reading| reading.note.clone()).collect::<Vec<_>>(),
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected())
}

/// A reading as it is kept as a file, with the name and the unit of its KPI.
pub(super) struct Kept {
    pub name: String,
    pub day: NaiveDate,
    pub value: Amount,
    pub unit: String,
    pub source: String,
    pub note: String,
}

/// Every reading, of one KPI or of all, the oldest first.
pub(super) async fn kept(
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
