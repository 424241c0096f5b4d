//! Brings the tables up to date, one Waymark at a time.

use std::time::{Duration, Instant};

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgPool;
use sqlx::{Acquire, ConnectOptions, Connection, PgConnection};

use super::error::DatabaseError;

/// The migrations of this program.
pub static MIGRATOR: Migrator = Migrator { locking: false, ..sqlx::migrate!("./migrations") };

/// The advisory lock under which the tables are changed: `waymark` in ASCII.
const LOCK: i64 = 0x0077_6179_6d61_726b;

/// How long another Waymark may be changing the tables before we give up.
const PATIENCE: Duration = Duration::from_mins(5);

/// Brings the tables of the database up to date.
///
/// When several start at once, one does it, and the others wait.
pub async fn migrate(pool: &PgPool) -> Result<(), DatabaseError> {
    migrate_with(&MIGRATOR, pool, PATIENCE).await
}

/// [`migrate`] with other migrations, and another patience with another Waymark.
pub async fn migrate_with(
    migrator: &Migrator,
    pool: &PgPool,
    patience: Duration,
) -> Result<(), DatabaseError> {
    // Not one of the pool's: a migration may take longer than a request, and what it leaves set
    // in its session ends with it.
    let options = pool.connect_options();
    let mut connection = options.connect().await?;
    sqlx::query("set statement_timeout = 0").execute(&mut connection).await?;
    wait_for_turn(&mut connection, patience).await?;
    let migrated = migrator.run_direct(None, &mut connection, false).await;
    // Ends the lock, too.
    connection.close().await?;
    migrated.map_err(|error| explain(error, options.get_username()))
}

/// Takes the lock by asking again and again. A session that waits for it inside PostgreSQL would be
/// waited for in turn by `create index concurrently`, and neither would ever go on.
async fn wait_for_turn(
    connection: &mut PgConnection,
    patience: Duration,
) -> Result<(), DatabaseError> {
    let began = Instant::now();
    loop {
        let is_ours: bool = sqlx::query_scalar("select pg_try_advisory_lock($1)")
            .bind(LOCK)
            .fetch_one(&mut *connection)
            .await?;
        if is_ours {
            return Ok(());
        }
        if began.elapsed() >= patience {
            return Err(DatabaseError::MigrationInProgress { waited_seconds: patience.as_secs() });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn explain(error: MigrateError, login: &str) -> DatabaseError {
    const INSUFFICIENT_PRIVILEGE: &str = "42501";
    let (reason, version) = match error {
        MigrateError::VersionMissing(version) => return DatabaseError::NewerThanProgram(version),
        MigrateError::VersionMismatch(version) => return DatabaseError::ChangedMigration(version),
        MigrateError::ExecuteMigration(reason, version) => (reason, Some(version)),
        MigrateError::Execute(reason) => (reason, None),
        other => (sqlx::Error::Migrate(Box::new(other)), None),
    };
    let refusal = reason.as_database_error();
    if let Some(refusal) = refusal.filter(|it| it.code().as_deref() == Some(INSUFFICIENT_PRIVILEGE))
    {
        let (login, reason) = (login.to_owned(), refusal.message().to_owned());
        return DatabaseError::LacksRights { login, reason };
    }
    match version {
        Some(version) => DatabaseError::MigrationFailed { version, reason },
        None => DatabaseError::Failed(reason),
    }
}

/// Whether every migration of this program has been run. Cheap enough to ask every few seconds.
///
/// It is so, too, when a newer Waymark has run more of them: they are made such that this one can go on.
#[expect(clippy::disallowed_methods, reason = "the table of migrations belongs to no tenant")]
pub async fn migrations_are_current(pool: &PgPool) -> Result<bool, sqlx::Error> {
    const UNDEFINED_TABLE: &str = "42P01";
    let versions: Vec<i64> = MIGRATOR.iter().map(|migration| migration.version).collect();
    let mut connection = pool.acquire().await?;
    let applied = sqlx::query_scalar::<_, i64>(
        "select count(*) from _sqlx_migrations where success and version = any($1)",
    )
    .bind(&versions)
    .fetch_one(connection.acquire().await?)
    .await;
    match applied {
        Ok(applied) => Ok(usize::try_from(applied) == Ok(versions.len())),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(UNDEFINED_TABLE) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
