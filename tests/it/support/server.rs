//! One throw-away PostgreSQL server for all tests, and for all test processes that run at once.
//!
//! The server belongs to a process of its own, the keeper, so that it can outlive the test process
//! that came first, and stops when the last one is gone, even if that was killed. Files in the
//! server's directory, locked, say who is there; the system unlocks them when a process ends.
//!
//! | file     | held by                                                      |
//! |----------|--------------------------------------------------------------|
//! | `gate`   | who starts the keeper or makes a template, one at a time     |
//! | `in_use` | every test process, shared; the keeper, when all are gone    |
//! | `keeper` | the keeper, as long as it lives                              |

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use waymark::database::embedded::{Cluster, ClusterConfig, Places};

use super::{database, process};

/// The server, in use by this process as long as this exists.
pub struct Server {
    /// How to connect to its database `postgres`, as an administrator.
    pub options: PgConnectOptions,
    _in_use: File,
}

/// Joins the users of the server, the given one or our own, and has `prepare` run before anybody else joins.
pub fn join(prepare: impl FnOnce(&PgConnectOptions)) -> Server {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("test-postgres");
    fs::create_dir_all(&directory).unwrap();
    let gate = open(&directory, "gate");
    gate.lock().unwrap();
    let in_use = open(&directory, "in_use");
    // Waits until a keeper that is just stopping has stopped.
    in_use.lock_shared().unwrap();

    let options = match env::var("WAYMARK_TEST_DATABASE_URL") {
        Ok(url) => url.parse().unwrap(),
        Err(_) => kept_server(&directory),
    };
    prepare(&options);
    Server { options, _in_use: in_use }
}

#[expect(clippy::zombie_processes, reason = "the keeper outlives us")]
fn kept_server(directory: &Path) -> PgConnectOptions {
    let keeper = open(directory, "keeper");
    if keeper.try_lock().is_ok() {
        keeper.unlock().unwrap();
        process::spawn("support::server::keep", directory);
    }
    fs::read_to_string(directory.join("url")).unwrap().parse().unwrap()
}

/// The keeper: starts the server, or takes over one that was left behind, and stops it when it is not used.
#[test]
#[ignore = "not a test: the tests start it, to keep their server"]
fn keep() {
    let Some(directory) = process::directory() else { return };
    let keeper = open(&directory, "keeper");
    keeper.try_lock().unwrap();
    let cluster = start(directory.join("cluster"));
    let options = cluster.options("postgres");
    database::drop_remains(&options);
    fs::write(directory.join("url"), options.to_url_lossy().as_str()).unwrap();
    process::ready();

    let in_use = open(&directory, "in_use");
    in_use.lock().unwrap();
    drop(cluster);
}

/// Without durability a power cut may have spoiled what an earlier run left, or another version of
/// PostgreSQL made it: then it is made anew.
fn start(data_dir: PathBuf) -> Cluster {
    let config = ClusterConfig {
        data_dir,
        is_durable: false,
        max_connections: 300,
        places: Places { state: env::temp_dir(), ..Places::of_this_machine() },
    };
    let say = |line: &str| eprintln!("{line}");
    Cluster::start(&config, &say).unwrap_or_else(|error| {
        eprintln!("{error}");
        fs::remove_dir_all(&config.data_dir).unwrap();
        Cluster::start(&config, &say).unwrap()
    })
}

fn open(directory: &Path, name: &str) -> File {
    let path = directory.join(name);
    File::options().create(true).truncate(false).write(true).open(path).unwrap()
}
