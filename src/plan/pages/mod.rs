//! The pages, one a file.

mod hold;
mod plan;
mod target;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The routes of targets and holds.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(plan::show)
        .typed_post(hold::create)
        .typed_post(hold::end)
        .typed_post(target::set)
        .typed_post(target::remove)
}
