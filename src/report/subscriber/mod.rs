//! Who is sent reports by mail, and what the mail says. A person decides when one is sent.

mod form;
mod letter;
mod recipient;
pub mod store;

use chrono::{DateTime, Utc};

pub use form::SubscriberForm;
pub(super) use letter::Told;
pub use recipient::{Recipient, due};

use super::ReportId;
use crate::access::id;
use crate::mail::MailState;

id!(
    /// A subscriber's id.
    SubscriberId
);

/// Somebody who is sent reports by mail, as a line of the list.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub id: SubscriberId,
    pub name: String,
    pub email: String,
    pub added_at: DateTime<Utc>,
    /// When a report was last mailed to them.
    pub mailed_at: Option<DateTime<Utc>>,
    /// What became of that mail, for as long as it is kept.
    pub mail_state: Option<MailState>,
    /// Since when they refuse reports, if they do.
    pub refused_at: Option<DateTime<Utc>>,
}

/// What became of an attempt to add somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Yes,
    /// The address was there already.
    Before,
    /// There are as many as may be.
    Full,
}

/// What causes the mails of a report's revisions begin with.
pub(super) fn causes(report: ReportId) -> String {
    format!("report/{report}/")
}

/// What causes the mails of a revision of a report.
pub(super) fn cause(report: ReportId, number: i32) -> String {
    format!("{}{number}", causes(report))
}
