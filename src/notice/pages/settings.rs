use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;

use crate::access::{AuditKind, Manage, OrgAccess, Section, Setting, TenantTx, Visit};
use crate::clock::Clock;
use crate::mail::{self, Item, Letter, Listed, Mail, MailState, Topic, store as mails};
use crate::notice::store;
use crate::paths::{MailSettingsPath, TestMailPath};
use crate::state::{Mailing, Site};
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

/// How many mails are shown.
const SHOWN: i64 = 50;
/// How many test mails an organization may ask for in an hour.
const TESTS_AN_HOUR: i64 = 5;

#[derive(Template)]
#[template(path = "notice/settings.html")]
struct SettingsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    path: MailSettingsPath,
    test: TestMailPath,
    /// Whom mails come from; nobody while mail is off.
    sender: Option<&'a str>,
    is_reminding: bool,
    mails: Vec<Listed>,
    errors: &'a FieldErrors,
}

impl<'a> SettingsPage<'a> {
    async fn of(
        tx: &mut TenantTx<Manage>,
        visit: &'a Visit,
        mailing: &'a Mailing,
        errors: &'a FieldErrors,
    ) -> sqlx::Result<Self> {
        let org = &visit.org.slug;
        Ok(Self {
            shell: visit.shell(Section::Settings(Setting::Mail)),
            visit,
            path: MailSettingsPath { org: org.clone() },
            test: TestMailPath { org: org.clone() },
            sender: mailing.sender(),
            is_reminding: store::is_reminding(tx).await?,
            mails: mails::newest(tx, SHOWN).await?,
            errors,
        })
    }

    /// The class of a state's tag.
    const fn tone(state: MailState) -> &'static str {
        match state {
            MailState::Sent => "tag good",
            MailState::Failed | MailState::Unclear => "tag warn",
            MailState::Waiting | MailState::Sending | MailState::Dropped => "tag",
        }
    }
}

/// Whether mails are sent, whether leads are reminded, and what became of the last mails.
pub(super) async fn show(
    _: MailSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(mailing): State<Mailing>,
) -> Result<Page, PageError> {
    let errors = FieldErrors::default();
    let page = SettingsPage::of(&mut tx, &visit, &mailing, &errors).await?;
    drop(tx);
    Page::render(&page)
}

/// Turns reminders on or off.
pub(super) async fn decide(
    path: MailSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(mailing): State<Mailing>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let (is_on, done, kind) = match sent.fields.text("reminders") {
        "on" => (true, Done::RemindersOn, AuditKind::RemindersTurnedOn),
        "off" => (false, Done::RemindersOff, AuditKind::RemindersTurnedOff),
        _ => {
            let mut errors = FieldErrors::default();
            errors.add("reminders", "Say whether reminders shall be on or off.");
            let page = SettingsPage::of(&mut tx, &visit, &mailing, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = done.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::decide(&mut tx, is_on, clock.now()).await?;
    tx.note(kind, &visit.org.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Sends a test mail to whoever asks for it. After several in an hour it is *too many*.
pub(super) async fn send_test(
    TestMailPath { org }: TestMailPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(mailing): State<Mailing>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    sent: Sent,
) -> Result<Redirect, PageError> {
    let path = MailSettingsPath { org };
    let next = Done::TestMailOnItsWay.at(&path);
    if mailing.sender().is_none() {
        return Err(PageError::Conflict("Mail is off. Whoever runs Waymark can turn it on."));
    }
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then);
    }
    let now = clock.now();
    let lately = mails::count_since(&mut tx, Topic::Test, now - Duration::hours(1)).await?;
    if lately >= TESTS_AN_HOUR {
        return Err(PageError::TooMany(60 * 60));
    }
    let letter = Letter {
        heading: "Mails arrive".to_owned(),
        paragraphs: vec![format!(
            "This is the test mail that you asked for in the settings of {}.",
            visit.org.name
        )],
        action: Some(Item {
            words: "See what became of other mails".to_owned(),
            link: site.link(&path),
        }),
        because: "You get this mail because you asked for it.".to_owned(),
        ..Letter::default()
    };
    let actor = &visit.actor;
    let mail = Mail {
        topic: Topic::Test,
        cause: &format!("test/{}", FormKey::fresh()),
        recipient: &actor.email,
        member: Some(actor.person),
        subject: "A test mail from Waymark",
        text: &letter.text(),
        html: &letter.html()?,
        unsubscribe: None,
    };
    mail::enqueue(&mut tx, &mail, now).await?;
    tx.note(AuditKind::TestMailAskedFor, &actor.email).await?;
    Ok(tx.commit_and_go(&next).await?)
}
