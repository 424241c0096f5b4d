//! What would move the organization most, as it is stored with its roll-up, and who lacks it.

use std::collections::HashSet;

use super::RollUpDetail;
use crate::access::{Team, TeamId};
use crate::maturity::{Criterion, NextBest, Points, Scope};
use crate::paths::TeamSlug;

/// How many of the teams that lack a criterion are named.
const NAMED: usize = 6;

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

impl<'m> RollUpDetail<'m> {
    /// What would move the organization most, when `teams` are its teams by name.
    pub fn next_best_of(&self, teams: &[Team]) -> Vec<OrgNextBest<'m>> {
        let with_teams = |&NextBest { criterion, points }: &NextBest<'m>| {
            let lacking: HashSet<TeamId> = match criterion.scope {
                Scope::Team => {
                    self.gaps.at(criterion.position).lacking.into_iter().flatten().collect()
                }
                Scope::Organization => HashSet::new(),
            };
            let named = teams.iter().filter(|team| lacking.contains(&team.id)).take(NAMED);
            OrgNextBest {
                criterion,
                points,
                teams_lacking: lacking.len(),
                lacking: named
                    .map(|team| LackingTeam { slug: team.slug.clone(), name: team.name.clone() })
                    .collect(),
            }
        };
        self.next_best.iter().map(with_teams).collect()
    }
}
