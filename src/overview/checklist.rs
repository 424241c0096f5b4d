//! The way to the first complete period, for those who manage the organization.

use super::heat::{Reported, TeamRow};
use super::words::counted;
use crate::access::LedTeam;
use crate::paths::{
    OrgSlug, OrganizationSettingsPath, OwnAssessmentPath, ReportingPath, TeamAssessmentPath,
    TeamSettingsPath, TeamsSettingsPath,
};
use crate::period::Period;

/// What there is to do until the first period is complete: every team and the organization itself
/// have submitted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checklist {
    pub period: Period,
    /// How many teams there are, and how many of them have submitted.
    pub teams: usize,
    pub submitted: usize,
    /// In order.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub title: &'static str,
    /// What it is for, or how it is done.
    pub hint: &'static str,
    pub state: StepState,
    /// How much of how many is done, where that can be counted.
    pub count: Option<(usize, usize)>,
    /// The very page on which it is done.
    pub href: String,
}

/// Whether it is its turn. The first that is not done is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepState {
    Done,
    Now,
    Later,
}

impl StepState {
    /// As a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Later => "later",
        }
    }
}

impl Checklist {
    /// The list, of `teams` with their `rows` in the same order, and whether the organization
    /// itself has submitted. `None` when the period is complete.
    pub fn of(
        org: &OrgSlug,
        period: Period,
        (teams, rows): (&[LedTeam], &[TeamRow]),
        own_is_submitted: bool,
    ) -> Option<Self> {
        let all = teams.len();
        let led = teams.iter().filter(|it| it.has_lead).count();
        let has = |row: &TeamRow, reported| row.reported == reported;
        let submitted = rows.iter().filter(|row| has(row, Reported::Submitted)).count();
        if all > 0 && submitted == all && own_is_submitted {
            return None;
        }
        let org = || org.clone();
        let settings = TeamsSettingsPath { org: org() }.to_string();
        let without_lead = teams
            .iter()
            .find(|it| !it.has_lead)
            .map(|it| TeamSettingsPath { org: org(), team: it.team.slug.clone() }.to_string());
        // A draft is nearer to being submitted than what has not begun.
        let nearest = rows
            .iter()
            .find(|row| has(row, Reported::Draft))
            .or_else(|| rows.iter().find(|row| has(row, Reported::Nothing)))
            .or_else(|| rows.first());
        let assessment = nearest.map(|row| {
            let team = row.path.team.clone();
            TeamAssessmentPath { org: org(), team, period }.to_string()
        });
        let reporting = format!("{}?period={period}", ReportingPath { org: org() });
        let own = OwnAssessmentPath { org: org(), period }.to_string();

        let parts = [
            (
                "Set up Waymark",
                "The organization and its first owner are there.",
                true,
                None,
                OrganizationSettingsPath { org: org() }.to_string(),
            ),
            (
                "Add the teams",
                "Each team that runs applications assesses itself. One is enough to begin.",
                all > 0,
                None,
                settings.clone(),
            ),
            (
                "Name who leads each team",
                "A lead answers and submits for their team. Until then, owners and admins can.",
                all > 0 && led == all,
                Some((led, all)),
                without_lead.unwrap_or_else(|| settings.clone()),
            ),
            (
                "A first team submits",
                "A page for each dimension, then a review. The first chart appears with it.",
                submitted > 0,
                None,
                assessment.unwrap_or_else(|| settings.clone()),
            ),
            (
                "All teams have submitted",
                "Who is missing stands on the page of who has reported.",
                all > 0 && submitted == all,
                Some((submitted, all)),
                reporting,
            ),
            (
                "Answer for the organization",
                "Some criteria are about the organization as a whole; owners and admins answer \
                 them once a quarter.",
                own_is_submitted,
                None,
                own,
            ),
        ];
        let now = parts.iter().position(|(_, _, is_done, ..)| !is_done);
        let steps =
            parts.into_iter().enumerate().map(|(at, (title, hint, is_done, count, href))| {
                let state = match is_done {
                    true => StepState::Done,
                    false if Some(at) == now => StepState::Now,
                    false => StepState::Later,
                };
                Step { title, hint, state, count: count.filter(|&(_, all)| all > 0), href }
            });
        Some(Self { period, teams: all, submitted, steps: steps.collect() })
    }

    /// `3 of 5 teams have submitted`
    pub fn submitted_in_words(&self) -> String {
        let teams = counted(self.teams, "team");
        let have = if self.submitted == 1 { "has" } else { "have" };
        format!("{} of {teams} {have} submitted", self.submitted)
    }

    /// How many of its steps are done.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.state == StepState::Done).count()
    }
}
