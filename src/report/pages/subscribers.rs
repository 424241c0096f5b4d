use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Manage, OrgAccess, Section, TenantTx, Visit};
use crate::clock::Clock;
use crate::mail::{self, MailState};
use crate::paths::{MailSettingsPath, ReportsPath, SubscriberRemovalPath, SubscribersPath};
use crate::report::subscriber::{self, Added};
use crate::report::{Subscriber, SubscriberForm, SubscriberId};
use crate::state::Mailing;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "report/subscribers.html")]
struct SubscribersPage<'a> {
    shell: Shell,
    path: &'a SubscribersPath,
    /// Whether mails are sent.
    is_mail_on: bool,
    subscribers: Vec<Subscriber>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> SubscribersPage<'a> {
    async fn of(
        tx: &mut TenantTx<Manage>,
        visit: &Visit,
        path: &'a SubscribersPath,
        mailing: &Mailing,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> sqlx::Result<Self> {
        Ok(Self {
            shell: visit.shell(Section::Reports),
            path,
            is_mail_on: mailing.sender().is_some(),
            subscribers: subscriber::store::subscribers(tx).await?,
            fields,
            errors,
        })
    }

    fn reports(&self) -> ReportsPath {
        ReportsPath { org: self.path.org.clone() }
    }

    fn mails(&self) -> MailSettingsPath {
        MailSettingsPath { org: self.path.org.clone() }
    }

    fn removal(&self, subscriber: &Subscriber) -> SubscriberRemovalPath {
        SubscriberRemovalPath { org: self.path.org.clone(), subscriber: subscriber.id.0 }
    }
}

/// Who is sent reports by mail.
pub(super) async fn show(
    path: SubscribersPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(mailing): State<Mailing>,
) -> Result<Page, PageError> {
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    let shown = (&fields, &errors);
    let page = SubscribersPage::of(&mut tx, &visit, &path, &mailing, shown).await?;
    drop(tx);
    Page::render(&page)
}

/// Adds somebody. Nothing is mailed to them until a report is.
pub(super) async fn add(
    path: SubscribersPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(mailing): State<Mailing>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::SubscriberAdded.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let errors = match SubscriberForm::parse(&sent.fields) {
        Ok(form) => match subscriber::store::add(&mut tx, &form, clock.now()).await? {
            Added::Yes => {
                let subject = format!("{}, {}", form.name, form.email);
                tx.note(AuditKind::SubscriberAdded, &subject).await?;
                return Ok(tx.commit_and_go(&next).await?.into_response());
            }
            Added::Before => refused("This address has subscribed already."),
            Added::Full => {
                refused("There are 200 subscribers, which is the most. Remove one first.")
            }
        },
        Err(errors) => errors,
    };
    let typed = (&sent.fields, &errors);
    let page = SubscribersPage::of(&mut tx, &visit, &path, &mailing, typed).await?;
    Ok(Page::render(&page)?.unprocessable().into_response())
}

fn refused(why: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("email", why);
    errors
}

/// Removes somebody, and takes back what waits to be sent to them.
pub(super) async fn remove(
    SubscriberRemovalPath { org, subscriber }: SubscriberRemovalPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::SubscriberRemoved.at(&SubscribersPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let removed = subscriber::store::remove(&mut tx, SubscriberId(subscriber)).await?;
    let (name, email) = removed.ok_or(PageError::NotFound)?;
    let why = "The recipient is no subscriber any more.";
    mail::store::drop_waiting(&mut tx, "report/", Some(&email), why, clock.now()).await?;
    tx.note(AuditKind::SubscriberRemoved, &format!("{name}, {email}")).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
