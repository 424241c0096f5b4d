//! What every page needs and no feature owns: the frame, errors, forms, static files, and
//! what stands before every route.

pub mod assets;
mod done;
mod error;
pub mod fields;
mod form;
pub mod limit;
mod page;

pub use done::{Done, JustDone};
pub use error::{PageError, SignInNeeded, error_page};
pub use fields::{FieldErrors, Fields};
pub use form::{FormKey, Sent};
pub use page::{NavLink, Page, Shell, ShellOrg, Theme, Visitor};
