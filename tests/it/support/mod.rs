//! What the tests stand on.

pub mod browser;
pub mod database;
pub mod entering;
pub mod process;
mod server;
pub mod smtp;
pub mod source;
pub mod waymark;

pub use browser::{Answer, Browser, Form};
pub use waymark::Waymark;
