use chrono::{DateTime, Utc};

use super::Unsubscribe;
use crate::access::{PersonId, id};

id!(
    /// A mail's id, which is also the first half of its `Message-ID`.
    MailId
);

/// What a mail is about. Somebody may refuse all mails of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Topic {
    /// An assessment that a lead has yet to submit.
    Reminder,
    /// A report to somebody who wants it, member or not.
    Report,
    /// An invitation to become a member.
    Invitation,
    /// Whether mails arrive.
    Test,
}

impl Topic {
    /// The topic in words, as a thing one can get.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reminder => "reminders",
            Self::Report => "reports",
            Self::Invitation => "invitations",
            Self::Test => "test mails",
        }
    }
}

/// A mail that is to be sent.
#[derive(Clone, Debug)]
pub struct Mail<'a> {
    pub topic: Topic,
    /// What causes it, in at most 200 characters: nobody gets two mails of one cause.
    pub cause: &'a str,
    /// An address in lower case.
    pub recipient: &'a str,
    /// Who has the address, if it is a member: they get nothing once they are one no more.
    pub member: Option<PersonId>,
    /// One line; what is longer than 200 characters is cut, and control characters are left out.
    pub subject: &'a str,
    /// The mail as text, and the same as HTML.
    pub text: &'a str,
    pub html: &'a str,
    /// The link that refuses mails of this topic, which stands in both texts.
    pub unsubscribe: Option<&'a Unsubscribe>,
}

/// How far a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MailState {
    /// To be sent once it is due.
    Waiting,
    /// Claimed by somebody who is sending it.
    Sending,
    /// Taken by the mail server.
    Sent,
    /// Given up.
    Failed,
    /// Perhaps taken by the mail server. It is not sent again.
    Unclear,
    /// Wanted by nobody any more.
    Dropped,
}

impl MailState {
    /// The state in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "being sent",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unclear => "unclear",
            Self::Dropped => "dropped",
        }
    }
}

/// A mail as its organization sees it in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub recipient: String,
    pub subject: String,
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i16,
    pub created_at: DateTime<Utc>,
    /// When it is tried next, if it waits.
    pub due_at: DateTime<Utc>,
    /// Why it was not taken, when it was tried last; empty if nothing is wrong.
    pub reason: String,
}
