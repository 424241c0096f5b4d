//! Waymark from outside: what its parts do together, on real servers.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod connection;
mod embedded_database;
mod support;
mod surface;
