//! Why there is no database: a sentence for each, which says how to mend it.

use std::io;
use std::path::{Path, PathBuf};

/// The database cannot be used. The message is one sentence for whoever starts Waymark.
///
/// No message holds a password.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each message says what happened, and names its fields")]
pub enum DatabaseError {
    /// No PostgreSQL on this machine, and none could be fetched.
    #[error(
        "There is no PostgreSQL {OLDEST_MAJOR} or newer on this machine, and none could be fetched ({why}): \
         install one ({}), or set DATABASE_URL to a database that Waymark may use.",
        how_to_install()
    )]
    NoServer { why: String },

    /// The cluster's files belong to a major version that is not on this machine.
    #[error(
        "The database in {} was made by PostgreSQL {major}, which is not on this machine: install \
         PostgreSQL {major}, or set WAYMARK_PG_BIN to the directory that holds its programs.",
        .cluster.display()
    )]
    OtherMajor { cluster: PathBuf, major: u32 },

    #[error(
        "Another Waymark uses the data directory {}: stop it, or set WAYMARK_DATA_DIR to another directory.",
        .0.display()
    )]
    InUse(PathBuf),

    #[error(
        "Waymark cannot write to {} ({reason}): mend that, or set WAYMARK_DATA_DIR to another directory.",
        .directory.display()
    )]
    NotWritable { directory: PathBuf, reason: io::Error },

    /// The account that PostgreSQL must run as cannot come to the cluster's files.
    #[error(
        "The user {account}, as whom PostgreSQL has to run, cannot reach {}: open the directories above \
         it with chmod o+x, or set WAYMARK_DATA_DIR to another directory.",
        .directory.display()
    )]
    OutOfReach { directory: PathBuf, account: String },

    /// Waymark runs as root, and there is no lesser account for PostgreSQL.
    #[error(
        "PostgreSQL refuses to run as root, and this system has neither a user postgres nor a user nobody: \
         add one, or start Waymark as an ordinary user."
    )]
    NoAccount,

    #[error(
        "PostgreSQL could not make a database in {} ({reason}): mend that, or set DATABASE_URL to a \
         database that Waymark may use.",
        .directory.display()
    )]
    NotInitialized { directory: PathBuf, reason: String },

    #[error("PostgreSQL did not start ({reason}): {} says more.", .log.display())]
    NotStarted { log: PathBuf, reason: String },

    #[error(
        "DATABASE_URL cannot be read ({0}): write it like postgres://user:password@host:5432/database, \
         with special characters in the password percent-encoded."
    )]
    BadUrl(String),

    #[error(
        "The database at {place} does not answer ({reason}): see that it runs and that DATABASE_URL names it."
    )]
    NoAnswer { place: String, reason: String },

    #[error(
        "The database at {place} refuses the password or the login {login}: correct them in DATABASE_URL."
    )]
    LoginRefused { place: String, login: String },

    #[error(
        "There is no database {database} at {place}: create it with createdb {database}, or correct DATABASE_URL."
    )]
    NoSuchDatabase { place: String, database: String },

    #[error(
        "The database at {place} runs PostgreSQL {major}, and Waymark needs {OLDEST_MAJOR} or newer: upgrade \
         it, or set DATABASE_URL to another."
    )]
    TooOld { place: String, major: u32 },

    /// Setting up the tables needs a right that the login does not have.
    #[error(
        "The login {login} lacks a right that setting up the tables needs ({reason}): let an administrator of \
         the database run `create role waymark_tenant nologin; create role waymark_outside nologin; \
         grant waymark_tenant, waymark_outside to \"{login}\"; grant create on schema public to \"{login}\";` \
         and start again."
    )]
    LacksRights { login: String, reason: String },

    #[error(
        "The database has been set up by a newer Waymark (migration {0} is not known here): start that \
         version, or restore a backup from before the upgrade."
    )]
    NewerThanProgram(i64),

    #[error(
        "Migration {0} is not the one that set up this database: start the Waymark it was set up with, or \
         one released later."
    )]
    ChangedMigration(i64),

    #[error(
        "Another Waymark has been setting up the tables of this database for {waited_seconds} seconds: wait \
         until it is done, then start again."
    )]
    MigrationInProgress { waited_seconds: u64 },

    #[error("Migration {version} failed, and nothing of it was kept: {reason}.")]
    MigrationFailed { version: i64, reason: sqlx::Error },

    #[error("The database failed while it was being set up: {0}.")]
    Failed(#[from] sqlx::Error),
}

/// The oldest PostgreSQL that runs our SQL.
pub(super) const OLDEST_MAJOR: u32 = 15;

impl DatabaseError {
    /// Turns an I/O error into the sentence about `directory`.
    pub(super) fn not_writable(directory: &Path) -> impl FnOnce(io::Error) -> Self {
        let directory = directory.to_owned();
        move |reason| Self::NotWritable { directory, reason }
    }
}

/// The command that installs PostgreSQL here.
fn how_to_install() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install postgresql@17"
    } else if Path::new("/usr/bin/apt-get").exists() {
        "apt-get install postgresql"
    } else if Path::new("/usr/bin/dnf").exists() {
        "dnf install postgresql-server"
    } else if Path::new("/sbin/apk").exists() {
        "apk add postgresql"
    } else {
        "the package is usually called postgresql"
    }
}
