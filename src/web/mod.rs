//! What every page needs and no feature owns: the frame, errors, forms, static files, the
//! connection, and what a request passes before a page sees it.

#[cfg(feature = "exports")]
mod apart;
pub mod assets;
mod clash;
mod csv;
mod done;
mod download;
mod error;
pub mod fields;
mod form;
pub mod layers;
pub mod limit;
mod markdown;
mod page;
#[cfg(feature = "exports")]
mod picture;
mod places;
mod plain;
pub mod serve;

#[cfg(feature = "exports")]
pub use apart::{NotMade, made};
pub use clash::Clash;
pub use csv::{NotATable, PastedLine, csv, neutral, pasted};
pub use done::Done;
pub use download::Download;
pub use error::{ErrorWords, PageError, SignInNeeded, error_page, status_page};
pub use fields::{FieldErrors, Fields};
pub use form::{FormKey, Sent};
pub use markdown::Markdown;
pub use page::{NavLink, Page, Shell, ShellOrg, Theme, Visitor};
#[cfg(feature = "exports")]
pub use picture::{PictureError, fonts, png, tree};
pub use plain::plain;
