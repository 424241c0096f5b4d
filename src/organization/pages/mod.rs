mod invitations;
mod member;
mod members;
mod organization;
mod removal;
mod revocation;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The pages of an organization's settings.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(organization::show)
        .typed_post(organization::update)
        .typed_post(organization::choose_currency)
        .typed_get(members::show)
        .typed_post(member::update)
        .typed_post(removal::create)
        .typed_post(invitations::create)
        .typed_post(revocation::create)
}
