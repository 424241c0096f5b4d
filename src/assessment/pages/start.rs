use axum::extract::State;
use axum::response::Redirect;

use super::{Place, Sheet};
use crate::access::{OrgAccess, TeamAccess, TenantTx, View};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{OwnAssessmentPath, TeamAssessmentPath};
use crate::web::PageError;

/// Leads to where a team's assessment goes on.
pub(super) async fn show_team(
    path: TeamAssessmentPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<View>,
    State(clock): State<Clock>,
) -> Result<Redirect, PageError> {
    show(Place::of_team(visit, team, role, path.period, &clock)?, tx).await
}

/// Leads to where the organization's own assessment goes on.
pub(super) async fn show_own(
    path: OwnAssessmentPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Redirect, PageError> {
    show(Place::of_org(visit, path.period, &clock)?, tx).await
}

/// The first dimension that is not answered yet; the review when all are.
async fn show(place: Place, mut tx: TenantTx<View>) -> Result<Redirect, PageError> {
    let model = Model::built_in();
    let sheet = Sheet::load(&mut tx, model, &place).await?;
    let open = model.dimensions.iter().find(|dimension| !sheet.progress(dimension).is_complete());
    let next = match open {
        Some(dimension) if place.may_edit && !sheet.is_submitted() => place.entry(&dimension.id),
        _ => place.review(),
    };
    Ok(Redirect::to(&next))
}
