//! All SQL of applications and patterns.

mod application;
mod change;
mod pattern;
mod states;

pub use application::add;
pub use change::change_state;
pub use pattern::add_pattern;
pub use states::state_counts;

pub(super) use application::{MOST_LISTED, find, listed, update};
pub(super) use change::changes;
pub(super) use pattern::{find_pattern, listed_patterns, pattern_names, update_pattern, uses_of};
