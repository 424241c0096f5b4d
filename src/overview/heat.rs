use std::collections::HashMap;

use crate::access::{Team, TeamId};
use crate::assessment::TeamStanding;
use crate::maturity::Figure;
use crate::paths::{OrgSlug, TeamPath};
use crate::period::Period;

/// A team's line in the table of teams and dimensions.
#[derive(Clone, Debug)]
pub(super) struct TeamRow {
    pub name: String,
    pub path: TeamPath,
    /// A figure a dimension; empty when the team is not counted.
    pub figures: Vec<Option<Figure>>,
    /// Whether the figures are those of the period before.
    pub is_stale: bool,
    /// Whether the team has reported in the period, in words.
    pub state: String,
}

/// A line a team, in the order of `teams`.
pub(super) fn rows(
    org: &OrgSlug,
    teams: Vec<Team>,
    standings: Vec<TeamStanding>,
    period: Period,
) -> Vec<TeamRow> {
    let mut standings: HashMap<TeamId, TeamStanding> =
        standings.into_iter().map(|standing| (standing.team, standing)).collect();
    teams
        .into_iter()
        .map(|team| {
            let standing = standings.remove(&team.id);
            let has_draft = standing.as_ref().is_some_and(|standing| standing.has_draft);
            let counted = standing.and_then(|standing| standing.figures);
            let is_stale = counted.as_ref().is_some_and(|counted| counted.period != period);
            let state = match &counted {
                Some(counted) if is_stale && has_draft => {
                    format!("draft; {} counted", counted.period)
                }
                Some(counted) if is_stale => format!("not reported; {} counted", counted.period),
                Some(_) => "submitted".to_owned(),
                None if has_draft => "draft".to_owned(),
                None => "not reported".to_owned(),
            };
            TeamRow {
                name: team.name,
                path: TeamPath { org: org.clone(), team: team.slug },
                figures: counted.map(|counted| counted.figures.dimensions).unwrap_or_default(),
                is_stale,
                state,
            }
        })
        .collect()
}

/// How warm a cell is, 0 to 10: how far toward and through Level 2 together have come.
pub(super) fn warmth(figure: Figure) -> u16 {
    figure.progress() / 200
}
