//! What would move the organization most, as it is stored with its roll-up.
//!
//! It is computed when the figures are, at submission: a page that shows it reads no answers but
//! those to the three criteria.

pub(super) mod store;

pub use store::next_best_of;

use crate::maturity::{Criterion, Points};
use crate::paths::TeamSlug;

/// An open core criterion of the organization, and who lacks it.
#[derive(Clone, Debug)]
pub struct OrgNextBest<'m> {
    pub criterion: &'m Criterion,
    /// What toward and through of the whole gain together when it is met in full.
    pub points: Points,
    /// How many of the counted teams have not met it in full; 0 when it is the organization's own.
    pub teams_lacking: usize,
    /// The first of them, by name.
    pub lacking: Vec<LackingTeam>,
}

/// A team that has not met a criterion in full.
#[derive(Clone, Debug)]
pub struct LackingTeam {
    pub slug: TeamSlug,
    pub name: String,
}
