use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;

use crate::access::{OrgAccess, Section, View};
use crate::application::{LoggedChange, MoveState, StateCounts, change, state_counts};
use crate::clock::Clock;
use crate::paths::{ApplicationPath, ApplicationsPath, MovesPath, OrgSlug};
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

/// How many quarters the course of the states is shown of.
const QUARTERS: u16 = 12;

#[derive(Template)]
#[template(path = "application/moves.html")]
struct MovesPage<'a> {
    shell: Shell,
    org: &'a OrgSlug,
    /// The newest first.
    log: Vec<LoggedChange>,
    /// By period, without those in which there was no application yet.
    counts: BTreeMap<Period, StateCounts>,
}

impl MovesPage<'_> {
    fn applications(&self) -> ApplicationsPath {
        ApplicationsPath { org: self.org.clone() }
    }

    fn of(&self, change: &LoggedChange) -> ApplicationPath {
        ApplicationPath { org: self.org.clone(), application: change.slug.clone() }
    }

    /// Each period with its changes, the newest first.
    fn by_period(&self) -> Vec<(Period, Vec<&LoggedChange>)> {
        let mut periods: Vec<(Period, Vec<&LoggedChange>)> = Vec::new();
        for logged in &self.log {
            match periods.last_mut() {
                Some((period, changes)) if *period == logged.change.period => changes.push(logged),
                _ => periods.push((logged.change.period, vec![logged])),
            }
        }
        periods
    }

    /// How warm a cell is, 0 to 10, by the part of all applications in it.
    fn warmth(counts: &StateCounts, state: MoveState) -> i64 {
        (counts.percent(counts.of(state)) + 9) / 10
    }
}

/// What has changed from one state to another, and how many were in each state quarter by quarter.
pub(super) async fn show(
    MovesPath { org }: MovesPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let current = clock.period();
    let periods: Vec<Period> = current.minus(QUARTERS - 1).up_to(current).collect();
    let counts = state_counts::store::states_by_period(&mut tx, &periods).await?;
    let log = change::store::change_log(&mut tx).await?;
    drop(tx);
    Page::render(&MovesPage { shell: visit.shell(Section::Applications), org: &org, log, counts })
}
