//! All SQL of patterns and their uses.

use crate::access::{Allows, Edit, OrgId, TeamId, TenantTx, View};
use crate::application::ties::store::was_removed;
use crate::application::{
    ApplicationId, Discipline, Effort, FinishedUse, ListedPattern, MoveAction, MoveState, Pattern,
    PatternForm, PatternId, PatternName, PatternUse, Size,
};
use crate::paths::{ApplicationSlug, PatternSlug};
use crate::period::Period;

/// The patterns, by name; at most 300.
pub async fn listed_patterns(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Vec<ListedPattern>> {
    let rows = sqlx::query!(
        r#"
        select
            pattern.slug, pattern.name, pattern.owner, pattern.of_dev, pattern.of_sec,
            pattern.of_ops, used.uses as "uses!", used.lives as "lives!",
            used.efforts as "efforts!: Vec<Effort>", used.sizes as "sizes!"
        from pattern
        cross join lateral (
            select
                count(*) as uses,
                coalesce(array_agg(live_period order by live_period, id) filter (where counts), '{}')
                    as lives,
                coalesce(array_agg(effort_hundredths order by live_period, id) filter (where counts), '{}')
                    as efforts,
                coalesce(array_agg(size order by live_period, id) filter (where counts), '{}')
                    as sizes
            from (
                select
                    application.id, application.live_period, application.effort_hundredths,
                    application.size,
                    application.live_period is not null
                        and application.effort_hundredths is not null
                        and application.size is not null as counts
                from pattern_use
                join application
                    on application.org_id = $1 and application.id = pattern_use.application_id
                where pattern_use.org_id = $1 and pattern_use.pattern_id = pattern.id
            ) as used
        ) as used
        where pattern.org_id = $1
        order by lower(pattern.name), pattern.id
        limit 300
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ListedPattern {
            slug: row.slug,
            name: row.name,
            owner: row.owner,
            disciplines: disciplines([row.of_dev, row.of_sec, row.of_ops]),
            uses: row.uses,
            finished: finished(&row.lives, row.efforts, &row.sizes),
        })
        .collect())
}

/// Uses that count; all of them were checked when they were stored.
fn finished(lives: &[String], efforts: Vec<Effort>, sizes: &[String]) -> Vec<FinishedUse> {
    let uses = lives.iter().zip(efforts).zip(sizes);
    uses.filter_map(|((live, effort), size)| {
        Some(FinishedUse { live: live.parse().ok()?, effort, size: size.parse().ok()? })
    })
    .collect()
}

fn disciplines(of: [bool; 3]) -> Vec<Discipline> {
    Discipline::ALL.iter().copied().zip(of).filter(|(_, is)| *is).map(|(it, _)| it).collect()
}

/// The patterns to choose from, by name: all of them, since a form that leaves one out ends its use.
pub(in crate::application) async fn pattern_names(
    tx: &mut TenantTx<impl Allows<View>>,
) -> sqlx::Result<Vec<PatternName>> {
    sqlx::query_as!(
        PatternName,
        "select id, slug, name from pattern where org_id = $1 order by lower(name), id",
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await
}

/// A pattern.
pub async fn find_pattern(
    tx: &mut TenantTx<impl Allows<View>>,
    slug: &PatternSlug,
) -> sqlx::Result<Option<Pattern>> {
    let row = sqlx::query!(
        r#"
        select
            id, slug, name, team_id, owner, description, of_dev, of_sec, of_ops, row_version,
            (
                select count(*) from pattern_use
                where pattern_use.org_id = $1 and pattern_use.pattern_id = pattern.id
            ) as "uses!"
        from pattern where org_id = $1 and slug = $2
        "#,
        tx.org() as OrgId,
        slug as &PatternSlug,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Pattern {
        id: row.id,
        slug: row.slug,
        name: row.name,
        team: row.team_id,
        owner: row.owner,
        description: row.description,
        disciplines: disciplines([row.of_dev, row.of_sec, row.of_ops]),
        version: row.row_version,
        uses: row.uses,
    }))
}

/// The applications that use a pattern: those that went live in their order, then the others by
/// name; at most 300.
pub async fn uses_of(
    tx: &mut TenantTx<impl Allows<View>>,
    pattern: PatternId,
) -> sqlx::Result<Vec<PatternUse>> {
    sqlx::query_as!(
        PatternUse,
        r#"
        select
            application.slug as "slug: ApplicationSlug", application.name,
            team.name as "team?", application.action as "action: MoveAction",
            application.state as "state: MoveState", application.live_period as "live: Period",
            application.effort_hundredths as "effort: Effort", application.size as "size: Size"
        from pattern_use
        join application
            on application.org_id = $1 and application.id = pattern_use.application_id
        left join team on team.org_id = $1 and team.id = application.team_id
        where pattern_use.org_id = $1 and pattern_use.pattern_id = $2
        order by
            application.live_period nulls last,
            case when application.live_period is null then lower(application.name) end,
            application.id
        limit 300
        "#,
        tx.org() as OrgId,
        pattern as PatternId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Adds a pattern under the first slug of its name that is free; tells it.
pub async fn add_pattern(
    tx: &mut TenantTx<impl Allows<Edit>>,
    form: &PatternForm,
) -> sqlx::Result<(PatternId, PatternSlug)> {
    let id = PatternId::fresh();
    let plain = PatternSlug::for_name(&form.name);
    // The form of a new pattern stands at /patterns/new.
    let mut number = if plain.as_str() == "new" { 2 } else { 1 };
    loop {
        let slug = if number == 1 { plain.clone() } else { plain.numbered(number) };
        if insert(tx, id, &slug, form).await? {
            return Ok((id, slug));
        }
        number += 1;
    }
}

/// Inserts a pattern; `false` if the slug is taken.
async fn insert(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: PatternId,
    slug: &PatternSlug,
    form: &PatternForm,
) -> sqlx::Result<bool> {
    let inserted = sqlx::query!(
        "
        insert into pattern (
            org_id, id, slug, name, team_id, owner, description, of_dev, of_sec, of_ops
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict on constraint pattern_slug_once_per_org do nothing
        ",
        tx.org() as OrgId,
        id as PatternId,
        slug as &PatternSlug,
        form.name,
        form.team as Option<TeamId>,
        form.owner,
        form.description,
        form.disciplines.contains(&Discipline::Dev),
        form.disciplines.contains(&Discipline::Sec),
        form.disciplines.contains(&Discipline::Ops),
    )
    .execute(tx.conn())
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Changes a pattern; its slug stays. `false` if it is not at `version` any more.
pub(in crate::application) async fn update_pattern(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: PatternId,
    version: i32,
    form: &PatternForm,
) -> sqlx::Result<bool> {
    let updated = sqlx::query!(
        "
        update pattern
        set name = $4, team_id = $5, owner = $6, description = $7, of_dev = $8, of_sec = $9,
            of_ops = $10, row_version = row_version + 1
        where org_id = $1 and id = $2 and row_version = $3
        ",
        tx.org() as OrgId,
        id as PatternId,
        version,
        form.name,
        form.team as Option<TeamId>,
        form.owner,
        form.description,
        form.disciplines.contains(&Discipline::Dev),
        form.disciplines.contains(&Discipline::Sec),
        form.disciplines.contains(&Discipline::Ops),
    )
    .execute(tx.conn())
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Deletes a pattern; `false` if an application uses it, or if it is not there any more.
pub(in crate::application) async fn remove_pattern(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: PatternId,
) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "
        delete from pattern
        where org_id = $1 and id = $2
          and not exists (
            select from pattern_use where pattern_use.org_id = $1 and pattern_use.pattern_id = $2
          )
        ",
        tx.org() as OrgId,
        id as PatternId,
    )
    .execute(tx.conn())
    .await;
    was_removed(removed)
}

/// Sees to it that an application uses these patterns and no others.
pub(in crate::application) async fn set_uses(
    tx: &mut TenantTx<impl Allows<Edit>>,
    id: ApplicationId,
    patterns: &[PatternId],
) -> sqlx::Result<()> {
    let patterns: Vec<uuid::Uuid> = patterns.iter().map(|pattern| pattern.0).collect();
    sqlx::query!(
        "
        delete from pattern_use
        where org_id = $1 and application_id = $2 and pattern_id <> all ($3)
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        &patterns,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "
        insert into pattern_use (org_id, application_id, pattern_id)
        select $1, $2, unnest($3::uuid[])
        on conflict do nothing
        ",
        tx.org() as OrgId,
        id as ApplicationId,
        &patterns,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
