//! A fresh database for each test.

use std::sync::OnceLock;
use std::thread;

use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use uuid::Uuid;
use waymark::database::{MIGRATOR, migrate};

use super::server::{self, Server};

/// A database of its own, with all tables and no rows, that is dropped with this value.
///
/// It is copied from a template, which is made anew when a migration changes.
pub struct TestDatabase {
    name: String,
    options: PgConnectOptions,
    pool: PgPool,
}

impl TestDatabase {
    pub async fn new() -> Self {
        let server = shared_server();
        let name = format!("waymark_test_{}", Uuid::new_v4().simple());
        let mut admin = server.options.connect().await.unwrap();
        run(&mut admin, format!("create database {name} template {}", template())).await;
        admin.close().await.unwrap();

        let options = server.options.clone().database(&name);
        let pool = PgPoolOptions::new().max_connections(4).connect_lazy_with(options.clone());
        Self { name, options, pool }
    }

    /// Connections as the owner of all tables.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// How to connect as the owner of all tables.
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let options = &shared_server().options;
        let statement = format!("drop database {} with (force)", self.name);
        block_on(async {
            let mut admin = options.connect().await.unwrap();
            run(&mut admin, statement).await;
        });
    }
}

/// Drops what killed runs left behind, and the templates of other migrations. Nobody else is connected.
pub fn drop_remains(options: &PgConnectOptions) {
    block_on(async {
        let mut admin = options.connect().await.unwrap();
        let remains: Vec<String> = sqlx::query_scalar(
            "select datname from pg_database where datname like 'waymark\\_t%' and datname <> $1",
        )
        .bind(template())
        .fetch_all(&mut admin)
        .await
        .unwrap();
        for name in remains {
            run(&mut admin, format!("drop database {name} with (force)")).await;
        }
    });
}

fn shared_server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| server::join(|options| block_on(make_template(options))))
}

/// The template's name, which changes with the migrations.
fn template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let mut digest = Sha256::new();
        for migration in MIGRATOR.iter() {
            digest.update(&migration.checksum);
        }
        let [a, b, c, d, ..]: [u8; 32] = digest.finalize().into();
        format!("waymark_template_{:08x}", u32::from_be_bytes([a, b, c, d]))
    })
}

/// Makes the template under another name and renames it, so that an interrupted one is never used.
async fn make_template(options: &PgConnectOptions) {
    let mut admin = options.connect().await.unwrap();
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(template())
            .fetch_one(&mut admin)
            .await
            .unwrap();
    if exists {
        return;
    }
    let unfinished = format!("{}_unfinished", template());
    run(&mut admin, format!("drop database if exists {unfinished} with (force)")).await;
    run(&mut admin, format!("create database {unfinished} template template0")).await;
    let pool = PgPoolOptions::new().connect_lazy_with(options.clone().database(&unfinished));
    migrate(&pool).await.unwrap();
    pool.close().await;
    run(&mut admin, format!("alter database {unfinished} rename to {}", template())).await;
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.unwrap();
}

/// Waits for `future` on a thread of its own, so that it can be done from within any runtime.
fn block_on(future: impl Future<Output = ()> + Send) {
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(future);
        });
        waiting.join().unwrap();
    });
}
