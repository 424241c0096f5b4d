//! What every page stands on: the connection, and what a request passes before a page sees it.

pub mod layers;
pub mod limit;
mod places;
pub mod serve;
