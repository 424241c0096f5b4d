//! Teams: their names, how many applications they run, and who leads them.

mod candidate;
mod form;
mod pages;
pub mod store;

pub use crate::access::teams;
pub use pages::routes;

use candidate::Candidate;
pub use form::TeamForm;
