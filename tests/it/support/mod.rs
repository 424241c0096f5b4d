//! What the tests stand on.

pub mod browser;
pub mod database;
pub mod process;
mod server;
pub mod waymark;

pub use browser::Browser;
pub use waymark::Waymark;
