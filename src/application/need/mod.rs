pub mod store;

use super::MoveState;
use crate::paths::ApplicationSlug;

/// An application that another needs, or that needs another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub slug: ApplicationSlug,
    pub name: String,
    pub state: MoveState,
}
