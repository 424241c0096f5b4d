//! Waymark from outside: what its parts do together, on real servers.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod account;
mod connection;
mod database;
mod embedded_database;
mod organization;
mod support;
mod surface;
mod team;
