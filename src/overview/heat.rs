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
pub struct TeamRow {
    pub name: String,
    pub path: TeamPath,
    /// A department, a product line: what it is listed under, if anything.
    pub group: Option<String>,
    /// A figure a dimension; empty when the team is not counted.
    pub figures: Vec<Option<Figure>>,
    /// The verdict on the team in the period that its figures are of.
    pub judgment: Option<Judgment>,
    /// Whether the figures are those of the period before.
    pub is_stale: bool,
    /// Whether it has reported in the period, and had not in the one before.
    pub is_new: bool,
    /// What the team itself has done about the period.
    pub reported: Reported,
    /// The same in words, with what is counted instead.
    pub state: String,
}

/// What a team has done about a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    Nothing,
    Draft,
    Submitted,
}

/// A line a team, in the order of `teams`; `before` is the period before `period` that has figures.
pub fn rows<'t>(
    model: &Model,
    org: &OrgSlug,
    teams: impl IntoIterator<Item = &'t Team>,
    standings: Vec<TeamStanding>,
    (courses, holds): (&BTreeMap<TeamId, Course>, &[Hold]),
    (period, before): (Period, Option<Period>),
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
            let reported = match &counted {
                Some(_) if !is_stale => Reported::Submitted,
                _ if has_draft => Reported::Draft,
                _ => Reported::Nothing,
            };
            let state = match (reported, &counted) {
                (Reported::Submitted, _) => "submitted".to_owned(),
                (Reported::Draft, Some(counted)) => format!("draft; {} counted", counted.period),
                (Reported::Draft, None) => "draft".to_owned(),
                (Reported::Nothing, Some(counted)) => {
                    format!("not reported; {} counted", counted.period)
                }
                (Reported::Nothing, None) => "not reported".to_owned(),
            };
            let course = courses.get(&team.id);
            let judgment = counted.as_ref().zip(course).and_then(|(counted, course)| {
                Verdicts::on(model, course, holds, Some(team.id), counted.period).whole
            });
            let reported_before = before.zip(course).is_some_and(|(before, course)| {
                let quarters = usize::try_from(period.quarters_since(before)).unwrap_or(0);
                course.whole().iter().rev().nth(quarters).is_some_and(Option::is_some)
            });
            TeamRow {
                name: team.name.clone(),
                path: TeamPath { org: org.clone(), team: team.slug.clone() },
                group: team.group.clone(),
                judgment,
                is_new: reported == Reported::Submitted && !reported_before,
                figures: counted.map(|counted| counted.figures.dimensions).unwrap_or_default(),
                is_stale,
                reported,
                state,
            }
        })
        .collect()
}

/// How warm a cell is, 0 to 10: how far toward and through Level 2 together have come.
pub fn warmth(figure: Figure) -> u16 {
    figure.progress() / 200
}
