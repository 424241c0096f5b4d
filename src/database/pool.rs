//! The connections to a database, our own or a given one.

use std::io;
use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Error};

use super::error::{DatabaseError, OLDEST_MAJOR};

/// How long a request waits for a connection before it is told that the site is busy.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a statement of a request may run.
const STATEMENT_TIMEOUT: &str = "5s";

/// Reads `DATABASE_URL`.
pub(super) fn options(url: &str) -> Result<PgConnectOptions, DatabaseError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(DatabaseError::BadUrl("it does not begin with postgres://".to_owned()));
    }
    PgConnectOptions::from_str(url).map_err(|error| {
        let reason = match error {
            Error::Configuration(reason) => reason.to_string(),
            other => other.to_string(),
        };
        DatabaseError::BadUrl(reason)
    })
}

/// A pool for the site's requests. It connects when it is first asked.
pub(super) fn pool(options: PgConnectOptions, size: u32) -> PgPool {
    let options = options.options([("statement_timeout", STATEMENT_TIMEOUT)]);
    let options = match options.get_application_name() {
        Some(_) => options,
        None => options.application_name("waymark"),
    };
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // Asking the server before each use would cost every request a round trip. Who acquires a
        // connection tries again, once, when it turns out to be dead.
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// The first connection: says in a sentence what is wrong with the database, if anything is.
///
/// A database that is just starting, as beside us in a composition of containers, is given `patience`.
pub(super) async fn connect(
    options: &PgConnectOptions,
    patience: Duration,
) -> Result<PgConnection, DatabaseError> {
    let began = Instant::now();
    let error = loop {
        // A host that swallows packets would keep us for minutes.
        let limit = patience.saturating_sub(began.elapsed()).max(ACQUIRE_TIMEOUT);
        let error = match tokio::time::timeout(limit, options.connect()).await {
            Ok(Ok(connection)) => return accept(options, connection),
            Ok(Err(error)) => error,
            Err(_) => Error::Io(io::ErrorKind::TimedOut.into()),
        };
        if began.elapsed() >= patience || !may_pass(&error) {
            break error;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    Err(explain(options, error))
}

fn accept(
    options: &PgConnectOptions,
    connection: PgConnection,
) -> Result<PgConnection, DatabaseError> {
    match connection.server_version_num().map(|version| version / 10_000) {
        Some(major) if major < OLDEST_MAJOR => {
            Err(DatabaseError::TooOld { place: place(options), major })
        }
        _ => Ok(connection),
    }
}

/// Whether the database may answer if it is asked again.
fn may_pass(error: &Error) -> bool {
    const STARTING_UP: &str = "57P03";
    match error {
        Error::Io(_) => true,
        Error::Database(refusal) => refusal.code().as_deref() == Some(STARTING_UP),
        _ => false,
    }
}

fn explain(options: &PgConnectOptions, error: Error) -> DatabaseError {
    let place = place(options);
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("28P01" | "28000") => {
            DatabaseError::LoginRefused { place, login: options.get_username().to_owned() }
        }
        Some("3D000") => DatabaseError::NoSuchDatabase {
            place,
            database: options.get_database().unwrap_or(options.get_username()).to_owned(),
        },
        Some(_) => DatabaseError::Failed(error),
        None => DatabaseError::NoAnswer { place, reason: error.to_string() },
    }
}

/// The host and port, or the socket.
pub(super) fn place(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_url_that_cannot_be_read_is_explained_without_its_password() {
        for url in [
            "",
            "mysql://waymark:secret@localhost/waymark",
            "postgres://waymark:secret@localhost:port/waymark",
            "postgres://waymark:secret@localhost/waymark?sslmode=perhaps",
        ] {
            let sentence = options(url).unwrap_err().to_string();
            assert!(sentence.starts_with("DATABASE_URL cannot be read"), "{sentence}");
            assert!(!sentence.contains("secret"), "{sentence}");
        }
    }

    #[tokio::test]
    async fn a_database_that_does_not_answer_is_named_without_its_password() {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let options = options(&format!("postgres://waymark:secret@{closed}/waymark")).unwrap();

        let error = connect(&options, Duration::ZERO).await.unwrap_err();

        let sentence = error.to_string();
        assert!(matches!(error, DatabaseError::NoAnswer { .. }), "{sentence}");
        assert!(
            sentence.contains(&closed.to_string()) && !sentence.contains("secret"),
            "{sentence}"
        );
    }
}
