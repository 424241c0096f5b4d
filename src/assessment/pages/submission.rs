use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::reopening::ReopeningPart;
use super::review::ReviewPage;
use super::{Place, Sheet};
use crate::access::{Edit, OrgAccess, TeamAccess, TenantTx};
use crate::assessment::{NotSubmitted, submit};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{OwnSubmissionPath, TeamSubmissionPath};
use crate::web::{Done, Page, PageError, Sent};

/// A lead submits a team's period. An incomplete assessment comes back with what is missing.
pub(super) async fn create_team(
    path: TeamSubmissionPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_team(visit, team, role, path.period, &clock)?, tx, &clock, &sent).await
}

/// An admin submits the organization's own period.
pub(super) async fn create_own(
    path: OwnSubmissionPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_org(visit, path.period, &clock)?, tx, &clock, &sent).await
}

async fn create(
    place: Place,
    mut tx: TenantTx<Edit>,
    clock: &Clock,
    sent: &Sent,
) -> Result<Response, PageError> {
    let next = Done::Submitted.at(&place.home());
    if let Some(done) = tx.once(sent, &next).await? {
        return Ok(done.into_response());
    }
    let model = Model::built_in();
    match submit(&mut tx, model, &place.respondent, place.period, clock.now()).await? {
        Ok(_) => Ok(tx.commit_and_go(&next).await?.into_response()),
        Err(NotSubmitted::Already) => {
            Err(PageError::Conflict("This period has been submitted already."))
        }
        Err(NotSubmitted::Incomplete) => {
            let sheet = Sheet::load(&mut tx, model, &place).await?;
            let reopening = ReopeningPart::of(&place, &sheet);
            drop(tx);
            Ok(Page::render(&ReviewPage::new(&place, &sheet, reopening, true))?
                .unprocessable()
                .into_response())
        }
    }
}
