//! The database: one that `DATABASE_URL` names, or a PostgreSQL of our own in the data directory.
//!
//! Everything that runs SQL of a feature goes through `access`, never through this module.

pub mod embedded;
mod error;
mod migrate;
mod pool;

use std::path::PathBuf;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{AssertSqlSafe, Connection};

use embedded::{Cluster, ClusterConfig, Places};
pub use error::DatabaseError;
pub use migrate::{MIGRATOR, migrate, migrate_with, migrations_are_current};

/// How long a given database may take to answer at the start.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long [`Database::stop`] waits for connections that are in use.
const FAREWELL: Duration = Duration::from_secs(5);

/// Connections that an embedded server has room for, beside the pool's: for migrations, a backup, a look.
const SPARE_CONNECTIONS: u32 = 10;

/// The least number of connections that an embedded server has room for.
const LEAST_CONNECTIONS: u32 = 40;

/// The name of the database in a cluster of our own.
const OWN_DATABASE: &str = "waymark";

/// Which database to use.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`. Without one, Waymark runs a PostgreSQL of its own.
    pub url: Option<String>,
    /// Where a PostgreSQL of our own keeps its files.
    pub data_dir: PathBuf,
    /// The most connections that requests may use at once.
    pub pool_size: u32,
}

/// A database that answers, with a pool of connections to it.
#[derive(Debug)]
pub struct Database {
    pool: PgPool,
    description: String,
    cluster: Option<Cluster>,
}

impl Database {
    /// Connects to the given database, or starts our own. Its tables are not looked at: see [`migrate()`].
    ///
    /// `say` is told in a line what takes long or is out of the ordinary.
    pub async fn start(
        config: &DatabaseConfig,
        say: &(dyn Fn(&str) + Sync),
    ) -> Result<Self, DatabaseError> {
        if let Some(url) = &config.url {
            let options = pool::options(url)?;
            let connection = pool::connect(&options, PATIENCE).await?;
            let place = format!("at {}", pool::place(&options));
            return Self::new(connection, options, &place, config, None).await;
        }
        let cluster = start_cluster(config, say).await?;
        let options = cluster.options(OWN_DATABASE);
        let connection = connect_or_create(&cluster, &options).await?;
        let place = format!("of its own in {}", cluster.data().display());
        Self::new(connection, options, &place, config, Some(cluster)).await
    }

    async fn new(
        first: PgConnection,
        options: PgConnectOptions,
        place: &str,
        config: &DatabaseConfig,
        cluster: Option<Cluster>,
    ) -> Result<Self, DatabaseError> {
        let description = format!("PostgreSQL {} {place}", version(&first));
        first.close().await?;
        Ok(Self { pool: pool::pool(options, config.pool_size), description, cluster })
    }

    /// The connections for requests.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Which server it is, for the console: `PostgreSQL 16.9 at db.example:5432`.
    pub fn server_description(&self) -> &str {
        &self.description
    }

    /// Closes the connections, and stops the server if it is our own.
    pub async fn stop(self) {
        // A connection that is still in use then is cut by the server, or with our end.
        let _ = tokio::time::timeout(FAREWELL, self.pool.close()).await;
        let stopped = tokio::task::spawn_blocking(move || drop(self.cluster));
        // It fails only when the runtime ends, and then nobody is left to be told.
        let _ = stopped.await;
    }
}

/// Starts our own server on a thread that may block, and passes on what it says.
async fn start_cluster(
    config: &DatabaseConfig,
    say: &(dyn Fn(&str) + Sync),
) -> Result<Cluster, DatabaseError> {
    let cluster_config = ClusterConfig {
        data_dir: config.data_dir.clone(),
        is_durable: true,
        max_connections: (config.pool_size + SPARE_CONNECTIONS).max(LEAST_CONNECTIONS),
        places: Places::of_this_machine(),
    };
    let (sender, mut lines) = tokio::sync::mpsc::unbounded_channel();
    let started = tokio::task::spawn_blocking(move || {
        Cluster::start(&cluster_config, &|line| {
            // Whoever listened is gone only when the start was given up.
            let _ = sender.send(line.to_owned());
        })
    });
    while let Some(line) = lines.recv().await {
        say(&line);
    }
    started.await.expect("starting the server does not panic")
}

/// Connects to our database in `cluster`; at the first start it has yet to be created.
async fn connect_or_create(
    cluster: &Cluster,
    options: &PgConnectOptions,
) -> Result<PgConnection, DatabaseError> {
    match pool::connect(options, Duration::ZERO).await {
        Err(DatabaseError::NoSuchDatabase { .. }) => {}
        connected => return connected,
    }
    let mut maintenance = pool::connect(&cluster.options("postgres"), Duration::ZERO).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("create database {OWN_DATABASE}")))
        .execute(&mut maintenance)
        .await?;
    maintenance.close().await?;
    pool::connect(options, Duration::ZERO).await
}

/// `15.18` of a server that says 150018.
fn version(connection: &PgConnection) -> String {
    connection
        .server_version_num()
        .map_or_else(String::new, |number| format!("{}.{}", number / 10_000, number % 10_000))
}
