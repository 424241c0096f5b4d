//! The pages, one a file. A KPI itself is shown by `overview`, beside when Level 2 was reached.

mod baseline;
mod certificates;
mod export;
mod fields;
mod import;
mod kpis;
mod many;
mod new;
mod place;
mod reading;
mod readings;
mod retirement;
mod settings;

use axum::Router;
use axum_extra::routing::RouterExt;

use fields::FormFields;
use place::Place;

use crate::state::App;

/// The routes of KPIs and their readings.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(kpis::show)
        .typed_get(new::show)
        .typed_post(new::create)
        .typed_get(settings::show)
        .typed_post(settings::update)
        .typed_get(baseline::show)
        .typed_post(baseline::change)
        .typed_post(retirement::retire)
        .typed_post(retirement::resume)
        .typed_get(many::show)
        .typed_post(many::create)
        .typed_get(import::show)
        .typed_post(import::create)
        .typed_get(export::show_all)
        .typed_get(export::show_one)
        .typed_get(certificates::show)
        .typed_post(certificates::create)
        .typed_post(certificates::remove)
        .typed_get(readings::show)
        .typed_post(readings::create)
        .typed_get(reading::show)
        .typed_post(reading::update)
        .typed_post(reading::remove)
}
