use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::Place;
use crate::access::{AuditKind, Edit, RecordAccess};
use crate::clock::Clock;
use crate::kpi::store;
use crate::paths::{KpiResumptionPath, KpiRetirementPath, KpiSlug};
use crate::web::{Done, PageError, Sent};

/// Retires a KPI: it is kept with its readings, and shown among those that were.
pub(super) async fn retire(
    KpiRetirementPath { kpi, .. }: KpiRetirementPath,
    access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    set(access, &kpi, &clock, &sent, true).await
}

/// Takes a retired KPI up again.
pub(super) async fn resume(
    KpiResumptionPath { kpi, .. }: KpiResumptionPath,
    access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    set(access, &kpi, &clock, &sent, false).await
}

async fn set(
    mut access: RecordAccess<Edit>,
    slug: &KpiSlug,
    clock: &Clock,
    sent: &Sent,
    retired: bool,
) -> Result<Response, PageError> {
    let place = Place::find_own(&mut access, slug, clock.now().date_naive()).await?;
    let (done, kind) = if retired {
        (Done::KpiRetired, AuditKind::KpiRetired)
    } else {
        (Done::KpiResumed, AuditKind::KpiResumed)
    };
    let next = done.at(&place.home());
    let mut tx = access.editing([place.kpi.team])?;
    if let Some(as_then) = tx.once(sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if place.kpi.retired_at.is_some() != retired {
        store::retire(&mut tx, place.kpi.id, retired.then(|| clock.now())).await?;
        tx.note(kind, &place.kpi.name).await?;
    }
    Ok(tx.commit_and_go(&next).await?.into_response())
}
