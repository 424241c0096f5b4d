use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Owner;
use crate::period::Period;

/// An action's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ActionId(pub Uuid);

impl ActionId {
    /// An id that no action has yet.
    pub(super) fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ActionState {
    /// To be done.
    Open,
    /// It was done.
    Done,
    /// It will not be done.
    Dropped,
}

impl ActionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];

    /// The state as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

impl fmt::Display for ActionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text names no state.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one of open, done and dropped")]
pub struct NotAState;

impl FromStr for ActionState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(NotAState)
    }
}

/// An action as it is stored.
#[derive(Clone, Debug)]
pub struct NotedAction {
    pub id: ActionId,
    /// The id of the criterion that it is about.
    pub criterion: String,
    /// 1 to 1,000 characters.
    pub what: String,
    pub owner: Option<Owner>,
    /// The period in which it shall be done.
    pub due: Period,
    pub state: ActionState,
}

impl NotedAction {
    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        self.state == ActionState::Done
    }

    /// Whether it is open still after the period in which it should have been done.
    pub fn is_overdue(&self, current: Period) -> bool {
        self.state == ActionState::Open && self.due < current
    }
}
