//! Actions: what somebody will do about a criterion, and by when.
//!
//! A team notes its own, and the organization its own. Everybody in the organization reads them.

mod form;
mod noted;
mod pages;
pub mod store;

pub use form::{ActionForm, ChangeForm};
pub use noted::{ActionId, ActionState, NotedAction};
pub use pages::routes;
