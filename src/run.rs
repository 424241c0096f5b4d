//! Starting and stopping: the database, the server, and what the console says.

use std::net::SocketAddr;
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::access::{Db, SecretAttempts, SessionCookie, SetupCode, TrustedProxies};
use crate::clock::Clock;
use crate::config::{Command, Config};
use crate::database::{self, Database, DatabaseConfig, DatabaseError};
use crate::demo::{self, DemoError, DemoPassword};
use crate::mail::{self, Postman};
use crate::notice;
use crate::password::Hasher;
use crate::router::{health, router};
use crate::state::{App, Mailing, Site};
use crate::web::layers::{Protection, log_panics, protect};
use crate::web::serve::{ConnectionLimits, serve};
use crate::web::{PageError, status_page};

/// Why Waymark cannot do what it is asked to: a sentence that says how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("the address {address} is taken: stop what uses it, or choose another with --listen")]
    AddressTaken { address: SocketAddr },
    #[error("connections cannot be accepted at {address}: {source}")]
    Listen { address: SocketAddr, source: std::io::Error },
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error(transparent)]
    Start(#[from] PageError),
    #[error("the system does not let Waymark start: {0}")]
    System(#[from] std::io::Error),
}

/// Does what `command` says. Serving ends with SIGINT or SIGTERM.
pub fn run(command: &Command, config: Config) -> Result<(), RunError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Migrate => migrate(&config).await,
            Command::Demo => serve_until_stopped(config, true).await,
            Command::Serve | Command::Score { .. } => serve_until_stopped(config, false).await,
        }
    })
}

async fn migrate(config: &Config) -> Result<(), RunError> {
    let database = start_database(config).await?;
    let migrated = database::migrate(database.pool()).await;
    database.stop().await;
    migrated?;
    println!("The schema is up to date.");
    Ok(())
}

async fn start_database(config: &Config) -> Result<Database, DatabaseError> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let config = DatabaseConfig {
        url: config.database_url.clone(),
        data_dir: config.data_dir.clone(),
        pool_size: u32::try_from(cores * 4).unwrap_or(64),
    };
    Database::start(&config, &|line| println!("{line}")).await
}

async fn serve_until_stopped(config: Config, is_demo: bool) -> Result<(), RunError> {
    log_panics();
    open_as_many_files_as_allowed();
    // First of all, so that a second start does not touch what the first is using.
    let listener = listen(config.listen).await?;
    let config = config.bound_to(listener.local_addr()?);
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;

    let database = start_database(&config).await?;
    let served = serve_on(listener, &config, &database, is_demo, async {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
    .await;
    database.stop().await;
    served
}

/// Raises the limit of open files, which is often 1,024, as far as the system lets us: each
/// connection is one. Where it does not let us, fewer connections fit.
fn open_as_many_files_as_allowed() {
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, RunError> {
    TcpListener::bind(address).await.map_err(|source| match source.kind() {
        std::io::ErrorKind::AddrInUse => RunError::AddressTaken { address },
        _ => RunError::Listen { address, source },
    })
}

async fn serve_on(
    listener: TcpListener,
    config: &Config,
    database: &Database,
    is_demo: bool,
    stopped: impl Future<Output = ()>,
) -> Result<(), RunError> {
    database::migrate(database.pool()).await?;
    let sender = config.mail.as_ref().map(|mail| mail.from.to_string());
    let app = App {
        db: Db::new(database.pool().clone()),
        clock: Clock::system(),
        cookie: SessionCookie { secure: config.public_url.cookie_is_secure() },
        site: Site::at(&config.public_url.origin()),
        mailing: Mailing::of(sender.as_deref()),
        hasher: Hasher::of_this_machine(),
        setup_code: SetupCode::fresh()?,
        attempts: SecretAttempts::new(),
        trusted_proxies: TrustedProxies(config.trusted_proxies.clone().into()),
    };
    let welcome = if is_demo {
        let password = DemoPassword::of(&config.data_dir, config.demo_password.as_deref())?;
        demo::load(&app, &password).await?;
        welcome_to_demo(&password)
    } else {
        welcome(&app).await?
    };

    let mails = Mails::begin(config, &app);
    let protection = Protection::new(&config.public_url, config.listen, status_page);
    let routes = router(app).merge(health(database.pool().clone()));
    let limits = ConnectionLimits {
        total: config.max_connections,
        trusted_proxies: config.trusted_proxies.clone(),
        ..ConnectionLimits::default()
    };
    println!("Waymark is at {}", config.public_url.origin());
    println!("{welcome}");
    println!("Stop it with Ctrl-C. Database: {}.", database.server_description());
    serve(listener, protect(routes, protection), limits, stopped).await;
    mails.end().await;
    println!("Waymark has stopped.");
    Ok(())
}

/// How long stopping waits for the mail that is being sent.
const LAST_MAIL: Duration = Duration::from_secs(10);

/// The one who delivers mails beside the pages, unless mail is off.
struct Mails {
    stop: CancellationToken,
    working: Option<JoinHandle<()>>,
}

impl Mails {
    fn begin(config: &Config, app: &App) -> Self {
        let stop = CancellationToken::new();
        let working = config.mail.clone().map(|mail| {
            let postman = Postman::new(mail, &config.public_url);
            let looked = app.clone();
            let look = move || {
                let App { db, clock, site, .. } = looked.clone();
                async move {
                    if let Err(error) = notice::look(&db, &clock, &site).await {
                        tracing::warn!(%error, "it could not be looked who is to be reminded");
                    }
                    if let Err(error) = mail::prune(&db, &clock).await {
                        tracing::warn!(%error, "old mails could not be deleted");
                    }
                }
            };
            let (db, clock) = (app.db.clone(), app.clock.clone());
            tokio::spawn(mail::work(db, clock, postman, look, stop.clone()))
        });
        Self { stop, working }
    }

    /// Ends after the mail that is being sent. One that takes too long is not known to be sent.
    async fn end(self) {
        self.stop.cancel();
        if let Some(working) = self.working {
            let _ = timeout(LAST_MAIL, working).await;
        }
    }
}

fn welcome_to_demo(password: &DemoPassword) -> String {
    let mut lines = vec![format!(
        "This is the demo organization Northwind. Sign in with the password {} as",
        password.reveal()
    )];
    lines.extend(demo::people().map(|(email, role)| format!("  {email} ({role})")));
    lines.join("\n")
}

/// What to do next.
async fn welcome(app: &App) -> Result<String, PageError> {
    let mut tx = crate::access::OutsideTx::begin_reading(&app.db).await?;
    Ok(if crate::access::founding::is_founded(&mut tx).await? {
        "Open it in a browser and sign in.".to_owned()
    } else {
        format!(
            "Open it in a browser to set up your organization. From another machine, the set-up \
             code is {}.",
            app.setup_code.reveal()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_files_may_be_open_as_the_system_allows() {
        let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
        setrlimit(Resource::RLIMIT_NOFILE, hard - 1, hard).unwrap();

        open_as_many_files_as_allowed();

        assert_eq!(getrlimit(Resource::RLIMIT_NOFILE).unwrap(), (hard, hard));
    }
}
