//! Every route, and what stands around those that need the database.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sqlx::PgPool;

use crate::state::App;
use crate::web::PageError;
use crate::{
    access, account, action, application, assessment, database, kpi, notice, organization,
    overview, plan, report, roi, team, web,
};

/// All pages that are served.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(account::routes())
        .merge(organization::routes())
        .merge(team::routes())
        .merge(assessment::routes())
        .merge(action::routes())
        .merge(application::routes())
        .merge(plan::routes())
        .merge(kpi::routes())
        .merge(roi::routes())
        .merge(notice::routes())
        .merge(overview::routes())
        .merge(report::routes())
        .fallback(async || PageError::NotFound)
        .layer(from_fn_with_state((app.db.clone(), app.cookie), access::frame_errors))
        .layer(from_fn_with_state(app.clone(), account::keep_what_was_typed))
        .with_state(app)
        .merge(web::assets::routes())
}

/// What those ask who keep Waymark running: `/healthz`, whether it is alive, and `/readyz`,
/// whether its database answers and has the schema that this version needs.
pub fn health(pool: PgPool) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(pool)
}

async fn ready(State(pool): State<PgPool>) -> Response {
    let not_ready = |reason: &'static str| {
        (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], reason).into_response()
    };
    match database::migrations_are_current(&pool).await {
        Ok(true) => "ready\n".into_response(),
        Ok(false) => not_ready("the schema is not the one that this version needs\n"),
        Err(_) => not_ready("the database does not answer\n"),
    }
}
