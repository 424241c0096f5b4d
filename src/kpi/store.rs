//! All SQL of KPIs themselves.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Amount, Course, Dated, Kpi, KpiForm, KpiId, Mark, Measured, NewKpi};
use crate::access::{Allows, Edit, OrgId, Owner, PersonId, TeamId, TenantTx, View};
use crate::paths::KpiSlug;
use crate::period::Period;
use crate::subject::Subject;

/// What stands at `/kpis/…` and is no KPI.
const PAGES: [&str; 4] = ["new", "readings", "import", "certificates"];

/// Every KPI by name, the organization's first, with its readings up to `until`: of each the last
/// of a quarter, over the four years before the newest.
pub async fn kpis(
    tx: &mut TenantTx<impl Allows<View>>,
    until: NaiveDate,
) -> sqlx::Result<Vec<Measured>> {
    select(tx, (None, None), until, 4).await
}

/// The KPIs of an application, those that are retired left out, in the same way.
pub async fn of_application(
    tx: &mut TenantTx<impl Allows<View>>,
    application: Uuid,
    until: NaiveDate,
) -> sqlx::Result<Vec<Measured>> {
    let mut known = select(tx, (None, Some(application)), until, 4).await?;
    known.retain(|it| it.kpi.retired_at.is_none());
    Ok(known)
}

/// A KPI by its slug, with its readings up to `until` over the fifteen years before the newest.
pub async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &KpiSlug,
    until: NaiveDate,
) -> sqlx::Result<Option<Measured>> {
    Ok(select(tx, (Some(slug), None), until, 15).await?.pop())
}

async fn select(
    tx: &mut TenantTx<impl Allows<View>>,
    (slug, application): (Option<&KpiSlug>, Option<Uuid>),
    until: NaiveDate,
    years: i32,
) -> sqlx::Result<Vec<Measured>> {
    let rows = sqlx::query!(
        r#"
        select
            kpi.id, kpi.slug, kpi.name, kpi.unit, kpi.direction, kpi.cadence, kpi.team_id,
            kpi.dimension, kpi.application_id, application.slug as "application_slug?",
            application.name as "application_name?", kpi.owner_id as "owner_id?: PersonId", person.name as "owner?",
            kpi.goal, kpi.baseline_value, kpi.baseline_period, kpi.target_value, kpi.target_period,
            kpi.row_version, kpi.retired_at,
            (
                select count(*) from kpi_baseline_change
                where kpi_baseline_change.org_id = $1 and kpi_baseline_change.kpi_id = kpi.id
            ) as "changes!",
            coalesce(course.days, '{}') as "days!: Vec<NaiveDate>",
            coalesce(course.amounts, '{}') as "amounts!: Vec<Amount>"
        from kpi
        left join team on team.org_id = kpi.org_id and team.id = kpi.team_id
        left join application
            on application.org_id = kpi.org_id and application.id = kpi.application_id
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
        where kpi.org_id = $1
          and ($2::text is null or kpi.slug = $2)
          and ($5::uuid is null or kpi.application_id = $5)
        order by kpi.team_id is not null, lower(team.name), team.id, lower(kpi.name), kpi.id
        "#,
        tx.org() as OrgId,
        slug as Option<&KpiSlug>,
        until,
        years,
        application,
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
            application: Subject::of(
                row.application_id,
                row.application_slug,
                row.application_name,
            ),
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
            baseline_value, baseline_period, target_value, target_period, created_by,
            created_at, application_id
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
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
        kpi.application,
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
            application_id = $14, row_version = row_version + 1
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
        kpi.application,
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
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
