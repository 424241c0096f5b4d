//! Adds an organization of 200 teams and 20 periods to a database, to be measured.
//!
//! `DATABASE_URL` names a database in which the demo is loaded; its owner becomes the owner. The
//! answers are written past the program, and every figure is then computed from them by it.

use anyhow::Context;
use sqlx::PgPool;
use uuid::Uuid;
use waymark::access::{Db, Edit, OrgId, OutsideTx, PersonId, TenantTx};
use waymark::assessment::recompute;
use waymark::maturity::{Criterion, Model, Scope};
use waymark::period::Period;

/// Where the organization is: `/o/large`.
const SLUG: &str = "large";

/// The last period; those before it follow without a gap.
const LAST: &str = "2026-Q4";

/// How large it is.
struct Size {
    teams: u32,
    periods: u16,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::var("DATABASE_URL").context("set DATABASE_URL to a database")?;
    let number = |name: &str, otherwise: u32| {
        let given = std::env::var(name).ok();
        given.map_or(Ok(otherwise), |text| text.parse().with_context(|| format!("read {name}")))
    };
    let size = Size {
        teams: number("TEAMS", 200)?,
        periods: u16::try_from(number("PERIODS", 20)?).context("read PERIODS")?,
    };
    let pool = PgPool::connect(&url).await?;
    let owner: PersonId =
        sqlx::query_scalar("select id from person where email = 'owner@northwind.example'")
            .fetch_optional(&pool)
            .await?
            .context("load the demo into this database first")?;

    let org = OrgId(Uuid::now_v7());
    let teams = found(&pool, org, owner, &size).await?;
    let last: Period = LAST.parse()?;
    for period in last.minus(size.periods - 1).up_to(last) {
        answer(&pool, org, owner, &teams, period).await?;
        println!("{period} is answered");
    }
    let mut tx: TenantTx<Edit> =
        OutsideTx::begin(&Db::new(pool.clone())).await?.enter(org, owner).await?;
    recompute(&mut tx, Model::built_in()).await?;
    tx.commit().await?;
    sqlx::query("vacuum analyze").execute(&pool).await?;
    println!("{} teams and {} periods are at /o/{SLUG}", size.teams, size.periods);
    Ok(())
}

/// The organization, its owner and its teams.
async fn found(
    pool: &PgPool,
    org: OrgId,
    owner: PersonId,
    size: &Size,
) -> anyhow::Result<Vec<Uuid>> {
    sqlx::query("insert into org (id, slug, name, model_id) values ($1, $2, 'Large', $3)")
        .bind(org)
        .bind(SLUG)
        .bind(&Model::built_in().id)
        .execute(pool)
        .await?;
    sqlx::query("insert into membership (org_id, person_id, role) values ($1, $2, 'owner')")
        .bind(org)
        .bind(owner)
        .execute(pool)
        .await?;
    let teams: Vec<Uuid> = (0..size.teams).map(|_| Uuid::now_v7()).collect();
    sqlx::query(
        "
        insert into team (org_id, id, slug, name, applications)
        select $1, id, 'team-' || number, 'Team ' || number, 1 + number % 9
        from unnest($2::uuid[]) with ordinality as team (id, number)
        ",
    )
    .bind(org)
    .bind(&teams)
    .execute(pool)
    .await?;
    Ok(teams)
}

/// Every team's assessment of a period, and the organization's own: submitted, without figures.
async fn answer(
    pool: &PgPool,
    org: OrgId,
    owner: PersonId,
    teams: &[Uuid],
    period: Period,
) -> anyhow::Result<()> {
    let model = Model::built_in();
    let whose: Vec<Option<Uuid>> = teams.iter().copied().map(Some).chain([None]).collect();
    let ids: Vec<Uuid> = whose.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query(
        "
        insert into assessment (
            org_id, id, team_id, period, model_id, applications, submitted_at, submitted_by,
            reviewed_percent
        )
        select $1, known.id, known.team_id, $2, $3, coalesce(team.applications, 1), now(), $4, 100
        from unnest($5::uuid[], $6::uuid[]) as known (id, team_id)
        left join team on team.org_id = $1 and team.id = known.team_id
        ",
    )
    .bind(org)
    .bind(period)
    .bind(&model.id)
    .bind(owner)
    .bind(&ids)
    .bind(&whose)
    .execute(pool)
    .await?;
    for (number, (id, team)) in ids.iter().zip(&whose).enumerate() {
        let scope = if team.is_some() { Scope::Team } else { Scope::Organization };
        let asked = model.criteria().iter().filter(|criterion| criterion.scope == scope);
        let (criteria, quarters): (Vec<&str>, Vec<i16>) = asked
            .map(|criterion| (criterion.id.as_ref(), quarters(criterion, number, period)))
            .unzip();
        sqlx::query(
            "
            insert into answer (
                org_id, assessment_id, criterion, quarters, changed_by, changed_at
            )
            select $1, $2, criterion, quarters, $3, now()
            from unnest($4::text[], $5::smallint[]) as given (criterion, quarters)
            ",
        )
        .bind(org)
        .bind(id)
        .bind(owner)
        .bind(&criteria)
        .bind(&quarters)
        .execute(pool)
        .await?;
    }
    Ok(())
}

/// What the respondent of a number answers: more with each period, less of a high level, and not
/// every team alike.
fn quarters(criterion: &Criterion, respondent: usize, period: Period) -> i16 {
    let choices = criterion.answers.choices();
    let mixed = (respondent * 31 + criterion.position * 17) % 23;
    let quarters_on = period.quarters_since("2020-Q1".parse().unwrap_or(period));
    let come = usize::try_from(quarters_on).unwrap_or(0) / 2;
    let high = 6 * usize::from(criterion.level.number());
    let step = (come + mixed).saturating_sub(high) / 4;
    choices[step.min(choices.len() - 1)].quarters.into()
}
