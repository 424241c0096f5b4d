//! All SQL of what is on record.

use super::OnRecord;
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::paths::KpiSlug;
use crate::period::Period;

/// What is on record at the end of a period, of a team, or of the organization and all its teams.
///
/// It reads the tables of three slices and writes none, so that the page of an assessment asks once.
pub async fn on_record(
    tx: &mut TenantTx<impl Allows<View>>,
    team: Option<TeamId>,
    period: Period,
) -> sqlx::Result<OnRecord> {
    sqlx::query_as!(
        OnRecord,
        r#"
        select
            measured.kpis as "kpis!", measured.aimed as "aimed!", measured.read as "read!",
            held.certificates as "certificates!", held.holders as "holders!",
            certified.slug as "certified?: KpiSlug", certified.name as "certified_name?",
            (
                select count(*) from roi_entry
                where roi_entry.org_id = $1
                  and ($2::uuid is null or roi_entry.team_id = $2)
                  and roi_entry.period <= $3
            ) as "returns!",
            exists (select from roi_expectation where roi_expectation.org_id = $1) as "expects!",
            moved.applications as "applications!", moved.under_way as "under_way!",
            moved.live as "live!", moved.benefits as "benefits!", moved.efforts as "efforts!",
            used.patterns as "patterns!", used.reused as "reused!",
            used.disciplines as "disciplines!"
        from (
            select
                count(*) as kpis,
                count(*) filter (where kpi.target_value is not null) as aimed,
                count(*) filter (where exists (
                    select from kpi_reading
                    where kpi_reading.org_id = $1
                      and kpi_reading.kpi_id = kpi.id
                      and kpi_reading.day >= $4 and kpi_reading.day < $5
                )) as read
            from kpi
            where kpi.org_id = $1 and ($2::uuid is null or kpi.team_id = $2)
              and kpi.retired_at is null
        ) as measured
        cross join (
            select
                count(*) as certificates,
                count(distinct (certificate.team_id, certificate.holder)) as holders
            from certificate
            where certificate.org_id = $1 and ($2::uuid is null or certificate.team_id = $2)
              and (certificate.expires_on is null or certificate.expires_on >= $6)
        ) as held
        left join lateral (
            select kpi.slug, kpi.name from kpi
            where kpi.org_id = $1 and ($2::uuid is null or kpi.team_id = $2)
              and kpi.retired_at is null
              and kpi.name ~* '\m(CKA|CKAD|CKS)\M'
              and exists (
                select from kpi_reading
                where kpi_reading.org_id = $1
                  and kpi_reading.kpi_id = kpi.id
                  and kpi_reading.day >= $4 and kpi_reading.day < $5
              )
            order by kpi.id
            limit 1
        ) as certified on true
        cross join (
            select
                count(*) as applications,
                count(*) filter (where state in ('planned', 'moving')) as under_way,
                count(*) filter (where live_period is not null) as live,
                count(*) filter (where live_period is not null and measured_benefit <> '') as benefits,
                count(*) filter (where live_period is not null and effort_hundredths is not null)
                    as efforts
            from application
            where application.org_id = $1 and ($2::uuid is null or application.team_id = $2)
        ) as moved
        cross join (
            select
                count(*) as patterns,
                count(*) filter (where finished.uses > 1) as reused,
                coalesce(bool_or(pattern.of_dev), false) and coalesce(bool_or(pattern.of_sec), false)
                    and coalesce(bool_or(pattern.of_ops), false) as disciplines
            from pattern
            cross join lateral (
                select count(*) as uses
                from pattern_use
                join application
                    on application.org_id = $1 and application.id = pattern_use.application_id
                where pattern_use.org_id = $1
                  and pattern_use.pattern_id = pattern.id
                  and application.live_period is not null
            ) as finished
            where pattern.org_id = $1 and ($2::uuid is null or pattern.team_id = $2)
        ) as used
        "#,
        tx.org() as OrgId,
        team as Option<TeamId>,
        period as Period,
        period.first_day(),
        period.next().first_day(),
        period.last_day(),
    )
    .fetch_one(tx.conn())
    .await
}
