//! What leadership has decided of the dimensions: targets, and holds.
//!
//! Either is of the organization, or of one team. A hold of the organization holds for its teams,
//! too; a target of the organization is its own.

mod hold;
mod pages;
pub mod store;
mod target;

pub use hold::{Hold, HoldForm, HoldId};
pub use pages::routes;
pub use target::{Goal, Target, TargetForm, TargetId};

use crate::access::{Team, TeamId};
use crate::maturity::{Dimension, Model};
use crate::web::{FieldErrors, Fields};

/// What is decided: all of it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub holds: Vec<Hold>,
    pub targets: Vec<Target>,
}

/// Which dimension, and of whom: a team, or the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub team: Option<TeamId>,
    /// The dimension's id.
    pub dimension: String,
}

impl Scope {
    /// Reads the two fields of a form; an empty team is the organization.
    fn parse(
        fields: &Fields,
        [team_field, dimension_field]: [&str; 2],
        model: &Model,
        teams: &[Team],
        errors: &mut FieldErrors,
    ) -> Self {
        let chosen = fields.text(team_field);
        let team = teams.iter().find(|team| team.slug.as_str() == chosen).map(|team| team.id);
        if team.is_none() && !chosen.is_empty() {
            errors.add(team_field, "Choose a team, or the organization.");
        }
        let dimension = fields.text(dimension_field);
        if model.dimension(dimension).is_none() {
            errors.add(dimension_field, "Choose a dimension.");
        }
        Self { team, dimension: dimension.to_owned() }
    }

    /// The dimension's name; its id, if the model does not have it.
    pub fn dimension_name<'a>(&'a self, model: &'a Model) -> &'a str {
        let known: Option<&Dimension> = model.dimension(&self.dimension);
        known.map_or(&self.dimension, |dimension| &dimension.name)
    }

    /// The team's name, if it is a team's.
    pub fn team_name<'t>(&self, teams: &'t [Team]) -> Option<&'t str> {
        let team = self.team?;
        teams.iter().find(|known| known.id == team).map(|known| &*known.name)
    }

    /// Both in words: `Policy of Payments`, `Policy`.
    pub fn words(&self, model: &Model, teams: &[Team]) -> String {
        let dimension = self.dimension_name(model);
        match self.team_name(teams) {
            Some(team) => format!("{dimension} of {team}"),
            None => dimension.to_owned(),
        }
    }
}
