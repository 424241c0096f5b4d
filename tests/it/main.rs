//! Waymark from outside: what its parts do together, on real servers, and the rules of the house.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod architecture;
mod boundary;
mod connection;
mod database;
mod embedded_database;
mod support;
mod surface;
mod tenancy;
