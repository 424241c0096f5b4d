//! The pages that leadership reads: the overview, the teams, a team, and how the score is made.
//!
//! They combine what the slices store with the trend; nothing is written here.

mod card;
mod comparison;
mod evidenced;
mod heat;
mod next_best;
mod pages;
mod story;

pub use pages::routes;
