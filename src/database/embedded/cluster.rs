//! A cluster whose server is there from its start to its stop, whatever happens in between.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::binaries::Binaries;
use super::fetch;
use super::home::Home;
use super::initdb::{USER, initialize, version_of};
use super::places::Places;
use super::server::{Launch, Server};
use crate::database::DatabaseError;

/// How long a start is tried again while a crashed server's remains are still in the way.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked whether the server still runs, and the first pause before it is restarted.
const HEARTBEAT: Duration = Duration::from_millis(100);

/// The longest pause between two attempts to restart it.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What a cluster is started with.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// Holds the cluster, unless the account of PostgreSQL cannot reach it.
    pub data_dir: PathBuf,
    /// Whether what is committed survives a power cut. Only a test can do without, for speed.
    pub is_durable: bool,
    /// Room for this many, superusers included.
    pub max_connections: u32,
    /// Where PostgreSQL is looked for, and the like.
    pub places: Places,
}

/// A PostgreSQL server of our own, reachable by a unix socket that nobody else can open.
///
/// A server that dies is started again. Dropping the cluster stops it, and waits until it has stopped.
#[derive(Debug)]
pub struct Cluster {
    socket: PathBuf,
    data: PathBuf,
    /// Tells the watch to stop; taken when it has been told.
    stop: Option<Sender<()>>,
    watch: Option<JoinHandle<()>>,
}

impl Cluster {
    /// Finds or fetches PostgreSQL, makes the cluster if there is none yet, and starts its server, or
    /// takes over the one that a killed Waymark left running. Blocks until it accepts connections.
    ///
    /// `say` is told in a line what takes long or is out of the ordinary.
    pub fn start(config: &ClusterConfig, say: &dyn Fn(&str)) -> Result<Self, DatabaseError> {
        let home = Home::open(&config.data_dir, &config.places, say)?;
        let made_by = version_of(&home.data());
        let binaries = find_or_fetch(&config.places, &home, made_by, say)?;
        if made_by.is_none() {
            initialize(&home, &binaries, config.is_durable)?;
        }

        let mut launch = Launch { home, binaries, settings: settings(config) };
        let server = match launch.adopt() {
            Some(server) => server,
            None => start_patiently(&launch)?,
        };
        let (socket, data) = (launch.home.socket.clone(), launch.home.data());
        let (stop, stopped) = channel();
        let watch = thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || watch(&launch, server, &stopped))
            .map_err(DatabaseError::not_writable(&config.data_dir))?;
        Ok(Self { socket, data, stop: Some(stop), watch: Some(watch) })
    }

    /// How to connect to `database`, as a superuser.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(5432)
            .ssl_mode(PgSslMode::Disable)
            .username(USER)
            .database(database)
    }

    /// PostgreSQL's data directory.
    pub fn data(&self) -> &Path {
        &self.data
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(watch) = self.watch.take() {
            // It has logged what went wrong, and there is nothing left to stop.
            let _ = watch.join();
        }
    }
}

fn find_or_fetch(
    places: &Places,
    home: &Home,
    made_by: Option<u32>,
    say: &dyn Fn(&str),
) -> Result<Binaries, DatabaseError> {
    let find = || Binaries::find(places, made_by, &home.account);
    if let Some(found) = find() {
        return Ok(found);
    }
    fetch::fetch(&places.cache, made_by, &home.account, find, say).map_err(|why| match made_by {
        Some(major) => DatabaseError::OtherMajor { cluster: home.data(), major },
        None => DatabaseError::NoServer { why },
    })
}

fn settings(config: &ClusterConfig) -> Vec<String> {
    let mut settings: Vec<String> = [
        // Nobody but us: no network, and a socket in a directory that only we can enter.
        "listen_addresses=",
        "port=5432",
        "unix_socket_permissions=0700",
        // Small, for a machine that does other work, too.
        "shared_buffers=32MB",
        "jit=off",
        // Nothing replicates it.
        "wal_level=minimal",
        "max_wal_senders=0",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
        // Without details, which quote the rows.
        "log_error_verbosity=terse",
    ]
    .map(str::to_owned)
    .into();
    settings.push(format!("max_connections={}", config.max_connections));
    if !config.is_durable {
        let fast =
            ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"];
        settings.extend(fast.map(str::to_owned));
    }
    settings
}

/// Starts the server, again and again for a while: after a crash the dead server can still be a zombie
/// that holds the socket's lock, or its orphaned children the shared memory.
fn start_patiently(launch: &Launch) -> Result<Server, DatabaseError> {
    // One earlier log is kept.
    let _ = fs::rename(launch.home.log(), launch.home.log().with_extension("log.1"));
    let began = Instant::now();
    loop {
        match launch.start() {
            Ok(server) => return Ok(server),
            Err(_) if began.elapsed() < PATIENCE => thread::sleep(HEARTBEAT),
            Err(error) => {
                let (log, reason) = (launch.home.log(), error.to_string());
                return Err(DatabaseError::NotStarted { log, reason });
            }
        }
    }
}

/// Restarts the server whenever it dies, until `stopped` hangs up, and stops it then.
fn watch(launch: &Launch, server: Server, stopped: &Receiver<()>) {
    let mut running = Some(server);
    let mut pause = HEARTBEAT;
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
        if let Some(server) = &mut running
            && launch.is_running(server).unwrap_or(false)
        {
            continue;
        }
        if running.take().is_some() {
            tracing::error!("PostgreSQL has ended by itself; starting it again");
        }
        match launch.start() {
            Ok(server) => {
                tracing::warn!("PostgreSQL runs again");
                running = Some(server);
                pause = HEARTBEAT;
            }
            Err(error) => {
                tracing::warn!(%error, "PostgreSQL did not start; trying again");
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
    if let Some(server) = running
        && let Err(error) = launch.stop(server)
    {
        tracing::error!(%error, "PostgreSQL could not be stopped");
    }
}
