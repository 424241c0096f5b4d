//! The pages that leadership reads: the overview, the teams, a team, and how the score is made.
//!
//! They combine what the slices store with the trend; nothing is written here.

mod ahead;
mod applications;
mod beside;
mod block;
mod card;
mod cause;
mod changes;
mod checklist;
mod comparison;
mod dimension;
mod evidenced;
mod heat;
mod imbalance;
mod known;
mod kpis;
mod levels;
mod meanwhile;
mod next_best;
mod own_step;
mod pages;
mod periods;
mod picture;
mod returned;
mod story;
mod teams_filter;
mod teams_table;
mod unshown;
mod verdicts;
mod words;

pub use applications::live_sentence;
pub use block::Block;
pub use card::{DimensionCard, level};
pub use heat::TeamRow;
pub use known::Known;
pub use next_best::NextStep;
pub use pages::routes;
pub use picture::{Picture, Stored};
pub use story::{Piece, Sentence};
pub use verdicts::words as verdict;
pub use words::{change, counted, listed};
