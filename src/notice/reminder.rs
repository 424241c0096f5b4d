use super::Occasion;
use crate::access::{OrgId, PersonId};
use crate::mail::{Item, Letter};
use crate::paths::{MailChoicePath, OrgSlug, TeamAssessmentPath, TeamSlug};
use crate::period::Period;
use crate::state::Site;

/// An organization that reminds its leads.
#[derive(Clone, Debug)]
pub struct Reminding {
    pub org: OrgId,
    pub slug: OrgSlug,
    pub name: String,
    /// On whose behalf: whoever turned the reminders on.
    pub decided_by: PersonId,
}

/// Somebody who is to be reminded, and of which of their teams.
#[derive(Clone, Debug)]
pub struct Lead {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    /// Those that have not submitted, by name.
    pub teams: Vec<LedTeam>,
}

/// A team that has not submitted.
#[derive(Clone, Debug)]
pub struct LedTeam {
    pub slug: TeamSlug,
    pub name: String,
}

/// What a reminder is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matter<'a> {
    pub of: &'a Reminding,
    pub occasion: Occasion,
    pub period: Period,
}

impl Matter<'_> {
    /// The subject of the mail, without the names of teams.
    pub(super) fn subject(&self) -> String {
        let Self { of, occasion, period } = self;
        let org = &of.name;
        match occasion {
            Occasion::Opens => format!("{org}: the assessment of {period} is open"),
            Occasion::Ends => format!("{org}: {period} ends soon"),
            Occasion::Overdue => format!("{org}: the assessment of {period} is overdue"),
        }
    }

    /// What the mail says to a lead.
    pub(super) fn letter(&self, lead: &Lead, site: &Site, unsubscribe: &str) -> Letter {
        let Self { of, occasion, period } = self;
        let last_day = period.last_day().format("%-d %b %Y");
        let (whose, each) = match lead.teams.as_slice() {
            [_] => ("This team of yours has", "its"),
            _ => ("These teams of yours have", "their"),
        };
        let (heading, what) = match occasion {
            Occasion::Opens => (
                format!("{period} is open"),
                format!(
                    "The quarter {period} has begun and ends on {last_day}. {whose} yet to answer and submit {each} assessment."
                ),
            ),
            Occasion::Ends => (
                format!("{period} ends on {last_day}"),
                format!("{whose} yet to submit {each} assessment of {period}."),
            ),
            Occasion::Overdue => (
                format!("{period} is over"),
                format!(
                    "The quarter {period} ended on {last_day}. {whose} not submitted {each} assessment. Until it is, the figures of the organization are those of an earlier quarter, or leave it out."
                ),
            ),
        };
        let item = |team: &LedTeam| Item {
            words: team.name.clone(),
            link: site.link(&TeamAssessmentPath {
                org: of.slug.clone(),
                team: team.slug.clone(),
                period: *period,
            }),
        };
        Letter {
            heading,
            paragraphs: vec![format!("Hello {},", lead.name), what],
            items: lead.teams.iter().map(item).collect(),
            action: Some(Item {
                words: "Choose which mails you get".to_owned(),
                link: site.link(&MailChoicePath),
            }),
            because: format!("You get this mail because you lead a team of {}.", of.name),
            unsubscribe: Some(unsubscribe.to_owned()),
        }
    }
}
