//! The pages, one a file.

mod application;
mod chart;
mod compare;
mod dimension;
mod first_steps;
mod kpi;
mod levels;
mod look_back;
mod methodology;
mod overview;
mod record_chart;
mod team;
mod teams;
mod workings;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The routes of the leadership's pages.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(overview::show)
        .typed_get(dimension::show)
        .typed_get(levels::show)
        .typed_get(kpi::show)
        .typed_get(application::show)
        .typed_get(teams::show)
        .typed_get(team::show)
        .typed_get(methodology::show)
        .typed_get(workings::show)
        .typed_get(chart::show_org)
        .typed_get(chart::show_dimension)
        .typed_get(chart::show_team)
        .typed_get(record_chart::show_kpi)
        .typed_get(record_chart::show_pattern)
        .typed_get(compare::show_org)
        .typed_get(compare::show_team)
}
