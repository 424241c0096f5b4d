//! Mails: what is to be sent, who wants it, and the one who delivers it.
//!
//! Whoever causes a mail [`enqueue`]s it in its own transaction, so that neither is there without
//! the other. [`work`] delivers what is due, within the server; several servers share the work.
//! A mail is claimed before it is sent, and one that may have been taken is not sent again
//! (decision 21).

mod delivery;
mod letter;
mod outgoing;
mod postman;
mod pruning;
pub mod store;
pub mod unsubscribe;
mod worker;

pub use delivery::{Claimed, Delivered, claim_due, deliver_due};
pub use letter::{Item, Letter};
pub use outgoing::{Listed, Mail, MailId, MailState, Topic};
pub use postman::Postman;
pub use pruning::prune;
pub use store::enqueue;
pub use unsubscribe::{Subscription, Unsubscribe};
pub use worker::work;
