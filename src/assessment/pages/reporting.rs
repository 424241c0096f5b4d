use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::access::{Action, OrgAccess, Section, View, Visit};
use crate::assessment::reporting::store::reporters;
use crate::assessment::reporting::{ReportState, Reporter};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{OwnAssessmentPath, ReportingPath, TeamAssessmentPath, TeamPath, TeamsPath};
use crate::period::Period;
use crate::web::{FieldErrors, Page, PageError, Shell};

/// Which period to look at; without it, the one that we are in.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    period: Option<String>,
}

#[derive(Template)]
#[template(path = "assessment/reporting.html")]
struct ReportingPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    period: Period,
    earlier: Option<Period>,
    later: Option<Period>,
    reporters: &'a [Reporter],
    path: ReportingPath,
    /// What was typed as an earlier period, and what is wrong with it.
    typed: &'a str,
    errors: &'a FieldErrors,
}

impl ReportingPage<'_> {
    fn name<'n>(&'n self, reporter: &'n Reporter) -> &'n str {
        reporter.team.as_ref().map_or(&self.visit.org.name, |team| &team.name)
    }

    /// The page of the team.
    fn home(&self, reporter: &Reporter) -> Option<TeamPath> {
        let org = self.visit.org.slug.clone();
        reporter.team.as_ref().map(|team| TeamPath { org, team: team.slug.clone() })
    }

    fn assessment(&self, reporter: &Reporter) -> String {
        let (org, period) = (self.visit.org.slug.clone(), self.period);
        match &reporter.team {
            Some(team) => TeamAssessmentPath { org, team: team.slug.clone(), period }.to_string(),
            None => OwnAssessmentPath { org, period }.to_string(),
        }
    }

    /// Whether the visitor may answer for the respondent.
    fn may_edit(&self, reporter: &Reporter) -> bool {
        let role = match &reporter.team {
            Some(team) => self.visit.role.toward_team(team.is_led),
            None => self.visit.role.toward_organization(),
        };
        role.may(Action::Edit)
    }

    /// Whether there is anybody that the visitor may answer for.
    fn may_enter(&self) -> bool {
        self.reporters.iter().any(|reporter| self.may_edit(reporter))
    }

    fn teams(&self) -> TeamsPath {
        TeamsPath { org: self.visit.org.slug.clone() }
    }

    fn count(&self, is_counted: impl Fn(&Reporter) -> bool) -> usize {
        let teams = self.reporters.iter().filter(|reporter| reporter.team.is_some());
        teams.filter(|reporter| is_counted(reporter)).count()
    }

    fn known(&self) -> usize {
        self.count(|_| true)
    }

    fn reported(&self) -> usize {
        self.count(Reporter::has_reported)
    }

    fn drafts(&self) -> usize {
        self.count(Reporter::is_draft)
    }

    /// `4 of 5 teams have submitted, 1 has not started.`
    fn progress(&self) -> String {
        let (known, reported) = (self.known(), self.reported());
        let have = |count| if count == 1 { "has" } else { "have" };
        let teams = if known == 1 { "team" } else { "teams" };
        let submitted = format!("{reported} of {known} {teams} {} submitted", have(reported));
        let drafts = match self.drafts() {
            0 => String::new(),
            1 => ", 1 has a draft".to_owned(),
            drafts => format!(", {drafts} have drafts"),
        };
        let rest = match known - reported - self.drafts() {
            0 => String::new(),
            rest => format!(", {rest} {} not started", have(rest)),
        };
        format!("{submitted}{drafts}{rest}.")
    }

    fn stale(&self) -> usize {
        self.count(|reporter| reporter.stale_from.is_some())
    }
}

/// Who has reported in a period, who has a draft, and who has not started.
pub(super) async fn show(
    path: ReportingPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Response, PageError> {
    let current = clock.period();
    let typed = chosen?.0.period.unwrap_or_else(|| current.to_string());
    let mut errors = FieldErrors::default();
    let period = read_period(&typed, current).unwrap_or_else(|sentence| {
        errors.add("period", sentence);
        current
    });
    let reporters = reporters(&mut tx, Model::built_in(), period).await?;
    drop(tx);

    let page = Page::render(&ReportingPage {
        shell: visit.shell(Section::Teams),
        visit: &visit,
        period,
        earlier: Some(period.previous()).filter(|&earlier| earlier < period),
        later: Some(period.next()).filter(|&later| later <= current),
        reporters: &reporters,
        path,
        typed: if errors.is_empty() { "" } else { &typed },
        errors: &errors,
    })?;
    Ok(if errors.is_empty() { page } else { page.unprocessable() }.into_response())
}

/// A period that has begun, or a sentence that says what to write.
fn read_period(typed: &str, current: Period) -> Result<Period, String> {
    match typed.trim().to_uppercase().parse::<Period>() {
        Ok(period) if period <= current => Ok(period),
        Ok(period) => Err(format!("{period} has not begun. The newest quarter is {current}.")),
        Err(_) => Err(format!("Write a year and a quarter, such as {}.", current.previous())),
    }
}
