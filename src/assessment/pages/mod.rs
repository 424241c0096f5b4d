//! The pages of an assessment: one dimension at a time, the review, the submission, the reopening;
//! the history of a criterion; who has reported.
//!
//! A team's and the organization's own are the same pages at two addresses (see [`Place`]).

mod answer;
mod entry;
mod group;
mod history;
mod place;
mod pressed;
mod reopening;
mod reporting;
mod review;
mod sheet;
mod shown;
mod start;
mod submission;

use axum::Router;
use axum_extra::routing::RouterExt;

use group::Group;
use place::Place;
use pressed::Pressed;
use sheet::Sheet;
use shown::Shown;

use crate::state::App;

/// The routes of this slice.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(start::show_team)
        .typed_get(start::show_own)
        .typed_get(entry::show_team)
        .typed_get(entry::show_own)
        .typed_post(entry::save_team)
        .typed_post(entry::save_own)
        .typed_post(answer::save_team)
        .typed_post(answer::save_own)
        .typed_get(review::show_team)
        .typed_get(review::show_own)
        .typed_post(submission::create_team)
        .typed_post(submission::create_own)
        .typed_post(reopening::create_team)
        .typed_post(reopening::create_own)
        .typed_get(history::show_team)
        .typed_get(history::show_own)
        .typed_get(reporting::show)
}
