//! The pages that leadership reads: the overview, the teams, a team, and how the score is made.
//!
//! They combine what the slices store with the trend; nothing is written here.

mod ahead;
mod card;
mod cause;
mod comparison;
mod dimension;
mod evidenced;
mod heat;
mod imbalance;
mod levels;
mod movement;
mod next_best;
mod pages;
mod story;
mod verdicts;

pub use pages::routes;
