use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::Place;
use super::actions::ActionsPage;
use crate::access::{AuditKind, Edit, OrgAccess, TeamAccess, TenantTx, membership};
use crate::action::{ActionId, ChangeForm, store};
use crate::clock::Clock;
use crate::paths::{OrgActionPath, TeamActionPath};
use crate::web::{Done, FieldErrors, Fields, Page, PageError, Sent};

/// Changes the state, owner and due quarter of a team's action.
pub(super) async fn update_team(
    path: TeamActionPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    update(Place::of_team(visit, team, role), ActionId(path.action), tx, &clock, &sent).await
}

/// Changes the same of an action of the organization.
pub(super) async fn update_org(
    path: OrgActionPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    update(Place::of_org(visit), ActionId(path.action), tx, &clock, &sent).await
}

async fn update(
    place: Place,
    id: ActionId,
    mut tx: TenantTx<Edit>,
    clock: &Clock,
    sent: &Sent,
) -> Result<Response, PageError> {
    let action = store::find(&mut tx, place.team_id(), id).await?.ok_or(PageError::NotFound)?;
    let members = membership::members(&mut tx).await?;
    let current = clock.period();
    let change = match ChangeForm::parse(&sent.fields, &action, &members, current) {
        Ok(change) => change,
        Err(errors) => {
            let (blank, errors) = (Fields::default(), of_action(id, &errors));
            let page = ActionsPage::of(&mut tx, &place, current, &blank, &errors).await?;
            let page = page.with_changed(id, &sent.fields);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::ActionSaved.at(&place.list());
    if let Some(as_then) = tx.once(sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::update(&mut tx, id, change, clock.now()).await?;
    let subject = format!("{}, {}: {}", place.name(), action.criterion, change.state);
    tx.note(AuditKind::ActionChanged, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// The errors by the names that the fields of this action have on the page.
fn of_action(id: ActionId, errors: &FieldErrors) -> FieldErrors {
    let mut named = FieldErrors::default();
    for (name, sentence) in errors.iter() {
        named.add(format!("{name}.{id}"), sentence);
    }
    named
}
