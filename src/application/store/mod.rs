//! All SQL of applications and patterns.

mod application;
mod change;
mod export;
mod need;
mod pattern;
mod states;

pub use application::add;
pub use change::change_state;
pub use need::add_need;
pub use pattern::add_pattern;
pub use states::state_counts;

pub(super) use application::{MOST_LISTED, find, listed, update};
pub(super) use change::{MOST_LOGGED, change_log, changes};
pub(super) use export::exported;
pub(super) use need::{find_other, remove_need};
pub(super) use pattern::{find_pattern, listed_patterns, pattern_names, update_pattern, uses_of};
pub(super) use states::states_by_period;
