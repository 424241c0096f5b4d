pub mod store;

use super::{Discipline, Effort, FinishedUse, MoveAction, MoveState, PatternId, PerPoint, Size};
use crate::access::TeamId;
use crate::paths::{ApplicationSlug, PatternSlug};
use crate::period::Period;

/// A pattern by its name, to be chosen.
#[derive(Clone, Debug)]
pub struct PatternName {
    pub id: PatternId,
    pub slug: PatternSlug,
    pub name: String,
}

impl PatternName {
    /// The field that says in an application's form whether it is used.
    pub fn field(&self) -> String {
        format!("pattern.{}", self.slug)
    }
}

/// A way to do something that was done once and can be used again.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub id: PatternId,
    pub slug: PatternSlug,
    pub name: String,
    /// `None` when it is of the organization as a whole.
    pub team: Option<TeamId>,
    /// Whoever answers for it, in the organization's own words; may be empty.
    pub owner: String,
    /// Markdown, 1 to 8,000 characters.
    pub description: String,
    pub disciplines: Vec<Discipline>,
    /// Counts how often it was changed.
    pub version: i32,
    /// How many applications use it, whatever their state.
    pub uses: i64,
}

/// A pattern as a line of the list.
#[derive(Clone, Debug)]
pub struct ListedPattern {
    pub slug: PatternSlug,
    pub name: String,
    pub owner: String,
    pub disciplines: Vec<Discipline>,
    /// How many applications use it, whatever their state.
    pub uses: i64,
    /// Those that count, the first of them first.
    pub finished: Vec<FinishedUse>,
}

/// That an application uses a pattern.
#[derive(Clone, Debug)]
pub struct PatternUse {
    pub slug: ApplicationSlug,
    /// The application's name.
    pub name: String,
    /// Its team's name; `None` when it is of the organization as a whole.
    pub team: Option<String>,
    pub action: MoveAction,
    pub state: MoveState,
    /// The period in which the application went live, if it has.
    pub live: Option<Period>,
    pub effort: Option<Effort>,
    pub size: Option<Size>,
}

impl PatternUse {
    /// The use as it counts, if it does.
    pub fn finished(&self) -> Option<FinishedUse> {
        Some(FinishedUse { live: self.live?, effort: self.effort?, size: self.size? })
    }

    /// What it took for a point of its size, where both are known.
    pub fn per_point(&self) -> Option<PerPoint> {
        Some(self.effort?.per_point(self.size?))
    }
}
