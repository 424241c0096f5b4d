pub mod store;

use super::{MoveAction, MoveState};
use crate::period::Period;

/// An application as it stood at the end of a period, with what is said of it today.
#[derive(Clone, Debug)]
pub struct StandingApplication {
    pub name: String,
    /// The team's name; `None` when it is of the organization as a whole.
    pub team: Option<String>,
    pub owner: String,
    pub reason: String,
    pub action: MoveAction,
    pub state: MoveState,
    /// The period in which it came to that state.
    pub since: Period,
    pub expected_benefit: String,
    pub measured_benefit: String,
    /// The names of the patterns that it uses.
    pub patterns: Vec<String>,
}
