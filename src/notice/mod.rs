//! Mails that an organization's people get: reminders, and who wants them.
//!
//! An organization reminds its leads once somebody who manages it has said so. [`look`] is called
//! every hour; whoever is to be reminded of something gets one mail of it, whatever happens
//! between two looks.

mod looking;
mod occasion;
mod pages;
mod reminder;
pub mod store;

pub use looking::look;
pub use occasion::Occasion;
pub use pages::routes;
pub use reminder::{Lead, LedTeam, Reminding};
