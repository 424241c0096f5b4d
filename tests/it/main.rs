fn main() {}
//! The server from outside.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod connection;
