mod entry;
mod expectation;
mod export;
mod import;
mod roi;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The routes of returns.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(roi::show)
        .typed_get(entry::begin)
        .typed_post(entry::create)
        .typed_get(entry::open)
        .typed_post(entry::update)
        .typed_post(entry::remove)
        .typed_get(export::show)
        .typed_get(import::show)
        .typed_post(import::create)
        .typed_get(expectation::open)
        .typed_post(expectation::set)
        .typed_post(expectation::remove)
}

/// The version that a form was opened with; one that makes no sense is the version of nothing.
fn opened_version(fields: &crate::web::Fields) -> Option<i32> {
    fields.text(crate::roi::EntryForm::VERSION).parse().ok()
}
