mod choice;
mod settings;
mod unsubscription;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::state::App;

/// The pages of mails.
pub fn routes() -> Router<App> {
    Router::new()
        .typed_get(settings::show)
        .typed_post(settings::decide)
        .typed_post(settings::send_test)
        .typed_get(choice::show)
        .typed_post(choice::update)
        .typed_get(unsubscription::show)
        .typed_post(unsubscription::create)
        .typed_post(unsubscription::undo)
}
