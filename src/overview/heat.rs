use std::collections::{BTreeMap, HashMap};

use super::verdicts::Verdicts;
use crate::access::{Team, TeamId};
use crate::assessment::{Course, TeamStanding};
use crate::maturity::{Figure, Judgment, Model};
use crate::paths::{OrgSlug, TeamPath};
use crate::period::Period;
use crate::plan::Hold;

/// A team's line in the table of teams and dimensions.
#[derive(Clone, Debug)]
pub(super) struct TeamRow {
    pub name: String,
    pub path: TeamPath,
    /// A figure a dimension; empty when the team is not counted.
    pub figures: Vec<Option<Figure>>,
    /// The verdict on the team in the period that its figures are of.
    pub judgment: Option<Judgment>,
    /// Whether the figures are those of the period before.
    pub is_stale: bool,
    /// Whether the team has reported in the period, in words.
    pub state: String,
}

/// A line a team, in the order of `teams`.
pub(super) fn rows(
    model: &Model,
    org: &OrgSlug,
    teams: &[Team],
    standings: Vec<TeamStanding>,
    (courses, holds): (&BTreeMap<TeamId, Course>, &[Hold]),
    period: Period,
) -> Vec<TeamRow> {
    let mut standings: HashMap<TeamId, TeamStanding> =
        standings.into_iter().map(|standing| (standing.team, standing)).collect();
    teams
        .iter()
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
            let judgment =
                counted.as_ref().zip(courses.get(&team.id)).and_then(|(counted, course)| {
                    Verdicts::on(model, course, holds, Some(team.id), counted.period).whole
                });
            TeamRow {
                name: team.name.clone(),
                path: TeamPath { org: org.clone(), team: team.slug.clone() },
                judgment,
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
