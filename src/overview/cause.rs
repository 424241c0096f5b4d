//! What holds back a scope that does not move: computed causes, each with where it is removed.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::block::spread;
use super::unshown::Unshown;
use super::verdicts::Verdicts;
use crate::access::{Team, TeamId};
use crate::assessment::{Gap, Gaps};
use crate::maturity::{Criterion, Figure, Figures, Model, Scope};
use crate::paths::{OrgSlug, OwnEntryPath, TeamEntryPath};
use crate::period::Period;

/// The dimension in which an organization shows what it was all for.
const BUSINESS: &str = "business";

/// How many causes of a kind are shown, and how many names with each.
const SHOWN: usize = 5;

/// A criterion that is not met, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause<'m> {
    pub statement: &'m str,
    pub dimension: &'m str,
    pub category: &'m str,
    pub level: u8,
    /// From when on it has been answered as it is; `None` where that is not asked.
    pub since: Option<Period>,
    /// The first of those who do not meet it, by name.
    pub missing: Vec<Missing>,
    /// How many more there are.
    pub more_missing: usize,
}

/// Somebody who does not meet a criterion, and where they answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub name: String,
    pub href: String,
}

/// Why somebody does not move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes<'m> {
    /// Core criteria that have not moved in the last four periods: those first that weigh most,
    /// then those that most teams lack.
    pub core: Vec<Cause<'m>>,
    /// Criteria of Level 2 in the business dimension that are not met in full.
    pub business: Vec<Cause<'m>>,
    /// How many more of these there are.
    pub more_business: usize,
    /// What is not on record; of an organization.
    pub unshown: Vec<Unshown>,
}

impl Causes<'_> {
    pub fn is_empty(&self) -> bool {
        self.core.is_empty() && self.business.is_empty()
    }
}

/// The criteria to be looked at: in what does not move, the core criteria of the level in play
/// (Level 1 before it is reached, then Levels 1 and 2), and those of Level 2 that show the business
/// what it brings. A team is asked those of its scope only. None when everything moves.
pub fn candidates<'m>(
    model: &'m Model,
    verdicts: &Verdicts,
    figures: &Figures,
    team: Option<TeamId>,
) -> Vec<&'m Criterion> {
    let is_any_stuck = (0..model.dimensions.len()).any(|at| verdicts.is_stuck(at));
    let mut candidates = Vec::new();
    for category in model.categories().filter(|category| !category.optional) {
        let reached = figures.of(category).map_or(0, Figure::level);
        let is_stuck = verdicts.is_stuck(category.dimension);
        let is_business = model.dimensions[category.dimension].id == BUSINESS;
        candidates.extend(
            category.criteria.iter().map(|&position| &model.criteria()[position]).filter(
                |criterion| {
                    let level = criterion.level.number();
                    let is_asked = team.is_none() || criterion.scope == Scope::Team;
                    let is_core = is_stuck && criterion.core && level <= (reached + 1).min(2);
                    let is_shown = is_any_stuck && is_business && level == 2;
                    is_asked && (is_core || is_shown)
                },
            ),
        );
    }
    candidates
}

/// The gaps in some criteria that somebody does not meet.
pub fn unmet(criteria: &[&Criterion], gaps: &Gaps) -> Vec<Gap> {
    let gaps = criteria.iter().map(|criterion| gaps.at(criterion.position));
    gaps.filter(|gap| !gap.lacking.is_empty()).collect()
}

/// Where answers are changed.
#[derive(Clone, Copy, Debug)]
pub struct Forms<'a> {
    pub org: &'a OrgSlug,
    /// Whoever may lack something, by name.
    pub teams: &'a [Team],
    /// The period that is open.
    pub period: Period,
}

impl Forms<'_> {
    /// The first of those who do not meet a criterion of a dimension, by name.
    fn missing(
        &self,
        who: &[Option<TeamId>],
        criterion: &Criterion,
        dimension: &str,
    ) -> Vec<Missing> {
        let (org, period) = (self.org, self.period);
        let missing = |name: &str, page: String| Missing {
            name: name.to_owned(),
            href: format!("{page}#answer.{}", criterion.id),
        };
        if who.contains(&None) {
            let page = OwnEntryPath { org: org.clone(), period, dimension: dimension.to_owned() };
            return vec![missing("the organization itself", page.to_string())];
        }
        let who: HashSet<TeamId> = who.iter().copied().flatten().collect();
        let teams = self.teams.iter().filter(|team| who.contains(&team.id)).take(SHOWN);
        let of_team = |team: &Team| {
            let (org, team_slug) = (org.clone(), team.slug.clone());
            let dimension = dimension.to_owned();
            let page = TeamEntryPath { org, team: team_slug, period, dimension };
            missing(&team.name, page.to_string())
        };
        teams.map(of_team).collect()
    }
}

/// The causes, from what is not met of the [`candidates`]; what else is not met is left out.
pub fn causes<'m>(
    model: &'m Model,
    verdicts: &Verdicts,
    gaps: &[Gap],
    forms: Forms<'_>,
) -> Causes<'m> {
    let categories: Vec<_> = model.categories().collect();
    let cause = |gap: &Gap, who: &[Option<TeamId>], since| {
        let criterion = &model.criteria()[gap.criterion];
        let category = categories[criterion.category];
        let dimension = &model.dimensions[category.dimension];
        let missing = forms.missing(who, criterion, &dimension.id);
        Cause {
            statement: &criterion.statement,
            dimension: &dimension.name,
            category: &category.name,
            level: criterion.level.number(),
            since,
            more_missing: who.len() - missing.len(),
            missing,
        }
    };
    let dimension_of = |gap: &Gap| categories[model.criteria()[gap.criterion].category].dimension;

    let mut unmoved: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| !gap.unchanged.is_empty())
        .filter(|gap| model.criteria()[gap.criterion].core && verdicts.is_stuck(dimension_of(gap)))
        .collect();
    unmoved.sort_by_key(|gap| {
        let weight = model.scoring.weight_of(&model.criteria()[gap.criterion]);
        (Reverse(weight), Reverse(spread(&gap.unchanged)), gap.criterion)
    });
    unmoved.truncate(SHOWN);

    let is_any_stuck = (0..model.dimensions.len()).any(|at| verdicts.is_stuck(at));
    let business: Vec<&Gap> = gaps
        .iter()
        .filter(|_| is_any_stuck)
        .filter(|gap| model.dimensions[dimension_of(gap)].id == BUSINESS)
        .filter(|gap| model.criteria()[gap.criterion].level.number() == 2)
        .filter(|gap| unmoved.iter().all(|other| other.criterion != gap.criterion))
        .collect();
    Causes {
        core: unmoved.iter().map(|gap| cause(gap, &gap.unchanged, gap.since)).collect(),
        business: business.iter().take(SHOWN).map(|gap| cause(gap, &gap.lacking, None)).collect(),
        more_business: business.len().saturating_sub(SHOWN),
        unshown: Vec::new(),
    }
}
