//! Charts of records as files: of KPIs, of patterns, and of what applications moved.

use axum::extract::State;

use super::chart::{kept, only_the_trend};
use crate::access::{OrgAccess, TenantTx, View, Visit};
use crate::application::change::store::moves;
use crate::application::{FinishedUse, PatternUse, Reuse, pattern};
use crate::clock::Clock;
use crate::kpi::store::find;
use crate::paths::{ChartFile, KpiChartPath, PatternChartPath};
use crate::period::Period;
use crate::web::{Download, PageError};

/// The values of a KPI.
pub(super) async fn show_kpi(
    KpiChartPath { org, kpi: slug, file }: KpiChartPath,
    OrgAccess { mut tx, .. }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Download, PageError> {
    only_the_trend(file)?;
    let today = clock.now().date_naive();
    let known = find(&mut tx, &slug, today).await?.ok_or(PageError::NotFound)?;
    drop(tx);
    let chart = known.course.chart(&known.kpi);
    kept(&format!("{org}-{slug}"), clock.period(), file, &chart, &clock).await
}

/// What the uses of a pattern took, once there are two periods of them.
pub(super) async fn show_pattern(
    PatternChartPath { org, pattern: slug, file }: PatternChartPath,
    OrgAccess { mut tx, .. }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Download, PageError> {
    only_the_trend(file)?;
    let found = pattern::store::find_pattern(&mut tx, &slug).await?;
    let pattern = found.ok_or(PageError::NotFound)?;
    let uses = pattern::store::uses_of(&mut tx, pattern.id).await?;
    drop(tx);
    let finished: Vec<FinishedUse> = uses.iter().filter_map(PatternUse::finished).collect();
    let chart = Reuse::of(&finished).chart(&pattern.name).ok_or(PageError::NotFound)?;
    kept(&format!("{org}-{slug}"), clock.period(), file, &chart, &clock).await
}

/// Which application was in which state, quarter by quarter.
pub(super) async fn show_moves(
    visit: &Visit,
    mut tx: TenantTx<View>,
    file: ChartFile,
    look_back: Option<Period>,
    clock: &Clock,
) -> Result<Download, PageError> {
    let period = look_back.map_or(clock.period(), |period| period.min(clock.period()));
    let moves = moves(&mut tx, period).await?;
    drop(tx);
    let org = &visit.org;
    let timeline = moves.timeline(&org.slug, &org.name).ok_or(PageError::NotFound)?;
    kept(org.slug.as_str(), period, file, &timeline, clock).await
}
