mod team;
mod teams;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The settings of teams.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(teams::show)
        .typed_post(teams::create)
        .typed_get(team::show)
        .typed_post(team::update)
}
