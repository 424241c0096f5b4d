//! All SQL of applications themselves.

use chrono::{DateTime, Utc};

use super::change::store::insert_change;
use super::pattern::store::set_uses;
use crate::access::{Allows, Edit, OrgId, TeamId, TenantTx, View};
use crate::application::{
    Application, ApplicationForm, ApplicationId, Effort, Filter, FirstState, Link,
    ListedApplication, MoveAction, MoveState, Need, Size, Ties, TradeOffs,
};
use crate::paths::{ApplicationSlug, PatternSlug};
use crate::period::Period;

/// How many applications a list shows at most.
pub(super) const MOST_LISTED: i64 = 300;

/// The applications that a filter leaves, by their states and names; at most 300.
pub(super) async fn listed(
    tx: &mut TenantTx<impl Allows<View>>,
    filter: Filter,
) -> sqlx::Result<Vec<ListedApplication>> {
    sqlx::query_as!(
        ListedApplication,
        r#"
        select
            application.slug, application.name, team.name as "team?", application.reason,
            application.action, application.state, application.since_period as since,
            array(
                select pattern.name
                from pattern_use
                join pattern
                    on pattern.org_id = pattern_use.org_id and pattern.id = pattern_use.pattern_id
                where pattern_use.org_id = $1 and pattern_use.application_id = application.id
                order by lower(pattern.name), pattern.id
            ) as "patterns!"
        from application
        left join team on team.org_id = $1 and team.id = application.team_id
        where application.org_id = $1
          and (not $2 or application.team_id is not distinct from $3)
          and ($4::text is null or application.state = $4)
          and ($5::text is null or application.action = $5)
        order by
            array_position($6::text[], application.state), lower(application.name), application.id
        limit $7
        "#,
        tx.org() as OrgId,
        filter.team.is_some(),
        filter.team.flatten() as Option<TeamId>,
        filter.state.map(MoveState::as_str),
        filter.action.map(MoveAction::as_str),
        &states_in_order(),
        MOST_LISTED,
    )
    .fetch_all(tx.conn())
    .await
}

/// The states, in the order in which lists show them.
pub(super) fn states_in_order() -> Vec<String> {
    MoveState::ALL.iter().map(MoveState::to_string).collect()
}

/// An application, with the patterns that it uses and what it needs.
#[expect(clippy::too_many_lines, reason = "one query, so that the page asks once, and its row")]
pub async fn find(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &ApplicationSlug,
) -> sqlx::Result<Option<Application>> {
    let row = sqlx::query!(
        r#"
        with recursive reached (id) as (
            select application_need.needed_id
            from application join application_need
                on application_need.org_id = $1 and application_need.application_id = application.id
            where application.org_id = $1 and application.slug = $2
            union
            select application_need.needed_id
            from reached join application_need
                on application_need.org_id = $1 and application_need.application_id = reached.id
        )
        select
            application.id, application.slug, application.name, application.team_id,
            application.owner, application.reason, application.action, application.state,
            application.since_period, application.expected_benefit, application.measured_benefit,
            application.capacity, application.backup, application.recovery,
            application.performance, application.compliance, application.reputation,
            application.effort_hundredths, application.size, application.row_version,
            used.slugs as "pattern_slugs!", used.names as "pattern_names!",
            needed.slugs as "needed_slugs!", needed.names as "needed_names!",
            needed.states as "needed_states!", needing.slugs as "needing_slugs!",
            needing.names as "needing_names!", needing.states as "needing_states!",
            exists (select from reached where reached.id = application.id) as "is_in_circle!",
            tied.entries as "entries!", tied.kpis as "kpis!", tied.has_moved as "has_moved!",
            array(
                select other.name from application as other
                where other.org_id = $1 and other.id <> application.id
                order by lower(other.name), other.id
                limit 300
            ) as "others!"
        from application
        cross join lateral (
            select
                coalesce(array_agg(pattern.slug order by lower(pattern.name), pattern.id), '{}')
                    as slugs,
                coalesce(array_agg(pattern.name order by lower(pattern.name), pattern.id), '{}')
                    as names
            from pattern_use
            join pattern
                on pattern.org_id = pattern_use.org_id and pattern.id = pattern_use.pattern_id
            where pattern_use.org_id = $1 and pattern_use.application_id = application.id
        ) as used
        cross join lateral (
            select
                coalesce(array_agg(other.slug order by lower(other.name), other.id), '{}') as slugs,
                coalesce(array_agg(other.name order by lower(other.name), other.id), '{}') as names,
                coalesce(array_agg(other.state order by lower(other.name), other.id), '{}') as states
            from application_need
            join application as other
                on other.org_id = $1 and other.id = application_need.needed_id
            where application_need.org_id = $1
              and application_need.application_id = application.id
        ) as needed
        cross join lateral (
            select
                coalesce(array_agg(other.slug order by lower(other.name), other.id), '{}') as slugs,
                coalesce(array_agg(other.name order by lower(other.name), other.id), '{}') as names,
                coalesce(array_agg(other.state order by lower(other.name), other.id), '{}') as states
            from application_need
            join application as other
                on other.org_id = $1 and other.id = application_need.application_id
            where application_need.org_id = $1 and application_need.needed_id = application.id
        ) as needing
        cross join lateral (
            select
                (
                    select count(*) from roi_entry
                    where roi_entry.org_id = $1 and roi_entry.application_id = application.id
                ) as entries,
                (
                    select count(*) from kpi
                    where kpi.org_id = $1 and kpi.application_id = application.id
                ) as kpis,
                exists (
                    select from application_change
                    where application_change.org_id = $1
                      and application_change.application_id = application.id
                      and application_change.from_state is not null
                      and (
                        application_change.from_state in ('moving', 'live', 'evaluated')
                        or application_change.to_state in ('moving', 'live', 'evaluated')
                      )
                ) as has_moved
        ) as tied
        where application.org_id = $1 and application.slug = $2
        "#,
        tx.org() as OrgId,
        slug as &ApplicationSlug,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Application {
        id: row.id,
        slug: row.slug,
        name: row.name,
        team: row.team_id,
        owner: row.owner,
        reason: row.reason,
        action: row.action,
        state: row.state,
        since: row.since_period,
        expected_benefit: row.expected_benefit,
        measured_benefit: row.measured_benefit,
        trade_offs: TradeOffs {
            capacity: row.capacity,
            backup: row.backup,
            recovery: row.recovery,
            performance: row.performance,
            compliance: row.compliance,
            reputation: row.reputation,
        },
        effort: row.effort_hundredths,
        size: row.size,
        version: row.row_version,
        patterns: links(&row.pattern_slugs, row.pattern_names),
        needs: needs(&row.needed_slugs, row.needed_names, &row.needed_states),
        needed_by: needs(&row.needing_slugs, row.needing_names, &row.needing_states),
        is_in_circle: row.is_in_circle,
        ties: Ties { entries: row.entries, kpis: row.kpis, has_moved: row.has_moved },
        others: row.others,
    }))
}

/// Links to patterns; their slugs were checked when they were stored.
fn links(slugs: &[String], names: Vec<String>) -> Vec<Link<PatternSlug>> {
    let slugs = slugs.iter().filter_map(|slug| slug.parse().ok());
    Link::zip(slugs.collect(), names)
}

/// Applications by what is known of them; all of it was checked when it was stored.
fn needs(slugs: &[String], names: Vec<String>, states: &[String]) -> Vec<Need> {
    let needs = slugs.iter().zip(names).zip(states);
    needs
        .filter_map(|((slug, name), state)| {
            Some(Need { slug: slug.parse().ok()?, name, state: state.parse().ok()? })
        })
        .collect()
}

/// Adds an application under the first slug of its name that is free, in its first state; tells the
/// slug.
pub async fn add(
    tx: &mut TenantTx<impl Allows<Edit>>,
    form: &ApplicationForm,
    first: &FirstState,
    now: DateTime<Utc>,
) -> sqlx::Result<(ApplicationId, ApplicationSlug)> {
    let id = ApplicationId::fresh();
    let plain = ApplicationSlug::for_name(&form.name);
    // The form of a new application stands at /applications/new.
    let mut number = if plain.as_str() == "new" { 2 } else { 1 };
    let slug = loop {
        let slug = if number == 1 { plain.clone() } else { plain.numbered(number) };
        if insert(tx, id, &slug, form, (first.state, first.since)).await? {
            break slug;
        }
        number += 1;
    };
    insert_change(tx, id, (first.since, None, first.state), &first.note, now).await?;
    set_uses(tx, id, &form.patterns).await?;
    Ok((id, slug))
}

/// Inserts an application; `false` if the slug is taken.
async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    slug: &ApplicationSlug,
    form: &ApplicationForm,
    (state, since): (MoveState, Period),
) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into application (
            org_id, id, slug, name, team_id, owner, reason, action, state, since_period,
            live_period, expected_benefit, measured_benefit, capacity, backup, recovery,
            performance, compliance, reputation, effort_hundredths, size
        )
        values (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21
        )
        on conflict on constraint application_slug_once_per_org do nothing
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        slug as &ApplicationSlug,
        form.name,
        form.team as Option<TeamId>,
        form.owner,
        form.reason,
        form.action as MoveAction,
        state as MoveState,
        since as Period,
        state.is_live().then_some(since) as Option<Period>,
        form.expected_benefit,
        form.measured_benefit,
        form.trade_offs.capacity,
        form.trade_offs.backup,
        form.trade_offs.recovery,
        form.trade_offs.performance,
        form.trade_offs.compliance,
        form.trade_offs.reputation,
        form.effort as Option<Effort>,
        form.size as Option<Size>,
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Changes what is said of an application; its slug stays, so that links to it do. `false` if it is
/// not at `version` any more.
pub(super) async fn update(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    version: i32,
    form: &ApplicationForm,
) -> sqlx::Result<bool> {
    let updated = sqlx::query!(
        "
        update application
        set name = $4, team_id = $5, owner = $6, reason = $7, action = $8, expected_benefit = $9,
            measured_benefit = $10, capacity = $11, backup = $12, recovery = $13,
            performance = $14, compliance = $15, reputation = $16, effort_hundredths = $17,
            size = $18, row_version = row_version + 1
        where org_id = $1 and id = $2 and row_version = $3
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        version,
        form.name,
        form.team as Option<TeamId>,
        form.owner,
        form.reason,
        form.action as MoveAction,
        form.expected_benefit,
        form.measured_benefit,
        form.trade_offs.capacity,
        form.trade_offs.backup,
        form.trade_offs.recovery,
        form.trade_offs.performance,
        form.trade_offs.compliance,
        form.trade_offs.reputation,
        form.effort as Option<Effort>,
        form.size as Option<Size>,
    )
    .execute(tx.conn())
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(false);
    }
    set_uses(tx, id, &form.patterns).await?;
    Ok(true)
}
