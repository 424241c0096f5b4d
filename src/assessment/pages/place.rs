use crate::access::{Action, Role, Section, Team, Visit};
use crate::assessment::Respondent;
use crate::clock::Clock;
use crate::maturity::Criterion;
use crate::paths::{
    OrgSlug, OverviewPath, OwnAnswerPath, OwnEntryPath, OwnHistoryPath, OwnReopeningPath,
    OwnReviewPath, OwnSubmissionPath, TeamAnswerPath, TeamEntryPath, TeamHistoryPath, TeamPath,
    TeamReopeningPath, TeamReviewPath, TeamSubmissionPath,
};
use crate::period::Period;
use crate::web::{PageError, Shell};

/// Which assessment a page is about, where its pages are, and what the visitor may do with it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub visit: Visit,
    pub respondent: Respondent,
    pub period: Period,
    pub may_edit: bool,
}

impl Place {
    /// A team's assessment, for somebody of this role to the team.
    ///
    /// A period that has not begun is not found.
    pub fn of_team(
        visit: Visit,
        team: Team,
        role: Role,
        period: Period,
        clock: &Clock,
    ) -> Result<Self, PageError> {
        Self::begun(visit, Respondent::Team(team), role, period, clock)
    }

    /// The organization's own assessment. A period that has not begun is not found.
    pub fn of_org(visit: Visit, period: Period, clock: &Clock) -> Result<Self, PageError> {
        let own = Respondent::Organization(visit.org.clone());
        let role = visit.role.toward_organization();
        Self::begun(visit, own, role, period, clock)
    }

    fn begun(
        visit: Visit,
        respondent: Respondent,
        role: Role,
        period: Period,
        clock: &Clock,
    ) -> Result<Self, PageError> {
        if period > clock.period() {
            return Err(PageError::NotFound);
        }
        Ok(Self { visit, respondent, period, may_edit: role.may(Action::Edit) })
    }

    /// The frame of these pages.
    pub fn shell(&self) -> Shell {
        self.visit.shell(match self.respondent {
            Respondent::Organization(_) => Section::Overview,
            Respondent::Team(_) => Section::Teams,
        })
    }

    /// The organization it is of, or in.
    pub fn org(&self) -> OrgSlug {
        self.visit.org.slug.clone()
    }

    /// The page of the team, or the overview.
    pub fn home(&self) -> String {
        let org = self.org();
        match &self.respondent {
            Respondent::Organization(_) => OverviewPath { org }.to_string(),
            Respondent::Team(team) => TeamPath { org, team: team.slug.clone() }.to_string(),
        }
    }

    /// The page of one dimension.
    pub fn entry(&self, dimension: &str) -> String {
        let (org, period, dimension) = (self.org(), self.period, dimension.to_owned());
        match &self.respondent {
            Respondent::Organization(_) => OwnEntryPath { org, period, dimension }.to_string(),
            Respondent::Team(team) => {
                TeamEntryPath { org, team: team.slug.clone(), period, dimension }.to_string()
            }
        }
    }

    /// Where one answer is saved by itself.
    pub fn answer(&self, criterion: &str) -> String {
        let (org, period, criterion) = (self.org(), self.period, criterion.to_owned());
        match &self.respondent {
            Respondent::Organization(_) => OwnAnswerPath { org, period, criterion }.to_string(),
            Respondent::Team(team) => {
                TeamAnswerPath { org, team: team.slug.clone(), period, criterion }.to_string()
            }
        }
    }

    /// The review before submitting.
    pub fn review(&self) -> String {
        let (org, period) = (self.org(), self.period);
        match &self.respondent {
            Respondent::Organization(_) => OwnReviewPath { org, period }.to_string(),
            Respondent::Team(team) => {
                TeamReviewPath { org, team: team.slug.clone(), period }.to_string()
            }
        }
    }

    /// Where the submission goes.
    pub fn submission(&self) -> String {
        let (org, period) = (self.org(), self.period);
        match &self.respondent {
            Respondent::Organization(_) => OwnSubmissionPath { org, period }.to_string(),
            Respondent::Team(team) => {
                TeamSubmissionPath { org, team: team.slug.clone(), period }.to_string()
            }
        }
    }

    /// Where the reopening goes.
    pub fn reopening(&self) -> String {
        let (org, period) = (self.org(), self.period);
        match &self.respondent {
            Respondent::Organization(_) => OwnReopeningPath { org, period }.to_string(),
            Respondent::Team(team) => {
                TeamReopeningPath { org, team: team.slug.clone(), period }.to_string()
            }
        }
    }

    /// The history of a criterion.
    pub fn history(&self, criterion: &Criterion) -> String {
        let (org, criterion) = (self.org(), criterion.id.to_string());
        match &self.respondent {
            Respondent::Organization(_) => OwnHistoryPath { org, criterion }.to_string(),
            Respondent::Team(team) => {
                TeamHistoryPath { org, team: team.slug.clone(), criterion }.to_string()
            }
        }
    }
}
