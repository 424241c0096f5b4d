use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;

use crate::access::{OutsideTx, Remote, Token, visitor_shell};
use crate::mail::Subscription;
use crate::mail::unsubscribe::store;
use crate::paths::{ResubscribePath, UnsubscribePath};
use crate::state::App;
use crate::web::{Done, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "notice/unsubscription.html")]
struct UnsubscriptionPage<'a> {
    shell: Shell,
    path: &'a UnsubscribePath,
    subscription: &'a Subscription,
    /// Whether the mails are refused.
    is_refused: bool,
}

impl UnsubscriptionPage<'_> {
    fn again(&self) -> ResubscribePath {
        ResubscribePath { token: self.path.token.clone() }
    }
}

/// Asks whether to send no more mails of a topic. It changes nothing: programs open links, too.
pub(super) async fn show(
    path: UnsubscribePath,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Page, PageError> {
    app.attempts.from_network(remote)?;
    let mut tx = OutsideTx::begin_reading(&app.db).await?;
    let subscription = find(&mut tx, &path).await?;
    drop(tx);
    let shell = visitor_shell(&headers, &uri, app.cookie);
    Page::render(&UnsubscriptionPage {
        shell,
        path: &path,
        subscription: &subscription,
        is_refused: subscription.refused_at.is_some(),
    })
}

/// Sends no more mails of the topic, for the page above or for a mail program (RFC 8058). Done
/// again, it changes nothing. What is sent with it is not looked at, nor is anybody's session.
pub(super) async fn create(
    path: UnsubscribePath,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Page, PageError> {
    app.attempts.from_network(remote)?;
    let mut tx = OutsideTx::begin(&app.db).await?;
    let subscription = find(&mut tx, &path).await?;
    let Subscription { org, recipient, topic, .. } = &subscription;
    store::refuse(&mut tx, *org, recipient, *topic, app.clock.now()).await?;
    tx.commit().await?;
    let shell = visitor_shell(&headers, &uri, app.cookie);
    Page::render(&UnsubscriptionPage {
        shell,
        path: &path,
        subscription: &subscription,
        is_refused: true,
    })
}

/// Sends the mails of the topic again: to nobody but whoever has refused them, by the same link.
pub(super) async fn undo(
    ResubscribePath { token }: ResubscribePath,
    remote: Remote,
    State(app): State<App>,
    sent: Sent,
) -> Result<Redirect, PageError> {
    app.attempts.from_network(remote)?;
    let path = UnsubscribePath { token };
    let mut tx = OutsideTx::begin(&app.db).await?;
    let Subscription { org, recipient, topic, .. } = find(&mut tx, &path).await?;
    let next = Done::MailsWantedAgain.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then);
    }
    store::want(&mut tx, org, &recipient, topic).await?;
    tx.commit().await?;
    Ok(Redirect::to(&next))
}

async fn find(tx: &mut OutsideTx, path: &UnsubscribePath) -> Result<Subscription, PageError> {
    let token = Token::shown(&path.token).hash();
    store::find_subscription(tx, &token).await?.ok_or(PageError::NotFound)
}
