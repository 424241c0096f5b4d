use super::{ApplicationId, Effort, MoveAction, MoveState, Need, PerPoint, Size, Ties, TradeOffs};
use crate::access::TeamId;
use crate::paths::{ApplicationSlug, PatternSlug};
use crate::period::Period;

/// The name of something, and its name in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<S> {
    pub slug: S,
    pub name: String,
}

impl<S> Link<S> {
    /// Links of slugs and names that stand in the same order.
    pub(super) fn zip(slugs: Vec<S>, names: Vec<String>) -> Vec<Self> {
        slugs.into_iter().zip(names).map(|(slug, name)| Self { slug, name }).collect()
    }
}

/// An application as a line of the list.
#[derive(Clone, Debug)]
pub struct ListedApplication {
    pub slug: ApplicationSlug,
    pub name: String,
    /// The team's name; `None` when it is of the organization as a whole.
    pub team: Option<String>,
    pub reason: String,
    pub action: MoveAction,
    pub state: MoveState,
    /// The period in which it came to its state.
    pub since: Period,
    /// The patterns that it uses, by name.
    pub patterns: Vec<String>,
}

/// All that is said of an application.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: ApplicationId,
    pub slug: ApplicationSlug,
    pub name: String,
    /// `None` when it is of the organization as a whole.
    pub team: Option<TeamId>,
    /// Whoever answers for it, in the organization's own words; may be empty.
    pub owner: String,
    pub reason: String,
    pub action: MoveAction,
    pub state: MoveState,
    /// The period in which it came to its state.
    pub since: Period,
    pub expected_benefit: String,
    pub measured_benefit: String,
    pub trade_offs: TradeOffs,
    pub effort: Option<Effort>,
    pub size: Option<Size>,
    /// Counts how often what is said of it was changed.
    pub version: i32,
    /// The patterns that it uses, by name.
    pub patterns: Vec<Link<PatternSlug>>,
    /// The applications that it needs, by name.
    pub needs: Vec<Need>,
    /// The applications that need it, by name.
    pub needed_by: Vec<Need>,
    /// Whether it needs itself by way of others.
    pub is_in_circle: bool,
    /// What keeps it from being deleted.
    pub ties: Ties,
    /// The names of the others, of which it may need some; at most 300.
    pub others: Vec<String>,
}

impl Application {
    /// Its effort for a point of its size, where both are known.
    pub fn per_point(&self) -> Option<PerPoint> {
        Some(self.effort?.per_point(self.size?))
    }
}
