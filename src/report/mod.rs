//! Reports for stakeholders: frozen, shared by link, kept as files.
//!
//! A report is a [`Document`]: a copy of what the overview and the slices tell of a period, made
//! once. Each change of it, of its words or by making it anew, is another revision; none is ever
//! written over.

mod difference;
mod disclosure;
mod document;
mod files;
mod form;
mod freeze;
mod kind;
mod link_form;
mod pages;
#[cfg(feature = "exports")]
mod pdf;
mod picture;
mod revision;
pub mod store;
pub mod subscriber;

pub use difference::Difference;
pub use disclosure::Disclosure;
pub use document::{Card, Document, Part, Section, Stand};
pub use form::ReportForm;
pub use freeze::{Choices, Noted, Source, document};
pub use kind::{Kind, NotAKind};
pub use link_form::LinkForm;
pub use pages::routes;
pub use picture::Picture;
pub use revision::{ListedReport, Report, ReportId, Revision, Why};
pub use subscriber::{Recipient, Subscriber, SubscriberForm, SubscriberId};
