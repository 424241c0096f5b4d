mod action;
mod actions;
mod place;

use axum::Router;
use axum_extra::routing::RouterExt;

use place::Place;

use crate::state::App;

/// The routes of actions.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(actions::show_team)
        .typed_get(actions::show_org)
        .typed_post(actions::create_team)
        .typed_post(actions::create_org)
        .typed_post(action::update_team)
        .typed_post(action::update_org)
}
