//! stub
pub mod store;
pub fn routes() -> axum::Router<crate::state::App> {
    axum::Router::new()
}
