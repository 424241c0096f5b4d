//! How figures move from period to period, and how that is drawn.

pub mod chart;
mod history;

pub use history::History;
