//! The pages, one a file.

mod files;
mod gathered;
mod links;
mod mailing;
mod new;
mod renewal;
mod report;
mod reports;
mod shared;
mod subscribers;
mod withdrawal;
mod words;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The routes of reports and of the links to them.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(reports::show)
        .typed_get(new::show)
        .typed_post(new::create)
        .typed_get(report::show)
        .typed_get(words::show)
        .typed_post(words::change)
        .typed_get(renewal::show)
        .typed_post(renewal::renew)
        .typed_post(withdrawal::withdraw)
        .typed_get(links::show)
        .typed_post(links::create)
        .typed_post(links::rotate)
        .typed_post(links::revoke)
        .typed_post(mailing::send)
        .typed_get(subscribers::show)
        .typed_post(subscribers::add)
        .typed_post(subscribers::remove)
        .typed_get(shared::open)
        .typed_get(shared::show)
        .typed_post(shared::unlock)
        .typed_get(files::of_report)
        .typed_get(files::of_link)
        .typed_get(files::of_now)
}
