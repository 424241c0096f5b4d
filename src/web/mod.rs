//! What every page needs and no feature owns: the frame, errors, forms, static files, the
//! connection, and what a request passes before a page sees it.

pub mod assets;
mod done;
mod error;
pub mod fields;
mod form;
pub mod layers;
pub mod limit;
mod page;
mod places;
pub mod serve;

pub use done::Done;
pub use error::{ErrorWords, PageError, SignInNeeded, error_page, status_page};
pub use fields::{FieldErrors, Fields};
pub use form::{FormKey, Sent};
pub use page::{NavLink, Page, Shell, ShellOrg, Theme, Visitor};
