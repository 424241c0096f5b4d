use axum::extract::State;

use super::Place;
use crate::access::{RecordAccess, TenantTx, View};
use crate::clock::Clock;
use crate::kpi::{KpiId, reading};
use crate::paths::{AllReadingsFilePath, ReadingsFilePath};
use crate::web::{Download, PageError, csv};

/// Every reading as CSV, in the form in which readings are pasted.
pub(super) async fn show_all(
    AllReadingsFilePath { org }: AllReadingsFilePath,
    RecordAccess { mut tx, .. }: RecordAccess<View>,
) -> Result<Download, PageError> {
    file(&mut tx, None, format!("{org}-kpis.csv")).await
}

/// The readings of a KPI, in the same form.
pub(super) async fn show_one(
    ReadingsFilePath { org, kpi }: ReadingsFilePath,
    mut access: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Download, PageError> {
    let place = Place::find(&mut access, &kpi, clock.now().date_naive()).await?;
    file(&mut access.tx, Some(place.kpi.id), format!("{org}-{kpi}.csv")).await
}

async fn file(
    tx: &mut TenantTx<View>,
    kpi: Option<KpiId>,
    name: String,
) -> Result<Download, PageError> {
    let kept = reading::store::kept(tx, kpi).await?;
    let heads = ["KPI", "Day", "Value", "Unit", "Source", "Note"].map(str::to_owned);
    let lines = kept
        .into_iter()
        .map(|it| [it.name, it.day.to_string(), it.value.plain(), it.unit, it.source, it.note]);
    let lines: Vec<[String; 6]> = std::iter::once(heads).chain(lines).collect();
    let content = csv(lines.iter().map(|line| line.iter().map(String::as_str)))
        .map_err(|error| PageError::Unexpected(error.into()))?;
    Ok(Download { name, content_type: "text/csv; charset=utf-8", content })
}
