use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::access::{OrgAccess, Section, View};
use crate::application::{LoggedChange, MoveState, Moves, StateCounts, change, state_counts};
use crate::clock::Clock;
use crate::paths::{
    ApplicationPath, ApplicationsPath, ChartFiles, ChartName, MovesPath, OrgChartPath, OrgSlug,
};
use crate::period::Period;
use crate::trend::chart::Timeline;
use crate::web::{Page, PageError, Shell};

/// Up to which quarter moves are asked for; what is no quarter is the current one.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    period: String,
}

#[derive(Template)]
#[template(path = "application/moves.html")]
struct MovesPage<'a> {
    shell: Shell,
    org: &'a OrgSlug,
    /// The newest quarter shown, and the one we are in.
    period: Period,
    current: Period,
    /// While there is an application.
    timeline: Option<Timeline>,
    /// Whether there are more than are drawn.
    is_cut: bool,
    files: ChartFiles,
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

    /// The same a year earlier.
    fn earlier(&self) -> String {
        self.up_to(self.period.minus(4))
    }

    /// The same a year later.
    fn later(&self) -> String {
        self.up_to(self.period.plus(4).min(self.current))
    }

    fn up_to(&self, period: Period) -> String {
        let path = MovesPath { org: self.org.clone() };
        if period < self.current { format!("{path}?period={period}") } else { path.to_string() }
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
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let current = clock.period();
    let asked = asked?.0.period.parse::<Period>().ok();
    let period = asked.filter(|asked| *asked <= current).unwrap_or(current);
    let periods: Vec<Period> = period.minus(Moves::QUARTERS - 1).up_to(period).collect();
    let counts = state_counts::store::states_by_period(&mut tx, &periods).await?;
    let mut log = change::store::change_log(&mut tx).await?;
    let moves = change::store::moves(&mut tx, period).await?;
    drop(tx);
    log.retain(|logged| logged.change.period <= period);
    Page::render(&MovesPage {
        shell: visit.shell(Section::Applications),
        org: &org,
        period,
        current,
        timeline: moves.timeline(&org, &visit.org.name),
        is_cut: i64::try_from(moves.courses.len()).is_ok_and(|count| count >= Moves::MOST),
        files: ChartFiles::of(ChartName::Moves, (period < current).then_some(period), |file| {
            OrgChartPath { org: org.clone(), file }
        }),
        log,
        counts,
    })
}
