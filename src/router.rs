//! Every route, and the layers around them.

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::state::App;
use crate::{account, organization, team, web};

/// All that is served.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(account::routes())
        .merge(organization::routes())
        .merge(team::routes())
        .layer(from_fn_with_state(app.clone(), account::keep_what_was_typed))
        .with_state(app)
        .merge(web::assets::routes())
}
