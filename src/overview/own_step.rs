//! What a lead has to do next themselves.

use super::heat::{Reported, TeamRow};
use crate::access::LedTeam;
use crate::maturity::Model;
use crate::paths::{OrgSlug, TeamAssessmentPath, TeamEntryPath};
use crate::period::Period;

/// A team that the visitor leads, and has not submitted the open period for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnStep {
    pub team: String,
    /// What is to be done: `Answer People for Payments`.
    pub what: String,
    /// Where.
    pub href: String,
}

/// One a team, by name. `rows` are of the open period, in the order of `teams`; without them,
/// nobody has submitted it yet.
pub(super) fn own_steps(
    model: &Model,
    org: &OrgSlug,
    open: Period,
    teams: &[LedTeam],
    rows: Option<&[TeamRow]>,
) -> Vec<OwnStep> {
    let step = |(at, led): (usize, &LedTeam)| {
        let reported = rows.and_then(|rows| rows.get(at)).map(|row| row.reported);
        let (org, slug, name) = (org.clone(), led.team.slug.clone(), &led.team.name);
        let assessment = TeamAssessmentPath { org: org.clone(), team: slug.clone(), period: open };
        let (what, href) = match (reported, model.dimensions.first()) {
            (Some(Reported::Submitted), _) => return None,
            (Some(Reported::Nothing), Some(first)) => {
                let dimension = first.id.clone();
                let entry = TeamEntryPath { org, team: slug, period: open, dimension };
                (format!("Answer {} for {name}", first.name), entry.to_string())
            }
            (Some(Reported::Draft), _) => (format!("Go on with {name}"), assessment.to_string()),
            _ => (format!("Answer for {name}"), assessment.to_string()),
        };
        Some(OwnStep { team: name.clone(), what, href })
    };
    teams.iter().enumerate().filter(|(_, led)| led.is_led).filter_map(step).collect()
}
