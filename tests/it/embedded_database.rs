//! The PostgreSQL of our own, through everything that may befall it.

use std::fs::{self, Permissions};
use std::future;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection};
use waymark::database::embedded::{Cluster, ClusterConfig, Places};
use waymark::database::{Database, DatabaseConfig, DatabaseError};

use crate::support::database::TestDatabase;
use crate::support::process;

/// A place for a cluster that every account can reach.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        Self(home)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(path)
    }

    fn config(&self) -> ClusterConfig {
        config(&self.path(""))
    }

    /// What Waymark itself starts: nothing that was committed is lost when it is killed.
    fn start(&self) -> Cluster {
        let durable = ClusterConfig { is_durable: true, ..self.config() };
        Cluster::start(&durable, &|_| {}).unwrap()
    }

    fn data(&self) -> PathBuf {
        self.path("waymark/postgres/data")
    }

    /// A server that ends in order takes its file with it.
    fn is_running(&self) -> bool {
        self.data().join("postmaster.pid").exists()
    }

    fn server(&self) -> Pid {
        let text = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        Pid::from_raw(text.lines().next().unwrap().parse().unwrap())
    }
}

/// A cluster in `home`, for which nothing is fetched, and of which nothing is left behind outside.
fn config(home: &Path) -> ClusterConfig {
    ClusterConfig {
        data_dir: home.join("waymark"),
        is_durable: false,
        max_connections: 40,
        places: Places {
            cache: home.join("cache"),
            state: home.join("state"),
            temporary: home.to_owned(),
            ..Places::of_this_machine()
        },
    }
}

/// Connects as soon as the server lets us.
async fn connect(options: PgConnectOptions) -> PgConnection {
    let connecting = async {
        loop {
            match options.connect().await {
                Ok(connection) => return connection,
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), connecting).await.unwrap()
}

async fn write(cluster: &Cluster, number: i32) {
    let mut connection = connect(cluster.options("postgres")).await;
    let table = "create table if not exists number (number int)";
    sqlx::raw_sql(table).execute(&mut connection).await.unwrap();
    let insert = sqlx::query("insert into number values ($1)").bind(number);
    insert.execute(&mut connection).await.unwrap();
}

async fn written(cluster: &Cluster) -> Vec<i32> {
    let mut connection = connect(cluster.options("postgres")).await;
    let numbers = sqlx::query_scalar("select number from number order by number");
    numbers.fetch_all(&mut connection).await.unwrap()
}

/// Starts a cluster in another process, and kills that process.
fn start_and_kill_the_owner(home: &Home) {
    let mut owner = process::spawn("embedded_database::own_a_cluster", home.0.path());
    owner.kill().unwrap();
    owner.wait().unwrap();
}

#[tokio::test]
#[ignore = "not a test: others start it, to kill it"]
async fn own_a_cluster() {
    let Some(directory) = process::directory() else { return };
    let config = ClusterConfig { is_durable: true, ..config(&directory) };
    let cluster = Cluster::start(&config, &|_| {}).unwrap();
    write(&cluster, 1).await;
    process::ready();
    future::pending::<()>().await;
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart_and_no_server_is_left_behind() {
    let home = Home::new();
    let config = DatabaseConfig { url: None, data_dir: home.path("waymark"), pool_size: 2 };

    let database = Database::start(&config, &|_| {}).await.unwrap();
    assert!(database.server_description().starts_with("PostgreSQL "));
    sqlx::raw_sql("create table kept as select 42 as number")
        .execute(database.pool())
        .await
        .unwrap();
    assert!(home.is_running());
    database.stop().await;
    assert!(!home.is_running(), "it is left behind");

    let database = Database::start(&config, &|_| {}).await.unwrap();
    let number: i32 =
        sqlx::query_scalar("select number from kept").fetch_one(database.pool()).await.unwrap();
    assert_eq!(number, 42);
    database.stop().await;
}

#[tokio::test]
async fn commits_are_durable_and_requests_are_held_to_their_time() {
    let home = Home::new();
    let config = DatabaseConfig { url: None, data_dir: home.path("waymark"), pool_size: 60 };
    let database = Database::start(&config, &|_| {}).await.unwrap();

    for (setting, value) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
        ("max_connections", "70"),
        ("statement_timeout", "5s"),
        ("application_name", "waymark"),
        ("server_encoding", "UTF8"),
    ] {
        let found: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(database.pool())
            .await
            .unwrap();
        assert_eq!(found, value, "{setting}");
    }
    let socket = fs::metadata(home.path("waymark/postgres/socket")).unwrap();
    assert_eq!(socket.mode() & 0o777, 0o700, "the socket is closed to others");
    database.stop().await;
}

#[tokio::test]
async fn the_server_of_a_killed_waymark_is_taken_over() {
    let home = Home::new();
    start_and_kill_the_owner(&home);
    let left_behind = home.server();

    let cluster = home.start();

    assert_eq!(home.server(), left_behind);
    assert_eq!(written(&cluster).await, [1]);
    drop(cluster);
    assert!(!home.is_running(), "it is stopped as if it were our own");
}

#[tokio::test]
async fn when_waymark_and_its_server_are_killed_the_next_start_works_at_once() {
    let home = Home::new();
    start_and_kill_the_owner(&home);
    kill(home.server(), Signal::SIGKILL).unwrap();

    let cluster = home.start();
    assert_eq!(written(&cluster).await, [1]);
}

#[tokio::test]
async fn a_process_id_that_now_belongs_to_a_stranger_does_not_keep_the_server_from_starting() {
    let home = Home::new();
    start_and_kill_the_owner(&home);
    let server = home.server();
    kill(server, Signal::SIGKILL).unwrap();
    // PostgreSQL sees through a stranger of another account, but not through one of its own.
    let account = fs::metadata(home.data()).unwrap().uid();
    let mut stranger = Command::new("sleep").arg("60").uid(account).spawn().unwrap();
    for lock_file in ["data/postmaster.pid", "socket/.s.PGSQL.5432.lock"] {
        let lock_file = home.path("waymark/postgres").join(lock_file);
        let text = fs::read_to_string(&lock_file).unwrap();
        let stranger = stranger.id().to_string();
        fs::write(&lock_file, text.replacen(&server.to_string(), &stranger, 1)).unwrap();
    }

    let cluster = home.start();
    assert_eq!(written(&cluster).await, [1]);
    assert!(stranger.try_wait().unwrap().is_none(), "it is left alone");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test]
async fn a_server_that_dies_is_restarted_and_nothing_acknowledged_is_lost() {
    let home = Home::new();
    let cluster = home.start();
    write(&cluster, 0).await;
    let server = home.server();

    let mut connection = connect(cluster.options("postgres")).await;
    let mut acknowledged = 0;
    let insert = |number: i32| sqlx::query("insert into number values ($1)").bind(number);
    while insert(acknowledged + 1).execute(&mut connection).await.is_ok() {
        acknowledged += 1;
        if acknowledged == 100 {
            kill(server, Signal::SIGKILL).unwrap();
        }
    }

    let numbers = written(&cluster).await;
    assert!(acknowledged >= 100);
    assert!(numbers.contains(&acknowledged), "{} of {acknowledged}", numbers.len());
    let expected: Vec<i32> = (0..).take(numbers.len()).collect();
    assert_eq!(numbers, expected, "each once");
    assert_ne!(home.server(), server);
}

#[tokio::test]
async fn a_path_that_is_too_long_for_a_socket_is_no_obstacle() {
    let home = Home::new();
    let mut config = home.config();
    config.data_dir = home.path(&"x".repeat(120));

    let cluster = Cluster::start(&config, &|_| {}).unwrap();
    write(&cluster, 1).await;
    assert_eq!(written(&cluster).await, [1]);
}

#[tokio::test]
async fn programs_that_are_named_are_enough_when_path_is_empty() {
    let home = Home::new();
    let test_database = TestDatabase::new().await;
    let binaries: String =
        sqlx::query_scalar("select setting from pg_config where name = 'BINDIR'")
            .fetch_one(test_database.pool())
            .await
            .unwrap();
    let mut config = home.config();
    config.places.path = vec![];
    config.places.installations = vec![];
    config.places.chosen_binaries = Some(binaries.into());

    let cluster = Cluster::start(&config, &|_| {}).unwrap();
    write(&cluster, 1).await;
}

#[test]
fn without_any_postgres_the_sentence_says_how_to_get_one() {
    let home = Home::new();
    let mut config = home.config();
    config.places.path = vec![];
    config.places.installations = vec![];
    config.places.chosen_binaries = None;
    fs::write(home.path("file"), "").unwrap();
    config.places.cache = home.path("file");

    let error = Cluster::start(&config, &|_| {}).unwrap_err();
    let sentence = error.to_string();
    assert!(matches!(error, DatabaseError::NoServer { .. }), "{sentence}");
    assert!(sentence.contains("install one") && sentence.contains("DATABASE_URL"), "{sentence}");
}

#[test]
fn a_cluster_of_another_version_is_refused_and_left_as_it_is() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    fs::write(home.data().join("PG_VERSION"), "12\n").unwrap();

    let error = Cluster::start(&home.config(), &|_| {}).unwrap_err();

    assert!(matches!(error, DatabaseError::OtherMajor { major: 12, .. }), "{error}");
    assert!(error.to_string().contains("install PostgreSQL 12"), "{error}");
    assert_eq!(fs::read_dir(home.data()).unwrap().count(), 1);
}

#[tokio::test]
async fn as_root_a_cluster_that_its_account_could_not_reach_is_kept_elsewhere() {
    if !Uid::effective().is_root() {
        return;
    }
    let home = Home::new();
    let closed = home.path("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    fs::create_dir(home.path("state")).unwrap();
    let config = ClusterConfig { data_dir: closed.join("waymark"), ..home.config() };

    let said = std::cell::RefCell::new(String::new());
    let cluster = Cluster::start(&config, &|line| said.borrow_mut().push_str(line)).unwrap();

    assert!(cluster.data().starts_with(home.path("state")), "{:?}", cluster.data());
    assert!(said.borrow().contains(&*config.data_dir.to_string_lossy()), "{said:?}");
    assert_ne!(fs::metadata(cluster.data()).unwrap().uid(), 0);
    write(&cluster, 1).await;
    drop(cluster);

    let again = Cluster::start(&config, &|_| {}).unwrap();
    assert_eq!(written(&again).await, [1]);
}
