//! What the tests stand on.

pub mod database;
pub mod process;
mod server;
pub mod source;
