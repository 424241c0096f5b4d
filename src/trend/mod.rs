//! How figures move from period to period, and how that is drawn.

pub mod chart;
mod history;
mod marks;
mod pace;
mod unit;

pub use history::History;
pub use marks::{Marks, Still};
pub use pace::Pace;
pub use unit::{unit_after, with_unit};
