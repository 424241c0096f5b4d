//! The pages, one a file. An application itself is shown by `overview`, beside its KPIs and returns.

mod application;
mod applications;
mod change;
mod export;
mod form;
mod moves;
mod need;
mod pattern;
mod pattern_form;
mod patterns;
mod removal;

use axum::Router;
use axum_extra::routing::RouterExt;

pub use application::{ApplicationPage, blank};

use crate::state::App;

/// The routes of applications and patterns.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(applications::show)
        .typed_get(form::show_new)
        .typed_post(form::create)
        .typed_get(form::show_edit)
        .typed_post(form::update)
        .typed_post(change::create)
        .typed_post(need::create)
        .typed_post(need::remove)
        .typed_get(export::show)
        .typed_get(moves::show)
        .typed_get(patterns::show)
        .typed_get(pattern_form::show_new)
        .typed_post(pattern_form::create)
        .typed_get(pattern_form::show_edit)
        .typed_post(pattern_form::update)
        .typed_get(pattern::show)
        .typed_post(removal::remove_application)
        .typed_post(removal::remove_pattern)
}
