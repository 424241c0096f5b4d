//! One dimension of an organization: its sentences, its categories over time, what is open in
//! them, and how its teams spread.

mod categories;
mod lacking;
mod open;
mod spread;
mod story;

pub(super) use categories::multiples;
pub(super) use lacking::Lacking;
pub(super) use open::{OpenCriterion, OpenGroup, blocking, known, open_groups};
pub(super) use spread::Spread;
pub(super) use story::{Situation, headline, story};
