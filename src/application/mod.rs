//! What an organization runs, which of it is moved and why, and the patterns that make the next
//! move cheaper.
//!
//! An application belongs to a team or to the organization as a whole, and so does a pattern. Its
//! state has a history: what was, stays.

pub mod change;
mod choice;
mod effort;
pub mod exported;
mod facts;
mod filter;
mod form;
mod id;
mod moves;
pub mod need;
mod pages;
pub mod pattern;
mod pattern_form;
pub mod portfolio;
mod reuse;
pub mod state_counts;
pub mod store;
mod team_choices;
mod ties;
mod trade_offs;

pub use change::{ChangeForm, LoggedChange, StateChange};
pub use choice::{Discipline, MoveAction, MoveState, NotAChoice, Size};
pub use effort::{Effort, PerPoint};
pub use exported::ExportedApplication;
pub use facts::{Application, Link, ListedApplication};
pub use filter::Filter;
pub use form::{ApplicationForm, FirstState};
pub use id::{ApplicationId, PatternId};
pub use moves::{MoveCourse, Moves};
pub use need::Need;
pub use pages::{ApplicationPage, blank, routes};
pub use pattern::{ListedPattern, Pattern, PatternName, PatternUse};
pub use pattern_form::PatternForm;
pub use portfolio::StandingApplication;
pub use reuse::{FinishedUse, Reuse};
pub use state_counts::StateCounts;
pub use team_choices::TeamChoices;
pub use ties::Ties;
pub use trade_offs::TradeOffs;
