use askama::Template;

use crate::access::{Section, Visit};
use crate::overview::checklist::{Checklist, StepState};
use crate::overview::own_step::OwnStep;
use crate::overview::words;
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

/// The overview before there is a first chart: what leads to it, for whoever looks.
#[derive(Template)]
#[template(path = "overview/first_steps.html")]
pub(super) struct FirstStepsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    period: Period,
    checklist: Option<Checklist>,
    own_steps: Vec<OwnStep>,
    /// How many teams there are.
    teams: usize,
}

impl<'a> FirstStepsPage<'a> {
    /// What leads there, for whoever looks.
    fn outlook(&self) -> String {
        match self.teams {
            _ if self.checklist.is_some() => "This is the way there.".to_owned(),
            _ if !self.own_steps.is_empty() => "It can be yours.".to_owned(),
            0 => "No team has been added yet.".to_owned(),
            1 => format!("One team is asked in {}.", self.period),
            teams => {
                let teams = words::capitalized(&words::number(teams));
                format!("{teams} teams are asked in {}.", self.period)
            }
        }
    }

    pub fn render(
        visit: &'a Visit,
        period: Period,
        checklist: Option<Checklist>,
        own_steps: Vec<OwnStep>,
        teams: usize,
    ) -> Result<Page, PageError> {
        let shell = visit.shell(Section::Overview);
        Page::render(&Self { shell, visit, period, checklist, own_steps, teams })
    }
}
