use super::{MoveAction, MoveState};
use crate::access::TeamId;

/// Which applications are asked for; what is `None` is not asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `Some(None)` is the organization as a whole.
    pub team: Option<Option<TeamId>>,
    pub state: Option<MoveState>,
    pub action: Option<MoveAction>,
}

impl Filter {
    /// Whether it leaves out any.
    pub fn is_set(self) -> bool {
        self != Self::default()
    }
}
