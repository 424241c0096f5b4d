use askama::Template;
use axum::extract::State;
use axum::response::Redirect;

use crate::access::{Actor, Membership, OrgId, OutsideTx};
use crate::mail::Topic;
use crate::mail::unsubscribe::store;
use crate::paths::{AccountPath, MailChoicePath};
use crate::state::App;
use crate::web::{Done, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "notice/choice.html")]
struct ChoicePage<'a> {
    shell: Shell,
    actor: &'a Actor,
    /// The organizations whose reminders one refuses.
    refused: Vec<OrgId>,
}

impl ChoicePage<'_> {
    fn wants(&self, membership: &Membership) -> bool {
        !self.refused.contains(&membership.org.id)
    }
}

/// From which organizations one wants reminders.
pub(super) async fn show(
    _: MailChoicePath,
    actor: Actor,
    State(app): State<App>,
) -> Result<Page, PageError> {
    let orgs: Vec<OrgId> = actor.memberships.iter().map(|it| it.org.id).collect();
    let mut tx = OutsideTx::begin_reading(&app.db).await?;
    let refused = store::refused(&mut tx, &orgs, &actor.email, Topic::Reminder).await?;
    drop(tx);
    Page::render(&ChoicePage { shell: actor.shell(), actor: &actor, refused })
}

/// Changes that for one organization.
pub(super) async fn update(
    path: MailChoicePath,
    actor: Actor,
    State(app): State<App>,
    sent: Sent,
) -> Result<Redirect, PageError> {
    let chosen = sent.fields.text("organization");
    let found = actor.memberships.iter().find(|it| it.org.slug.as_str() == chosen);
    let org = found.map(|it| it.org.id).ok_or(PageError::Unprocessable(
        "Open the page again, and choose one of your organizations.",
    ))?;
    let mut tx = OutsideTx::begin(&app.db).await?;
    let done = match sent.fields.text("reminders") {
        "on" => Done::RemindersWanted,
        "off" => Done::RemindersRefused,
        _ => return Err(PageError::Unprocessable("Say whether you want reminders or not.")),
    };
    let next = done.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then);
    }
    let email = &actor.email;
    if done == Done::RemindersWanted {
        store::want(&mut tx, org, email, Topic::Reminder).await?;
    } else {
        store::refuse(&mut tx, org, email, Topic::Reminder, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&next))
}
