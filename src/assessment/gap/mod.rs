//! What is not met, by whom, and for how long: what causes are made of.

mod store;

pub use store::unmet;

use crate::access::TeamId;
use crate::period::Period;

/// A criterion that some of those who are counted do not meet in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The criterion's position in the model.
    pub criterion: usize,
    /// Who does not meet it; `None` is the organization itself.
    pub lacking: Vec<Option<TeamId>>,
    /// Who of these has answered it alike in every period of the window, at least two.
    pub unchanged: Vec<Option<TeamId>>,
    /// From when on all of `unchanged` have answered as they do.
    pub since: Option<Period>,
}
