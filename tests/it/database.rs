//! A given database: what is said when it cannot be used, and how its tables are brought up to date.

use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, ConnectOptions, SqlSafeStr};
use waymark::database::{
    Database, DatabaseConfig, DatabaseError, migrate, migrate_with, migrations_are_current,
};

use crate::support::database::TestDatabase;

/// Longer than any test should take.
const PATIENCE: Duration = Duration::from_secs(30);

const UNTIL_TWO_OTHERS_WANT_THE_LOCK: &str = "
    do $$ begin
        while (
            select count(*) < 2
            from pg_stat_activity
            where datname = current_database()
            and pid <> pg_backend_pid()
            and query like '%advisory_lock%'
        ) loop
            perform pg_stat_clear_snapshot();
        end loop;
    end $$
";

fn config(url: &str) -> DatabaseConfig {
    DatabaseConfig { url: Some(url.to_owned()), data_dir: "/nowhere".into(), pool_size: 2 }
}

fn migrator(migrations: &[(i64, &str)], no_tx: bool) -> Migrator {
    let migrations = migrations.iter().map(|&(version, sql)| {
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        Migration::new(version, "".into(), MigrationType::Simple, sql, no_tx)
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    // Beside the real ones, which the test database has already.
    migrator.dangerous_set_table_name("other_migrations");
    migrator.set_locking(false);
    migrator
}

#[tokio::test]
async fn a_given_database_is_used_and_nothing_else_is_started() {
    let test_database = TestDatabase::new().await;
    let url = test_database.options().to_url_lossy();

    let database = Database::start(&config(url.as_str()), &|_| {}).await.unwrap();

    let name: String =
        sqlx::query_scalar("select current_database()").fetch_one(database.pool()).await.unwrap();
    assert_eq!(Some(&*name), test_database.options().get_database());
    database.stop().await;
}

#[tokio::test]
async fn a_database_that_does_not_exist_is_named() {
    let test_database = TestDatabase::new().await;
    let url = test_database.options().clone().database("no_such_database").to_url_lossy();

    let error = Database::start(&config(url.as_str()), &|_| {}).await.unwrap_err();

    assert!(matches!(error, DatabaseError::NoSuchDatabase { .. }), "{error}");
    assert!(error.to_string().contains("createdb no_such_database"), "{error}");
}

#[tokio::test]
async fn a_login_that_is_refused_is_named_without_its_password() {
    let test_database = TestDatabase::new().await;
    let stranger = test_database.options().clone().username("stranger").password("secret");

    let error = Database::start(&config(stranger.to_url_lossy().as_str()), &|_| {}).await;

    let error = error.unwrap_err();
    assert!(matches!(error, DatabaseError::LoginRefused { .. }), "{error}");
    let sentence = error.to_string();
    assert!(sentence.contains("stranger") && !sentence.contains("secret"), "{sentence}");
}

#[tokio::test]
async fn a_fresh_test_database_is_up_to_date_and_an_empty_one_is_not() {
    let test_database = TestDatabase::new().await;
    assert!(migrations_are_current(test_database.pool()).await.unwrap());

    sqlx::raw_sql("drop table _sqlx_migrations").execute(test_database.pool()).await.unwrap();
    assert!(!migrations_are_current(test_database.pool()).await.unwrap());
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let test_database = TestDatabase::new().await;
    migrate(test_database.pool()).await.unwrap();
}

#[tokio::test]
async fn several_that_migrate_at_once_do_not_lock_each_other_out() {
    let test_database = TestDatabase::new().await;
    let pool = test_database.pool();
    let tables = migrator(&[(1, "create table thing (id int)")], false);
    migrate_with(&tables, pool, PATIENCE).await.unwrap();

    // The first that has the lock waits for the others to want it. Then it makes an index, which has
    // to wait for every older transaction: also for one that stands waiting for the lock.
    let index = [
        (1, "create table thing (id int)"),
        (2, UNTIL_TWO_OTHERS_WANT_THE_LOCK),
        (3, "create index concurrently thing_by_id on thing (id)"),
    ];
    let with_index = migrator(&index, true);
    let (one, two, three) = tokio::join!(
        migrate_with(&with_index, pool, PATIENCE),
        migrate_with(&with_index, pool, PATIENCE),
        migrate_with(&with_index, pool, PATIENCE),
    );
    one.and(two).and(three).unwrap();
}

#[tokio::test]
async fn who_waits_too_long_for_another_to_migrate_is_told_so() {
    let test_database = TestDatabase::new().await;
    let pool = test_database.pool();
    let held = migrator(&[(1, "select pg_sleep(60)")], false);
    let other = migrator(&[(1, "select 1")], false);
    let impatient = async {
        let holding = "select exists (select from pg_locks where locktype = 'advisory' \
            and database = (select oid from pg_database where datname = current_database()))";
        while !sqlx::query_scalar::<_, bool>(holding).fetch_one(pool).await.unwrap() {
            tokio::task::yield_now().await;
        }
        migrate_with(&other, pool, Duration::ZERO).await
    };

    let outcome = tokio::select! {
        _ = migrate_with(&held, pool, PATIENCE) => unreachable!("it sleeps"),
        outcome = impatient => outcome,
    };
    assert!(matches!(outcome, Err(DatabaseError::MigrationInProgress { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_database_of_a_newer_waymark_is_refused() {
    let test_database = TestDatabase::new().await;
    let newer = migrator(&[(1, "select 1"), (20_300_101, "select 2")], false);
    migrate_with(&newer, test_database.pool(), PATIENCE).await.unwrap();

    let older = migrator(&[(1, "select 1")], false);
    let error = migrate_with(&older, test_database.pool(), PATIENCE).await.unwrap_err();
    assert!(matches!(error, DatabaseError::NewerThanProgram(20_300_101)), "{error}");
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_refused() {
    let test_database = TestDatabase::new().await;
    let before = migrator(&[(1, "select 1")], false);
    migrate_with(&before, test_database.pool(), PATIENCE).await.unwrap();

    let after = migrator(&[(1, "select 2")], false);
    let error = migrate_with(&after, test_database.pool(), PATIENCE).await.unwrap_err();
    assert!(matches!(error, DatabaseError::ChangedMigration(1)), "{error}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind() {
    let test_database = TestDatabase::new().await;
    let pool = test_database.pool();
    let broken = migrator(&[(1, "create table thing (id int); select 1 / 0")], false);

    let error = migrate_with(&broken, pool, PATIENCE).await.unwrap_err();

    assert!(matches!(error, DatabaseError::MigrationFailed { version: 1, .. }), "{error}");
    let thing: Option<String> =
        sqlx::query_scalar("select to_regclass('thing')::text").fetch_one(pool).await.unwrap();
    assert_eq!(thing, None);
}

#[tokio::test]
async fn a_login_without_the_rights_is_told_what_an_administrator_has_to_run() {
    let test_database = TestDatabase::new().await;
    let pool = test_database.pool();
    let login = format!("plain_{}", test_database.options().get_database().unwrap());
    let setup = format!(
        "create role {login} login password 'plain'; grant create on schema public to {login}"
    );
    sqlx::raw_sql(AssertSqlSafe(setup)).execute(pool).await.unwrap();
    let plain = test_database.options().clone().username(&login).password("plain");
    let plain = sqlx::PgPool::connect_lazy_with(plain);

    let roles = migrator(&[(1, "create role waymark_test_forbidden nologin")], false);
    let error = migrate_with(&roles, &plain, PATIENCE).await.unwrap_err();

    plain.close().await;
    let cleanup = format!("drop owned by {login}; drop role {login}");
    sqlx::raw_sql(AssertSqlSafe(cleanup)).execute(pool).await.unwrap();
    assert!(matches!(error, DatabaseError::LacksRights { .. }), "{error}");
    let grant = format!("grant waymark_tenant, waymark_outside to \"{login}\"");
    assert!(error.to_string().contains(&grant), "{error}");
}
