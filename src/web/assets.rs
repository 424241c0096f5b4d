//! The static files, kept in the binary and served under addresses that change with them.

use std::sync::OnceLock;

use axum::Router;
use memory_serve::{CacheControl, Manifest};

static MANIFEST: OnceLock<Manifest> = OnceLock::new();

/// The routes of all static files.
pub fn routes() -> Router {
    let files = memory_serve::load!()
        .index_file(None)
        .cache_control(CacheControl::NoCache)
        .enable_hashed_routes(true);
    let _ = MANIFEST.set(files.manifest());
    Router::new().nest("/static", files.into_router())
}

/// The address of a static file.
pub(super) fn address(file: &str) -> String {
    let plain = format!("/{file}");
    let path = MANIFEST.get().and_then(|manifest| manifest.get(&plain)).unwrap_or(&plain);
    format!("/static{path}")
}
